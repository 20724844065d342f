using System.CommandLine;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Cli.Stores;
using Crm.Sdk.Evaluation.Plans;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Reporting.Plans;
using NodaTime;

namespace Crm.Sdk.Cli.Plans;

/// <summary><c>crm plan review</c>: what a review has before it, and what it decided.</summary>
internal static class PlanReviewCommand
{
    // A review so shortly before the one that is set is mostly that one.
    private const int DaysBefore = 14;

    public static Command Create(ToolHost host)
    {
        Argument<string?> place = PlanFolder.Place();
        Option<string> folder = StoreCommand.Folder();
        var decision = new Option<string?>("--decision") { Description = "Holds the review that is due, or one of today: keeps what was decided.", HelpName = "TEXT" };
        var command = new Command("review", "Shows what a review of the plan has before it; with --decision, holds it.") { place, folder, decision };
        command.SetAction((parsed, cancellationToken) => RunAsync(host, PlanFolder.Typed(parsed, place, folder), parsed.GetValue(decision), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ToolHost host, string typed, string? decision, CancellationToken cancellationToken)
    {
        if (decision is not null)
        {
            return await HoldAsync(host, typed, decision, cancellationToken);
        }

        (PlanStatus? status, int code) = await PlanStatusCommand.ReadAsync(host, typed, asJson: false, cancellationToken);
        if (status is null)
        {
            return code;
        }

        PlanBody plan = status.Document.Plan;
        List<PlanReview> reviews = [.. plan.Reviews.OrderBy(r => r.Day)];
        PlanReview? last = reviews.LastOrDefault(r => r.Decision is not null), due = reviews.FirstOrDefault(r => r.Decision is null && r.Day <= status.Today);
        PlanReview? next = reviews.FirstOrDefault(r => r.Decision is null && r.Day > status.Today);
        TextWriter output = host.Output;
        await output.WriteLineAsync($"{plan.Title}: {(due is not null ? $"the review of {due.Day:uuuu-MM-dd} is due" : next is not null ? $"the next review is on {next.Day:uuuu-MM-dd}" : "no review is set")}.");
        await output.WriteLineAsync(last is null ? "None was held yet." : $"Last, on {last.Day:uuuu-MM-dd}: {last.Decision}");
        await SectionAsync(output, "Changed since", plan.Revisions.Where(r => last?.HeldAt is not { } held || r.At > held).Select(r => $"{r.Reason} ({Words.Count(r.Changes.Count, "change")})"));
        await SectionAsync(output, "Objectives", status.Objectives.Select(o => $"{o.Objective.Plan.Title}: {ObjectiveTexts.Status(o)}, {ObjectiveTexts.Share(o.Progress)} of the way in {ObjectiveTexts.Share(o.Pace)} of the time"));
        await SectionAsync(output, "Open adjustments", (plan.Content.Review?.Adjustments ?? []).Where(a => a.Done is null).Select(a => $"{a.What} ({a.Owner ?? "nobody"}{(a.Due is { } day ? $", {day:uuuu-MM-dd}" : "")})"));
        await SectionAsync(output, "What customers said and waits for an answer", (plan.Content.Review?.Actions ?? []).Where(a => a.Outcome is null).Select(a => $"{a.What} ({a.Owner}, {a.Due:uuuu-MM-dd})"));
        await SectionAsync(output, "Needs somebody", status.Findings.Select(f => $"{f.Message} {f.Mend}"));
        return ExitCode.Ok;
    }

    private static async Task SectionAsync(TextWriter output, string heading, IEnumerable<string> lines)
    {
        List<string> all = [.. lines];
        if (all.Count == 0)
        {
            return;
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync($"{heading}:");
        foreach (string line in all)
        {
            await output.WriteLineAsync($"  {line}");
        }
    }

    private static async Task<int> HoldAsync(ToolHost host, string typed, string decision, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(decision))
        {
            throw ToolException.BadUse("--decision: say what was decided.");
        }

        var folder = PlanFolder.Of(host, typed);
        PlanDocument document = folder.ReadOrStop();
        if (await StoreCommand.OpenWorkspaceAsync(host, Workspaces.WorkspaceAccess.ExistingFolder(host, typed), data: null, asJson: false, cancellationToken) is not { } workspace)
        {
            return ExitCode.Findings;
        }

        if (document.Plan.State == PlanState.Retired)
        {
            throw ToolException.BadUse($"'{document.Plan.Title}' is over: {document.Plan.RetiredBecause} It is reviewed no more; nothing was written.");
        }

        Instant now = workspace.Now ?? host.Clock.GetCurrentInstant();
        LocalDate today = workspace.Calendar.DayOf(now);
        LocalDate day = document.Plan.Reviews.OrderBy(r => r.Day).FirstOrDefault(r => r.Decision is null && r.Day <= today)?.Day ?? today;
        if (document.Plan.Reviews.Any(r => r.Day == day && r.Decision is not null))
        {
            throw ToolException.BadUse($"the review of {day:uuuu-MM-dd} was held; nothing was written.");
        }

        bool wasSet = document.Plan.Reviews.Any(r => r.Day == day);
        var held = new PlanReview { Day = day, Decision = decision, HeldAt = now };
        folder.Write(document with { Plan = document.Plan with { Reviews = [.. document.Plan.Reviews.Where(r => r.Day != day).Append(held).OrderBy(r => r.Day)] } });
        await host.Output.WriteLineAsync(wasSet ? $"Held the review of {day:uuuu-MM-dd}." : $"No review was due: held one of today, {day:uuuu-MM-dd}, that was not set before.");
        if (!wasSet && document.Plan.Reviews.Where(r => r.Decision is not null).MaxBy(r => r.Day) is { HeldAt: { } at } last && workspace.Calendar.DayOf(at) == today)
        {
            await host.Output.WriteLineAsync($"The review of {last.Day:uuuu-MM-dd} was held today already; if this was the same, take one out of {PlanFiles.Head}.");
        }

        if (!wasSet && document.Plan.Reviews.OrderBy(r => r.Day).FirstOrDefault(r => r.Decision is null && r.Day > today) is { } next && Period.DaysBetween(today, next.Day) <= DaysBefore)
        {
            await host.Output.WriteLineAsync($"The next is set for {next.Day:uuuu-MM-dd}, {Words.Count(Period.DaysBetween(today, next.Day), "day")} from now; if this was that one, take that day out of {PlanFiles.Head}.");
        }

        return ExitCode.Ok;
    }
}
