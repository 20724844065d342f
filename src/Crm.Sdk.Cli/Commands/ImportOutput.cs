using System.Globalization;
using System.Text.Json;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Import;
using Crm.Sdk.Import.Workspaces;

namespace Crm.Sdk.Cli.Commands;

/// <summary>What <c>crm import</c> says of the files that it read.</summary>
internal static class ImportOutput
{
    /// <summary>The format of the report.</summary>
    public const string JsonFormat = "crm-import/1";

    private const int ShownFindings = 20;

    /// <summary>For people.</summary>
    public static async Task PrintAsync(
        ToolHost host, string folder, IReadOnlyList<ImportReport> loaded, IReadOnlyList<DanglingReference> dangling)
    {
        var printer = new FindingPrinter(host, folder);
        foreach (ImportReport report in loaded)
        {
            printer.Print(host.Output, [.. report.Findings.Take(ShownFindings)], host.ColoursOutput);
            long more = report.CountsByCode.Values.Sum() - Math.Min(ShownFindings, report.Findings.Count);
            if (more > 0)
            {
                await host.Output.WriteLineAsync($"  and {Words.Count(more, "more finding")}: {string.Join(", ", report.CountsByCode.Select(
                    c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value} in all")))}");
            }

            await host.Output.WriteLineAsync(!report.IsUsable ? $"{report.Fact}: {report.Source} cannot be used."
                : $"{report.Fact}: {Words.Count(report.RowsRead, "row")} of {report.Source}, {report.Accepted} accepted, {report.Rejected} rejected, {report.Skipped} skipped.");
            if (report.RejectsPath is { } rejects)
            {
                await host.Output.WriteLineAsync($"  Rejected rows are in {host.Shown(rejects)}.");
            }
        }

        printer.Print(host.Output, [.. dangling.Select(d => d.ToFinding())], host.ColoursOutput);
    }

    /// <summary>For other programs.</summary>
    public static void WriteReport(
        Utf8JsonWriter json, ToolHost host, IReadOnlyList<ImportReport> loaded, IReadOnlyList<DanglingReference> dangling)
    {
        json.WriteString("format", JsonFormat);
        json.WriteBoolean("usable", loaded.All(r => r.IsUsable));
        json.WriteStartArray("files");
        foreach (ImportReport report in loaded)
        {
            json.WriteStartObject();
            json.WriteString("fact", report.Fact);
            json.WriteString("source", report.Source);
            json.WriteBoolean("usable", report.IsUsable);
            json.WriteBoolean("dryRun", report.IsDryRun);
            json.WriteNumber("rows", report.RowsRead);
            json.WriteNumber("accepted", report.Accepted);
            json.WriteNumber("rejected", report.Rejected);
            json.WriteNumber("skipped", report.Skipped);
            json.WriteString("rejects", report.RejectsPath is { } path ? host.Shown(path) : null);
            Counts(json, "nulls", report.NullsByField);
            Counts(json, "codes", report.CountsByCode);
            FindingJson.Write(json, report.Findings);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("dangling");
        foreach (DanglingReference reference in dangling)
        {
            json.WriteStartObject();
            json.WriteString("fact", reference.Fact);
            json.WriteString("field", reference.Field);
            json.WriteString("target", reference.Target);
            json.WriteNumber("rows", reference.Rows);
            json.WriteNumber("values", reference.Values);
            json.WriteStartArray("examples");
            foreach (DanglingExample example in reference.Examples)
            {
                json.WriteStartObject();
                json.WriteString("source", example.Source);
                json.WriteNumber("line", example.Line);
                json.WriteString("value", example.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        FindingJson.Write(json, [.. dangling.Select(d => d.ToFinding())]);
    }

    private static void Counts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, long> counts)
    {
        json.WriteStartObject(name);
        foreach ((string key, long count) in counts)
        {
            json.WriteNumber(key, count);
        }

        json.WriteEndObject();
    }
}
