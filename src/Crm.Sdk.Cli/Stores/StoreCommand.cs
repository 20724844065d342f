using System.CommandLine;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Workspaces;
using Crm.Sdk.Cli.Options;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Storage;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Stores;

/// <summary>What the commands over the CRM of a workspace have in common.</summary>
internal static class StoreCommand
{
    public static Option<string> Folder() => new("--folder") { Description = "The folder of the workspace.", DefaultValueFactory = _ => ".", HelpName = "DIR" };

    /// <summary>Opens the workspace and its CRM, and runs a command over them.</summary>
    public static async Task<int> RunAsync(ToolHost host, string typed, bool asJson, bool mayWrite, Func<CrmFile, Task<int>> work, CancellationToken cancellationToken)
    {
        string folder = WorkspaceAccess.ExistingFolder(host, typed);
        if (await WorkspaceAccess.OpenAsync(host, folder, data: null, asJson) is not { } workspace)
        {
            return ExitCode.Findings;
        }

        try
        {
            await using CrmFile file = await CrmFile.OpenAsync(host, workspace, mayWrite, cancellationToken);
            new FindingPrinter(host, folder).Print(host.Error, file.Findings, host.ColoursError);
            return await work(file);
        }
        catch (CrmStorageException e)
        {
            throw ToolException.Environment(e.Message);
        }
    }

    /// <summary>Opens a workspace together with the segments that its CRM keeps; prints what stands in the way, and which segments do not fit.</summary>
    /// <returns>The workspace, or null with findings printed.</returns>
    public static async Task<Workspace?> OpenWorkspaceAsync(ToolHost host, string folder, string? data, bool asJson, CancellationToken cancellationToken)
    {
        if (await WorkspaceAccess.OpenAsync(host, folder, data, asJson) is not { } files)
        {
            return null;
        }

        (Workspace workspace, IReadOnlyList<Finding> findings) = await CrmFile.WithSegmentsAsync(host, files, cancellationToken);
        new FindingPrinter(host, folder).Print(host.Error, findings, host.ColoursError);
        return workspace;
    }

    /// <summary>Writes rows of texts in columns, each as wide as its longest text.</summary>
    public static async Task WriteColumnsAsync(TextWriter output, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        int[] widths = [.. Enumerable.Range(0, rows[0].Count).Select(c => rows.Max(r => r[c].Length))];
        foreach (IReadOnlyList<string> row in rows)
        {
            await output.WriteLineAsync(string.Join("  ", row.Select((text, c) => text.PadRight(widths[c]))).TrimEnd());
        }
    }
}
