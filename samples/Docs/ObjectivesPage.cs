using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Objectives;
using Crm.Sdk.Objectives.Sentences;
using Crm.Sdk.Objectives.Templates;
using Crm.Sdk.Storage;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about objectives.</summary>
public static class ObjectivesPage
{
    /// <summary>An objective is drafted, prepared, pursued and judged.</summary>
    public static async Task Pursue(TextWriter output)
    {
        await using CrmRuntime crm = await Trade.OpenAsync();
        await using CrmSession session = crm.OpenSession(TenantId.Single, Trade.Ann);

        #region Pursue
        CrmModel model = CrmModel.Parse("metric orders \"Orders\" = count(sales_order) unit count better up", crm.Store.Schema.Facts).ThrowIfInvalid();
        var tracker = new ObjectiveTracker(new MetricEngine(model, await crm.LoadFactsAsync(TenantId.Single)));

        BusinessObjective growth = BusinessObjective.State(session.NewId<BusinessObjectiveId>(), "Grow by a tenth", "eve", new LocalDate(2027, 1, 1), Trade.Now);
        SmartObjective objective = SmartObjective.Draft(session.NewId<ObjectiveId>(), new ObjectivePlan
        {
            Title = "Four orders a month", Kind = ObjectiveKind.Development, Owner = "ann",
            Metric = "orders", Reading = ObjectiveReading.LastPeriod, Grain = Grain.Month, Target = TargetExpression.Parse(">= 4"),
            From = new LocalDate(2026, 2, 1), To = new LocalDate(2026, 7, 1),
            Serves = [growth.Id], Reviews = [new LocalDate(2026, 5, 1)],
        }, Trade.Now);

        await tracker.PrepareAsync(objective, Trade.Now);
        objective.Override("eve", "The past is too short to tell.", Trade.Now);
        objective.Activate(Trade.Now);
        session.BusinessObjectives.Add(growth);
        session.Objectives.Add(objective);
        await session.CommitAsync();

        ObjectiveReport report = await tracker.ReportAsync(objective, Trade.Now);
        output.WriteLine($"{report.Status}: baseline {objective.Evidence.Baseline!.Value}, now {report.Current!.Value}, progress {report.Progress}, pace {report.Pace}");
        output.WriteLine($"heading for {report.Forecast!.Value}: {report.Forecast.Basis}");
        foreach (SmartCheck check in report.Checks)
        {
            output.WriteLine($"{check.Letter} {check.Holds}: {check.Evidence}");
        }
        #endregion
    }

    /// <summary>Targets.</summary>
    public static Task Targets(TextWriter output)
    {
        #region Targets
        var baseline = new Rational(80, 100);
        foreach (string text in (string[])[">= 85 %", "<= 48", "between 3 % and 4 %", "+5 %", "-3 points"])
        {
            TargetRange range = TargetExpression.Parse(text).Resolve(baseline, isPercentage: true)!;
            output.WriteLine($"{text}: from {range.Low?.ToString() ?? "any"} to {range.High?.ToString() ?? "any"}");
        }
        #endregion
        return Task.CompletedTask;
    }

    /// <summary>A sentence is read.</summary>
    public static async Task Sentence(TextWriter output)
    {
        await using CrmRuntime crm = await Trade.OpenAsync();

        #region Sentence
        CrmModel model = CrmModel.Parse("""
            metric win_rate "Win rate" = count(opportunity where category = 'won') / count(opportunity) unit percent better up
            segment germans = customer where country = 'DE'
            """, crm.Store.Schema.Facts).ThrowIfInvalid();

        ObjectiveDraft draft = ObjectiveSentence.Parse("Raise the win rate by 5 % for German customers by the end of 2027", model.ToVocabulary(new LocalDate(2026, 11, 22), "ann", "ben"));

        output.WriteLine($"{draft.Kind}, {draft.Metrics[0]}, {draft.Target} or {draft.OtherTarget}, for {draft.Segment}, until {draft.To:uuuu-MM-dd}");
        foreach (Finding finding in draft.Findings)
        {
            output.WriteLine(finding);
        }
        #endregion
    }

    /// <summary>A template is filled in.</summary>
    public static Task Template(TextWriter output)
    {
        #region Template
        foreach (ObjectiveTemplate template in ObjectiveTemplates.Standard)
        {
            ObjectivePlan plan = template.Draft(amount: 5, from: new LocalDate(2027, 1, 1), owner: "ann");
            output.WriteLine($"{plan.Title}: {plan.Metric} {plan.Target}, {plan.From:uuuu-MM-dd} to {plan.To:uuuu-MM-dd}, {plan.Reviews.Count} reviews");
        }
        #endregion
        return Task.CompletedTask;
    }

    /// <summary>What is not SMART is not pursued.</summary>
    public static Task NotSmart(TextWriter output)
    {
        #region NotSmart
        SmartObjective objective = SmartObjective.Draft(new ObjectiveId(Guid.NewGuid()), new ObjectivePlan
        {
            Title = "More orders", Kind = ObjectiveKind.Development, Owner = "", Metric = "orders", Reading = ObjectiveReading.LastPeriod, Grain = Grain.Month,
            Target = TargetExpression.Parse("+5 %"), From = new LocalDate(2026, 1, 1), To = new LocalDate(2027, 1, 1),
        }, Trade.Now);
        foreach (SmartGap gap in objective.Gaps())
        {
            output.WriteLine($"{gap.Letter}: {gap.Missing}");
        }
        #endregion
        return Task.CompletedTask;
    }
}
