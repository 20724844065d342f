#region Program
using Crm.Sdk;
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

namespace Recipes.AddPlanSection;

#region Section
/// <summary>The reviews that should have been held.</summary>
public sealed class OverdueSection : IPlanSection
{
    /// <inheritdoc/>
    public string Key => "overdue";

    /// <inheritdoc/>
    public string Heading => "Overdue";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReportBlock>> ComposeAsync(PlanContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        LocalDate today = context.Calendar.DayOf(context.Now);
        List<PlanReview> overdue = [.. context.Plan.Reviews.Where(r => r.Decision is null && r.Day < today)];
        return ValueTask.FromResult<IReadOnlyList<ReportBlock>>(overdue.Count == 0 ? [] :
        [
            new ReportTable("Overdue reviews", [new("Day"), new("Days late", ColumnAlignment.End)], overdue.Select(r => (IEnumerable<TableCell>)
                [$"{r.Day:uuuu-MM-dd}", $"{Period.DaysBetween(r.Day, today)}"])),
        ]);
    }
}
#endregion

/// <summary>Uses the section.</summary>
public static class Program
{
    /// <summary>Runs the recipe.</summary>
    public static async Task Main()
    {
        await using var crm = new CrmRuntime(new InMemoryCrmStore(StandardSchema.Create("EUR")));
        await crm.OpenAsync();
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        CrmModel model = CrmModel.Parse("metric orders = count(sales_order)", crm.Store.Schema.Facts).ThrowIfInvalid();
        FactSet facts = await crm.LoadFactsAsync(TenantId.Single);
        Instant now = Instant.FromUtc(2026, 4, 1, 12, 0);

        #region Use
        CrmPlan plan = CrmPlan.Draft(session.NewId<PlanId>(), "CRM plan 2026", "eve", new LocalDate(2026, 1, 1), new LocalDate(2027, 1, 1), Grain.Month, now);
        plan.ReviewOn(new LocalDate(2026, 3, 1), now);

        PlanSections sections = PlanSections.CreateStandard().Add(new OverdueSection(), before: "review");
        PlanContext context = await PlanContext.LoadAsync(
            session, plan, new MetricEngine(model, facts), new SegmentExplorer(model, facts), ReportingCalendar.Utc, now);
        Console.Write(MarkdownRenderer.Render(await new PlanReporter(sections).ComposeAsync(context)));
        #endregion
    }
}
#endregion
