using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Workspaces;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Cli.Stores;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Facts;
using Crm.Sdk.Import;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Cli.Commands;

/// <summary>Reads the rows that a command needs, with progress.</summary>
internal static class FactLoader
{
    private const string NoLog = "CRM3043";

    /// <summary>Reads the files of facts; null for all.</summary>
    /// <exception cref="ToolException">A file is missing.</exception>
    public static async Task<WorkspaceFacts> ReadAsync(
        ToolHost host, Workspace workspace, IReadOnlyCollection<string>? facts, Func<WorkspaceSource, ImportOptions>? options, CancellationToken cancellationToken)
    {
        foreach (WorkspaceSource source in workspace.Sources.Where(s => facts?.Contains(s.Schema.Name) ?? true))
        {
            if (source.DataFiles.FirstOrDefault(f => !File.Exists(f)) is { } missing)
            {
                throw ToolException.Environment(
                    $"there is no file {host.Shown(missing)}, from which {source.MappingFile} fills the fact '{source.Schema.Name}'. "
                    + "Put it there, name another in the mapping, or say which folder holds the files: \"data\" in crm.json, or --data where the command has it.");
            }
        }

        return await ProgressBar.RunAsync(host, progress => workspace.LoadAsync(facts, progress, options, cancellationToken));
    }

    /// <summary>Reads the rows that metrics need.</summary>
    /// <param name="host">Where the tool runs.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="facts">The facts.</param>
    /// <param name="knownAt">For the rows that were recorded by then; null for those of now.</param>
    /// <param name="asJson">Whether findings are printed as JSON.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The rows; or null, with findings printed, and the exit code.</returns>
    public static async Task<(FactSet? Facts, int Code)> ReadAsync(
        ToolHost host, Workspace workspace, IReadOnlyCollection<string> facts, Instant? knownAt, bool asJson, CancellationToken cancellationToken)
    {
        HashSet<string> stored = StoredOf(workspace, facts);
        if (knownAt is not null && !await HaveLogAsync(host, workspace, facts, stored, asJson))
        {
            return (null, ExitCode.Findings);
        }

        WorkspaceFacts loaded = await ReadAsync(host, workspace, [.. facts.Where(f => !stored.Contains(f))], options: null, cancellationToken);
        if (!loaded.IsUsable)
        {
            IReadOnlyList<Finding> findings = [.. loaded.Reports.Where(r => !r.IsUsable).SelectMany(r => r.Findings)];
            await WorkspaceAccess.ReportAsync(host, workspace.Folder, findings, asJson);
            return (null, findings.Any(f => f.Code == ImportCodes.CannotRead) ? ExitCode.Environment : ExitCode.Findings);
        }

        foreach (ImportReport report in loaded.Reports.Where(r => r.Rejected > 0))
        {
            await host.Error.WriteLineAsync(
                $"warning: {report.Rejected} of {Words.Count(report.RowsRead, "row")} of {report.Source} are rejected and do not count. Run 'crm import --dry-run' to see why.");
        }

        return (stored.Count == 0 ? loaded.Facts : await WithStoredAsync(host, workspace, loaded.Facts, stored, knownAt, cancellationToken), ExitCode.Ok);
    }

    /// <summary>An engine over the rows that metrics need.</summary>
    /// <param name="host">Where the tool runs.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="facts">The facts.</param>
    /// <param name="withLog">Whether it is asked what was known earlier, for which all versions of rows are read.</param>
    /// <param name="asJson">Whether findings are printed as JSON.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The engine; or null, with findings printed, and the exit code.</returns>
    public static async Task<(MetricEngine? Engine, int Code)> EngineAsync(
        ToolHost host, Workspace workspace, IReadOnlyCollection<string> facts, bool withLog, bool asJson, CancellationToken cancellationToken)
    {
        if (!withLog)
        {
            (FactSet? rows, int code) = await ReadAsync(host, workspace, facts, knownAt: null, asJson, cancellationToken);
            return (rows is null ? null : new MetricEngine(workspace.Model, rows), code);
        }

        HashSet<string> stored = StoredOf(workspace, facts);
        if (!await HaveLogAsync(host, workspace, facts, stored, asJson))
        {
            return (null, ExitCode.Findings);
        }

        await using CrmFile file = await CrmFile.OpenAsync(host, workspace, mayWrite: false, cancellationToken);
        return (new MetricEngine(workspace.Model, await file.Runtime.LoadHistoryAsync(TenantId.Single, SchemasOf(file, stored), cancellationToken)), ExitCode.Ok);
    }

    private static HashSet<string> StoredOf(Workspace workspace, IReadOnlyCollection<string> facts) =>
        [.. workspace.Store?.Schema.Facts.Select(f => f.Name).Where(facts.Contains) ?? []];

    private static FactSchema[] SchemasOf(CrmFile file, HashSet<string> names) => [.. file.Runtime.Store.Schema.Facts.Where(f => names.Contains(f.Name))];

    private static async Task<bool> HaveLogAsync(ToolHost host, Workspace workspace, IReadOnlyCollection<string> facts, HashSet<string> stored, bool asJson)
    {
        if (facts.FirstOrDefault(f => !stored.Contains(f)) is not { } file)
        {
            return true;
        }

        await WorkspaceAccess.ReportAsync(host, workspace.Folder, [new Finding(
            NoLog, FindingSeverity.Error, $"What was known earlier is asked for, and the rows of '{file}' come from a file, which has no log.",
            "Ask for metrics over the CRM of the workspace, or without --known-at.", new FindingPlace { Path = "--known-at" })], asJson);
        return false;
    }

    private static async Task<FactSet> WithStoredAsync(
        ToolHost host, Workspace workspace, FactSet loaded, HashSet<string> names, Instant? knownAt, CancellationToken cancellationToken)
    {
        await using CrmFile file = await CrmFile.OpenAsync(host, workspace, mayWrite: false, cancellationToken);
        FactSchema[] schemas = SchemasOf(file, names);
        if (knownAt is not { } instant)
        {
            FactSet facts = await file.Runtime.LoadFactsAsync(TenantId.Single, schemas, cancellationToken);
            return new FactSet([.. loaded.Tables, .. facts.Tables]);
        }

        FactHistory history = await file.Runtime.LoadHistoryAsync(TenantId.Single, schemas, cancellationToken);
        return history.At(history.KnownAt(instant));
    }
}
