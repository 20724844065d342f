using System.CommandLine;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Options;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Segments;
using Crm.Sdk.Plans;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Reporting.Plans;
using Crm.Sdk.Reporting.Rendering;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Stores;

/// <summary><c>crm plan render</c>: a plan as one page or as Markdown.</summary>
internal static class PlanCommand
{
    public static Command Create(ToolHost host)
    {
        var title = new Argument<string?>("TITLE") { Description = "The plan, by its title; needed when there are several.", Arity = ArgumentArity.ZeroOrOne };
        Option<string> folder = StoreCommand.Folder();
        Option<string> format = CommonOptions.Format("html", "markdown");
        var output = new Option<string>("--output") { Description = "Writes to this file, which is replaced; plan/plan.html or plan/plan.md of the workspace without it.", HelpName = "FILE" };
        var render = new Command("render", "Writes a plan as one page without scripts, or as Markdown.") { title, folder, format, output };
        render.SetAction((parsed, cancellationToken) => StoreCommand.RunAsync(
            host, parsed.GetRequiredValue(folder), asJson: false, mayWrite: false,
            file => RenderAsync(host, file, parsed.GetValue(title), parsed.GetValue(format) == "html", parsed.GetValue(output), cancellationToken), cancellationToken));
        return new Command("plan", "Works with CRM plans.") { render };
    }

    private static async Task<int> RenderAsync(ToolHost host, CrmFile file, string? title, bool asHtml, string? output, CancellationToken cancellationToken)
    {
        IReadOnlyList<CrmPlan> plans = await file.Session.Plans.ListAsync(q => q.OrderBy(p => p.Title), cancellationToken);
        CrmPlan plan = plans.FirstOrDefault(p => title is null ? plans.Count == 1 : p.Title == title) ?? throw ToolException.BadUse(
            plans.Count == 0 ? "there is no plan in this CRM." : title is null ? $"there are several plans; name one: {string.Join(", ", plans.Select(p => $"\"{p.Title}\""))}."
            : $"no plan is called '{title}'; there are {string.Join(", ", plans.Select(p => $"\"{p.Title}\""))}.");
        foreach ((string kind, string unknown, IEnumerable<string> known) in plan.Segments.Where(s => !file.Model.Segments.ContainsKey(s)).Select(s => ("segment", s, file.Model.Segments.Keys))
            .Concat(plan.Metrics.Where(m => !file.Model.Metrics.ContainsKey(m)).Select(m => ("metric", m, file.Model.Metrics.Keys))))
        {
            await host.Error.WriteLineAsync($"warning: the plan names the {kind} '{unknown}', which is not defined; the page leaves it out. {Suggestion.Mend(unknown, known)}");
        }

        (MetricEngine engine, SegmentExplorer segments) = await file.EngineAsync(host, cancellationToken);
        PlanContext context = await PlanContext.LoadAsync(file.Session, plan, engine, segments, file.Workspace.Calendar, file.Now, cancellationToken);
        ReportDocument document = await new PlanReporter().ComposeAsync(context, cancellationToken);
        string path = output is null ? Path.Combine(file.Workspace.Folder, "plan", asHtml ? "plan.html" : "plan.md") : host.PathOf(output);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, asHtml ? HtmlRenderer.Render(document) : MarkdownRenderer.Render(document), cancellationToken);
        await host.Output.WriteLineAsync(host.Shown(path));
        return ExitCode.Ok;
    }
}
