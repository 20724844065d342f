using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Objectives;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Targets;

/// <summary>Reads a target from its cells.</summary>
internal sealed class TargetReading(BoundTarget target, TargetTimes times, ReportingCalendar calendar, TargetQuery query)
{
    private const string OtherDefinition = "CRM2111";

    private readonly LocalDate _today = calendar.DayOf(query.Now);

    private bool IsPercentage => target.Metric.Unit.Name == "percent";

    // A baseline keeps durations in the unit of its metric, and shares as shares.
    private Rational Factor => IsPercentage ? Rational.One : target.Metric.Unit.Factor;

    private bool AddsUp => target.Algebra == TargetAlgebra.Additive && !times.IsRolling;

    public TargetReport Report(IReadOnlyList<string> members, CellSet? before, CellSet reached, CellSet? periods, TargetParts? parts)
    {
        Baseline? frozen = times.Baseline is null ? null : query.Baselines.LastOrDefault(b => b.Target == target.Name && b.Members.SequenceEqual(members))?.Baseline;
        Cell? baseline = frozen is not null ? Frozen(frozen) : before is null ? null
            : times.Baseline!.To <= query.Now ? before.Whole(members) : TargetCells.None(CellReason.NotYetObservable);
        Cell actual = reached.Whole(members);
        (TargetRange? range, CellReason reason) = Range(baseline);
        (Rational, Rational)? pair = target.Declaration.Goal.Low is { Of: { } of, Value: var part } ? (part, of) : null;
        Cell goal = TargetCells.Goal(range, actual, reason, target.Declaration.Goal.High is null ? pair : null), pace = TargetCells.Of(Pace(parts));
        return new TargetReport
        {
            Target = target, Members = members, Times = times, BaselineCell = baseline, Baseline = frozen ?? Freeze(baseline, before), Range = range, Goal = goal, Actual = actual,
            Attainment = TargetCells.Attainment(actual, goal), Progress = Progress(actual, baseline, range, reason), Remaining = Remaining(actual, range, reason),
            Pace = pace, Expected = Expected(actual, baseline, range, reason, pace.Value!.Value),
            Periods = periods is null || parts is null ? [] : Periods(range, reason, pair, members, periods, parts),
            Findings = Findings(frozen),
        };
    }

    private Finding[] Findings(Baseline? frozen) => times.Baseline is null || (frozen?.DefinitionHash ?? HashOf(times.Baseline)) == HashOf(times.Period) ? [] :
    [
        new Finding(OtherDefinition, FindingSeverity.Warning, $"'{target.Metric.Name}' is defined otherwise than in the baseline of '{target.Name}': progress compares two different things.",
            "Name one version of the metric, or freeze the baseline anew.", new FindingPlace { Path = $"target '{target.Name}'" }),
    ];

    // Of a metric with versions that of the one in force.
    private string HashOf(ReportingPeriod period) => BoundQuery.InForce(target.Metric, period, calendar, query.Now).Hash;

    private Cell Frozen(Baseline baseline)
    {
        Rational value = baseline.Value / Factor;
        return new Cell { Value = value, Numerator = value.Numerator, Denominator = value.Denominator, N = baseline.N, Rows = baseline.N };
    }

    private Baseline? Freeze(Cell? baseline, CellSet? before) => baseline?.Value is not { } value ? null : new Baseline
    {
        Value = value * Factor, N = baseline.N, Period = times.Baseline!.Label, TakenAt = query.Now, DefinitionHash = HashOf(times.Baseline), Position = before?.Position,
    };

    private (TargetRange? Range, CellReason Reason) Range(Cell? baseline)
    {
        TargetGoal goal = target.Declaration.Goal;
        TargetRange? range = TargetRange.Of(goal.Bound, goal.Form, target.Low, target.High, baseline?.Value, IsPercentage);
        return (range, range is not null ? CellReason.None : baseline is { Value: null } ? baseline.Reason : CellReason.ZeroDenominator);
    }

    private Cell Progress(Cell actual, Cell? baseline, TargetRange? range, CellReason reason)
    {
        if (actual.Value is not { } value || range is null)
        {
            return TargetCells.From(actual, null, actual.Value is null ? actual.Reason : reason);
        }

        if (baseline is { Value: null } || (baseline is null && !AddsUp))
        {
            return TargetCells.From(actual, null, baseline?.Reason ?? CellReason.NotComparable);
        }

        // A part of a year is not compared with the whole of another.
        return baseline is not null && AddsUp && times.Period.To > query.Now
            ? TargetCells.From(actual, null, CellReason.NotYetObservable)
            : TargetCells.From(actual, range.Progress(value, baseline?.Value ?? Rational.Zero), CellReason.Inapplicable);
    }

    private static Cell Remaining(Cell actual, TargetRange? range, CellReason reason) =>
        actual.Value is not { } value || range is null ? TargetCells.From(actual, null, actual.Value is null ? actual.Reason : reason)
        : TargetCells.From(actual, range.Remaining(value), CellReason.Inapplicable);

    private Rational Pace(TargetParts? parts)
    {
        if (parts is null or { Weights: null } || parts.By.IsRepeated)
        {
            int length = Period.DaysBetween(times.Start, times.Period.End);
            return new Rational(Math.Clamp(Period.DaysBetween(times.Start, _today), 0, length), length);
        }

        Rational all = parts.Weights.Aggregate(Rational.Zero, (sum, w) => sum + w);
        return parts.Periods.Select((p, i) => parts.Weights[i] * parts.By.Elapsed(p, _today)).Aggregate(Rational.Zero, (sum, w) => sum + w) / all;
    }

    private Cell Expected(Cell actual, Cell? baseline, TargetRange? range, CellReason reason, Rational pace)
    {
        if (range is null)
        {
            return TargetCells.None(reason);
        }

        Rational? start = AddsUp ? Rational.Zero : baseline is null ? null : baseline.Value;
        if (start is not { } from)
        {
            return baseline is null ? TargetCells.Of(range.GoalOf(actual.Value ?? range.Low ?? Rational.Zero)) : TargetCells.None(baseline.Reason);
        }

        // A limit on what adds up is used up bit by bit, though nothing keeps it from the beginning.
        Rational goal = AddsUp ? range.GoalOf(actual.Value ?? Rational.Zero) : range.GoalFrom(from);
        return TargetCells.Of(from + ((goal - from) * pace));
    }

    private List<TargetPeriod> Periods(TargetRange? range, CellReason reason, (Rational Part, Rational Of)? pair, IReadOnlyList<string> members, CellSet cells, TargetParts parts)
    {
        IReadOnlyList<(TargetRange? Range, (Rational, Rational)? Pair)>? split = range is null ? null : parts.By.IsRepeated ? [.. parts.Periods.Select(_ => ((TargetRange?)range, pair))] : Split(range, pair, parts);
        IReadOnlyList<int>[] places = cells.Periods.Count == parts.Periods.Count ? [.. parts.Periods.Select((_, i) => new[] { i })] : [.. parts.Within(query.Grain!.Value)];
        return [.. cells.Periods.Select((period, i) =>
        {
            Cell actual = cells.Of(i, members);
            (TargetRange? own, (Rational, Rational)? two) = split is null ? (null, null) : parts.By.IsRepeated ? split[0] : RollUp([.. places[i].Select(p => split[p])]);
            Cell goal = TargetCells.Goal(own, actual, range is null ? reason : own is null && split is not null ? CellReason.ZeroDenominator : parts.Reason, two);
            return new TargetPeriod { Period = period, Range = own, Goal = goal, Actual = actual, Attainment = TargetCells.Attainment(actual, goal) };
        })];
    }

    private IReadOnlyList<(TargetRange? Range, (Rational, Rational)? Pair)>? Split(TargetRange range, (Rational Part, Rational Of)? pair, TargetParts parts)
    {
        if (parts.Weights is null)
        {
            return null;
        }

        if (pair is var (part, of))
        {
            Rational[] above = parts.Split(part, Unit(part)), below = parts.Split(of, Unit(of));
            return [.. above.Zip(below, (a, b) => (b.IsZero ? null : Of(a / b), ((Rational, Rational)?)(a, b)))];
        }

        Rational[]? low = range.Low is { } smaller ? parts.Split(smaller, target.Quantum) : null, high = range.High is { } larger ? parts.Split(larger, target.Quantum) : null;
        return [.. parts.Periods.Select((_, i) => ((TargetRange?)TargetRange.Between(low?[i], high?[i]), ((Rational, Rational)?)null))];
    }

    // What adds up is added up; of a pair, both numbers.
    private (TargetRange? Range, (Rational, Rational)? Pair) RollUp(IReadOnlyList<(TargetRange? Range, (Rational Part, Rational Of)? Pair)> parts)
    {
        if (parts[0].Pair is not null)
        {
            Rational above = Sum(parts.Select(p => p.Pair!.Value.Part)), below = Sum(parts.Select(p => p.Pair!.Value.Of));
            return below.IsZero ? (null, null) : (Of(above / below), (above, below));
        }

        Rational? low = parts[0].Range!.Low is null ? null : Sum(parts.Select(p => p.Range!.Low!.Value)), high = parts[0].Range!.High is null ? null : Sum(parts.Select(p => p.Range!.High!.Value));
        return (TargetRange.Between(low, high), null);
    }

    private TargetRange Of(Rational share) => target.Declaration.Goal.Bound == TargetBound.AtMost ? TargetRange.Between(null, share) : TargetRange.Between(share, null);

    private static Rational Sum(IEnumerable<Rational> values) => values.Aggregate(Rational.Zero, (sum, v) => sum + v);

    // Two numbers are split in steps of their last digit.
    private static Rational Unit(Rational number) => number.TryGetScale(out int scale) ? Rational.FromScaled(1, scale) : Rational.One;
}
