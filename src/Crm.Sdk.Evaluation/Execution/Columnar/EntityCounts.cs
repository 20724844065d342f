using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>
/// Counts the entities whose number of rows lies in a range, which is what most eaches ask. A counter an entity is kept for each
/// period and added to one for all periods, so that rows are read once. For entities that are not many times more than the rows.
/// </summary>
internal sealed class EntityCounts
{
    private readonly AtomInput _input;
    private readonly int[] _entities;
    private readonly EntityTable _table;
    private readonly IReadOnlyList<(CountRange Range, EachStates States)> _eaches;
    private readonly Grid _grid;
    private readonly int[] _whole;
    private int _left;

    private EntityCounts(Grid grid, AtomInput input, EntityTable table, IReadOnlyList<(CountRange Range, EachStates States)> eaches)
    {
        _grid = grid;
        _input = input;
        _table = table;
        _entities = table.Index.EntitiesOf(input.Atom);
        _eaches = eaches;
        _whole = new int[table.Index.Count];
    }

    /// <summary>Plans the work, where this kernel can do it.</summary>
    public static EntityCounts? Plan(Grid grid, IReadOnlyList<AtomInput> inputs, EntityTable table, IReadOnlyList<(BoundEach Each, EachStates States)> eaches)
    {
        if (inputs is not [{ Atom.Operand: null, Scan.Days: null } input] || !table.BringsSegments || grid.LocalCells != 1 || grid.Subsets.Length != 1)
        {
            return null;
        }

        var ranges = new List<(CountRange, EachStates)>();
        foreach ((BoundEach each, EachStates states) in eaches)
        {
            if (each.Value is not null || each.IncludingEmpty || CountRange.Of(each.Condition) is not { } range)
            {
                return null;
            }

            ranges.Add((range, states));
        }

        table.Index.EntitiesOf(input.Atom);
        long rows = input.Scan.Buckets.Sum(b => b.Sum(s => (long)s.To - s.From));
        return (long)table.Index.Count * input.Scan.Buckets.Length <= rows * Vector256<int>.Count ? new EntityCounts(grid, input, table, ranges) : null;
    }

    /// <summary>The work in pieces that can run side by side.</summary>
    public IEnumerable<Action> Work()
    {
        int buckets = _input.Scan.Buckets.Length, parts = Math.Min(buckets, Environment.ProcessorCount);
        _left = parts;
        for (int part = 0; part < parts; part++)
        {
            int first = part;
            yield return () => Run([.. Enumerable.Range(0, buckets).Where(b => b % parts == first)]);
        }
    }

    private void Run(int[] buckets)
    {
        int[] counts = new int[_whole.Length], total = new int[_whole.Length];
        foreach (int bucket in buckets)
        {
            var counter = new Counter { Entities = _entities, Counts = counts };
            _input.Scan.Visit(bucket, _input.Mask, ref counter);
            if (_grid.HasPeriods)
            {
                Settle(counts, bucket);
            }

            Move(counts, total);
        }

        lock (_whole)
        {
            Move(total, _whole);
            if (--_left == 0)
            {
                Settle(_whole, -1);
            }
        }
    }

    // Adds the counters to others and sets them to zero.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Move(int[] from, int[] to)
    {
        int at = 0;
        for (; at <= from.Length - Vector256<int>.Count; at += Vector256<int>.Count)
        {
            (Vector256.LoadUnsafe(ref from[at]) + Vector256.LoadUnsafe(ref to[at])).StoreUnsafe(ref to[at]);
            Vector256<int>.Zero.StoreUnsafe(ref from[at]);
        }

        for (; at < from.Length; at++)
        {
            to[at] += from[at];
            from[at] = 0;
        }
    }

    private void Settle(int[] counts, int bucket)
    {
        IReadOnlyList<int[]> segmentsOf = _table.Fact.SegmentsOf;
        long[] taken = new long[segmentsOf.Count];
        foreach ((CountRange range, EachStates states) in _eaches)
        {
            Take(counts, range, taken);
            for (int signature = 0; signature < taken.Length; signature++)
            {
                for (int member = -1; taken[signature] != 0 && member < segmentsOf[signature].Length; member++)
                {
                    int cell = _grid.CellOf(bucket, 0, member < 0 ? -1 : segmentsOf[signature][member]);
                    states.Rows[cell] += taken[signature];
                    states.N[cell] += taken[signature];
                }
            }

            Array.Clear(taken);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Take(int[] counts, CountRange range, long[] taken)
    {
        int[] signature = _table.Fact.Signature ?? [];
        Vector256<int> low = Vector256.Create(range.Low), high = Vector256.Create(range.High);
        int at = 0;
        for (; at <= counts.Length - Vector256<int>.Count; at += Vector256<int>.Count)
        {
            var n = Vector256.LoadUnsafe(ref counts[at]);
            uint bits = (Vector256.GreaterThanOrEqual(n, low) & Vector256.LessThanOrEqual(n, high)).ExtractMostSignificantBits();
            for (; bits != 0; bits &= bits - 1)
            {
                int entity = at + BitOperations.TrailingZeroCount(bits);
                taken[entity < signature.Length ? signature[entity] : 0]++;
            }
        }

        for (; at < counts.Length; at++)
        {
            if (counts[at] >= range.Low && counts[at] <= range.High)
            {
                taken[at < signature.Length ? signature[at] : 0]++;
            }
        }
    }

    private struct Counter : IRowVisitor
    {
        public int[] Entities;
        public int[] Counts;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Visit(int row)
        {
            int entity = Entities[row];
            if (entity >= 0)
            {
                Counts[entity]++;
            }
        }
    }
}

/// <summary>A condition on one number of rows, from the smallest that takes part, which is at least 1, to the largest.</summary>
internal readonly record struct CountRange(int Low, int High)
{
    /// <summary>The range that a condition on counts of one atom comes to; null where it is none.</summary>
    public static CountRange? Of(BoundExpression? condition)
    {
        switch (condition)
        {
            case null:
                return new CountRange(1, int.MaxValue);
            case BoundBinary { Operator: BinaryOperator.And } both:
                return Of(both.Left) is { } left && Of(both.Right) is { } right
                    ? new CountRange(Math.Max(left.Low, right.Low), Math.Min(left.High, right.High))
                    : null;
            case BoundBinary { Left: BoundAggregate { Kind: AggregateKind.Count }, Right: BoundLiteral { Text: null } literal } comparison
                when literal.Number.TryGetScale(out int places) && places == 0 && literal.Number.Abs() <= 1_000_000:
                int limit = (int)literal.Number.ToScaled(0);
                return comparison.Operator switch
                {
                    BinaryOperator.Equal => new CountRange(Math.Max(1, limit), limit),
                    BinaryOperator.Less => new CountRange(1, limit - 1),
                    BinaryOperator.LessOrEqual => new CountRange(1, limit),
                    BinaryOperator.Greater => new CountRange(Math.Max(1, limit + 1), int.MaxValue),
                    BinaryOperator.GreaterOrEqual => new CountRange(Math.Max(1, limit), int.MaxValue),
                    _ => null,
                };
            default:
                return null;
        }
    }
}
