using System.CommandLine;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Cli.Stores;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Documents;

namespace Crm.Sdk.Cli.Plans;

/// <summary><c>crm plan apply</c> and <c>crm plan export</c>: between the files of a plan and the CRM of the workspace, without loss.</summary>
internal static class PlanStoreCommand
{
    public static Command CreateApply(ToolHost host)
    {
        Option<string> folder = StoreCommand.Folder();
        var reason = new Option<string>("--reason") { Description = "Why, for the log.", HelpName = "TEXT", Required = true };
        var command = new Command("apply", "Takes the plan in the files over into the CRM of the workspace, with its objectives.") { folder, reason };
        command.SetAction((parsed, cancellationToken) =>
        {
            PlanDocument document = PlanFolder.Of(host, parsed.GetRequiredValue(folder)).ReadOrStop();
            return StoreCommand.RunAsync(host, parsed.GetRequiredValue(folder), asJson: false, mayWrite: true, file => ApplyAsync(host, file, document, parsed.GetRequiredValue(reason), cancellationToken), cancellationToken);
        });
        return command;
    }

    public static Command CreateExport(ToolHost host)
    {
        Option<string> folder = StoreCommand.Folder();
        Argument<string?> title = Title();
        var command = new Command("export", "Writes a plan of the CRM, with its objectives, as the files of the workspace's plan.") { title, folder };
        command.SetAction((parsed, cancellationToken) => StoreCommand.RunAsync(host, parsed.GetRequiredValue(folder), asJson: false, mayWrite: false,
            file => ExportAsync(host, file, parsed.GetValue(title), cancellationToken), cancellationToken));
        return command;
    }

    public static Argument<string?> Title() => new("TITLE") { Description = "The plan, by its title; needed when there are several.", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>The plan of a CRM that is meant.</summary>
    /// <exception cref="ToolException">There is none, or it is not clear which.</exception>
    public static async Task<CrmPlan> PickAsync(CrmFile file, string? title, CancellationToken cancellationToken)
    {
        IReadOnlyList<CrmPlan> plans = await file.Session.Plans.ListAsync(q => q.OrderBy(p => p.Title), cancellationToken);
        return plans.FirstOrDefault(p => title is null ? plans.Count == 1 : p.Title == title) ?? throw ToolException.BadUse(
            plans.Count == 0 ? "there is no plan in this CRM." : title is null ? $"there are several plans; name one: {string.Join(", ", plans.Select(p => $"\"{p.Title}\""))}."
            : $"no plan is called '{title}'; there are {string.Join(", ", plans.Select(p => $"\"{p.Title}\""))}.");
    }

    private static async Task<int> ApplyAsync(ToolHost host, CrmFile file, PlanDocument document, string reason, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw ToolException.BadUse("--reason: say why; it is kept with the change.");
        }

        CrmPlan plan;
        try
        {
            plan = await file.Session.TakeOverAsync(document, reason, host.Clock.GetCurrentInstant(), cancellationToken);
        }
        catch (ArgumentException refused)
        {
            throw ToolException.BadUse($"{refused.Message.Split(" (Parameter")[0]} Nothing was written.");
        }

        bool changed = await file.Session.CommitAsync(cancellationToken: cancellationToken) is not null;
        await host.Output.WriteLineAsync(changed ? $"Took over '{plan.Title}' with {Words.Count(document.Objectives.Count, "objective")}." : $"'{plan.Title}' is so already; nothing was written.");
        return ExitCode.Ok;
    }

    private static async Task<int> ExportAsync(ToolHost host, CrmFile file, string? title, CancellationToken cancellationToken)
    {
        CrmPlan plan = await PickAsync(file, title, cancellationToken);
        var folder = new PlanFolder(host, Path.Combine(file.Workspace.Folder, PlanFolder.Name));
        if (folder.HasFiles && folder.ReadOrStop() is { } there && there.Id != plan.Id)
        {
            throw ToolException.BadUse($"{host.Shown(folder.Folder)} holds another plan, '{there.Plan.Title}'. Move it away; nothing was written.");
        }

        IReadOnlyList<string> touched = folder.Write(await file.Session.ToDocumentAsync(plan, cancellationToken));
        foreach (string name in touched)
        {
            await host.Output.WriteLineAsync($"  {name}");
        }

        await host.Output.WriteLineAsync(touched.Count == 0 ? "The files are so already." : $"Wrote '{plan.Title}' to {host.Shown(folder.Folder)}.");
        return ExitCode.Ok;
    }
}
