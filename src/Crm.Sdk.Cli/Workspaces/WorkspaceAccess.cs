using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.EntityFrameworkCore.Sqlite;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Storage;
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

    /// <summary>Reads a workspace; what its settings do not say of its CRM is taken from the database.</summary>
    /// <exception cref="ToolException">The database cannot be read.</exception>
    public static Checked<Workspace> Read(ToolHost host, string folder, string? data)
    {
        try
        {
            return Workspace.Open(folder, data is null ? null : host.PathOf(data), SqliteTables.SettingsOf);
        }
        catch (CrmStorageException e)
        {
            throw ToolException.Environment(e.Message);
        }
    }

    /// <summary>Opens a workspace; prints its findings when they stand in the way, and its warnings when there are no errors.</summary>
    /// <returns>The workspace, or null with findings printed.</returns>
    public static async Task<Workspace?> OpenAsync(ToolHost host, string folder, string? data, bool asJson, bool withWarnings = false)
    {
        Checked<Workspace> workspace = Read(host, folder, data);
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
