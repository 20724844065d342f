using System.CommandLine;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Cli.Querying;
using Crm.Sdk.Cli.Stores;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Cli.Plans;

/// <summary><c>crm plan pursue</c> and <c>crm plan cancel</c>: objectives in the files of a plan begin to be pursued, or are given up.</summary>
internal static class PlanPursueCommand
{
    public static Command Create(ToolHost host)
    {
        var keys = new Argument<string[]>("KEY") { Description = "The objectives, by their keys; without one, all that are drafts.", Arity = ArgumentArity.ZeroOrMore };
        var reason = new Option<string?>("--override") { Description = "Lets somebody answer for it that the named objectives are achievable, where the past does not show it: why.", HelpName = "REASON" };
        var by = new Option<string?>("--by") { Description = "Who answers for it.", HelpName = "WHO" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Shows the checks and writes nothing." };
        Option<string> folder = StoreCommand.Folder();
        var command = new Command("pursue", "Takes baselines and feasibility of draft objectives from the facts, and begins to pursue those that are SMART.") { keys, reason, by, dryRun, folder };
        command.SetAction((parsed, cancellationToken) => RunAsync(host, parsed.GetRequiredValue(folder), new Wanted
        {
            Keys = [.. (parsed.GetValue(keys) ?? []).Distinct(StringComparer.Ordinal)], Reason = parsed.GetValue(reason), By = parsed.GetValue(by), IsDryRun = parsed.GetValue(dryRun),
        }, cancellationToken));
        return command;
    }

    public static Command CreateCancel(ToolHost host)
    {
        var key = new Argument<string>("KEY") { Description = "The objective, by its key." };
        var reason = new Option<string>("--reason") { Description = "Why.", HelpName = "TEXT", Required = true };
        Option<string> folder = StoreCommand.Folder();
        var command = new Command("cancel", "Gives an objective of the plan up.") { key, reason, folder };
        command.SetAction((parsed, cancellationToken) => CancelAsync(host, parsed.GetRequiredValue(folder), parsed.GetRequiredValue(key), parsed.GetRequiredValue(reason), cancellationToken));
        return command;
    }

    private static async Task<int> CancelAsync(ToolHost host, string typed, string key, string reason, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw ToolException.BadUse("--reason: say why it is given up; it is kept with the objective.");
        }

        if (await PlanSteps.OpenAsync(host, typed, cancellationToken) is not { } steps)
        {
            return ExitCode.Findings;
        }

        if (steps.Find(key) is not { } found)
        {
            return await steps.EndAsync(null);
        }

        SmartObjective objective = SmartObjective.TakeOver(found.Id, found.Objective, "files", steps.Now);
        steps.Try(() => objective.Cancel(reason, steps.Now), "CRM6297", "", FileOf(key), "state");
        return await steps.EndAsync($"Gave up '{objective.Plan.Title}'.", [.. steps.Document.Objectives.Select(o => o.Id == found.Id ? o with { Objective = objective.Body } : o)]);
    }

    private static async Task<int> RunAsync(ToolHost host, string typed, Wanted wanted, CancellationToken cancellationToken)
    {
        wanted.Check();
        var folder = PlanFolder.Of(host, typed);
        PlanDocument document = folder.ReadOrStop();
        (Workspace? workspace, FactSet? facts, int code) = await PlanStatusCommand.FactsAsync(host, typed, asJson: false, cancellationToken);
        if (workspace is null || facts is null)
        {
            return code;
        }

        PlanSteps steps = PlanSteps.Of(host, folder, document, workspace);
        List<(string Key, SmartObjective Objective)> drafts = [.. steps.Objectives.Where(o => wanted.Keys.Count == 0 && o.Objective.Objective.State == ObjectiveState.Draft)
            .Concat(wanted.Keys.Select(k => (Key: k, Objective: steps.Find(k)!)).Where(o => o.Objective is not null)).DistinctBy(o => o.Objective.Id)
            .Select(o => (o.Key, SmartObjective.TakeOver(o.Objective.Id, Anew(o.Objective.Objective), "files", steps.Now)))];
        var tracker = new ObjectiveTracker(new MetricEngine(workspace.Model, facts) { Rates = RateFiles.Usable(host, workspace) }, workspace.Calendar);
        int pursued = 0;
        foreach ((string key, SmartObjective objective) in drafts)
        {
            pursued += await PursueAsync(host, steps, tracker, wanted, key, objective, workspace.Calendar.DayOf(steps.Now), cancellationToken) ? 1 : 0;
        }

        await host.Output.WriteLineAsync(drafts.Count == 0 && wanted.Keys.Count == 0 ? "No objective is a draft."
            : $"{(wanted.IsDryRun ? "Could pursue" : "Pursued")} {pursued} of {Words.Count(Math.Max(drafts.Count, wanted.Keys.Count), "objective")}.{(wanted.IsDryRun ? " Nothing was written." : "")}");
        var changed = drafts.ToDictionary(d => d.Objective.Id, d => d.Objective.Body);
        return wanted.IsDryRun ? steps.EndWithout()
            : await steps.EndAsync(null, [.. document.Objectives.Select(o => changed.GetValueOrDefault(o.Id) is { } body ? o with { Objective = body } : o)], keepOthers: true);
    }

    // What was measured for a draft may be of another time than it has now.
    private static ObjectiveBody Anew(ObjectiveBody body) => body.State == ObjectiveState.Draft ? body with { Evidence = body.Evidence with { Baseline = null, Feasibility = null } } : body;

    // Each objective stands for itself: one that is not SMART keeps its baseline and stays a draft, and does not hold up others.
    private static async Task<bool> PursueAsync(
        ToolHost host, PlanSteps steps, ObjectiveTracker tracker, Wanted wanted, string key, SmartObjective objective, LocalDate today, CancellationToken cancellationToken)
    {
        await host.Output.WriteLineAsync($"{key}  {objective.Plan.Title}");
        if (objective.State != ObjectiveState.Draft)
        {
            await host.Output.WriteLineAsync($"  {(objective.State == ObjectiveState.Active ? "is pursued already" : "was given up")}");
            steps.Try(() => objective.Activate(steps.Now), "CRM6297", "", FileOf(key), "state");
            return objective.State == ObjectiveState.Active;
        }

        try
        {
            await tracker.PrepareAsync(objective, steps.Now, cancellationToken);
        }
        catch (InvalidDefinitionException)
        {
            // The report says of the metric or the segment what is wrong with it.
        }

        if (wanted.Reason is { } reason && objective.Evidence.Feasibility is not { Reached: > 0 })
        {
            objective.Override(wanted.By!, reason, steps.Now);
        }

        ObjectiveReport report = await tracker.ReportAsync(objective, steps.Now, cancellationToken);
        foreach (SmartCheck check in report.Checks)
        {
            string evidence = check.Holds ? check.Evidence : Missing(check, report, today);
            await host.Output.WriteLineAsync($"  {check.Letter}  {(check.Holds ? "holds" : "lacks")}  {evidence}");
            if (!check.Holds && wanted.Keys.Count > 0)
            {
                steps.Add("CRM6296", $"'{objective.Plan.Title}' is not SMART yet, {check.Letter}: {evidence}",
                    check.Letter == 'A' ? $"'crm plan pursue {key} --override \"why\" --by WHO' says that somebody answers for it." : "", FileOf(key), FieldOf(check.Letter));
            }
        }

        if (report.Checks.All(c => c.Holds))
        {
            objective.Activate(steps.Now);
        }

        return objective.State == ObjectiveState.Active;
    }

    private static string Missing(SmartCheck check, ObjectiveReport report, LocalDate today)
    {
        ObjectivePlan plan = report.Objective.Plan;
        return (check.Letter, report.Objective.Evidence.Baseline, report.Metric) switch
        {
            ('M', null, not null) when !report.Findings.Any(f => f.Severity == FindingSeverity.Error) => today < plan.From
                ? $"it starts from the value of {plan.Metric} just before {plan.From:uuuu-MM-dd}, and that time has not ended; pursue it then."
                : $"{plan.Metric} has no value just before {plan.From:uuuu-MM-dd}, from which it would start; let it begin where rows are known.",
            ('M', null, null) => $"there is no metric '{plan.Metric}'.",
            ('M', null, _) => report.Findings.First(f => f.Severity == FindingSeverity.Error).Message,
            ('A', null, _) => "whether the past saw such a change is told from its baseline, which it lacks.",
            ('A', _, _) when report.Objective.Evidence.Feasibility is { Windows: 0 } => "the past is shorter than it, so nobody can tell; bring older rows, or let somebody answer for it.",
            _ => check.Evidence,
        };
    }

    private static string FileOf(string key) => $"objectives/{key}.json";

    private static string FieldOf(char letter) => letter switch { 'S' => "owner", 'M' => "metric", 'A' => "target", 'R' => "serves", _ => "reviews" };

    private sealed record Wanted
    {
        public required IReadOnlyList<string> Keys { get; init; }

        public required string? Reason { get; init; }

        public required string? By { get; init; }

        public required bool IsDryRun { get; init; }

        public void Check()
        {
            if (Reason is null != By is null || (Reason is not null && (string.IsNullOrWhiteSpace(Reason) || string.IsNullOrWhiteSpace(By))))
            {
                throw ToolException.BadUse("--override says why, and --by who answers for it; both are kept with the objective.");
            }

            if (Reason is not null && Keys.Count == 0)
            {
                throw ToolException.BadUse("--override: name the objectives that somebody answers for.");
            }
        }
    }
}
