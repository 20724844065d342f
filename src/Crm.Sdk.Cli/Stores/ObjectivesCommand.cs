using System.CommandLine;
using System.Text.Json;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Options;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Objectives;
using Crm.Sdk.Reporting.Plans;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Stores;

/// <summary><c>crm objectives</c>: how each objective is doing, told by its metric.</summary>
internal static class ObjectivesCommand
{
    /// <summary>The format of the JSON that it prints.</summary>
    public const string JsonFormat = "crm-objectives/1";

    public static Command Create(ToolHost host)
    {
        Option<string> folder = StoreCommand.Folder();
        Option<string> format = CommonOptions.Format("text", "json");
        var command = new Command("objectives", "Says how each objective is doing, and whether it is SMART.") { folder, format };
        command.SetAction((parsed, cancellationToken) => StoreCommand.RunAsync(
            host, parsed.GetRequiredValue(folder), parsed.GetValue(format) == "json", mayWrite: false,
            file => RunAsync(host, file, parsed.GetValue(format) == "json", cancellationToken), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ToolHost host, CrmFile file, bool asJson, CancellationToken cancellationToken)
    {
        var tracker = new ObjectiveTracker((await file.EngineAsync(host, cancellationToken)).Engine, file.Workspace.Calendar);
        IReadOnlyList<ObjectiveReport> reports = await tracker.ReportAsync(
            [.. await file.Session.Objectives.ListAsync(q => q.OrderBy(o => o.Plan.Title), cancellationToken)], file.Now, cancellationToken);
        if (asJson)
        {
            await ToolJson.WriteAsync(host.Output, json => Write(json, reports));
        }
        else if (reports.Count == 0)
        {
            await host.Output.WriteLineAsync("There are no objectives.");
        }
        else
        {
            foreach (ObjectiveReport report in reports)
            {
                await PrintAsync(host, report);
            }
        }

        return reports.Any(r => r.Findings.Any(f => f.Severity == FindingSeverity.Error)) ? ExitCode.Findings : ExitCode.Ok;
    }

    private static async Task PrintAsync(ToolHost host, ObjectiveReport report)
    {
        await host.Output.WriteLineAsync($"{report.Objective.Plan.Title}: {ObjectiveTexts.Status(report)}");
        await host.Output.WriteLineAsync($"  {ObjectiveTexts.Value(report, report.Current?.Value)} now, from {ObjectiveTexts.Value(report, report.Objective.Evidence.Baseline?.Value)}, target {ObjectiveTexts.Target(report)}; "
            + $"{ObjectiveTexts.Share(report.Progress)} of the way in {ObjectiveTexts.Share(report.Pace)} of the time");
        if (report.Forecast is { } forecast)
        {
            string interval = forecast is { Low: { } low, High: { } high } && low != high ? $" (95 %: {ObjectiveTexts.Value(report, low)} to {ObjectiveTexts.Value(report, high)})" : "";
            await host.Output.WriteLineAsync($"  heading for {ObjectiveTexts.Value(report, forecast.Value)}{interval}: {forecast.Basis}");
            foreach (string caveat in forecast.Caveats)
            {
                await host.Output.WriteLineAsync($"  {caveat}");
            }
        }

        foreach (SmartCheck check in report.Checks.Where(c => !c.Holds))
        {
            await host.Output.WriteLineAsync($"  not SMART, {check.Letter}: {check.Evidence}");
        }

        foreach (Finding finding in report.Findings.Union(report.Risks))
        {
            await host.Output.WriteLineAsync($"  {finding}");
        }
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<ObjectiveReport> reports)
    {
        json.WriteString("format", JsonFormat);
        json.WriteStartArray("objectives");
        foreach (ObjectiveReport report in reports)
        {
            json.WriteStartObject();
            json.WriteString("id", report.Objective.Id.Value);
            json.WriteString("title", report.Objective.Plan.Title);
            json.WriteString("metric", report.Objective.Plan.Metric);
            json.WriteString("segment", report.Objective.Plan.Segment);
            json.WriteString("status", report.Status.ToString());
            json.WriteString("baseline", report.Objective.Evidence.Baseline?.Value.ToString());
            json.WriteString("current", report.Current?.Value?.ToString());
            json.WriteString("target", report.Objective.Plan.Target.ToString());
            json.WriteString("progress", report.Progress?.ToString());
            json.WriteString("pace", report.Pace.ToString());
            json.WriteString("forecast", report.Forecast?.Value.ToString());
            json.WriteString("forecastLow", report.Forecast?.Low?.ToString());
            json.WriteString("forecastHigh", report.Forecast?.High?.ToString());
            json.WriteString("basis", report.Forecast?.Basis);
            json.WriteStartArray("caveats");
            foreach (string caveat in report.Forecast?.Caveats ?? [])
            {
                json.WriteStringValue(caveat);
            }

            json.WriteEndArray();
            json.WriteStartArray("risks");
            foreach (Finding risk in report.Risks)
            {
                json.WriteStringValue(risk.ToString());
            }

            json.WriteEndArray();
            json.WriteStartArray("checks");
            foreach (SmartCheck check in report.Checks)
            {
                json.WriteStartObject();
                json.WriteString("letter", check.Letter.ToString());
                json.WriteBoolean("holds", check.Holds);
                json.WriteString("evidence", check.Evidence);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            FindingJson.Write(json, report.Findings);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
