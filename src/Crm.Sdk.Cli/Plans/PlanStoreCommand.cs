using System.CommandLine;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Cli.Stores;
using Crm.Sdk.Cli.Workspaces;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Checks;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Plans;

/// <summary><c>crm plan apply</c> and <c>crm plan export</c>: between the files of a plan and the CRM of the workspace, without loss.</summary>
internal static class PlanStoreCommand
{
    public static Command CreateApply(ToolHost host)
    {
        Argument<string?> place = PlanFolder.Place();
        Option<string> folder = StoreCommand.Folder();
        var reason = new Option<string>("--reason") { Description = "Why, for the log.", HelpName = "TEXT", Required = true };
        var force = new Option<bool>("--force") { Description = "Takes the plan over although the check finds errors, or the CRM has something newer. What the CRM has is then replaced; its revisions stay." };
        var command = new Command("apply", "Checks the plan in the files, and takes it over into the CRM of the workspace, with its objectives.") { place, folder, reason, force };
        command.SetAction((parsed, cancellationToken) =>
        {
            string typed = PlanFolder.Typed(parsed, place, folder), why = parsed.GetRequiredValue(reason);
            return string.IsNullOrWhiteSpace(why) ? throw ToolException.BadUse("--reason: say why; it is kept with the change.") : ApplyAsync(host, typed, why, parsed.GetValue(force), cancellationToken);
        });
        return command;
    }

    public static Command CreateExport(ToolHost host)
    {
        Option<string> folder = StoreCommand.Folder();
        Argument<string?> title = Title();
        var output = new Option<string?>("--output") { Description = "Writes to this directory instead of the workspace's plan.", HelpName = "DIR" };
        var force = new Option<bool>("--force") { Description = "Writes over files that are broken, or that hold what was never applied; what stood there stays as NAME.bak." };
        var command = new Command("export", "Writes a plan of the CRM, with its objectives, as the files of the workspace's plan.") { title, folder, output, force };
        command.SetAction((parsed, cancellationToken) => StoreCommand.RunAsync(host, parsed.GetRequiredValue(folder), asJson: false, mayWrite: false,
            file => ExportAsync(host, file, parsed.GetValue(title), parsed.GetValue(output), parsed.GetValue(force), cancellationToken), cancellationToken));
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

    private static async Task<int> ApplyAsync(ToolHost host, string typed, string reason, bool isForced, CancellationToken cancellationToken)
    {
        var folder = PlanFolder.Of(host, typed);
        PlanDocument document = folder.ReadOrStop();
        if (await StoreCommand.OpenWorkspaceAsync(host, WorkspaceAccess.ExistingFolder(host, typed), data: null, asJson: false, cancellationToken) is not { } workspace)
        {
            return ExitCode.Findings;
        }

        List<Finding> errors = [.. PlanCheck.Check(document, workspace.Model, workspace.Calendar.DayOf(workspace.Now ?? host.Clock.GetCurrentInstant())).Where(f => f.Severity == FindingSeverity.Error)];
        folder.Print(host.Error, errors, host.ColoursError);
        if (errors.Count > 0 && !isForced)
        {
            throw ToolException.Findings($"the plan has {Words.Count(errors.Count, "error")}; nothing was taken over. Mend what 'crm plan check' tells, or take it over so with --force.");
        }

        return await StoreCommand.RunAsync(host, typed, asJson: false, mayWrite: true, file => TakeOverAsync(host, file, folder, document, reason, isForced, cancellationToken), cancellationToken);
    }

    private static async Task<int> TakeOverAsync(ToolHost host, CrmFile file, PlanFolder folder, PlanDocument document, string reason, bool isForced, CancellationToken cancellationToken)
    {
        PlanDocument? before = await file.Session.Plans.FindAsync(document.Id, cancellationToken) is { } known ? await file.Session.ToDocumentAsync(known, cancellationToken) : null;
        if (before is not null && !isForced && NewerIn(folder, before, document) is { } newer)
        {
            foreach (string name in folder.DifferingFrom(before, document))
            {
                await host.Error.WriteLineAsync($"  {host.Shown(Path.Combine(folder.Folder, name))}");
            }

            throw ToolException.Findings($"{newer} The files above differ. 'crm plan export --output DIR' writes what the CRM has beside them, and 'crm plan merge' puts both together; --force takes the files over as they are. Nothing was taken over.");
        }

        if (before is null && !isForced && (await file.Session.Plans.ListAsync(q => q.OrderBy(p => p.Title), cancellationToken)).FirstOrDefault(p => p.Title == document.Plan.Title) is { } other)
        {
            throw ToolException.Findings($"the CRM has a plan '{other.Title}' already, under the id {other.Id.Value:D}; these files would be a second one of that title. Put that id into {PlanFiles.Head}, or give the plan another title; --force takes it over beside the other. Nothing was taken over.");
        }

        folder.CheckWritable();
        CrmPlan plan;
        try
        {
            plan = await file.Session.TakeOverAsync(document, reason, file.Workspace.Now ?? host.Clock.GetCurrentInstant(), cancellationToken);
        }
        catch (ArgumentException refused)
        {
            throw ToolException.BadUse($"{refused.Message.Split(" (Parameter")[0]} Nothing was written.");
        }

        bool changed = await file.Session.CommitAsync(cancellationToken: cancellationToken) is not null;
        await host.Output.WriteLineAsync(changed ? $"Took over '{plan.Title}' with {Words.Count(document.Objectives.Count, "objective")}." : $"'{plan.Title}' is so already; nothing was written.");
        foreach (ObjectiveDocument left in before?.Objectives.Where(b => b.Objective.State != ObjectiveState.Cancelled && document.Objectives.All(o => o.Id != b.Id)) ?? [])
        {
            await host.Output.WriteLineAsync($"The objective '{left.Objective.Plan.Title}' is no longer in the plan; it stays in the CRM ({left.Objective.State}).");
        }

        // What the CRM adds, revisions and sections that are to be agreed anew, comes back: files and CRM are the same now.
        PlanDocument now = await file.Session.ToDocumentAsync(plan, cancellationToken);
        List<string> reopened = [.. document.Plan.Sections.Where(s => s.Approvals.Count > 0 && now.Plan.Sections.Any(n => n.Section == s.Section && n.Approvals.Count == 0)).Select(s => s.Section)];
        if (reopened.Count > 0)
        {
            await host.Output.WriteLineAsync($"To be agreed anew, because of what changed: {string.Join(", ", reopened)}.");
        }

        try
        {
            foreach (string touched in folder.Write(now))
            {
                await host.Output.WriteLineAsync($"  {touched}");
            }

            folder.States.Keep(now);
            return ExitCode.Ok;
        }
        catch (ToolException e)
        {
            // What the files have is known to the CRM now, so that an export may replace it.
            folder.States.Keep(document);
            folder.States.Keep(now);
            throw ToolException.Environment($"the CRM has the plan now, but what it added cannot come back into the files: {e.Message.Replace(" Nothing was changed.", "", StringComparison.Ordinal)} Then run 'crm plan export'.");
        }
    }

    // Why the CRM has something that these files do not know; null when they go on from what it has.
    private static string? NewerIn(PlanFolder folder, PlanDocument store, PlanDocument files)
    {
        if (store.DifferencesTo(files).Count == 0)
        {
            return null;
        }

        PlanStateMarks states = folder.States;
        int ofStore = states.PlaceOf(store), ofFiles = states.PlaceOf(files);
        return ofStore < 0 ? $"the CRM has '{store.Plan.Title}' in a state that these files do not know: it was changed since, or by others."
            : ofFiles >= 0 && ofFiles < ofStore ? $"these files are an older state of '{store.Plan.Title}' than the CRM has: 'crm plan export' brings them up to date." : null;
    }

    private static async Task<int> ExportAsync(ToolHost host, CrmFile file, string? title, string? output, bool isForced, CancellationToken cancellationToken)
    {
        // Where files are there already, the plan that they are of is meant.
        PlanDocument? there = title is null && new PlanFolder(host, Path.Combine(file.Workspace.Folder, PlanFolder.Name)) is { Exists: true } own ? own.Read().Value : null;
        CrmPlan plan = there is not null && await file.Session.Plans.FindAsync(there.Id, cancellationToken) is { } same ? same : await PickAsync(file, title, cancellationToken);
        PlanDocument document = await file.Session.ToDocumentAsync(plan, cancellationToken);
        var folder = new PlanFolder(host, output is null ? Path.Combine(file.Workspace.Folder, PlanFolder.Name) : PathOf(host, file.Workspace, output));
        bool replaces = folder.HasFiles && !MayBeReplaced(host, folder, document, isForced);
        IReadOnlyList<string> touched = folder.Write(document, keepsFormer: replaces);
        foreach (string name in touched)
        {
            await host.Output.WriteLineAsync($"  {name}");
        }

        folder.States.Keep(document);
        await host.Output.WriteLineAsync(touched.Count == 0 ? "The files are so already." : $"Wrote '{plan.Title}' to {host.Shown(folder.Folder)}.{(replaces ? " What stood there is kept as NAME.bak." : "")}");
        return ExitCode.Ok;
    }

    private static string PathOf(ToolHost host, Workspace workspace, string output)
    {
        string path = host.PathOf(output);
        return File.Exists(path) ? throw ToolException.BadUse($"--output {output} is a file. Name a directory for the plan; nothing was written.")
            : path != Path.Combine(workspace.Folder, PlanFolder.Name) && Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any() && !new PlanFolder(host, path).Exists
                ? throw ToolException.BadUse($"--output {output} is not empty and no plan. Name another directory; nothing was written.") : path;
    }

    /// <summary>Whether nothing is lost when a plan takes the place of what stands in a directory.</summary>
    /// <returns>False when something would be, and that is wanted.</returns>
    /// <exception cref="ToolException">Something would be lost, or it is another plan.</exception>
    private static bool MayBeReplaced(ToolHost host, PlanFolder folder, PlanDocument document, bool isForced)
    {
        IReadOnlyDictionary<string, string> head = new Dictionary<string, string> { [PlanFiles.Head] = PlanFiles.Write(document)[PlanFiles.Head] };
        Checked<PlanDocument> read = folder.Read(otherwise: head);
        if (read.Value is not { } there)
        {
            if (!isForced)
            {
                folder.Print(host.Error, read.Findings, host.ColoursError);
                throw ToolException.Findings($"the files in {host.Shown(folder.Folder)} cannot be read, so it is not known what would be lost. Mend them, write elsewhere with --output DIR, or over them with --force, which keeps them as NAME.bak. Nothing was written.");
            }

            return false;
        }

        if (there.Id != document.Id)
        {
            throw ToolException.BadUse($"{host.Shown(folder.Folder)} holds another plan, '{there.Plan.Title}'. Move it away, or write elsewhere with --output DIR; nothing was written.");
        }

        if (there.DifferencesTo(document).Count == 0 || folder.States.PlaceOf(there) >= 0)
        {
            return true;
        }

        if (!isForced)
        {
            foreach (string name in folder.DifferingFrom(document, there))
            {
                host.Error.WriteLine($"  {host.Shown(Path.Combine(folder.Folder, name))}");
            }

            throw ToolException.Findings("the files above hold what was never applied; it would be lost. 'crm plan apply' takes it over; --output DIR writes what the CRM has beside them, for 'crm plan merge'; --force writes over them and keeps them as NAME.bak. Nothing was written.");
        }

        return false;
    }
}
