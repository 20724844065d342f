using System.CommandLine;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Cli.Stores;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Documents;

namespace Crm.Sdk.Cli.Plans;

/// <summary>
/// <c>crm plan assign</c>, <c>submit</c>, <c>approve</c>, <c>waive</c>, <c>publish</c> and <c>retire</c>: the way of a plan and of its sections from a draft to the end.
/// A command takes all of its steps or none.
/// </summary>
internal static class PlanStateCommand
{
    public static Command CreateAssign(ToolHost host)
    {
        Option<string> to = Text("--to", "WHO", "Who answers for them.", required: true);
        return Sections(host, "assign", "Says who answers for sections of the plan.", to, (steps, section, parsed) =>
            steps.Plan.Assign(section, Said(parsed, to), steps.Now), (count, parsed) => $"{Said(parsed, to)} answers for {count}.");
    }

    public static Command CreateApprove(ToolHost host)
    {
        Option<string> by = Text("--by", "WHO", "Who approves them.", required: true), note = Text("--note", "TEXT", "What is said about it.", required: false);
        Command command = Sections(host, "approve", "Approves sections of the plan as they are.", by, (steps, section, parsed) =>
        {
            // Whoever approved a section need not be told so, unless there is something to add.
            if (parsed.GetValue(note) is not null || steps.Plan.SectionOf(section).Approvals.All(a => a.By != Said(parsed, by)))
            {
                steps.Plan.Approve(section, Said(parsed, by), parsed.GetValue(note), steps.Now);
            }
        }, (count, parsed) => $"{Said(parsed, by)} approved {count}.");
        command.Add(note);
        return command;
    }

    public static Command CreateWaive(ToolHost host)
    {
        Option<string> reason = Text("--reason", "TEXT", "Why the plan does without them.", required: true);
        return Sections(host, "waive", "Does without sections of the plan, on purpose.", reason, (steps, section, parsed) =>
            steps.Plan.Waive(section, Said(parsed, reason), steps.Now), (count, _) => $"The plan does without {count}.");
    }

    public static Command CreateSubmit(ToolHost host)
    {
        var sections = new Argument<string[]>("SECTION") { Description = "The sections, by their keys.", Arity = ArgumentArity.ZeroOrMore };
        Option<bool> all = All(), whole = new("--plan") { Description = "The plan itself, after the sections." };
        Option<string> folder = StoreCommand.Folder();
        var command = new Command("submit", "Gives sections of the plan, or the plan itself, to those concerned to be read.") { sections, all, whole, folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            bool isPlan = parsed.GetValue(whole);
            if (await PlanSteps.OpenAsync(host, parsed.GetRequiredValue(folder), cancellationToken) is not { } steps)
            {
                return ExitCode.Findings;
            }

            string[] keys = Picked(steps, parsed.GetValue(sections), parsed.GetValue(all), mayBeNone: isPlan);
            foreach (string section in keys.Where(steps.Has))
            {
                steps.Plan.Submit(section, steps.Now);
            }

            if (isPlan)
            {
                SubmitPlan(steps);
            }

            return await steps.EndAsync($"Gave {string.Join(" and ", (string[])[.. keys.Length > 0 ? (string[])[Words.Count(keys.Length, "section")] : [], .. isPlan ? (string[])["the plan"] : []])} to be read.");
        });
        return command;
    }

    public static Command CreatePublish(ToolHost host)
    {
        Option<string> folder = StoreCommand.Folder();
        var command = new Command("publish", "Begins to carry the plan out, once each section is approved or waived.") { folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await PlanSteps.OpenAsync(host, parsed.GetRequiredValue(folder), cancellationToken) is not { } steps)
            {
                return ExitCode.Findings;
            }

            bool isRead = steps.Plan.State == PlanState.InReview;
            steps.Try(() => steps.Plan.Publish(steps.Now), isRead ? "CRM6298" : "CRM6297", "", PlanFiles.Head, isRead ? "sections" : "state");
            return await steps.EndAsync($"'{steps.Plan.Title}' is carried out from now on.");
        });
        return command;
    }

    public static Command CreateRetire(ToolHost host)
    {
        Option<string> reason = Text("--reason", "TEXT", "Why it is over.", required: true), folder = StoreCommand.Folder();
        var command = new Command("retire", "Ends the plan.") { reason, folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string said = Said(parsed, reason);
            if (await PlanSteps.OpenAsync(host, parsed.GetRequiredValue(folder), cancellationToken) is not { } steps)
            {
                return ExitCode.Findings;
            }

            steps.Try(() => steps.Plan.Retire(said, steps.Now), "CRM6297", "", PlanFiles.Head, "state");
            return await steps.EndAsync($"'{steps.Plan.Title}' is over.");
        });
        return command;
    }

    private static void SubmitPlan(PlanSteps steps)
    {
        SmartObjective[] objectives = [.. steps.Document.Objectives.Select(o => SmartObjective.TakeOver(o.Id, o.Objective, "files", steps.Now))];
        bool isOpen = steps.Plan.State != PlanState.Draft || PlanGate.IsOpen(steps.Plan, objectives);
        steps.Try(() => steps.Plan.Submit(objectives, steps.Now), isOpen ? "CRM6297" : "CRM6231", "", isOpen ? PlanFiles.Head : "monitoring.json", isOpen ? "state" : "kpis");
    }

    // A command over sections that takes the same step for each.
    private static Command Sections(ToolHost host, string name, string description, Option<string> said, Action<PlanSteps, string, ParseResult> step, Func<string, ParseResult, string> done)
    {
        var sections = new Argument<string[]>("SECTION") { Description = "The sections, by their keys.", Arity = ArgumentArity.ZeroOrMore };
        Option<bool> all = All();
        Option<string> folder = StoreCommand.Folder();
        var command = new Command(name, description) { sections, all, said, folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            _ = Said(parsed, said);
            if (await PlanSteps.OpenAsync(host, parsed.GetRequiredValue(folder), cancellationToken) is not { } steps)
            {
                return ExitCode.Findings;
            }

            string[] keys = Picked(steps, parsed.GetValue(sections), parsed.GetValue(all), mayBeNone: false);
            foreach (string section in keys.Where(steps.Has))
            {
                steps.Try(() => step(steps, section, parsed), "CRM6297", "", PlanFiles.Head, $"sections[{section}]");
            }

            return await steps.EndAsync(done(Words.Count(keys.Length, "section"), parsed));
        });
        return command;
    }

    private static string[] Picked(PlanSteps steps, string[]? named, bool all, bool mayBeNone)
    {
        named = [.. (named ?? []).Distinct(StringComparer.Ordinal)];
        if (all && named.Length > 0)
        {
            throw ToolException.BadUse("--all: those are all sections; name none beside it.");
        }

        return all ? [.. PlanSectionKeys.Fourteen.Where(s => steps.Plan.SectionOf(s).Status != SectionStatus.Waived)]
            : named.Length > 0 || mayBeNone ? named : throw ToolException.BadUse($"name the sections, or write --all. There are {string.Join(", ", PlanSectionKeys.Fourteen)}.");
    }

    private static string Said(ParseResult parsed, Option<string> option) =>
        parsed.GetValue(option) is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw ToolException.BadUse($"{option.Name}: say it; it is kept with the plan.");

    private static Option<bool> All() => new("--all") { Description = "All fourteen, but those that the plan does without." };

    private static Option<string> Text(string name, string helpName, string description, bool required) => new(name) { Description = description, HelpName = helpName, Required = required };
}
