using System.Text.Json;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Workspaces;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Import;
using Crm.Sdk.Import.Aggregates;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime.Text;

namespace Crm.Sdk.Cli.Stores;

/// <summary>The part of <c>crm import</c> that fills the CRM of a workspace, and takes such an import back.</summary>
internal static class StoreImport
{
    /// <summary>The format of the JSON that it prints.</summary>
    public const string JsonFormat = "crm-store-import/1";

    /// <summary>Imports the files whose mappings say <c>into</c>.</summary>
    public static Task<int> RunAsync(ToolHost host, string folder, string? id, bool isDryRun, string? rejects, Func<string, bool> isWanted, bool asJson, CancellationToken cancellationToken) =>
        StoreCommand.RunAsync(host, folder, asJson, mayWrite: true, async file =>
        {
            var sources = new List<CsvFactSource>();
            var findings = new List<Finding>();
            IReadOnlyList<WorkspaceImport> imports = [.. file.Workspace.Imports.Where(i => isWanted(i.Mapping.Into!.Concept))];
            foreach (WorkspaceImport import in imports)
            {
                if (import.DataFiles.FirstOrDefault(f => !File.Exists(f)) is { } missing)
                {
                    throw ToolException.Environment($"there is no file {host.Shown(missing)}, which {import.MappingFile} imports. Put it there, or name another in the mapping.");
                }

                string? place = rejects is null || isDryRun ? null : Path.Combine(rejects, $"{Path.GetFileNameWithoutExtension(import.DataFiles[0])}.rejects.csv");
                Checked<CsvFactSource> source = import.Open(file.Runtime.Store.Schema, new ImportOptions { IsDryRun = isDryRun, RejectsPath = place });
                findings.AddRange(source.Findings);
                if (source.Value is { } opened)
                {
                    sources.Add(opened);
                }
            }

            if (sources.Count < imports.Count)
            {
                await WorkspaceAccess.ReportAsync(host, file.Workspace.Folder, findings, asJson);
                return ExitCode.Findings;
            }

            string name = id ?? InstantPattern.CreateWithInvariantCulture("uuuuMMdd-HHmmss").Format(host.Clock.GetCurrentInstant());
            var importer = new AggregateImporter(file.Runtime, TenantId.Single, ActorRef.System("crm"));
            var options = new AggregateImportOptions { IsDryRun = isDryRun };
            AggregateImportResult result = await ProgressBar.RunAsync(host, progress => importer.RunAsync(
                name, sources, options, progress is null ? null : new Steps(progress), cancellationToken));
            if (asJson)
            {
                await ToolJson.WriteAsync(host.Output, json => Write(json, result));
            }
            else
            {
                await PrintAsync(host, file.Workspace.Folder, result, isDryRun);
            }

            return result.Files.All(f => f.IsUsable && f.Rejected == 0 && f.Unreached == 0) ? ExitCode.Ok : ExitCode.Findings;
        }, cancellationToken);

    /// <summary>Takes an import back.</summary>
    public static Task<int> RevertAsync(ToolHost host, string folder, string id, bool isDryRun, bool asJson, CancellationToken cancellationToken) =>
        StoreCommand.RunAsync(host, folder, asJson, mayWrite: false, async file =>
        {
            var importer = new AggregateImporter(file.Runtime, TenantId.Single, ActorRef.System("crm"));
            RevertReport report = await importer.RevertAsync(id, new AggregateImportOptions { IsDryRun = isDryRun }, cancellationToken);
            if (asJson)
            {
                await ToolJson.WriteAsync(host.Output, json =>
                {
                    json.WriteString("format", JsonFormat);
                    json.WriteString("reverted", report.ImportId);
                    json.WriteNumber("archived", report.Archived);
                    json.WriteNumber("restored", report.Restored);
                    json.WriteNumber("unchanged", report.Unchanged);
                    FindingJson.Write(json, report.Findings);
                });
            }
            else
            {
                new FindingPrinter(host, file.Workspace.Folder).Print(host.Error, report.Findings, host.ColoursError);
                await host.Output.WriteLineAsync($"Import {report.ImportId}: {report.Archived} put away, {report.Restored} as before, {report.Unchanged} were so already.{(isDryRun ? " Dry run: nothing was written." : "")}");
            }

            return report.Findings.Count == 0 ? ExitCode.Ok : ExitCode.Findings;
        }, cancellationToken);

    private static async Task PrintAsync(ToolHost host, string folder, AggregateImportResult result, bool isDryRun)
    {
        foreach (AggregateImportReport file in result.Files)
        {
            new FindingPrinter(host, folder).Print(host.Error, file.Findings, host.ColoursError);
            await host.Output.WriteLineAsync($"{file.Source} into {file.Concept}: {Words.Count(file.RowsRead, "row")}, {file.Added} added, {file.Changed} changed, {file.Unchanged} unchanged, {file.Rejected} rejected");
            if (file.RejectsPath is { } rejects)
            {
                await host.Output.WriteLineAsync($"  rejected rows: {host.Shown(rejects)}");
            }
        }

        await host.Output.WriteLineAsync(isDryRun ? "Dry run: nothing was written." : $"Import {result.ImportId}. To take it back: crm import --revert {result.ImportId}");
    }

    private static void Write(Utf8JsonWriter json, AggregateImportResult result)
    {
        json.WriteString("format", JsonFormat);
        json.WriteString("import", result.ImportId);
        json.WriteStartArray("files");
        foreach (AggregateImportReport file in result.Files)
        {
            json.WriteStartObject();
            json.WriteString("source", file.Source);
            json.WriteString("concept", file.Concept);
            json.WriteNumber("rows", file.RowsRead);
            json.WriteNumber("added", file.Added);
            json.WriteNumber("changed", file.Changed);
            json.WriteNumber("unchanged", file.Unchanged);
            json.WriteNumber("rejected", file.Rejected);
            json.WriteString("rejects", file.RejectsPath);
            FindingJson.Write(json, file.Findings);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // The bar knows facts; a file that is imported is shown by its rows, twice: read, then dealt with.
    private sealed class Steps(IProgress<WorkspaceProgress> progress) : IProgress<AggregateImportProgress>
    {
        public void Report(AggregateImportProgress value) => progress.Report(new WorkspaceProgress
        {
            Fact = value.Concept, File = value.File, Files = value.Files,
            Progress = new ImportProgress { Rows = value.RowsRead, BytesRead = value.RowsDone, TotalBytes = value.RowsDone == 0 ? null : value.RowsRead },
        });
    }
}
