using System.Collections.Concurrent;
using System.Numerics;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution;

/// <summary>Makes the values of a cube from states: the only place where anything is divided, interpolated or judged empty.</summary>
internal sealed partial class Finaliser(QueryPlan plan, StateBatch states)
{
    private readonly BoundQuery _query = plan.Query;
    private readonly int _cellsPerPeriod = states.Axes.Skip(1).Aggregate(1, (count, axis) => checked(count * axis.Members.Count));
    private readonly ConcurrentDictionary<BoundOver, IReadOnlyList<bool>> _kept = new();

    private readonly ConcurrentDictionary<string, Finaliser> _days = new(StringComparer.Ordinal);

    public Cube Finish(string executor, long? position, IReadOnlyList<IReadOnlyList<ExcludedRows>> excluded)
    {
        int cellCount = states.Axes.Aggregate(1, (count, axis) => checked(count * axis.Members.Count));
        var cells = new Cell[_query.Metrics.Count][];
        Parallel.For(0, cells.Length, m =>
        {
            BoundMetric metric = _query.Metrics[m];
            cells[m] = new Cell[cellCount];
            for (int i = 0; i < cellCount; i++)
            {
                cells[m][i] = CellOf(metric, i);
            }
        });

        var meta = new CubeMeta
        {
            Now = _query.Now,
            Calendar = _query.Calendar,
            Executor = executor,
            Excluded = excluded,
            Position = position,
            Rates = [.. _query.Rates.Values.Distinct().OrderBy(r => r.Name, StringComparer.Ordinal)],
            Undated = [.. _query.Metrics.Select(m => _query.Range is null ? 0 : m.Value.Aggregates().Sum(a => states.Undated[plan.AtomOf(a).Index]))],
        };
        return VersionPicker.Pick(_query, new Cube(states.Axes, _query.Metrics, cells, meta));
    }

    private Cell CellOf(BoundMetric metric, int cell)
    {
        Outcome outcome = Compute(metric.Value, cell, out Outcome above, out Outcome below);
        bool ratio = metric.Value is BoundBinary { Operator: BinaryOperator.Divide };
        bool waits = outcome.Reason == CellReason.NotYetObservable;
        bool isUnobservable = waits || (ratio && (above.IsUnobservable || below.IsUnobservable));
        bool hidden = metric.Minimum > (isUnobservable ? 0 : outcome.N) && !waits;
        if (hidden || isUnobservable)
        {
            return new Cell { Reason = hidden ? CellReason.Suppressed : outcome.Reason };
        }

        Rational numerator = ratio ? above.Value ?? default : outcome.Value is { } a ? a.Numerator : default;
        Rational denominator = ratio ? below.Value ?? default : outcome.Value is { } b ? b.Denominator : default;
        bool isImmature = outcome.Flags.HasFlag(CellFlags.Immature);
        (Rational Low, Rational High)? bounds = metric.Confidence is { } c && outcome.Value is not null && !isImmature
            ? ConfidenceBounds.Of(c, CountOf(c.Part, cell), c.Against is null ? null : CountOf(c.Against, cell), CountOf(c.Whole, cell)) : null;
        return new Cell
        {
            Low = bounds?.Low, High = bounds?.High,
            Value = isImmature ? null : outcome.Value, Numerator = numerator, Denominator = denominator, N = outcome.N, Rows = outcome.Rows,
            Reason = isImmature ? CellReason.NotYetObservable : outcome.Reason, Flags = outcome.Flags,
        };
    }

    private BigInteger CountOf(BoundExpression count, int cell) => Compute(count, cell).Value!.Value.Numerator;

    private Outcome Compute(BoundExpression node, int cell) => Compute(node, cell, out _, out _);

    private Outcome Compute(BoundExpression node, int cell, out Outcome left, out Outcome right)
    {
        left = right = default;
        switch (node)
        {
            case BoundLiteral literal:
                return Outcome.Constant(literal.Number);
            case BoundNow now:
                return Outcome.Constant(_query.NumberOf(now));
            case BoundAggregate aggregate:
                return OfAggregate(aggregate, cell);
            case BoundEach each:
                return OfEach(each, cell);
            case BoundSpan span:
                return OfSpan(span, cell);
            case BoundOver over:
                return Compute(over.Operand, AtTotals(cell, over));
            case BoundUnary { Operator: UnaryOperator.Negate } unary:
                Outcome operand = Compute(unary.Operand, cell);
                return operand.With(operand.Value is { } v ? -v : null, operand.Reason);
            case BoundUnary not:
                Outcome condition = Compute(not.Operand, cell);
                return condition.With(condition.Value is { } c ? (c.IsZero ? 1 : 0) : null, condition.Reason);
            case BoundBinary binary:
                left = Compute(binary.Left, cell);
                right = Compute(binary.Right, cell);
                return Binary(binary, left, right);
            case BoundIn isIn:
                Outcome sought = Compute(isIn.Operand, cell);
                return sought.With(sought.Value is { } s ? (isIn.Items.Any(i => i.Number == s) ? 1 : 0) : null, sought.Reason);
            case BoundIsNull isNull:
                Outcome tested = Compute(isNull.Operand, cell);
                return tested.With(tested.Value is null ? 1 : 0, CellReason.None);
            case BoundCall call:
                return Call(call, [.. call.Arguments.Select(x => Compute(x, cell))]);
            default:
                throw new InvalidOperationException($"{node.GetType().Name} does not stand over metrics.");
        }
    }

    private static Outcome Call(BoundCall call, Outcome[] x)
    {
        Outcome all = x.Aggregate(Outcome.Join);
        switch (call.Function)
        {
            case BoundFunction.If:
                Outcome branch = x[x[0].Value is { IsZero: false } ? 1 : 2];
                return all.With(branch.Value, branch.Reason);
            case BoundFunction.OrElse:
                return x[0].Value is not null ? all.With(x[0].Value, CellReason.None)
                    : all.With(x[1].Value, x[1].Value is null ? x[0].Reason : CellReason.None);
        }

        foreach (Outcome input in x)
        {
            if (input.Value is null)
            {
                return all.With(null, input.Reason);
            }
        }

        Rational first = x[0].Value!.Value;
        return all.With(call.Function switch
        {
            BoundFunction.Round => first.Round((int)x[1].Value!.Value.Numerator),
            BoundFunction.Abs => first.Abs(),
            BoundFunction.Min => x.Min(o => o.Value!.Value),
            BoundFunction.Max => x.Max(o => o.Value!.Value),
            BoundFunction.Elapsed => (x[1].Value!.Value - first) * UnitOfDifference(call.Arguments[0].Type),
            _ => throw new InvalidOperationException($"{call.Function} does not stand over metrics."),
        }, CellReason.None);
    }

    // Between two days lies a length of time, which is counted in microseconds.
    private static long UnitOfDifference(DataType type) => type.Kind == DataKind.Date ? StorageForm.MicrosecondsPerDay : 1;

    private static Outcome Binary(BoundBinary node, Outcome x, Outcome y)
    {
        BinaryOperator op = node.Operator;
        Outcome both = op == BinaryOperator.Divide ? Outcome.OfRatio(x, y) : Outcome.Join(x, y);
        if (op is BinaryOperator.And or BinaryOperator.Or)
        {
            bool decisive = op == BinaryOperator.Or;
            bool decided = (x.Value is { } p && p.IsZero != decisive) || (y.Value is { } q && q.IsZero != decisive);
            if (decided)
            {
                return both.With(decisive ? 1 : 0, CellReason.None);
            }

            return x.Value is null || y.Value is null
                ? both.With(null, x.Value is null ? x.Reason : y.Reason)
                : both.With(decisive ? 0 : 1, CellReason.None);
        }

        if (x.Value is not { } a || y.Value is not { } b)
        {
            return both.With(null, x.Value is null ? x.Reason : y.Reason);
        }

        if (op == BinaryOperator.Divide && b.IsZero)
        {
            return both.With(null, y.N == 0 && !y.IsConstant ? CellReason.EmptyDenominator : CellReason.ZeroDenominator);
        }

        return both.With(op switch
        {
            BinaryOperator.Add => a + b,
            BinaryOperator.Subtract => (a - b) * UnitOfDifference(node.Left.Type),
            BinaryOperator.Multiply => a * b,
            BinaryOperator.Divide => a / b,
            BinaryOperator.Equal => a == b ? 1 : 0,
            BinaryOperator.NotEqual => a != b ? 1 : 0,
            BinaryOperator.Less => a < b ? 1 : 0,
            BinaryOperator.LessOrEqual => a <= b ? 1 : 0,
            BinaryOperator.Greater => a > b ? 1 : 0,
            BinaryOperator.GreaterOrEqual => a >= b ? 1 : 0,
            _ => throw new InvalidOperationException($"{op} does not stand over metrics."),
        }, CellReason.None);
    }

    private Outcome OfAggregate(BoundAggregate aggregate, int cell)
    {
        (CellReason reason, CellFlags judged) = JudgementOf([aggregate], cell);
        if (reason != CellReason.None)
        {
            return Outcome.Missing(reason);
        }

        if (aggregate.OfDay is { } ofDay)
        {
            return OverDays(aggregate, ofDay, cell, judged);
        }

        Atom atom = plan.AtomOf(aggregate);
        AtomStates s = states.Atoms[atom.Index];
        long n = s.N[cell];
        bool isUnrated = IsUnrated([aggregate], cell);
        CellFlags flags = (n == 0 && !isUnrated ? CellFlags.Empty : CellFlags.None) | judged;
        Rational? value = aggregate.Kind switch
        {
            _ when isUnrated => null,
            AggregateKind.Count => n,
            AggregateKind.Sum => s.TotalAt(cell),
            AggregateKind.Distinct => s.Distinct[cell],
            _ when n == 0 => null,
            AggregateKind.Avg => s.TotalAt(cell) / n,
            AggregateKind.Min => s.ValueOf(s.Min[cell], cell),
            AggregateKind.Max => s.ValueOf(s.Max[cell], cell),
            AggregateKind.Survival => Survival.At(s.Lifetimes[cell]!, aggregate.At, s.Scale),
            AggregateKind.Lifetime => Survival.Until(s.Lifetimes[cell]!, aggregate.Probability, s.Scale),
            _ => Between(s, atom, aggregate, cell, n),
        };
        CellReason missing = isUnrated ? CellReason.NoRate
            : n > 0 ? CellReason.NotYetObservable : CellReason.NoRows;
        return new Outcome(value, value is null ? missing : CellReason.None, flags, n, s.Rows[cell]);
    }

    private static Rational Between(AtomStates s, Atom atom, BoundAggregate aggregate, int cell, long n)
    {
        var percentile = new Percentile(aggregate.Probability, aggregate.Method);
        (BigInteger low, BigInteger high) = s.Picks[atom.Percentiles.IndexOf(percentile)][cell];
        Rational first = s.ValueOf(low, cell);
        return first + ((s.ValueOf(high, cell) - first) * new Rational(percentile.Share(n), 10_000));
    }

    private Outcome OfEach(BoundEach each, int cell)
    {
        (CellReason reason, CellFlags judged) = JudgementOf(each.Aggregates, cell);
        if (reason != CellReason.None)
        {
            return Outcome.Missing(reason);
        }

        EachStates s = states.Eaches[plan.IndexOf(each)];
        long n = s.N[cell];
        bool isUnrated = IsUnrated(each.Aggregates, cell);
        CellFlags flags = (n == 0 && !isUnrated ? CellFlags.Empty : CellFlags.None) | judged;
        Rational? value = each.Kind switch
        {
            _ when isUnrated => null,
            AggregateKind.Count => n,
            AggregateKind.Sum => s.Sum[cell],
            AggregateKind.Distinct => s.Values[cell]?.Distinct().Count() ?? 0,
            _ when n == 0 => null,
            AggregateKind.Avg => s.Sum[cell] / n,
            AggregateKind.Min => s.Min[cell],
            AggregateKind.Max => s.Max[cell],
            _ => Between(s.Values[cell]!, new Percentile(each.Probability, each.Method)),
        };
        CellReason missing = isUnrated ? CellReason.NoRate : CellReason.NoRows;
        return new Outcome(value, value is null ? missing : CellReason.None, flags, n, s.Rows[cell]);
    }

    // Whether an amount among the rows of a cell cannot be converted.
    private bool IsUnrated(IReadOnlyList<BoundAggregate> aggregates, int cell) =>
        aggregates.Any(a => a.Unrated is { } unrated && states.Atoms[plan.AtomOf(unrated).Index].N[cell] > 0);

    /// <summary>A percentile of some values, of which there is at least one.</summary>
    public static Rational Between(List<Rational> values, Percentile percentile)
    {
        var sorted = values.Order().ToList();
        (long low, long high) = percentile.Ranks(sorted.Count);
        return sorted[(int)low] + ((sorted[(int)high] - sorted[(int)low]) * new Rational(percentile.Share(sorted.Count), 10_000));
    }

    // The first reason among the aggregates, in reading order, and whether one of them is open or not yet mature.
    private (CellReason Reason, CellFlags Flags) JudgementOf(IReadOnlyList<BoundAggregate> aggregates, int cell)
    {
        int position = cell / _cellsPerPeriod;
        var flags = CellFlags.None;
        foreach (BoundAggregate aggregate in aggregates)
        {
            (CellReason reason, bool opens) = aggregate.IsPlain
                ? JudgementOf(aggregate.Role, position < _query.Periods.Count ? _query.Periods[position] : _query.Range)
                : JudgementOf(_query.PlacementsOf(aggregate.Frame, aggregate.Role)[position]);
            if (reason != CellReason.None)
            {
                return (reason, CellFlags.None);
            }

            flags |= (opens ? CellFlags.Open : CellFlags.None) | (_query.IsMature(aggregate, position) ? CellFlags.None : CellFlags.Immature);
        }

        return (CellReason.None, flags);
    }

    private static (CellReason Reason, bool IsOpen) JudgementOf(Placement placement) => placement.State switch
    {
        PlacementState.NotYetObservable => (CellReason.NotYetObservable, false),
        PlacementState.NotComparable => (CellReason.NotComparable, false),
        _ => (CellReason.None, placement.IsOpen),
    };

    private (CellReason Reason, bool IsOpen) JudgementOf(BoundTimeRole? role, ReportingPeriod? window) =>
        window is null || role is not { IsPlanned: false } ? (CellReason.None, false)
        : window.From >= _query.Now ? (CellReason.NotYetObservable, false)
        : (CellReason.None, _query.Now < window.To);

    // The cell at the totals of the dimensions that a formula does not keep.
    private int AtTotals(int cell, BoundOver over)
    {
        IReadOnlyList<bool> kept = _kept.GetOrAdd(over, _query.Kept);
        int stride = states.Axes[^1].Members.Count;
        for (int i = kept.Count - 1; i >= 0; i--)
        {
            int size = states.Axes[i + 1].Members.Count;
            cell += kept[i] ? 0 : (size - 1 - (cell / stride % size)) * stride;
            stride *= size;
        }

        return cell;
    }

    /// <summary>A value on its way to a cell. A constant has no rows and takes no part in counting them.</summary>
    private readonly struct Outcome(Rational? value, CellReason reason, CellFlags flags, long n, long rows, bool isConstant = false)
    {
        public Rational? Value { get; } = value;

        public CellReason Reason { get; } = reason;

        public CellFlags Flags { get; } = flags;

        public long N { get; } = n;

        public long Rows { get; } = rows;

        public bool IsConstant { get; } = isConstant;

        public bool IsUnobservable => Reason == CellReason.NotYetObservable;

        public static Outcome Missing(CellReason reason) => new(null, reason, CellFlags.None, 0, 0);

        public static Outcome Constant(Rational value) => new(value, CellReason.None, CellFlags.None, 0, 0, true);

        public static Outcome Join(Outcome a, Outcome b) =>
            a.IsConstant ? b : b.IsConstant ? a
            : new Outcome(null, CellReason.None, Flagged(a, b), Math.Min(a.N, b.N), Math.Min(a.Rows, b.Rows));

        public static Outcome OfRatio(Outcome above, Outcome below) =>
            above.IsConstant ? below : below.IsConstant ? above
            : new Outcome(null, CellReason.None, Flagged(above, below), below.N, below.Rows);

        public Outcome With(Rational? result, CellReason why) => new(result, why, Flags, N, Rows, IsConstant);

        private static CellFlags Flagged(Outcome a, Outcome b) =>
            ((a.Flags | b.Flags) & (CellFlags.Open | CellFlags.Immature)) | (a.Flags & b.Flags & CellFlags.Empty);
    }
}
