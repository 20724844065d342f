using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Segments;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Plans;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Reporting.Plans;
using Crm.Sdk.Reporting.Rendering;
using Crm.Sdk.Storage;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about plans.</summary>
public static class PlansPage
{
    /// <summary>A plan is written and rendered as Markdown.</summary>
    public static async Task Render(TextWriter output)
    {
        await using CrmRuntime crm = await Trade.OpenAsync();
        await using CrmSession session = crm.OpenSession(TenantId.Single, Trade.Ann);

        #region Render
        CrmModel model = CrmModel.Parse("""
            segment german "German" = customer where country = 'DE'
            metric orders "Orders" = count(sales_order) unit count better up
            """, crm.Store.Schema.Facts).ThrowIfInvalid();
        FactSet facts = await crm.LoadFactsAsync(TenantId.Single);

        CrmPlan plan = CrmPlan.Draft(session.NewId<PlanId>(), "CRM plan 2026", "eve", new LocalDate(2026, 1, 1), new LocalDate(2027, 1, 1), Grain.Month, Trade.Now);
        plan.Scope(metrics: ["orders"], segments: ["german"], Trade.Now);
        plan.Write("executive-summary", "We win **more workshops** this year.", Trade.Now);
        plan.ReviewOn(new LocalDate(2026, 3, 1), Trade.Now);
        session.Plans.Add(plan);
        await session.CommitAsync();

        var engine = new MetricEngine(model, facts);
        PlanContext context = await PlanContext.LoadAsync(session, plan, engine, new SegmentExplorer(model, facts), ReportingCalendar.Utc, Trade.Now);
        ReportDocument document = await new PlanReporter().ComposeAsync(context);
        output.Write(MarkdownRenderer.Render(document));
        #endregion
    }
}
