using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>
/// Evaluates an each: folds the rows of each entity in each cell, asks what the entity's value is and whether it takes part, and
/// aggregates over entities. Where an entity brings its segments along, all segments are served at once.
/// </summary>
internal sealed class EachKernel
{
    private readonly BoundEach _each;
    private readonly Grid _grid;
    private readonly AtomInput[] _inputs;
    private readonly int[][] _entities;
    private readonly int[] _atoms;
    private readonly int[] _indexOf;
    private readonly EntityIndex _index;
    private readonly EntityTable _table;
    private readonly EachStates _states;
    private readonly int _buckets;
    private readonly HashSet<int> _listed = [];
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);

    public EachKernel(BoundEach each, Grid grid, IReadOnlyList<AtomInput> inputs, QueryPlan plan, EntityTable table, EachStates states)
    {
        _each = each;
        _grid = grid;
        _inputs = [.. inputs];
        _index = table.Index;
        _table = table;
        _states = states;
        _entities = [.. inputs.Select(i => table.Index.EntitiesOf(i.Atom))];
        _atoms = [.. Enumerable.Range(0, inputs.Count)];
        _indexOf = [.. each.Aggregates.Select(a => Array.FindIndex(_inputs, i => i.Atom == plan.AtomOf(a)))];
        _buckets = inputs[0].Scan.Buckets.Length;
    }

    public void Run()
    {
        foreach (Subset subset in _grid.Subsets)
        {
            if (_table.BringsSegments)
            {
                RunSubset(subset, null);
                continue;
            }

            RunSubset(subset, -1);
            for (int segment = 0; segment < _grid.Axes[^1].Members.Count - 1; segment++)
            {
                RunSubset(subset, segment);
            }
        }
    }

    // segment: null for all at once by the entity's signature, -1 for all rows, else one.
    private void RunSubset(Subset subset, int? segment)
    {
        var slots = new Slots(subset.Target.Length, _index.Count);
        var fold = new EntityFold(_inputs);
        var judge = new EntityJudge(_each.Condition, _each.Value, _each.Aggregates, _table, fold, _indexOf);
        if (_grid.HasPeriods)
        {
            for (int b = 0; b < _buckets; b++)
            {
                Fold(subset, segment, b, slots, fold);
                Settle(subset, segment, b, slots, fold, judge);
            }
        }

        for (int b = 0; b < _buckets; b++)
        {
            Fold(subset, segment, b, slots, fold);
        }

        Settle(subset, segment, -1, slots, fold, judge);
    }

    private void Fold(Subset subset, int? segment, int bucket, Slots slots, EntityFold fold)
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            AtomInput input = _inputs[i];
            var visitor = new Visitor
            {
                Fact = input.Fact, Entities = _entities[i], NodeOf = subset.NodeOf, Slots = slots, Fold = fold, Atom = i,
                Member = segment is >= 0 and int s ? [.. input.Fact.SegmentsOf.Select(set => set.Contains(s))] : null,
            };
            input.Scan.Visit(bucket, input.Mask, ref visitor);
        }
    }

    private void Settle(Subset subset, int? segment, int bucket, Slots slots, EntityFold fold, EntityJudge judge)
    {
        if (_each.IncludingEmpty)
        {
            for (int row = 0; row < _index.TableCount; row++)
            {
                if (segment is not >= 0 || _table.Fact.SegmentsOf[_table.Fact.SignatureOf(row)].Contains(segment.Value))
                {
                    int own = slots.Of(subset.NodeOf[_table.Fact.LocalOf(row)], row);
                    fold.Reserve(own);
                    _listed.Add(own);
                }
            }
        }

        for (int slot = 0; slot < slots.Count; slot++)
        {
            (int node, int entity) = slots[slot];
            if ((fold.IsEmpty(slot, _atoms) && !_listed.Contains(slot)) || !judge.TakesPart(slot, entity))
            {
                continue;
            }

            Scalar value = judge.ValueOf(slot, entity);
            Add(_grid.CellOf(bucket, subset.Target[node], segment ?? -1), value);
            if (segment is null && entity < _index.TableCount)
            {
                foreach (int member in _table.Fact.SegmentsOf[_table.Fact.SignatureOf(entity)])
                {
                    Add(_grid.CellOf(bucket, subset.Target[node], member), value);
                }
            }
        }

        fold.Clear(slots.Count);
        slots.Clear();
        _listed.Clear();
    }

    private void Add(int cell, Scalar value)
    {
        _states.Rows[cell]++;
        if (_each.Value is null)
        {
            _states.N[cell]++;
            return;
        }

        if (!value.HasValue)
        {
            return;
        }

        bool first = _states.N[cell]++ == 0;
        switch (_each.Kind)
        {
            case AggregateKind.Sum or AggregateKind.Avg:
                _states.Sum[cell] += value.Number;
                break;
            case AggregateKind.Min:
                _states.Min[cell] = first || value.Number < _states.Min[cell] ? value.Number : _states.Min[cell];
                break;
            case AggregateKind.Max:
                _states.Max[cell] = first || value.Number > _states.Max[cell] ? value.Number : _states.Max[cell];
                break;
            case AggregateKind.Distinct or AggregateKind.Percentile:
                (_states.Values[cell] ??= []).Add(value.Text is { } text ? NumberOf(text) : value.Number);
                break;
        }
    }

    // Different texts count as different numbers; which ones does not matter.
    private int NumberOf(string text)
    {
        if (!_texts.TryGetValue(text, out int number))
        {
            _texts.Add(text, number = _texts.Count);
        }

        return number;
    }

    private struct Visitor : IRowVisitor
    {
        public FactGrid Fact;
        public int[] Entities;
        public int[] NodeOf;
        public Slots Slots;
        public EntityFold Fold;
        public bool[]? Member;
        public int Atom;

        public readonly void Visit(int row)
        {
            int entity = Entities[row];
            if (entity < 0 || (Member is not null && !Member[Fact.SignatureOf(row)]))
            {
                return;
            }

            int slot = Slots.Of(NodeOf[Fact.LocalOf(row)], entity);
            Fold.Reserve(slot);
            Fold.Add(slot, Atom, row);
        }
    }

    /// <summary>Numbers the pairs of a cell and an entity that occur.</summary>
    private sealed class Slots(int nodes, int entities)
    {
        private const long LargestTable = 1L << 25;

        private readonly int[]? _slotOf = (long)nodes * entities <= LargestTable ? new int[nodes * entities] : null;
        private readonly Dictionary<long, int> _sparse = [];
        private (int Node, int Entity)[] _pairs = new (int, int)[256];

        public int Count { get; private set; }

        public (int Node, int Entity) this[int slot] => _pairs[slot];

        public int Of(int node, int entity)
        {
            if (_slotOf is null)
            {
                long key = ((long)node * entities) + entity;
                if (!_sparse.TryGetValue(key, out int known))
                {
                    _sparse.Add(key, known = Next(node, entity));
                }

                return known;
            }

            ref int slot = ref _slotOf[(node * entities) + entity];
            if (slot == 0)
            {
                slot = Next(node, entity) + 1;
            }

            return slot - 1;
        }

        public void Clear()
        {
            for (int i = 0; _slotOf is not null && i < Count; i++)
            {
                _slotOf[(_pairs[i].Node * entities) + _pairs[i].Entity] = 0;
            }

            _sparse.Clear();
            Count = 0;
        }

        private int Next(int node, int entity)
        {
            if (Count == _pairs.Length)
            {
                Array.Resize(ref _pairs, Count * 2);
            }

            _pairs[Count] = (node, entity);
            return Count++;
        }
    }
}

/// <summary>What an each knows of its entities besides the rows that refer to them.</summary>
internal sealed class EntityTable
{
    public required EntityIndex Index { get; init; }

    /// <summary>Where the entities themselves lie on the grid.</summary>
    public required FactGrid Fact { get; init; }

    /// <summary>Whether the segments of a row are always those of its entity.</summary>
    public required bool BringsSegments { get; init; }

    /// <summary>Reads an attribute of an entity.</summary>
    public required Func<BoundField, Func<int, Scalar>> Reader { get; init; }
}
