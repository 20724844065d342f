using Crm.Sdk.Assessments;
using Crm.Sdk.DataGovernance;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Analysis;
using Crm.Sdk.Plans.Checks;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Plans;

/// <summary>Tells how a plan is doing, from its parts and the facts.</summary>
/// <remarks>Metrics that one question can answer are asked together. Safe for use from several threads.</remarks>
public sealed class PlanTracker
{
    private readonly MetricEngine _engine;
    private readonly ReportingCalendar _calendar;

    /// <summary>Creates a tracker.</summary>
    /// <param name="engine">Definitions and facts.</param>
    /// <param name="calendar">Says which day it is; null for UTC.</param>
    public PlanTracker(MetricEngine engine, ReportingCalendar? calendar = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        _engine = engine;
        _calendar = calendar ?? ReportingCalendar.Utc;
    }

    /// <summary>How a plan is doing.</summary>
    /// <param name="document">The plan with its objectives.</param>
    /// <param name="now">As of when.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async ValueTask<PlanStatus> StatusAsync(PlanDocument document, Instant now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(document);
        PlanContent content = document.Plan.Content;
        LocalDate today = _calendar.DayOf(now);
        // Three that have nothing in common, side by side.
        Task<IReadOnlyList<ObjectiveReport>> reports = Task.Run(async () => await new ObjectiveTracker(_engine, _calendar).ReportAsync(
            [.. document.Objectives.Select(o => SmartObjective.TakeOver(o.Id, o.Objective, "status", now))], now, cancellationToken), cancellationToken);
        Task<IReadOnlyList<QualityStatus>> measured = Task.Run(async () => await QualityAsync(content.Data?.Rules ?? [], now, cancellationToken), cancellationToken);
        var values = new PlanMetrics(_engine, _calendar, now);
        IReadOnlyList<KpiStatus> kpis = await KpisAsync(content.Monitoring?.Kpis ?? [], values, cancellationToken);
        IReadOnlyList<MaturityProfile> assessments = await AssessmentsAsync(content.Assessment ?? new AssessmentPart(), values, cancellationToken);
        IReadOnlyList<TriggerStatus> triggers = await TriggersAsync(content.Risks ?? new RiskRegister(), document.Plan.Grain, values, cancellationToken);
        var status = new PlanStatus
        {
            Document = document, Now = now, Today = today, Objectives = await reports, Kpis = kpis, Assessments = assessments, Quality = await measured, Triggers = triggers,
            Completeness = PlanCompleteness.Of(document, today), Schedule = PlanSchedule.Of(content.Timeline ?? new PlanTimeline(), today),
            Budget = content.Budget is { } budget ? BudgetSummary.Of(budget, today) : null, Risks = RiskExposure.Of(content.Risks ?? new RiskRegister()), Findings = [],
        };
        return status with { Findings = [.. PlanCheck.Check(document, _engine.Model, today), .. PlanStatusFindings.Of(status)] };
    }

    private async ValueTask<IReadOnlyList<KpiStatus>> KpisAsync(IReadOnlyList<KpiSelection> kpis, PlanMetrics values, CancellationToken ct)
    {
        foreach (var level in kpis.GroupBy(k => k.Cadence))
        {
            await values.ReadPeriodsAsync([.. level.Select(k => k.Metric)], level.Key, ct);
        }

        return [.. kpis.Select(kpi =>
        {
            BoundMetric? metric = _engine.Model.Metrics.GetValueOrDefault(kpi.Metric);
            (ReportingPeriod? period, Cell? cell, Cell? before) = values.Last(kpi.Metric, kpi.Cadence);
            Rational? value = metric is null || cell is null ? null : PlanMetrics.Shown(metric, cell);
            return new KpiStatus
            {
                Kpi = kpi, Metric = metric, Period = period, Cell = cell, Value = value, Before = metric is null || before is null ? null : PlanMetrics.Shown(metric, before),
                IsExpected = value is { } v && kpi.Expected?.Resolve(null, metric!.Unit.Name == "percent") is { } range ? range.Contains(v) : null,
            };
        })];
    }

    // What the facts showed when people answered: the year before the day of the assessment.
    private async ValueTask<IReadOnlyList<MaturityProfile>> AssessmentsAsync(AssessmentPart part, PlanMetrics values, CancellationToken ct)
    {
        var profiles = new List<MaturityProfile>();
        foreach (Assessment assessment in part.Assessments)
        {
            if (AssessmentTemplates.Find(part, assessment.Template, assessment.TemplateVersion) is not { } template || template.Version != assessment.TemplateVersion)
            {
                continue;
            }

            string[] metrics = [.. template.Areas.SelectMany(a => a.Questions).Select(q => q.Evidence?.Metric).OfType<string>().Where(_engine.Model.Metrics.ContainsKey).Distinct()];
            IReadOnlyDictionary<string, Cell> cells = await values.ReadWholeAsync(metrics, assessment.Day.PlusYears(-1), assessment.Day, ct);
            profiles.Add(MaturityProfile.Of(assessment, template, name => cells.GetValueOrDefault(name) is { } cell && PlanMetrics.Shown(_engine.Model.Metrics[name], cell) is { } value ? PlanMetrics.ToDecimal(value) : null));
        }

        return profiles;
    }

    private async ValueTask<IReadOnlyList<QualityStatus>> QualityAsync(IReadOnlyList<DataQualityRule> rules, Instant now, CancellationToken ct)
    {
        // Mostly all of them fit; where one does not, the others are measured.
        List<DataQualityRule> sound = [.. rules.DistinctBy(QualityMetric.NameOf)];
        CrmModel? model = QualityMetric.With(_engine.Model, sound);
        if (model is null)
        {
            sound = [.. sound.Where(r => QualityMetric.Of(r, _engine.Model).IsValid)];
            model = QualityMetric.With(_engine.Model, sound);
        }

        if (sound.Count == 0 || model is null)
        {
            return [.. rules.Select(r => new QualityStatus { Rule = r })];
        }

        var values = new PlanMetrics(_engine.With(model), _calendar, now);
        IReadOnlyDictionary<string, Cell> cells = await values.ReadWholeAsync([.. sound.Select(QualityMetric.NameOf)], null, null, ct);
        return [.. rules.Select(r => new QualityStatus { Rule = r, Cell = sound.Contains(r) ? cells.GetValueOrDefault(QualityMetric.NameOf(r)) : null })];
    }

    private async ValueTask<IReadOnlyList<TriggerStatus>> TriggersAsync(RiskRegister register, Grain grain, PlanMetrics values, CancellationToken ct)
    {
        List<Risk> risks = [.. register.Risks.Where(r => r is { State: RiskState.Open, Contingency: { Metric: not null, When: not null } })];
        await values.ReadPeriodsAsync([.. risks.Select(r => r.Contingency!.Metric!)], grain, ct);
        return [.. risks.Select(risk =>
        {
            BoundMetric? metric = _engine.Model.Metrics.GetValueOrDefault(risk.Contingency!.Metric!);
            (ReportingPeriod? period, Cell? cell, _) = values.Last(risk.Contingency.Metric!, grain);
            Rational? value = metric is not null && cell is not null ? PlanMetrics.Shown(metric, cell) : null;
            return new TriggerStatus
            {
                Risk = risk, Metric = metric, Period = period, Value = value, HasFired = value is { } v && risk.Contingency.When!.Resolve(null, metric!.Unit.Name == "percent") is { } range && range.Contains(v),
            };
        })];
    }
}
