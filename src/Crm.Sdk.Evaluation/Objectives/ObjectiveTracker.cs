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
    // Up to a fifth of the way behind its time an objective is at risk, further behind it is off track.
    private static readonly Rational Tolerance = new(1, 5);

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
    public ValueTask<ObjectiveReport> ReportAsync(SmartObjective objective, Instant now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return ReportAsync(objective, new ObjectivePoints(_engine, _calendar, now), cancellationToken);
    }

    /// <summary>What is known of several objectives: the same reports as one by one, and faster, because what one question can answer for many of them is asked once.</summary>
    /// <param name="objectives">The objectives; may be none.</param>
    /// <param name="now">As of when.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>A report for each, in their order.</returns>
    public async ValueTask<IReadOnlyList<ObjectiveReport>> ReportAsync(IReadOnlyList<SmartObjective> objectives, Instant now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        var points = new ObjectivePoints(_engine, _calendar, now);
        await points.ReadAheadAsync(objectives.Select(o => (Objective: o, Series: new ObjectiveSeries(_engine, points, o.Plan)))
            .Where(o => !o.Series.Check(o.Objective).Exists(f => f.Severity == FindingSeverity.Error)).SelectMany(o => o.Series.Requests()).Distinct().ToList(), cancellationToken);
        return await Task.WhenAll(objectives.Select(o => Task.Run(async () => await ReportAsync(o, points, cancellationToken), cancellationToken)));
    }

    private async ValueTask<ObjectiveReport> ReportAsync(SmartObjective objective, ObjectivePoints points, CancellationToken cancellationToken)
    {
        Instant now = points.Now;
        var series = new ObjectiveSeries(_engine, points, objective.Plan);
        List<Finding> findings = series.Check(objective);
        if (!findings.Exists(f => f.Severity == FindingSeverity.Error))
        {
            try
            {
                return await ReportAsync(objective, series, findings, now, cancellationToken);
            }
            catch (InvalidDefinitionException e)
            {
                // The metric cannot be asked of the segment, or lacks its rows: that is about this objective, and others go on.
                findings.AddRange(e.Findings);
            }
        }

        return new ObjectiveReport
        {
            Objective = objective, Now = now, Metric = series.Metric, Status = Settled(objective, now) ?? ObjectiveStatus.NoData, Findings = findings,
            Pace = ObjectivePace.Of(series, [], true).On(_calendar.FirstDayToCome(now)),
            Checks = SmartChecks.Of(objective, series, findings.First(f => f.Severity == FindingSeverity.Error).Message),
        };
    }

    /// <summary>The value of the metric just before the objective begins, to be frozen as its baseline.</summary>
    /// <param name="plan">What is planned.</param>
    /// <param name="now">As of when; a baseline that is not complete by then is refused.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The baseline; null when the metric has no value there.</returns>
    /// <exception cref="InvalidDefinitionException">The model has no such metric or segment, or the calendar no such level.</exception>
    public async ValueTask<Baseline?> BaselineAsync(ObjectivePlan plan, Instant now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var series = new ObjectiveSeries(_engine, new ObjectivePoints(_engine, _calendar, now), plan);
        ObjectivePoint? point = await series.BeforeAsync(cancellationToken);
        return point is not { Value: { } value, IsComplete: true } ? null : new Baseline
        {
            Value = value, N = point.Cell.N, Period = point.Period.Label, TakenAt = now, DefinitionHash = series.Metric!.Hash,
        };
    }

    /// <summary>How often the past has seen a change as large as an objective wants, in as long a time.</summary>
    /// <remarks>
    /// The past is cut into stretches as long as the objective, each beginning a period after the one before; a stretch has the change
    /// from its first to its last value, and for an objective that counts to date from the value of the stretch before it to its own.
    /// Stretches that lack a value, that begin before the first row or that have not ended are left out. Where the baseline reaches the
    /// target already, a stretch counts whose change would keep it there.
    /// </remarks>
    /// <returns>What was found; null when the objective has no baseline or its target is no range.</returns>
    /// <exception cref="InvalidDefinitionException">The model has no such metric or segment.</exception>
    public async ValueTask<Feasibility?> AssessAsync(SmartObjective objective, Instant now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ObjectivePlan plan = objective.Plan;
        var series = new ObjectiveSeries(_engine, new ObjectivePoints(_engine, _calendar, now), plan);
        if (objective.Evidence.Baseline is not { Value: var baseline } || plan.Target.Resolve(baseline, series.IsPercentage) is not { } target)
        {
            return null;
        }

        Rational wanted = target.GoalFrom(baseline) - baseline;
        var (windows, apart) = await series.WindowsAsync(cancellationToken);
        bool keeps = wanted.IsZero, upwards = keeps ? target.Low is not null : wanted > 0;
        var changes = windows.Select(w => w.Last - w.First).ToList();
        return new Feasibility
        {
            Windows = changes.Count, Reached = changes.Count(c => keeps ? target.Contains(baseline + c) : upwards ? c >= wanted : c <= wanted), WantedChange = wanted,
            BestChange = changes.Count == 0 ? null : upwards ? changes.Max() : changes.Min(), AssessedAt = now,
            Separate = Separate(windows.Select(w => w.At), apart), Band = ChangeBand.Of(changes),
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

    // The most of them that can be taken so that no two are nearer than that: from the first on, each that is far enough.
    private static int Separate(IEnumerable<int> places, int apart)
    {
        int count = 0, next = int.MinValue;
        foreach (int place in places.Where(p => p >= next))
        {
            (count, next) = (count + 1, place + apart);
        }

        return count;
    }

    private ObjectiveStatus? Settled(SmartObjective objective, Instant now) => objective.State switch
    {
        ObjectiveState.Draft => ObjectiveStatus.Draft,
        ObjectiveState.Cancelled => ObjectiveStatus.Cancelled,
        _ => now < _calendar.StartOf(objective.Plan.From) ? ObjectiveStatus.NotStarted : null,
    };

    private async ValueTask<ObjectiveReport> ReportAsync(
        SmartObjective objective, ObjectiveSeries series, List<Finding> findings, Instant now, CancellationToken ct)
    {
        ObjectivePlan plan = objective.Plan;
        IReadOnlyList<ObjectivePoint> history = await series.HistoryAsync(ct);
        ObjectivePoint? current = await series.CurrentAsync(history, ct);
        Baseline? baseline = objective.Evidence.Baseline;
        TargetRange? target = plan.Target.Resolve(baseline?.Value, series.IsPercentage);
        Rational? start = series.IsCumulative ? Rational.Zero : baseline?.Value;
        Rational? progress = Progress(current?.Value, start, target);
        ObjectivePace pace = ObjectivePace.Of(series, history, start is not { } s || target is null || target.GoalFrom(s) >= s);
        if (pace.Problem is { } problem)
        {
            findings.Add(new Finding("CRM6015", FindingSeverity.Information, $"Pace is told by the days that are gone and not by the year before: {problem}.",
                "Leave the pace of the plan 'Linear', or wait until a year is known.", new FindingPlace { Path = $"objective '{plan.Title}'" }));
        }

        // A value of the last period is of the end of that period, not of today.
        LocalDate today = _calendar.FirstDayToCome(now), until = plan.Reading == ObjectiveReading.ToDate || current is null ? today : current.Period.End;
        ObjectiveForecast? forecast = target is null || now >= _calendar.StartOf(plan.To) ? null
            : await new ObjectiveForecaster(series, target, current).ForecastAsync(history,
                baseline is null || start is not { } from ? null : (from, series.IsCumulative ? "nothing" : $"the baseline of {baseline.Period}"), Gone(plan, until), ct);
        var report = new ObjectiveReport
        {
            Objective = objective, Now = now, Metric = series.Metric, Current = current, History = [.. history.Where(p => p.Period.Start >= series.ShownFrom)], Target = target,
            Progress = progress, Pace = pace.On(today), Expected = current is null ? null : pace.On(until), PaceCurve = pace.Curve,
            Status = Settled(objective, now) ?? Judge(plan, series, current, target, progress, pace.On(until), now), Forecast = forecast, Findings = findings,
            Checks = SmartChecks.Of(objective, series, null),
        };
        return report with { Risks = ObjectiveRisks.Of(report, history) };
    }

    private static Rational Gone(ObjectivePlan plan, LocalDate day)
    {
        int length = Period.DaysBetween(plan.From, plan.To);
        return new Rational(Math.Clamp(Period.DaysBetween(plan.From, day), 0, length), length);
    }

    private static Rational? Progress(Rational? current, Rational? start, TargetRange? target) =>
        current is { } value && start is { } from ? target?.Progress(value, from) : null;

    private ObjectiveStatus Judge(ObjectivePlan plan, ObjectiveSeries series, ObjectivePoint? current, TargetRange? target, Rational? progress, Rational expected, Instant now)
    {
        bool isOver = now >= _calendar.StartOf(plan.To);
        if (current is not { Value: { } value } || target is null)
        {
            return current is null && target is not null && !isOver ? ObjectiveStatus.Pending : ObjectiveStatus.NoData;
        }

        if (target.Contains(value))
        {
            // A limit on what adds up is kept only at the end: until then it is asked whether it would be kept at its pace.
            return isOver || !series.IsCumulative || target is not { Low: null, High: { } limit } ? ObjectiveStatus.Achieved
                : value <= limit * expected ? ObjectiveStatus.OnTrack
                : ObjectiveStatus.AtRisk;
        }

        return isOver ? ObjectiveStatus.Missed
            : progress is not { } gone || gone > 1 ? ObjectiveStatus.OffTrack
            : gone >= expected ? ObjectiveStatus.OnTrack
            : gone >= 0 && gone >= expected - Tolerance ? ObjectiveStatus.AtRisk
            : ObjectiveStatus.OffTrack;
    }
}
