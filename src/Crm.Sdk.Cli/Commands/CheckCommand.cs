using System.CommandLine;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Workspaces;
using Crm.Sdk.Cli.Options;
using Crm.Sdk.Cli.Querying;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Cli.Stores;
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
        var command = new Command("check", "Checks the definitions, mappings and stored segments of a workspace, and whether its files are there, without reading them.")
        {
            folder, data, format,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            host, parsed.GetRequiredValue(folder), parsed.GetValue(data), parsed.GetValue(format) == "json", cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ToolHost host, string typed, string? data, bool asJson, CancellationToken cancellationToken)
    {
        string folder = WorkspaceAccess.ExistingFolder(host, typed);
        Checked<Workspace> opened = WorkspaceAccess.Read(host, folder, data);
        (Workspace? valid, IReadOnlyList<Finding> ofStore) = opened.Value is { } files ? await CrmFile.WithSegmentsAsync(host, files, cancellationToken) : (null, []);
        var workspace = new Checked<Workspace>(valid, [.. opened.Findings, .. ofStore, .. valid?.FindMissingFiles() ?? [], .. valid is null ? [] : RateFiles.Read(valid).Findings]);
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
            + $"{Words.Count(valid.Model.Metrics.Count, "metric")}, {Words.Count(valid.Sources.Count + valid.Imports.Count, "mapping")}; {found}.";
    }
}
