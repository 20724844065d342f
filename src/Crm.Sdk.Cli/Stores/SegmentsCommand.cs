using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Options;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Customers;
using Crm.Sdk.Evaluation.Segments;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Stores;

/// <summary><c>crm segments [NAME]</c>: how many are in each segment; who; and why somebody is in or out.</summary>
internal static class SegmentsCommand
{
    /// <summary>The format of the JSON that it prints.</summary>
    public const string JsonFormat = "crm-segments/1";

    public static Command Create(ToolHost host)
    {
        var name = new Argument<string?>("NAME") { Description = "A segment, whose members are listed; without one, all with their numbers.", Arity = ArgumentArity.ZeroOrOne };
        Option<string> folder = StoreCommand.Folder();
        var why = new Option<string>("--why") { Description = "Says why the entity with this key is a member or not; a customer also by an external id or the beginning of the name.", HelpName = "KEY" };
        Option<string> format = CommonOptions.Format("text", "json");
        var command = new Command("segments", "Counts and lists the members of segments, and says why somebody is one.") { name, folder, why, format };
        command.SetAction((parsed, cancellationToken) => StoreCommand.RunAsync(
            host, parsed.GetRequiredValue(folder), parsed.GetValue(format) == "json", mayWrite: false,
            file => RunAsync(host, file, parsed.GetValue(name), parsed.GetValue(why), parsed.GetValue(format) == "json", cancellationToken), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ToolHost host, CrmFile file, string? name, string? why, bool asJson, CancellationToken cancellationToken)
    {
        if (name is not null && !file.Model.Segments.ContainsKey(name))
        {
            throw ToolException.BadUse($"no segment is called '{name}'. {Suggestion.Mend(name, file.Model.Segments.Keys)}");
        }

        if (why is not null && name is null)
        {
            throw ToolException.BadUse("--why needs a segment: crm segments NAME --why KEY.");
        }

        SegmentExplorer explorer = (await file.EngineAsync(host, cancellationToken)).Segments;
        if (why is not null)
        {
            if (IsOfCustomers(file.Model.Segments[name!]) && !Guid.TryParse(why, out _))
            {
                why = (await CustomersCommand.FindAsync(file, why, cancellationToken)).Id.ToString();
            }

            return await ExplainAsync(host, file, explorer, name!, why);
        }

        List<(BoundSegment Segment, IReadOnlyList<string> Members)> segments =
            [.. file.Model.Segments.Values.Where(s => name is null || s.Name == name).OrderBy(s => s.Name, StringComparer.Ordinal).Select(s => (s, explorer.Members(s.Name, file.Now, file.Workspace.Calendar)))];
        if (asJson)
        {
            await ToolJson.WriteAsync(host.Output, json =>
            {
                json.WriteString("format", JsonFormat);
                json.WriteStartArray("segments");
                foreach ((BoundSegment segment, IReadOnlyList<string> members) in segments)
                {
                    json.WriteStartObject();
                    json.WriteString("name", segment.Name);
                    json.WriteString("title", segment.Title);
                    json.WriteString("entity", segment.Entity.Name);
                    json.WriteNumber("count", members.Count);
                    if (name is not null)
                    {
                        json.WriteStartArray("members");
                        foreach (string member in members)
                        {
                            json.WriteStringValue(member);
                        }

                        json.WriteEndArray();
                    }

                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return ExitCode.Ok;
        }

        if (name is not null)
        {
            var rows = new List<IReadOnlyList<string>>();
            foreach (string member in segments[0].Members)
            {
                Customer? customer = IsOfCustomers(segments[0].Segment) && Guid.TryParse(member, out Guid id) ? await file.Session.Customers.FindAsync(new CustomerId(id), cancellationToken) : null;
                rows.Add([member, customer?.Name ?? "", customer is null ? "" : string.Join(", ", customer.ExternalIds)]);
            }

            await StoreCommand.WriteColumnsAsync(host.Output, rows);
            return ExitCode.Ok;
        }

        await StoreCommand.WriteColumnsAsync(host.Output,
            [.. segments.Select(s => (IReadOnlyList<string>)[s.Segment.Name, s.Members.Count.ToString(CultureInfo.InvariantCulture).PadLeft(8), s.Segment.Entity.Name, s.Segment.Title ?? ""])]);
        return ExitCode.Ok;
    }

    private static bool IsOfCustomers(BoundSegment segment) => segment.Entity.Name == Customer.Concept.Name;

    private static async Task<int> ExplainAsync(ToolHost host, CrmFile file, SegmentExplorer explorer, string name, string key)
    {
        BoundSegment segment = file.Model.Segments[name];
        if (explorer.Explain(name, key, file.Now, file.Workspace.Calendar) is not { } reasons)
        {
            throw ToolException.BadUse($"there is no {segment.Entity} '{key}'.");
        }

        await host.Output.WriteLineAsync($"{segment.Entity} {key} is {(reasons.IsMember ? "in" : "not in")} {name}{(segment.Title is null ? "" : $" ({segment.Title})")}:");
        foreach (SegmentCondition condition in reasons.Conditions)
        {
            string mark = condition.Holds switch { true => "yes", false => "no", _ => "unknown" };
            string found = condition.Found.Count == 0 ? "" : $"   ({string.Join(", ", condition.Found)})";
            await host.Output.WriteLineAsync($"  {new string(' ', condition.Depth * 2)}{mark,-7} {condition.Text}{found}");
        }

        return ExitCode.Ok;
    }
}
