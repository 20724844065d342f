#region usings
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Plans;
using Crm.Sdk.Evaluation.Segments;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Interchange.Plans;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Analysis;
using Crm.Sdk.Plans.Checks;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Reporting.Plans;
using Crm.Sdk.Reporting.Rendering;
using Crm.Sdk.Reporting.Rendering.Docx;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;
#endregion

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code about plans as files, of the page about plans.</summary>
public static class PlanFilesPage
{
    /// <summary>A directory is read, checked, told and rendered.</summary>
    public static async Task FromFiles(TextWriter output)
    {
        string pages = Directory.CreateTempSubdirectory("crm-pages-").FullName;

        #region FromFiles
        // The files of the directory by their names: relative to it, with forward slashes on every system.
        string folder = Path.Combine(Shop.Folder, "plan");
        Dictionary<string, string> files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllText);
        PlanDocument document = PlanFiles.Read(files).ThrowIfInvalid();

        // Definitions, facts and calendar of the workspace that the plan is in.
        Workspace workspace = Workspace.Open(Shop.Folder).ThrowIfInvalid();
        FactSet facts = (await workspace.LoadAsync()).Facts;
        var engine = new MetricEngine(workspace.Model, facts);
        ReportingCalendar calendar = workspace.Calendar;
        Instant now = workspace.Now ?? SystemClock.Instance.GetCurrentInstant();

        // What is wrong with it, and how it is doing.
        foreach (Finding finding in PlanCheck.Check(document, workspace.Model, calendar.DayOf(now)))
        {
            output.WriteLine(finding);
        }

        PlanStatus status = await new PlanTracker(engine, calendar).StatusAsync(document, now);
        foreach (KpiStatus kpi in status.Kpis)
        {
            output.WriteLine($"{kpi.Kpi.Metric} in {kpi.Period!.Label}: {kpi.Value}");
        }

        foreach (SectionCompleteness section in status.Completeness.Take(4))
        {
            output.WriteLine($"{section.Section}: {section.Requirements.Count(r => r.IsMet)} of {section.Requirements.Count}");
        }

        // One report, as a page and as a document for a word processor.
        PlanContext context = await PlanContext.OfAsync(document, engine, new SegmentExplorer(workspace.Model, facts), calendar, now);
        ReportDocument report = await new PlanReporter().ComposeAsync(context);
        File.WriteAllText(Path.Combine(pages, "plan.html"), HtmlRenderer.Render(report));
        File.WriteAllBytes(Path.Combine(pages, "plan.docx"), DocxRenderer.Render(report));
        #endregion

        output.WriteLine($"wrote {string.Join(" and ", Directory.EnumerateFiles(pages).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal))}");
        Directory.Delete(pages, recursive: true);
    }

    /// <summary>Parts of a plan are begun and changed.</summary>
    public static Task Revise(TextWriter output)
    {
        #region Revise
        Instant now = Instant.FromUtc(2026, 1, 5, 9, 0);
        CrmPlan plan = CrmPlan.Draft(new PlanId(Guid.CreateVersion7()), "CRM plan 2026", "eve", new LocalDate(2026, 1, 1), new LocalDate(2027, 1, 1), Grain.Quarter, now);

        // A part is null until somebody begins it.
        plan.Revise(c => c with
        {
            Charter = new CrmCharter
            {
                Definition = "We keep what we promise, and call before a customer has to.",
                Stakeholders = [new Stakeholder { Key = "eve", Name = "Eve", Role = StakeholderRole.Sponsor }],
            },
            Budget = new PlanBudget { Total = Money.Of(20000m, "EUR") },
        }, "the beginning", now);

        // From then on it is changed: what is not named stays.
        plan.Revise(c => c with { Budget = c.Budget! with { Total = Money.Of(25000m, "EUR") } }, "a second person", now);

        foreach (PlanRevision revision in plan.Revisions)
        {
            output.WriteLine($"{revision.Number} {revision.Reason}: {string.Join(", ", revision.Changes.Select(c => c.Path))}");
        }
        #endregion

        return Task.CompletedTask;
    }

    /// <summary>The same files as YAML.</summary>
    public static Task Yaml(TextWriter output)
    {
        string folder = Path.Combine(Shop.Folder, "plan");
        Dictionary<string, string> files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllText);
        PlanDocument document = PlanFiles.Read(files).ThrowIfInvalid();

        #region Yaml
        IReadOnlyDictionary<string, string> yaml = PlanYaml.Write(document);
        output.Write(yaml["charter.yaml"]);
        PlanDocument again = PlanYaml.Read(yaml).ThrowIfInvalid();
        #endregion

        output.WriteLine($"{again.DifferencesTo(document).Count} differences");
        return Task.CompletedTask;
    }
}
