using System.CommandLine;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Options;
using Crm.Sdk.Cli.Querying;
using Crm.Sdk.Cli.Stores;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Segments;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Reporting.Plans;
using Crm.Sdk.Reporting.Rendering;
using Crm.Sdk.Reporting.Rendering.Docx;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Plans;

/// <summary><c>crm plan render</c>: a plan as one page, as Markdown or as a document; that of the files when there is one, else one of the CRM.</summary>
internal static class PlanRenderCommand
{
    public static Command Create(ToolHost host)
    {
        Argument<string?> title = PlanStoreCommand.Title();
        Option<string> folder = StoreCommand.Folder();
        Option<string> format = CommonOptions.Format("html", "markdown", "docx");
        var output = new Option<string>("--output") { Description = "Writes to this file, which is replaced, and never to one that the workspace is made of; plan/plan.html, plan.md or plan.docx of the workspace without it.", HelpName = "FILE" };
        var render = new Command("render", "Writes a plan as one page without scripts, as Markdown, or as a document for a word processor.") { title, folder, format, output };
        render.SetAction((parsed, cancellationToken) =>
        {
            string typed = parsed.GetRequiredValue(folder);
            string kind = parsed.GetValue(format)!;
            return parsed.GetValue(title) is null && PlanFolder.Of(host, typed).Exists
                ? OfFilesAsync(host, typed, kind, parsed.GetValue(output), cancellationToken)
                : StoreCommand.RunAsync(host, typed, asJson: false, mayWrite: false, file => OfStoreAsync(host, file, parsed.GetValue(title), kind, parsed.GetValue(output), cancellationToken), cancellationToken);
        });
        return render;
    }

    private static async Task<int> OfFilesAsync(ToolHost host, string typed, string kind, string? output, CancellationToken cancellationToken)
    {
        PlanDocument document = PlanFolder.Of(host, typed).ReadOrStop();
        (Workspace? workspace, FactSet? facts, int code) = await PlanStatusCommand.FactsAsync(host, typed, asJson: false, cancellationToken);
        if (workspace is null || facts is null)
        {
            return code;
        }

        var file = OutputFile.Of(host, workspace, output, kind);
        await WarnAsync(host, document.Plan, workspace.Model);
        PlanContext context = await PlanContext.OfAsync(
            document, new MetricEngine(workspace.Model, facts) { Rates = RateFiles.Usable(host, workspace) }, new SegmentExplorer(workspace.Model, facts), workspace.Calendar, workspace.Now ?? host.Clock.GetCurrentInstant(), cancellationToken);
        return await WriteAsync(host, workspace, context, kind, file, cancellationToken);
    }

    private static async Task<int> OfStoreAsync(ToolHost host, CrmFile file, string? title, string kind, string? output, CancellationToken cancellationToken)
    {
        CrmPlan plan = await PlanStoreCommand.PickAsync(file, title, cancellationToken);
        var target = OutputFile.Of(host, file.Workspace, output, kind);
        await WarnAsync(host, plan.Body, file.Model);
        (MetricEngine engine, SegmentExplorer segments) = await file.EngineAsync(host, cancellationToken);
        PlanContext context = await PlanContext.LoadAsync(file.Session, plan, engine, segments, file.Workspace.Calendar, file.Now, cancellationToken);
        return await WriteAsync(host, file.Workspace, context, kind, target, cancellationToken);
    }

    private static async Task WarnAsync(ToolHost host, PlanBody plan, CrmModel model)
    {
        foreach ((string kind, string unknown, IEnumerable<string> known) in plan.Segments.Where(s => !model.Segments.ContainsKey(s)).Select(s => ("segment", s, model.Segments.Keys))
            .Concat(plan.Metrics.Where(m => !model.Metrics.ContainsKey(m)).Select(m => ("metric", m, model.Metrics.Keys))))
        {
            await host.Error.WriteLineAsync($"warning: the plan names the {kind} '{unknown}', which is not defined; the page leaves it out. {Suggestion.Mend(unknown, known)}");
        }
    }

    private static async Task<int> WriteAsync(ToolHost host, Workspace workspace, PlanContext context, string kind, OutputFile? output, CancellationToken cancellationToken)
    {
        ReportDocument document = await new PlanReporter().ComposeAsync(context, cancellationToken);
        Task Write(string path) => kind == "docx" ? File.WriteAllBytesAsync(path, DocxRenderer.Render(document), cancellationToken)
            : File.WriteAllTextAsync(path, kind == "html" ? HtmlRenderer.Render(document) : MarkdownRenderer.Render(document), cancellationToken);
        if (output is not null)
        {
            await output.WriteAsync(Write);
            return ExitCode.Ok;
        }

        string page = Path.Combine(workspace.Folder, PlanFolder.Name, kind switch { "html" => "plan.html", "docx" => "plan.docx", _ => "plan.md" });
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(page)!);
            await Write(page);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ToolException.Environment($"{host.Shown(page)} cannot be written. Close it where it is open, or name another file with --output.");
        }

        await host.Output.WriteLineAsync(host.Shown(page));
        return ExitCode.Ok;
    }
}
