using System.CommandLine;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Workspaces;
using Crm.Sdk.Cli.Options;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Storage;

namespace Crm.Sdk.Cli.Stores;

/// <summary>What the commands over the CRM of a workspace have in common.</summary>
internal static class StoreCommand
{
    public static Option<string> Folder() => new("--folder") { Description = "The folder of the workspace.", DefaultValueFactory = _ => ".", HelpName = "DIR" };

    /// <summary>Opens the workspace and its CRM, and runs a command over them.</summary>
    public static async Task<int> RunAsync(ToolHost host, string typed, bool asJson, bool mayCreate, Func<CrmFile, Task<int>> work, CancellationToken cancellationToken)
    {
        string folder = WorkspaceAccess.ExistingFolder(host, typed);
        if (await WorkspaceAccess.OpenAsync(host, folder, data: null, asJson) is not { } workspace)
        {
            return ExitCode.Findings;
        }

        try
        {
            await using CrmFile file = await CrmFile.OpenAsync(host, workspace, mayCreate, cancellationToken);
            return await work(file);
        }
        catch (CrmStorageException e)
        {
            throw ToolException.Environment(e.Message);
        }
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
