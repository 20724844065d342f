using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Forecasts;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Objectives;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Objectives;

/// <summary>The values of an objective's metric over time.</summary>
internal sealed class ObjectiveSeries
{
    private const int MostYears = 10;

    private readonly MetricEngine _engine;
    private readonly ObjectivePoints _points;
    private readonly ReportingCalendar _calendar;
    private readonly ObjectivePlan _plan;
    private readonly Instant _now;

    public ObjectiveSeries(MetricEngine engine, ObjectivePoints points, ObjectivePlan plan)
    {
        _engine = engine;
        _points = points;
        _calendar = points.Calendar;
        _plan = plan;
        _now = points.Now;
        Metric = engine.Model.Metrics.GetValueOrDefault(plan.Metric);
    }

    public ObjectivePlan Plan => _plan;

    public ReportingCalendar Calendar => _calendar;

    public BoundMetric? Metric { get; }

    public bool SegmentIsKnown => _plan.Segment is null || _engine.Model.Segments.ContainsKey(_plan.Segment);

    /// <summary>Whom the objective is about, as people call them.</summary>
    public string SegmentTitle => _plan.Segment is null ? "all customers" : _engine.Model.Segments.GetValueOrDefault(_plan.Segment)?.Title ?? _plan.Segment;

    public bool IsPercentage => Metric?.Unit.Name == "percent";

    /// <summary>Whether values grow from nothing with the objective, as customers won so far do, and a win rate does not.</summary>
    public bool IsCumulative => _plan.Reading == ObjectiveReading.ToDate && Metric is not null && AddsUp(Metric.Value);

    /// <summary>Whether the value of a range is the sum of those of its periods: of rows, not of things that may be in several.</summary>
    public bool SumsPeriods => Metric is not null && AddsUp(Metric.Value, m => m is AggregateKind.Count or AggregateKind.Sum, each: false);

    /// <summary>Whether no value is below nothing: counts, and what is made of counts without a difference.</summary>
    public bool IsNeverNegative => Metric is not null && IsOfCounts(Metric.Value);

    /// <summary>Whether the values are shares of a whole as far as one can see: percentages of some of the same things in others, none of them above all of it so far.</summary>
    public bool IsShare(IEnumerable<double> values) => IsPercentage && Metric!.Value is BoundBinary { Operator: BinaryOperator.Divide } share && AreOfTheSame(share.Left, share.Right) && values.All(v => v <= 1);

    /// <summary>What is wrong with the objective in this model.</summary>
    public List<Finding> Check(SmartObjective objective)
    {
        var findings = new List<Finding>();
        var place = new FindingPlace { Path = $"objective '{_plan.Title}'" };
        if (Metric is null)
        {
            findings.Add(new Finding("CRM6001", FindingSeverity.Error, $"There is no metric '{_plan.Metric}'.",
                Suggestion.Mend(_plan.Metric, _engine.Model.Metrics.Keys), place));
        }

        if (!SegmentIsKnown)
        {
            findings.Add(new Finding("CRM6002", FindingSeverity.Error, $"There is no segment '{_plan.Segment}'.",
                Suggestion.Mend(_plan.Segment!, _engine.Model.Segments.Keys), place));
        }

        if (CalendarFindings.Of(_calendar, _plan.Grain, place.Path!) is { } noSuchLevel)
        {
            findings.Add(noSuchLevel);
        }

        if (Metric is not null && objective.Evidence.Baseline is { } baseline && baseline.DefinitionHash != Metric.Hash)
        {
            findings.Add(new Finding("CRM6003", FindingSeverity.Warning,
                $"'{_plan.Metric}' is defined otherwise than when the baseline of {baseline.Period} was frozen: progress compares two different things.",
                "Draft another objective with a baseline of the present definition, or restore the definition.", place));
        }

        if (_plan.Target.Kind == TargetKind.Relative && objective.Evidence.Baseline is { Value.IsZero: true })
        {
            findings.Add(new Finding("CRM6004", FindingSeverity.Warning, $"'{_plan.Target}' is a share of the baseline, and the baseline is nothing: no value can be told from it.",
                "Write the target as a value, such as '>= 20', or in points.", place));
        }

        if (Metric is not null && MisreadsPercent(_plan.Target))
        {
            findings.Add(new Finding("CRM6005", FindingSeverity.Warning, IsPercentage
                ? $"'{_plan.Metric}' is a percentage, and '{_plan.Target}' asks for whole numbers of it: 1 is 100 %."
                : $"'{_plan.Metric}' is in {Metric.Unit}, and '{_plan.Target}' asks for hundredths of it.",
                IsPercentage ? "Write the target with '%'." : "Write the target without '%'.", place));
        }

        return findings;
    }

    /// <summary>The first day of the history that people are shown: a year before the objective.</summary>
    public LocalDate ShownFrom => LocalDate.Max(_calendar.Floor(_plan.From.PlusYears(-1), _plan.Grain), _calendar.FirstDay);

    /// <summary>What is read to report on the objective.</summary>
    public IEnumerable<PointsRequest> Requests()
    {
        if (HistoryRange() is var (start, end))
        {
            yield return Request(start, end, _plan.Grain);
        }

        if (_plan.Reading == ObjectiveReading.ToDate && HasBegun)
        {
            yield return Request(_plan.From, _plan.To, null);
        }
    }

    /// <summary>A point for each period until now or the end of the objective: as many as a forecast looks at, and from a year before it at least.</summary>
    public async ValueTask<IReadOnlyList<ObjectivePoint>> HistoryAsync(CancellationToken ct) =>
        HistoryRange() is var (start, end) ? await PointsAsync(start, end, _plan.Grain, ct) : [];

    /// <summary>The value that the objective is judged by.</summary>
    public async ValueTask<ObjectivePoint?> CurrentAsync(IReadOnlyList<ObjectivePoint> history, CancellationToken ct)
    {
        if (_plan.Reading == ObjectiveReading.LastPeriod)
        {
            return history.LastOrDefault(p => p.IsComplete && p.Period.Start >= _plan.From && p.Period.End <= _plan.To);
        }

        return HasBegun ? (await PointsAsync(_plan.From, _plan.To, null, ct))[0] : null;
    }

    /// <summary>The value just before the objective: that of the last period, or of a stretch as long as the objective.</summary>
    public async ValueTask<ObjectivePoint?> BeforeAsync(CancellationToken ct)
    {
        if (_plan.Reading == ObjectiveReading.ToDate)
        {
            return (await PointsAsync(Back(_plan.From), _plan.From, null, ct))[0];
        }

        if (CalendarFindings.Of(_calendar, _plan.Grain) is { } noSuchLevel)
        {
            throw new InvalidDefinitionException([noSuchLevel]);
        }

        LocalDate end = _calendar.Floor(_plan.From, _plan.Grain);
        return (await PointsAsync(_calendar.Floor(end.PlusDays(-1), _plan.Grain), end, _plan.Grain, ct))[0];
    }

    /// <summary>The value of the objective up to the end of a period, for readings that are the sums of their periods; null where it has none.</summary>
    public async ValueTask<Rational?> UntilAsync(LocalDate day, IReadOnlyList<ObjectivePoint> history, CancellationToken ct)
    {
        if (day <= _plan.From)
        {
            return Rational.Zero;
        }

        if (_calendar.Floor(_plan.From, _plan.Grain) != _plan.From)
        {
            return (await PointsAsync(_plan.From, day, null, ct))[0].Value;
        }

        Rational?[] values = [.. history.Where(p => p.Period.Start >= _plan.From && p.Period.End <= day).Select(p => p.Value)];
        return values.Contains(null) ? null : values.Aggregate(Rational.Zero, (sum, v) => sum + v!.Value);
    }

    /// <summary>
    /// First and last value of each stretch of the past that is as long as the objective; to date, the stretch before and the stretch. Each
    /// with the place of its first period, and how many places further another has no period in common with it.
    /// </summary>
    public async ValueTask<(IReadOnlyList<(int At, Rational First, Rational Last)> Windows, int Apart)> WindowsAsync(CancellationToken ct)
    {
        LocalDate end = _calendar.Floor(_plan.From, _plan.Grain), start = LocalDate.Max(_calendar.Floor(end.PlusYears(-MostYears), _plan.Grain), _calendar.FirstDay);
        if (end <= start)
        {
            return ([], 1);
        }

        IReadOnlyList<ObjectivePoint> points = await PointsAsync(start, end, _plan.Grain, ct);
        // Before the first row there was nothing to change, and a period that has not ended has no last value yet.
        points = [.. points.SkipWhile(p => p.Cell.Rows == 0).TakeWhile(p => p.IsComplete)];
        int length = _calendar.Periods(_calendar.Floor(_plan.From, _plan.Grain), Ceiling(_plan.To), _plan.Grain).Count;
        var windows = new List<(int, Rational, Rational)>();
        if (_plan.Reading == ObjectiveReading.LastPeriod)
        {
            for (int i = 0; i + length < points.Count; i++)
            {
                if (points[i].Value is { } first && points[i + length].Value is { } last)
                {
                    windows.Add((i, first, last));
                }
            }

            return (windows, length);
        }

        for (int i = 0; i + (2 * length) <= points.Count; i++)
        {
            ObjectivePoint before = (await PointsAsync(points[i].Period.Start, points[i + length].Period.Start, null, ct))[0];
            ObjectivePoint own = (await PointsAsync(points[i + length].Period.Start, points[i + (2 * length) - 1].Period.End, null, ct))[0];
            if (before.Value is { } first && own.Value is { } last)
            {
                windows.Add((i, first, last));
            }
        }

        return (windows, 2 * length);
    }

    /// <summary>The end of the period that holds a day, or the day where a period begins with it.</summary>
    public LocalDate Ceiling(LocalDate day)
    {
        LocalDate floor = _calendar.Floor(day, _plan.Grain);
        return floor == day ? day : _calendar.Next(floor, _plan.Grain);
    }

    /// <summary>Whether the value of a range grows with it: of counts and sums of what lies in it.</summary>
    public static bool AddsUp(BoundExpression value) => AddsUp(value, m => m is AggregateKind.Count or AggregateKind.Sum or AggregateKind.Distinct);

    private static bool AreOfTheSame(BoundExpression some, BoundExpression all) => (some, all) switch
    {
        (BoundAggregate { Kind: AggregateKind.Count, IsPlain: true } a, BoundAggregate { Kind: AggregateKind.Count, IsPlain: true } b) => a.Fact == b.Fact && a.Role?.Name == b.Role?.Name,
        (BoundEach { Kind: AggregateKind.Count } a, BoundEach { Kind: AggregateKind.Count } b) => a.Entity == b.Entity,
        (BoundEach { Kind: AggregateKind.Count } a, BoundAggregate { Kind: AggregateKind.Count, IsPlain: true } b) => a.Entity == b.Fact,
        _ => false,
    };

    private static bool IsOfCounts(BoundExpression value) => value switch
    {
        BoundAggregate { Kind: AggregateKind.Count or AggregateKind.Distinct } or BoundEach { Kind: AggregateKind.Count } => true,
        BoundBinary { Operator: BinaryOperator.Add or BinaryOperator.Multiply or BinaryOperator.Divide } b => IsOfCounts(b.Left) && IsOfCounts(b.Right),
        BoundLiteral l => l.Number.Sign >= 0,
        _ => false,
    };

    private bool HasBegun => _now > _calendar.StartOf(_plan.From);

    private static bool AddsUp(BoundExpression value, Func<AggregateKind, bool> kinds, bool each = true) => value switch
    {
        BoundAggregate a => a.IsPlain && kinds(a.Kind),
        BoundEach e => each && e.Kind is AggregateKind.Count or AggregateKind.Sum,
        BoundBinary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } b => AddsUp(b.Left, kinds, each) && AddsUp(b.Right, kinds, each),
        BoundBinary { Operator: BinaryOperator.Multiply, Left: BoundLiteral } b => AddsUp(b.Right, kinds, each),
        BoundBinary { Operator: BinaryOperator.Multiply or BinaryOperator.Divide, Right: BoundLiteral } b => AddsUp(b.Left, kinds, each),
        _ => false,
    };

    private (LocalDate Start, LocalDate End)? HistoryRange()
    {
        LocalDate today = _calendar.FirstDayToCome(_now), end = today < _plan.To ? today : _plan.To;
        LocalDate far = _plan.Grain switch
        {
            Grain.Day => end.PlusDays(-SeriesForecast.MostValues),
            Grain.Week => end.PlusWeeks(-SeriesForecast.MostValues),
            Grain.Month => end.PlusMonths(-SeriesForecast.MostValues),
            _ => end.PlusYears(-MostYears),
        };
        LocalDate start = LocalDate.Min(LocalDate.Max(_calendar.Floor(LocalDate.Max(far, _calendar.FirstDay), _plan.Grain), _calendar.FirstDay), ShownFrom);
        return end <= ShownFrom ? null : (start, Ceiling(end));
    }

    private PointsRequest Request(LocalDate from, LocalDate to, Grain? grain) => new() { Metric = _plan.Metric, Segment = _plan.Segment, From = from, To = to, Grain = grain };

    // A ratio may be written either way, and 0.85 of a percentage can be meant.
    private bool MisreadsPercent(TargetExpression target) => !target.NeedsBaseline && target.Resolve(null, IsPercentage) is { } range && (IsPercentage
        ? !target.HasPercent && Bounds(range).Any(b => b.Abs() > 1)
        : target.HasPercent && Metric!.Unit.Name != "ratio" && !Divides(Metric.Value));

    private static bool Divides(BoundExpression value) => value is BoundBinary { Operator: BinaryOperator.Divide } || value.Children().Any(Divides);

    private static IEnumerable<Rational> Bounds(TargetRange range) => new[] { range.Low, range.High }.OfType<Rational>();

    private LocalDate Back(LocalDate day)
    {
        Period length = Period.Between(_plan.From, _plan.To, PeriodUnits.Months | PeriodUnits.Days);
        return day - length;
    }

    private async ValueTask<IReadOnlyList<ObjectivePoint>> PointsAsync(LocalDate from, LocalDate to, Grain? grain, CancellationToken ct)
    {
        var (periods, cells) = await _points.ReadAsync(Request(from, to, grain), ct);
        return [.. periods.Select((period, i) => new ObjectivePoint { Period = period, Cell = cells[i], Value = Shown(cells[i]), IsComplete = period.To <= _now })];
    }

    // Shares stay fractions, as targets write 85 %; everything else is in the unit of the metric.
    private Rational? Shown(Cell cell) => cell.Value is { } value ? IsPercentage ? value : value * Metric!.Unit.Factor : null;
}
