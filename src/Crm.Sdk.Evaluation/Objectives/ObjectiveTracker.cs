using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Objectives;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Objectives;

/// <summary>Tells how objectives are doing, from the metrics alone: baseline, progress, pace, status, forecast and the five checks.</summary>
/// <remarks>Values are exact fractions. Safe for use from several threads.</remarks>
public sealed class ObjectiveTracker
{
    // Up to a twentieth of the way behind its time an objective is on track, up to a fifth at risk, further behind off track.
    private static readonly Rational Slack = new(1, 20), Tolerance = new(1, 5);

    private readonly MetricEngine _engine;
    private readonly ReportingCalendar _calendar;

    /// <summary>Creates a tracker.</summary>
    /// <param name="engine">Definitions and facts.</param>
    /// <param name="calendar">Says which day it is; null for UTC.</param>
    public ObjectiveTracker(MetricEngine engine, ReportingCalendar? calendar = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        _engine = engine;
        _calendar = calendar ?? ReportingCalendar.Utc;
    }

    /// <summary>What is known of an objective.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="now">As of when.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async ValueTask<ObjectiveReport> ReportAsync(SmartObjective objective, Instant now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ObjectivePlan plan = objective.Plan;
        var series = new ObjectiveSeries(_engine, _calendar, plan, now);
        List<Finding> findings = series.Check(objective);
        Rational pace = Pace(plan, now);
        if (findings.Exists(f => f.Severity == FindingSeverity.Error))
        {
            return new ObjectiveReport
            {
                Objective = objective, Now = now, Metric = series.Metric, Status = Settled(objective, now) ?? ObjectiveStatus.NoData, Pace = pace, Findings = findings,
                Checks = SmartChecks.Of(objective, series.Metric, false),
            };
        }

        IReadOnlyList<ObjectivePoint> history = await series.HistoryAsync(cancellationToken);
        ObjectivePoint? current = await series.CurrentAsync(history, cancellationToken);
        Rational? baseline = objective.Evidence.Baseline?.Value;
        TargetRange? target = plan.Target.Resolve(baseline, series.IsPercentage);
        Rational? start = plan.Reading == ObjectiveReading.ToDate ? 0 : baseline;
        Rational? progress = Progress(current?.Value, start, target);
        return new ObjectiveReport
        {
            Objective = objective, Now = now, Metric = series.Metric, Current = current, History = history, Target = target, Progress = progress, Pace = pace,
            Status = Settled(objective, now) ?? Judge(plan.Reading, current?.Value, target, progress, pace),
            Forecast = Forecast(objective, current, target, pace), Findings = findings,
            Checks = SmartChecks.Of(objective, series.Metric, series.SegmentIsKnown),
        };
    }

    /// <summary>The value of the metric just before the objective begins, to be frozen as its baseline.</summary>
    /// <param name="plan">What is planned.</param>
    /// <param name="now">As of when; a baseline that is not complete by then is refused.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The baseline; null when the metric has no value there.</returns>
    /// <exception cref="InvalidDefinitionException">The model has no such metric or segment.</exception>
    public async ValueTask<Baseline?> BaselineAsync(ObjectivePlan plan, Instant now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var series = new ObjectiveSeries(_engine, _calendar, plan, now);
        ObjectivePoint? point = await series.BeforeAsync(cancellationToken);
        return point is not { Value: { } value, IsComplete: true } ? null : new Baseline
        {
            Value = value, N = point.Cell.N, Period = point.Period.Label, TakenAt = now, DefinitionHash = series.Metric!.Hash,
        };
    }

    /// <summary>How often the past has seen a change as large as an objective wants, in as long a time.</summary>
    /// <remarks>
    /// The past is cut into stretches as long as the objective, each beginning a period after the one before; a stretch has the change
    /// from its first to its last value, and for an objective that counts to date its whole sum. Stretches that lack a value are left out.
    /// </remarks>
    /// <returns>What was found; null when the objective has no baseline or its target is no range.</returns>
    /// <exception cref="InvalidDefinitionException">The model has no such metric or segment.</exception>
    public async ValueTask<Feasibility?> AssessAsync(SmartObjective objective, Instant now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ObjectivePlan plan = objective.Plan;
        var series = new ObjectiveSeries(_engine, _calendar, plan, now);
        if (objective.Evidence.Baseline is not { Value: var baseline } || plan.Target.Resolve(baseline, series.IsPercentage) is not { } target)
        {
            return null;
        }

        Rational goal = target.GoalFrom(baseline), wanted = goal - baseline;
        IReadOnlyList<(Rational First, Rational Last)> windows = await series.WindowsAsync(cancellationToken);
        bool upwards = wanted >= 0;
        var changes = windows.Select(w => w.Last - w.First).ToList();
        return new Feasibility
        {
            Windows = changes.Count, Reached = changes.Count(c => upwards ? c >= wanted : c <= wanted), WantedChange = wanted,
            BestChange = changes.Count == 0 ? null : upwards ? changes.Max() : changes.Min(), AssessedAt = now,
        };
    }

    /// <summary>Freezes the baseline of a draft and keeps how feasible it is, where the data can tell both.</summary>
    /// <param name="objective">A draft; nothing is kept where the metric has no value.</param>
    /// <param name="now">As of when.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="InvalidDefinitionException">The model has no such metric or segment.</exception>
    public async ValueTask PrepareAsync(SmartObjective objective, Instant now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objective);
        if (await BaselineAsync(objective.Plan, now, cancellationToken) is { } baseline)
        {
            objective.Freeze(baseline, now);
        }

        if (await AssessAsync(objective, now, cancellationToken) is { } feasibility)
        {
            objective.Assess(feasibility, now);
        }
    }

    private Rational Pace(ObjectivePlan plan, Instant now)
    {
        int length = Period.DaysBetween(plan.From, plan.To), gone = Period.DaysBetween(plan.From, _calendar.FirstDayToCome(now));
        return new Rational(Math.Clamp(gone, 0, length), length);
    }

    private ObjectiveStatus? Settled(SmartObjective objective, Instant now) => objective.State switch
    {
        ObjectiveState.Draft => ObjectiveStatus.Draft,
        ObjectiveState.Cancelled => ObjectiveStatus.Cancelled,
        _ => now < _calendar.StartOf(objective.Plan.From) ? ObjectiveStatus.NotStarted : null,
    };

    private static Rational? Progress(Rational? current, Rational? baseline, TargetRange? target)
    {
        if (current is not { } value || baseline is not { } from || target is null || target.Contains(from))
        {
            return null;
        }

        return (value - from) / (target.GoalFrom(from) - from);
    }

    private static ObjectiveStatus Judge(ObjectiveReading reading, Rational? current, TargetRange? target, Rational? progress, Rational pace)
    {
        if (current is not { } value || target is null)
        {
            return ObjectiveStatus.NoData;
        }

        // A limit on what adds up over time is kept only when its time is over, and broken for good once it is passed.
        if (reading == ObjectiveReading.ToDate && target.High is { Sign: > 0 } limit && pace < 1)
        {
            Rational used = value / limit;
            return used > 1 ? ObjectiveStatus.Missed : used <= pace + Slack ? ObjectiveStatus.OnTrack : used <= pace + Tolerance ? ObjectiveStatus.AtRisk : ObjectiveStatus.OffTrack;
        }

        return target.Contains(value) ? ObjectiveStatus.Achieved
            : pace >= 1 ? ObjectiveStatus.Missed
            : progress is not { } gone ? ObjectiveStatus.OffTrack
            : gone < 0 ? ObjectiveStatus.OffTrack
            : gone >= pace - Slack ? ObjectiveStatus.OnTrack
            : gone >= pace - Tolerance ? ObjectiveStatus.AtRisk
            : ObjectiveStatus.OffTrack;
    }

    private static ObjectiveForecast? Forecast(SmartObjective objective, ObjectivePoint? current, TargetRange? target, Rational pace)
    {
        ObjectivePlan plan = objective.Plan;
        if (objective.Evidence.Baseline is not { } baseline || current is not { Value: { } value } || target is null || pace.IsZero || pace >= 1)
        {
            return null;
        }

        // To date the way began at nothing with the objective; else at the baseline, and a value is of the end of its period.
        Rational from = plan.Reading == ObjectiveReading.ToDate ? 0 : baseline.Value;
        int length = Period.DaysBetween(plan.From, plan.To), gone = Math.Min(length, Period.DaysBetween(plan.From, current.Period.End));
        if (plan.Reading == ObjectiveReading.ToDate)
        {
            gone = (int)(pace * length).ToScaled(0);
        }

        if (gone <= 0)
        {
            return null;
        }

        Rational end = from + ((value - from) * length / gone);
        return new ObjectiveForecast
        {
            Value = end, ReachesTarget = target.Contains(end),
            Basis = $"a straight line from {(plan.Reading == ObjectiveReading.ToDate ? "nothing" : $"the baseline of {baseline.Period}")} through {current.Period.Label}, {gone} of {length} days",
        };
    }
}
