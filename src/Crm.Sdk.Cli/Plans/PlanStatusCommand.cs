using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Crm.Sdk.Cli.Commands;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Options;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Cli.Querying;
using Crm.Sdk.Cli.Stores;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Evaluation.Plans;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Plans.Analysis;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Reporting.Plans;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Cli.Plans;

/// <summary><c>crm plan status</c>: what each section has, and how objectives, metrics, work, money and risks stand.</summary>
internal static class PlanStatusCommand
{
    /// <summary>The format of the JSON that it prints.</summary>
    public const string JsonFormat = "crm-plan-status/1";

    public static Command Create(ToolHost host)
    {
        Argument<string?> place = PlanFolder.Place();
        Option<string> folder = StoreCommand.Folder();
        Option<string> format = CommonOptions.Format("text", "json");
        var command = new Command("status", "Says how the plan in the files is doing: sections, objectives, metrics, work, money, risks.") { place, folder, format };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            bool asJson = parsed.GetValue(format) == "json";
            string typed = PlanFolder.Typed(parsed, place, folder);
            (PlanStatus? status, int code) = await ReadAsync(host, typed, asJson, cancellationToken);
            if (status is null)
            {
                return code;
            }

            await (asJson ? ToolJson.WriteAsync(host.Output, json => Write(json, status)) : PrintAsync(host, status, PlanFolder.Of(host, typed)));
            return status.Findings.Any(f => f.Severity == FindingSeverity.Error) ? ExitCode.Findings : ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The status of the plan in a workspace's files, over its facts.</summary>
    /// <returns>The status; or null, with findings printed, and the exit code.</returns>
    public static async Task<(PlanStatus? Status, int Code)> ReadAsync(ToolHost host, string typed, bool asJson, CancellationToken cancellationToken)
    {
        PlanDocument document = PlanFolder.Of(host, typed).ReadOrStop();
        (Workspace? workspace, FactSet? facts, int code) = await FactsAsync(host, typed, asJson, cancellationToken);
        if (workspace is null || facts is null)
        {
            return (null, code);
        }

        Instant now = workspace.Now ?? host.Clock.GetCurrentInstant();
        return (await new PlanTracker(new MetricEngine(workspace.Model, facts) { Rates = RateFiles.Usable(host, workspace) }, workspace.Calendar).StatusAsync(document, now, cancellationToken), ExitCode.Ok);
    }

    /// <summary>A workspace with all its facts.</summary>
    public static async Task<(Workspace? Workspace, FactSet? Facts, int Code)> FactsAsync(ToolHost host, string typed, bool asJson, CancellationToken cancellationToken)
    {
        if (await StoreCommand.OpenWorkspaceAsync(host, Workspaces.WorkspaceAccess.ExistingFolder(host, typed), data: null, asJson, cancellationToken) is not { } workspace)
        {
            return (null, null, ExitCode.Findings);
        }

        (FactSet? facts, int code) = await FactLoader.ReadAsync(host, workspace, [.. workspace.Model.Facts.Keys], knownAt: null, asJson, cancellationToken);
        return (workspace, facts, code);
    }

    private static async Task PrintAsync(ToolHost host, PlanStatus status, PlanFolder folder)
    {
        TextWriter output = host.Output;
        await output.WriteLineAsync($"{status.Document.Plan.Title}, {status.Document.Plan.State}, as of {status.Today:uuuu-MM-dd}");
        await output.WriteLineAsync();
        await StoreCommand.WriteColumnsAsync(output, [["Section", "Has", "Owner", "State", "Next"], .. status.Completeness.Select(s => (IReadOnlyList<string>)
        [
            s.Section, $"{s.Share:P0}".Replace(" ", "", StringComparison.Ordinal), s.State.Owner ?? "-", s.State.Status.ToString(), s.State.WaivedBecause ?? s.Requirements.FirstOrDefault(r => !r.IsMet)?.Text ?? "",
        ])]);
        if (status.Objectives.Count > 0)
        {
            await output.WriteLineAsync();
            await StoreCommand.WriteColumnsAsync(output, [["Objective", "Status", "Now", "Target", "Way", "Time"], .. status.Objectives.Select(o => (IReadOnlyList<string>)
            [
                o.Objective.Plan.Title, ObjectiveTexts.Status(o), ObjectiveTexts.Value(o, o.Current?.Value), ObjectiveTexts.Target(o), ObjectiveTexts.Share(o.Progress), ObjectiveTexts.Share(o.Pace),
            ])]);
        }

        await output.WriteLineAsync();
        foreach (string line in Sentences(status))
        {
            await output.WriteLineAsync(line);
        }

        await output.WriteLineAsync(status.Findings.Count == 0 ? "Nothing needs anybody." : $"{Words.Count(status.Findings.Count, "finding")}:");
        folder.Print(output, status.Findings, host.ColoursOutput);
    }

    private static IEnumerable<string> Sentences(PlanStatus s)
    {
        if (s.Kpis.Count > 0)
        {
            yield return $"Metrics: {s.Kpis.Count(k => k.Value is not null)} of {s.Kpis.Count} have a value, {s.Kpis.Count(k => k.IsExpected == false)} not as expected.";
        }

        foreach (var profile in s.Assessments)
        {
            yield return $"Assessment '{profile.Assessment.Title}': {profile.InWords}, {profile.EvidenceShare:P0} of the questions answered by facts.";
        }

        if (s.Quality.Count > 0)
        {
            yield return $"Data: {s.Quality.Count(q => q.IsEnough == true)} of {Words.Count(s.Quality.Count, "rule")} met.";
        }

        if (s.Schedule.Finish is { } finish)
        {
            yield return $"Work: {s.Schedule.Items.Count(i => i.IsDone)} of {s.Schedule.Items.Count} done, ends on {finish:uuuu-MM-dd}; critical: {string.Join(", ", s.Schedule.CriticalPath.Select(i => i.Key).DefaultIfEmpty("nothing"))}.";
        }

        if (s.Budget is { } budget)
        {
            yield return $"Money: {budget.Actual.ToString(0)} of {budget.PlannedToDate.ToString(0)} {budget.Currency} planned until today spent; {budget.Planned.ToString(0)} in all"
                + (budget.PlannedReturn is { } planned ? $", return {(planned * 100).ToString(0)} %." : ".");
        }

        if (s.Risks.Risks.Count > 0)
        {
            yield return $"Risks: {s.Risks.Risks.Count} open, {s.Risks.Risks.Count(r => r.Level == RiskLevel.High)} high"
                + (s.Risks.Total is { } total ? $", exposure {total.ToString(0)} {s.Risks.Currency}, {s.Risks.Residual!.Value.ToString(0)} when all is done about them." : ".");
        }
    }

    private static void Write(Utf8JsonWriter json, PlanStatus s)
    {
        json.WriteString("format", JsonFormat);
        json.WriteString("plan", s.Document.Plan.Title);
        json.WriteString("state", s.Document.Plan.State.ToString());
        json.WriteString("today", s.Today.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture));
        json.WriteStartArray("sections");
        foreach (SectionCompleteness section in s.Completeness)
        {
            json.WriteStartObject();
            json.WriteString("section", section.Section);
            json.WriteNumber("share", section.Share);
            json.WriteString("status", section.State.Status.ToString());
            json.WriteString("owner", section.State.Owner);
            json.WriteStartArray("missing");
            foreach (PlanRequirement requirement in section.Requirements.Where(r => !r.IsMet))
            {
                json.WriteStringValue(requirement.Text);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("objectives");
        foreach (ObjectiveReport o in s.Objectives)
        {
            json.WriteStartObject();
            json.WriteString("title", o.Objective.Plan.Title);
            json.WriteString("status", o.Status.ToString());
            json.WriteString("value", o.Current?.Value?.ToString());
            json.WriteString("progress", o.Progress?.ToString());
            json.WriteString("pace", o.Pace.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("metrics");
        foreach (KpiStatus k in s.Kpis)
        {
            json.WriteStartObject();
            json.WriteString("metric", k.Kpi.Metric);
            json.WriteString("period", k.Period?.Label);
            json.WriteString("value", k.Value?.ToString());
            json.WriteString("reason", k.Cell is { Value: null } cell ? cell.Reason.ToString() : null);
            if (k.IsExpected is { } expected)
            {
                json.WriteBoolean("expected", expected);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        FindingJson.Write(json, s.Findings);
    }
}
