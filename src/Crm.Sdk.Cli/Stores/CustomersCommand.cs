using System.CommandLine;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Options;
using Crm.Sdk.Customers;
using Crm.Sdk.Specifications;
using Crm.Sdk.Timelines;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Cli.Stores;

/// <summary><c>crm customers show WHO</c>: a customer and what happened with him.</summary>
internal static class CustomersCommand
{
    public static Command Create(ToolHost host)
    {
        var who = new Argument<string>("WHO") { Description = "The id of the customer, an external id such as crm:42, or the beginning of the name." };
        Option<string> folder = StoreCommand.Folder();
        Option<int?> take = CommonOptions.Number("--take", "20");
        take.Description = "How many entries of the timeline; 20 without it.";
        take.HelpName = "N";
        var show = new Command("show", "Shows a customer and what happened with it, the latest first.") { who, folder, take };
        show.SetAction((parsed, cancellationToken) => StoreCommand.RunAsync(
            host, parsed.GetRequiredValue(folder), asJson: false, mayWrite: false,
            file => ShowAsync(host, file, parsed.GetRequiredValue(who), Math.Max(1, parsed.GetValue(take) ?? 20), cancellationToken), cancellationToken));
        return new Command("customers", "Looks at customers.") { show };
    }

    private static async Task<int> ShowAsync(ToolHost host, CrmFile file, string who, int take, CancellationToken cancellationToken)
    {
        Customer customer = await FindAsync(file, who, cancellationToken);
        await host.Output.WriteLineAsync($"{customer.Name}  ({customer.Kind}, {customer.Stage}{(customer.IsArchived ? ", archived" : "")})");
        await StoreCommand.WriteColumnsAsync(host.Output,
        [
            .. new (string Name, string? Value)[]
            {
                ("id", customer.Id.ToString()), ("since", Day(customer.RegisteredAt, file)), ("owner", customer.Owner), ("industry", customer.Industry), ("country", customer.Country),
                ("email", customer.Email), ("phone", customer.Phone), ("known as", customer.ExternalIds.Count == 0 ? null : string.Join(", ", customer.ExternalIds)),
            }.Where(v => v.Value is not null).Concat(customer.Attributes.Keys.Select(k => (Name: k, Value: customer.Attributes[k]?.ToString()))).Select(v => (IReadOnlyList<string>)[$"  {v.Name}", v.Value!]),
        ]);
        IReadOnlyList<TimelineEntry> entries = await CustomerTimeline.ReadAsync(file.Session, customer.Id, take, cancellationToken: cancellationToken);
        await host.Output.WriteLineAsync(entries.Count == 0 ? "Nothing has happened yet." : "");
        foreach (TimelineEntry entry in entries)
        {
            await host.Output.WriteLineAsync($"  {Day(entry.At, file)}  {entry.Text}");
        }

        return ExitCode.Ok;
    }

    /// <summary>The customer of an id, an external id or the beginning of a name.</summary>
    /// <exception cref="ToolException">There is none, or several.</exception>
    public static async Task<Customer> FindAsync(CrmFile file, string who, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(who, out Guid id) && id != Guid.Empty && await file.Session.Customers.FindAsync(new CustomerId(id), cancellationToken) is { } byId)
        {
            return byId;
        }

        int colon = who.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && colon < who.Length - 1 && who[..colon].All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.')
            && await file.Session.Customers.FindAsync(new ExternalId(who[..colon], who[(colon + 1)..]), cancellationToken) is { } byExternalId)
        {
            return byExternalId;
        }

        IReadOnlyList<Customer> found = await file.Session.Customers.ListAsync(
            q => q.Search(c => c.Name, LikePattern.Escape(who) + "%").OrderBy(c => c.Name).Take(11), cancellationToken);
        return found.Count == 1 || found.FirstOrDefault(c => c.Name == who) is not null ? found.FirstOrDefault(c => c.Name == who) ?? found[0]
            : found.Count == 0 ? throw ToolException.BadUse($"there is no customer '{who}'. Name an id, an external id such as crm:42, or how the name begins.")
            : throw ToolException.BadUse($"several customers begin with '{who}': {string.Join(", ", found.Take(10).Select(c => c.Name))}{(found.Count > 10 ? ", …" : "")}. Write more of the name.");
    }

    private static string Day(Instant at, CrmFile file) => NodaTime.Text.LocalDatePattern.Iso.Format(file.Workspace.Calendar.DayOf(at));
}
