using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Workspaces;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Cli.Stores;
using Crm.Sdk.Facts;
using Crm.Sdk.Import;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Cli.Commands;

/// <summary>Reads the rows that a command needs, with progress.</summary>
internal static class FactLoader
{
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
                    + "Put it there, name another in the mapping, or say with --data which folder holds the files.");
            }
        }

        return await ProgressBar.RunAsync(host, progress => workspace.LoadAsync(facts, progress, options, cancellationToken));
    }

    /// <summary>Reads the rows that metrics need.</summary>
    /// <returns>The rows; or null, with findings printed, and the exit code.</returns>
    public static async Task<(FactSet? Facts, int Code)> ReadAsync(
        ToolHost host, Workspace workspace, IReadOnlyCollection<string> facts, bool asJson, CancellationToken cancellationToken)
    {
        HashSet<string> stored = [.. workspace.Store?.Schema.Facts.Select(f => f.Name).Where(facts.Contains) ?? []];
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

        return (stored.Count == 0 ? loaded.Facts : new FactSet([.. loaded.Facts.Tables, .. await ReadStoredAsync(host, workspace, stored, cancellationToken)]), ExitCode.Ok);
    }

    private static async Task<IReadOnlyCollection<FactTable>> ReadStoredAsync(ToolHost host, Workspace workspace, HashSet<string> names, CancellationToken cancellationToken)
    {
        await using CrmFile file = await CrmFile.OpenAsync(host, workspace, mayWrite: false, cancellationToken);
        FactSet facts = await file.Runtime.LoadFactsAsync(TenantId.Single, file.Runtime.Store.Schema.Facts.Where(f => names.Contains(f.Name)), cancellationToken);
        return facts.Tables;
    }
}
