using System.Runtime.CompilerServices;
using System.Numerics;
using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>
/// What the rows of each entity in each cell came to: for each atom how many contributed and what they add up to. A pair of a cell and
/// an entity gets a slot when it is first met; all slots are given back at once.
/// </summary>
internal sealed partial class EntityFold
{
    private const long LargestTable = 1L << 25;

    private readonly AtomInput[] _inputs;
    private readonly int[][] _entities;
    private readonly int _nodes;
    private readonly int _entityCount;
    private readonly int[]? _slotOf;
    private readonly Dictionary<long, int> _sparse = [];
    private readonly long[][] _n;
    private readonly long[][] _sums;
    private readonly Dictionary<(int Slot, int Atom), List<BigInteger>> _values = [];
    private (int Node, int Entity)[] _pairs = [];

    /// <param name="inputs">The atoms.</param>
    /// <param name="entities">For each atom the entity of each row of its fact, or -1.</param>
    /// <param name="nodes">Cells.</param>
    /// <param name="entityCount">Entities are numbered below it.</param>
    public EntityFold(AtomInput[] inputs, int[][] entities, int nodes, int entityCount)
    {
        _inputs = inputs;
        _entities = entities;
        _nodes = nodes;
        _entityCount = entityCount;
        _slotOf = (long)nodes * entityCount <= LargestTable ? new int[nodes * entityCount] : null;
        _n = [.. inputs.Select(_ => Array.Empty<long>())];
        _sums = [.. inputs.Select(_ => Array.Empty<long>())];
    }

    /// <summary>Slots in use.</summary>
    public int Count { get; private set; }

    public (int Node, int Entity) this[int slot] => _pairs[slot];

    /// <summary>The rows of an atom that contributed, by slot.</summary>
    public long[] CountsOf(int atom) => _n[atom];

    /// <summary>The sums of an atom, by slot; empty where they are kept as values.</summary>
    public long[] SumsOf(int atom) => _sums[atom];

    public bool HasSum(int atom) => _inputs[atom].NeedsSum;

    public int ScaleOf(int atom) => _inputs[atom].Values?.Scale ?? 0;

    /// <summary>Folds the rows of some periods that lie in one of the segments that <paramref name="member"/> allows; null allows all.</summary>
    public void Fold(ReadOnlySpan<int> buckets, Subset? subset, Func<AtomInput, bool[]?> member)
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            AtomInput input = _inputs[i];
            bool[]? allowed = member(input);
            Reserve(RowsIn(input.Scan, buckets));
            if (input.Scan.Days is null && _inputs.Length == 1 && _nodes == 1 && Count == 0 && allowed is null && _slotOf is not null && input.Atom.Operand is null)
            {
                CountRows(buckets, input);
                continue;
            }

            var visitor = new Visitor
            {
                Fold = this, Atom = i, Input = input, Entities = _entities[i], Local = input.Fact.Local, NodeOf = subset?.NodeOf ?? [0],
                Member = allowed, Signature = input.Fact.Signature, EntityCount = _entityCount, SlotOf = _slotOf, N = _n[i], Sums = _sums[i],
                Values = input.NeedsSum ? input.Values!.Values : [], Nulls = input.Values?.Nulls, IsPlain = !input.NeedsValues,
            };
            if (input.Scan.Days is { } days)
            {
                FoldLastDays(buckets, i, subset, allowed, days, visitor);
                continue;
            }

            foreach (int bucket in buckets)
            {
                input.Scan.Visit(bucket, input.Mask, ref visitor);
            }
        }
    }

    // Of each pair only the rows of the last day on which it has a value.
    private void FoldLastDays(ReadOnlySpan<int> buckets, int atom, Subset? subset, bool[]? allowed, long[] days, Visitor visitor)
    {
        AtomInput input = _inputs[atom];
        var finder = new LastDays { Fold = this, Input = input, Entities = _entities[atom], NodeOf = subset?.NodeOf ?? [0], Member = allowed, Days = days, Last = [] };
        var gatherer = new OfLastDays { Finder = finder, Visitor = visitor };
        foreach (int bucket in buckets)
        {
            input.Scan.Visit(bucket, input.Mask, ref finder);
        }

        foreach (int bucket in buckets)
        {
            input.Scan.Visit(bucket, input.Mask, ref gatherer);
        }
    }

    private static int RowsIn(Scan scan, ReadOnlySpan<int> buckets)
    {
        int rows = 0;
        foreach (int bucket in buckets)
        {
            rows += scan.Buckets[bucket].Sum(b => b.To - b.From);
        }

        return rows;
    }

    // Rows that are only counted are counted by entity first, where their slots will stand, and get slots when all are counted.
    private void CountRows(ReadOnlySpan<int> buckets, AtomInput input)
    {
        var visitor = new Counter { Entities = _entities[0], Counts = _slotOf!, Pairs = _pairs };
        foreach (int bucket in buckets)
        {
            input.Scan.Visit(bucket, input.Mask, ref visitor);
        }

        Count = visitor.Count;
        for (int slot = 0; slot < Count; slot++)
        {
            ref int at = ref _slotOf![_pairs[slot].Entity];
            _n[0][slot] = at;
            at = slot + 1;
        }
    }

    /// <summary>The slot of a pair, which is new when it has none.</summary>
    public int SlotOf(int node, int entity)
    {
        if (_slotOf is null)
        {
            long key = ((long)node * _entityCount) + entity;
            if (!_sparse.TryGetValue(key, out int known))
            {
                _sparse.Add(key, known = Next(node, entity));
            }

            return known;
        }

        ref int slot = ref _slotOf[(node * _entityCount) + entity];
        if (slot == 0)
        {
            slot = Next(node, entity) + 1;
        }

        return slot - 1;
    }

    /// <summary>Makes room for that many more slots.</summary>
    public void Reserve(int more)
    {
        long most = (long)_nodes * _entityCount, wanted = Math.Min((long)Count + more, most);
        if (wanted <= _pairs.Length)
        {
            return;
        }

        int size = (int)Math.Max(wanted, Math.Min(most, 2L * _pairs.Length));
        Array.Resize(ref _pairs, size);
        for (int i = 0; i < _n.Length; i++)
        {
            Array.Resize(ref _n[i], size);
            if (_inputs[i].NeedsSum)
            {
                Array.Resize(ref _sums[i], size);
            }
        }
    }

    /// <summary>Whether no row contributed to any of the atoms.</summary>
    public bool IsEmpty(int slot, int[] atoms)
    {
        foreach (int atom in atoms)
        {
            if (_n[atom][slot] != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Gives all slots back.</summary>
    public void Clear()
    {
        for (int i = 0; _slotOf is not null && i < Count; i++)
        {
            _slotOf[(_pairs[i].Node * _entityCount) + _pairs[i].Entity] = 0;
        }

        for (int i = 0; i < _n.Length; i++)
        {
            Array.Clear(_n[i], 0, Count);
            Array.Clear(_sums[i], 0, Math.Min(Count, _sums[i].Length));
        }

        _sparse.Clear();
        _values.Clear();
        Count = 0;
    }

    /// <summary>The value of an aggregate for the pair in a slot.</summary>
    public Scalar ValueOf(BoundAggregate aggregate, int slot, int atom)
    {
        long n = _n[atom][slot];
        if (aggregate.Kind == AggregateKind.Count)
        {
            return Scalar.Of((Rational)n);
        }

        AtomInput input = _inputs[atom];
        if (input.Converted is { } converted)
        {
            return OfConverted(aggregate, [.. (_values.GetValueOrDefault((slot, atom)) ?? []).Select(row => converted.At((int)row))]);
        }

        List<BigInteger> values = _values.GetValueOrDefault((slot, atom)) ?? [];
        if (aggregate.Kind == AggregateKind.Distinct)
        {
            return Scalar.Of((Rational)values.Distinct().Count());
        }

        int scale = input.Values!.Scale;
        BigInteger sum = input.NeedsSum ? _sums[atom][slot] : values.Aggregate(BigInteger.Zero, (a, b) => a + b);
        if (aggregate.Kind == AggregateKind.Sum)
        {
            return Scalar.Of(Rational.FromScaled(sum, scale));
        }

        if (n == 0)
        {
            return Scalar.Null;
        }

        return Scalar.Of(aggregate.Kind switch
        {
            AggregateKind.Avg => Rational.FromScaled(sum, scale) / n,
            AggregateKind.Min => Rational.FromScaled(values.Min(), scale),
            AggregateKind.Max => Rational.FromScaled(values.Max(), scale),
            _ => Between(values, new Percentile(aggregate.Probability, aggregate.Method), scale),
        });
    }

    // Of amounts that are converted the rows are kept, and their values are fractions.
    private static Scalar OfConverted(BoundAggregate aggregate, List<Rational> values)
    {
        if (aggregate.Kind is AggregateKind.Distinct or AggregateKind.Sum || values.Count == 0)
        {
            return aggregate.Kind == AggregateKind.Distinct ? Scalar.Of((Rational)values.Distinct().Count())
                : aggregate.Kind == AggregateKind.Sum ? Scalar.Of(Sum(values)) : Scalar.Null;
        }

        return Scalar.Of(aggregate.Kind switch
        {
            AggregateKind.Avg => Sum(values) / values.Count,
            AggregateKind.Min => values.Min(),
            AggregateKind.Max => values.Max(),
            _ => Finaliser.Between(values, new Percentile(aggregate.Probability, aggregate.Method)),
        });
    }

    private static Rational Sum(List<Rational> values) => values.Aggregate(Rational.Zero, (a, b) => a + b);

    private static Rational Between(List<BigInteger> values, Percentile percentile, int scale)
    {
        values.Sort();
        (long low, long high) = percentile.Ranks(values.Count);
        BigInteger step = values[(int)high] - values[(int)low];
        return Rational.FromScaled(values[(int)low], scale) + (Rational.FromScaled(step, scale) * new Rational(percentile.Share(values.Count), 10_000));
    }

    private int Next(int node, int entity)
    {
        _pairs[Count] = (node, entity);
        return Count++;
    }

    private void Keep(int slot, int atom, int row)
    {
        if (_inputs[atom].IsNull(row))
        {
            return;
        }

        _n[atom][slot]++;
        if (!_values.TryGetValue((slot, atom), out List<BigInteger>? values))
        {
            _values.Add((slot, atom), values = []);
        }

        values.Add(_inputs[atom].Converted is null ? _inputs[atom].ExactAt(row) : row);
    }

    private struct Counter : IRowVisitor
    {
        public int[] Entities;
        public int[] Counts;
        public (int Node, int Entity)[] Pairs;
        public int Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Visit(int row)
        {
            int entity = Entities[row];
            if (entity >= 0 && Counts[entity]++ == 0)
            {
                Pairs[Count++] = (0, entity);
            }
        }
    }

    private struct Visitor : IRowVisitor
    {
        public EntityFold Fold;
        public AtomInput Input;
        public int Atom;
        public int[] Entities;
        public int[]? Local;
        public int[] NodeOf;
        public bool[]? Member;
        public int[]? Signature;
        public int EntityCount;
        public int[]? SlotOf;
        public long[] N;
        public long[] Sums;
        public long[] Values;
        public bool[]? Nulls;
        public bool IsPlain;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Visit(int row)
        {
            int entity = Entities[row];
            if (entity < 0 || (Member is not null && !Member[Signature is null ? 0 : Signature[row]]))
            {
                return;
            }

            int node = Local is null ? 0 : NodeOf[Local[row]];
            int slot = SlotOf is null ? -1 : SlotOf[(node * EntityCount) + entity] - 1;
            if (slot < 0)
            {
                slot = Fold.SlotOf(node, entity);
            }

            if (!IsPlain)
            {
                Fold.Keep(slot, Atom, row);
            }
            else if (Nulls is null || !Nulls[row])
            {
                N[slot]++;
                if (Sums.Length > 0)
                {
                    Sums[slot] += Values[row];
                }
            }
        }
    }
}
