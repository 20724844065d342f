using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Workspaces;

/// <summary>The way of a command to its workspace, and what it prints when findings stand there.</summary>
internal static class WorkspaceAccess
{
    public static string ExistingFolder(ToolHost host, string typed)
    {
        string folder = host.PathOf(typed);
        return Directory.Exists(folder) ? folder : throw ToolException.Environment($"there is no folder '{typed}'.");
    }

    /// <summary>Opens a workspace; prints its findings when they stand in the way, and its warnings when there are no errors.</summary>
    /// <returns>The workspace, or null with findings printed.</returns>
    public static async Task<Workspace?> OpenAsync(ToolHost host, string folder, string? data, bool asJson, bool withWarnings = false)
    {
        Checked<Workspace> workspace = Workspace.Open(folder, data is null ? null : host.PathOf(data));
        if (!workspace.IsValid)
        {
            await ReportAsync(host, folder, workspace.Findings, asJson);
        }
        else if (withWarnings)
        {
            new FindingPrinter(host, folder).Print(host.Error, workspace.Findings, host.ColoursError);
        }

        return workspace.Value;
    }

    /// <summary>Prints findings that stand in the way: as JSON to the output when that is the format, else to people.</summary>
    public static async Task ReportAsync(ToolHost host, string folder, IReadOnlyList<Finding> findings, bool asJson)
    {
        if (!asJson)
        {
            new FindingPrinter(host, folder).Print(host.Error, findings, host.ColoursError);
            return;
        }

        await ToolJson.WriteAsync(host.Output, json =>
        {
            json.WriteString("format", FindingJson.Format);
            FindingJson.Write(json, findings);
        });
    }
}
