using System.CommandLine;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Options;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Cli.Stores;
using Crm.Sdk.Plans.Checks;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Plans;

/// <summary><c>crm plan check</c>: the files of a plan held against each other and against the definitions.</summary>
internal static class PlanCheckCommand
{
    /// <summary>The format of the JSON that it prints.</summary>
    public const string JsonFormat = "crm-plan-check/1";

    public static Command Create(ToolHost host)
    {
        Argument<string?> place = PlanFolder.Place();
        Option<string> folder = StoreCommand.Folder();
        Option<string> format = CommonOptions.Format("text", "json");
        var command = new Command("check", "Says what is wrong with the plan in the files, and what to do about it.") { place, folder, format };
        command.SetAction((parsed, cancellationToken) => RunAsync(host, PlanFolder.Typed(parsed, place, folder), parsed.GetValue(format) == "json", cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ToolHost host, string typed, bool asJson, CancellationToken cancellationToken)
    {
        var folder = PlanFolder.Of(host, typed);
        Checked<PlanDocument> read = folder.Read();
        List<Finding> findings = [.. read.Findings];
        if (read.Value is { } document)
        {
            if (await StoreCommand.OpenWorkspaceAsync(host, Workspaces.WorkspaceAccess.ExistingFolder(host, typed), data: null, asJson, cancellationToken) is not { } workspace)
            {
                return ExitCode.Findings;
            }

            findings.AddRange(PlanCheck.Check(document, workspace.Model, workspace.Calendar.DayOf(workspace.Now ?? host.Clock.GetCurrentInstant())));
        }

        int errors = findings.Count(f => f.Severity == FindingSeverity.Error), warnings = findings.Count(f => f.Severity == FindingSeverity.Warning);
        if (asJson)
        {
            await ToolJson.WriteAsync(host.Output, json =>
            {
                json.WriteString("format", JsonFormat);
                json.WriteBoolean("valid", errors == 0);
                FindingJson.Write(json, folder.WithLines(findings));
            });
        }
        else
        {
            folder.Print(host.Output, findings, host.ColoursOutput);
            await host.Output.WriteLineAsync($"{read.Value?.Plan.Title ?? "The plan"}: {Words.Count(errors, "error")}, {Words.Count(warnings, "warning")}.");
        }

        return errors == 0 ? ExitCode.Ok : ExitCode.Findings;
    }
}
