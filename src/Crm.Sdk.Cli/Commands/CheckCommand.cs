using System.CommandLine;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Workspaces;
using Crm.Sdk.Cli.Options;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Commands;

/// <summary><c>crm check [FOLDER]</c>: definitions and mappings held against each other.</summary>
internal static class CheckCommand
{
    /// <summary>The format of the JSON that it prints.</summary>
    public const string JsonFormat = "crm-check/1";

    public static Command Create(ToolHost host)
    {
        Argument<string> folder = CommonOptions.Folder();
        var data = new Option<string>("--data") { Description = "The folder of the CSV files, instead of the one that crm.json names.", HelpName = "DIR" };
        Option<string> format = CommonOptions.Format("text", "json");
        var command = new Command("check", "Checks the definitions and mappings of a workspace, and whether its files are there, without reading them.")
        {
            folder, data, format,
        };
        command.SetAction((parsed, _) => RunAsync(
            host, parsed.GetRequiredValue(folder), parsed.GetValue(data), parsed.GetValue(format) == "json"));
        return command;
    }

    private static async Task<int> RunAsync(ToolHost host, string typed, string? data, bool asJson)
    {
        string folder = WorkspaceAccess.ExistingFolder(host, typed);
        Checked<Workspace> opened = Workspace.Open(folder, data is null ? null : host.PathOf(data));
        var workspace = new Checked<Workspace>(opened.Value, [.. opened.Findings, .. opened.Value?.FindMissingFiles() ?? []]);
        int errors = workspace.Findings.Count(f => f.Severity == FindingSeverity.Error);
        if (asJson)
        {
            await ToolJson.WriteAsync(host.Output, json =>
            {
                json.WriteString("format", JsonFormat);
                json.WriteBoolean("valid", errors == 0);
                FindingJson.Write(json, workspace.Findings);
            });
        }
        else
        {
            new FindingPrinter(host, folder).Print(host.Output, workspace.Findings, host.ColoursOutput);
            await host.Output.WriteLineAsync(Summary(workspace, errors));
        }

        return errors == 0 ? ExitCode.Ok : ExitCode.Findings;
    }

    private static string Summary(Checked<Workspace> workspace, int errors)
    {
        int warnings = workspace.Findings.Count(f => f.Severity == FindingSeverity.Warning);
        string found = $"{Words.Count(errors, "error")}, {Words.Count(warnings, "warning")}";
        return workspace.Value is not { } valid ? found + "."
            : $"{valid.Name}: {Words.Count(valid.Model.Facts.Count, "fact")}, {Words.Count(valid.Model.Segments.Count, "segment")}, "
            + $"{Words.Count(valid.Model.Metrics.Count, "metric")}, {Words.Count(valid.Sources.Count, "mapping")}; {found}.";
    }
}
