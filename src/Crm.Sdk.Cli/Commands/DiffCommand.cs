using System.CommandLine;
using System.Globalization;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Options;
using Crm.Sdk.Cli.Querying;
using Crm.Sdk.Cli.Stores;
using Crm.Sdk.Cli.Workspaces;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Differences;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Cli.Commands;

/// <summary><c>crm diff METRIC...</c>: why an answer is another one than it was.</summary>
internal static class DiffCommand
{
    public static Command Create(ToolHost host)
    {
        var metrics = new Argument<string[]>("METRIC") { Description = "The metrics.", Arity = ArgumentArity.OneOrMore };
        var options = new QueryOptions();
        var knownAt = new Option<string>("--before-known-at")
        {
            Description = "The first answer is from what was recorded in the CRM by an instant, written as --now is; it is as of that instant too, unless --before-now or --now is said.",
            HelpName = "INSTANT",
        };
        var now = new Option<string>("--before-now") { Description = "The instant as of which the first answer is.", HelpName = "INSTANT" };
        Option<int?> version = CommonOptions.Number("--before-version", "1");
        version.Description = "The version of each metric by which the first answer goes.";
        version.HelpName = "N";
        var detail = CommonOptions.OneOf(
            new Option<string>("--detail") { Description = "How finely it is taken apart: a step for each cause and fact, or for each row.", DefaultValueFactory = _ => "causes", HelpName = "causes|rows" }, "causes", "rows");
        Option<string> format = CommonOptions.Format("text", "json", "csv");
        var output = new Option<string>("--output") { Description = "Writes the answer to a file, which is replaced.", HelpName = "FILE" };
        var command = new Command("diff", "Says why two answers of metrics differ: what was recorded since, what time went by, another definition.") { metrics };
        options.AddTo(command);
        foreach (Option option in (Option[])[knownAt, now, version, detail, format, output])
        {
            command.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            string kind = parsed.GetRequiredValue(format);
            string folder = WorkspaceAccess.ExistingFolder(host, options.Folder(parsed));
            if (await StoreCommand.OpenWorkspaceAsync(host, folder, options.Data(parsed), kind == "json", cancellationToken) is not { } workspace)
            {
                return ExitCode.Findings;
            }

            var file = OutputFile.Of(host, workspace, parsed.GetValue(output), kind);
            MetricQuery after = options.Query(parsed, host, workspace, parsed.GetRequiredValue(metrics));
            Instant? known = QueryOptions.At(parsed, knownAt, workspace), asOf = QueryOptions.At(parsed, now, workspace);
            int? number = parsed.GetValue(version);
            if (known is null && asOf is null && number is null)
            {
                throw ToolException.BadUse("say what the first answer is of: --before-known-at INSTANT, --before-now INSTANT or --before-version N.");
            }

            MetricQuery before = after with
            {
                Metrics = number is not { } n ? after.Metrics : [.. after.Metrics.Select(m => $"{m.Split('@')[0]}@{n.ToString(CultureInfo.InvariantCulture)}")],
                KnownAt = known ?? after.KnownAt,
                Now = asOf ?? (known is null || options.SaysNow(parsed) ? after.Now : known.Value),
            };
            return await RunAsync(host, workspace, before, after, new Wanted(kind, parsed.GetValue(detail) == "rows" ? DifferenceDetail.Rows : DifferenceDetail.Causes, file), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(ToolHost host, Workspace workspace, MetricQuery before, MetricQuery after, Wanted wanted, CancellationToken cancellationToken)
    {
        bool asJson = wanted.Format == "json";
        Checked<BoundQuery> first = WorkspaceQuery.Bind(workspace, before), second = WorkspaceQuery.Bind(workspace, after);
        if ((first.IsValid ? second : first) is { IsValid: false, Findings: var findings })
        {
            await WorkspaceAccess.ReportAsync(host, workspace.Folder, QueryFindings.AsOptions(findings), asJson);
            return ExitCode.Findings;
        }

        string[] facts = [.. WorkspaceQuery.FactsOf(first.Value!).Union(WorkspaceQuery.FactsOf(second.Value!), StringComparer.Ordinal)];
        (MetricEngine? engine, int code) = await FactLoader.EngineAsync(host, workspace, facts, before.KnownAt is not null || after.KnownAt is not null, asJson, cancellationToken);
        if (engine is null)
        {
            return code;
        }

        try
        {
            AnswerDifference difference = await engine.ExplainDifferenceAsync(before, after, wanted.Detail, cancellationToken);
            await OutputFile.WriteAsync(host, wanted.File, Text(difference, before, after, wanted.Format), cancellationToken);
            return ExitCode.Ok;
        }
        catch (InvalidDefinitionException e)
        {
            await WorkspaceAccess.ReportAsync(host, workspace.Folder, QueryFindings.AsOptions(e.Findings), asJson);
            return ExitCode.Findings;
        }
    }

    private static string Text(AnswerDifference difference, MetricQuery before, MetricQuery after, string format)
    {
        if (format == "json")
        {
            return DifferenceJson.Write(difference);
        }

        if (format == "csv")
        {
            var csv = new StringWriter();
            DifferenceCsv.Write(difference, csv);
            return csv.ToString();
        }

        bool isOfVersions = !before.Metrics.SequenceEqual(after.Metrics, StringComparer.Ordinal);
        string Words(MetricQuery query) => QueryWords.Heading(query) + (isOfVersions ? $", {string.Join(", ", query.Metrics)}" : "");
        return $"first:  {Words(before)}\nsecond: {Words(after)}\n\n{DifferenceText.Write(difference)}";
    }

    private readonly record struct Wanted(string Format, DifferenceDetail Detail, OutputFile? File);
}
