using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>
/// Evaluates eaches over one entity that fold the same atoms: folds the rows of each entity in each cell once, then asks for every
/// each whether the entity takes part and what its value is. Where an entity brings its segments along, all are served at once.
/// </summary>
internal sealed class EachKernel
{
    private readonly Grid _grid;
    private readonly AtomInput[] _inputs;
    private readonly int[][] _entities;
    private readonly EntityTable _table;
    private readonly IReadOnlyList<(BoundEach Each, int[] AtomOf, int[] Atoms, EachStates States)> _eaches;
    private readonly bool _includesEmpty;

    public EachKernel(
        Grid grid, IReadOnlyList<AtomInput> inputs, QueryPlan plan, EntityTable table, IReadOnlyList<(BoundEach Each, EachStates States)> eaches)
    {
        _grid = grid;
        _inputs = [.. inputs];
        _table = table;
        _entities = [.. inputs.Select(i => table.Index.EntitiesOf(i.Atom))];
        _includesEmpty = eaches[0].Each.IncludingEmpty;
        _eaches = [.. eaches.Select(e =>
        {
            int[] atomOf = [.. e.Each.Aggregates.Select(a => Array.FindIndex(_inputs, i => i.Atom == plan.AtomOf(a)))];
            return (e.Each, atomOf, atomOf.Distinct().ToArray(), e.States);
        })];
    }

    /// <summary>The work in pieces that can run side by side: each writes cells of its own.</summary>
    public IEnumerable<Action> Work()
    {
        int buckets = _inputs[0].Scan.Buckets.Length;
        int segments = _grid.Axes[^1].Members.Count - 1;
        foreach (Subset subset in _grid.Subsets)
        {
            IEnumerable<int?> modes = _table.BringsSegments ? [null] : Enumerable.Range(-1, segments + 1).Select(s => (int?)s);
            foreach (int? segment in modes)
            {
                yield return () => Run(subset, segment, [.. Enumerable.Range(0, buckets)], []);
                for (int part = 0; _grid.HasPeriods && part < Environment.ProcessorCount; part++)
                {
                    int[] own = [.. Enumerable.Range(0, buckets).Where(b => b % Environment.ProcessorCount == part)];
                    yield return () => Run(subset, segment, [], own);
                }
            }
        }
    }

    // Either all buckets together into the total, or some buckets each into its own period.
    // segment: null for all at once by the entity's signature, -1 for all rows, else one.
    private void Run(Subset subset, int? segment, int[] together, int[] apart)
    {
        var fold = new EntityFold(_inputs, _entities, subset.Target.Length, _table.Index.Count);
        EntityJudge[] judges = [.. _eaches.Select(e => new EntityJudge(e.Each.Condition, e.Each.Value, e.Each.Aggregates, _table, fold, e.AtomOf))];
        var texts = new Dictionary<string, int>(StringComparer.Ordinal);
        bool[]? Member(AtomInput input) => segment is >= 0 and int s ? [.. input.Fact.SegmentsOf.Select(set => set.Contains(s))] : null;
        if (together.Length > 0)
        {
            fold.Fold(together, subset, Member);
            Settle(subset, segment, -1, fold, judges, texts);
        }

        foreach (int bucket in apart)
        {
            fold.Fold([bucket], subset, Member);
            Settle(subset, segment, bucket, fold, judges, texts);
        }
    }

    private void Settle(Subset subset, int? segment, int bucket, EntityFold fold, EntityJudge[] judges, Dictionary<string, int> texts)
    {
        HashSet<int> listed = _includesEmpty ? ListEntities(subset, segment, fold) : [];
        IReadOnlyList<int[]> segmentsOf = _table.Fact.SegmentsOf;
        long[][] taken = [.. _eaches.Select(e => e.Each.Value is null ? new long[subset.Target.Length * segmentsOf.Count] : [])];
        bool[] takes = new bool[fold.Count];
        int[] signatures = new int[fold.Count];
        for (int slot = 0; segment is null && slot < signatures.Length; slot++)
        {
            int entity = fold[slot].Entity;
            signatures[slot] = entity < _table.Index.TableCount ? _table.Fact.SignatureOf(entity) : 0;
        }

        for (int e = 0; e < _eaches.Count; e++)
        {
            judges[e].TakePart(fold, takes);
            for (int slot = 0; slot < takes.Length; slot++)
            {
                if (!takes[slot] || (fold.IsEmpty(slot, _eaches[e].Atoms) && !listed.Contains(slot)))
                {
                    continue;
                }

                (int node, int entity) = fold[slot];
                if (taken[e].Length > 0)
                {
                    taken[e][(node * segmentsOf.Count) + signatures[slot]]++;
                    continue;
                }

                Scalar value = judges[e].ValueOf(slot, entity);
                Add(e, _grid.CellOf(bucket, subset.Target[node], segment ?? -1), value, texts);
                foreach (int member in segment is null ? segmentsOf[signatures[slot]] : [])
                {
                    Add(e, _grid.CellOf(bucket, subset.Target[node], member), value, texts);
                }
            }

            Count(_eaches[e].States, taken[e], subset, segment, bucket);
        }

        fold.Clear();
    }

    // Entities that are only counted are counted by signature first.
    private void Count(EachStates states, long[] taken, Subset subset, int? segment, int bucket)
    {
        for (int i = 0; i < taken.Length; i++)
        {
            if (taken[i] == 0)
            {
                continue;
            }

            int node = Math.DivRem(i, _table.Fact.Signatures, out int signature);
            for (int member = -1; member < (segment is null ? _table.Fact.SegmentsOf[signature].Length : 0); member++)
            {
                int cell = _grid.CellOf(bucket, subset.Target[node], member < 0 ? segment ?? -1 : _table.Fact.SegmentsOf[signature][member]);
                states.Rows[cell] += taken[i];
                states.N[cell] += taken[i];
            }
        }
    }

    // The entities of the table itself, rows or not, where their own members and segments place them.
    private HashSet<int> ListEntities(Subset subset, int? segment, EntityFold fold)
    {
        var listed = new HashSet<int>();
        fold.Reserve(_table.Index.TableCount);
        for (int row = 0; row < _table.Index.TableCount; row++)
        {
            if (segment is not >= 0 || _table.Fact.SegmentsOf[_table.Fact.SignatureOf(row)].Contains(segment.Value))
            {
                listed.Add(fold.SlotOf(subset.NodeOf[_table.Fact.LocalOf(row)], row));
            }
        }

        return listed;
    }

    private void Add(int each, int cell, Scalar value, Dictionary<string, int> texts)
    {
        (BoundEach definition, _, _, EachStates states) = _eaches[each];
        states.Rows[cell]++;
        if (!value.HasValue)
        {
            return;
        }

        bool first = states.N[cell]++ == 0;
        switch (definition.Kind)
        {
            case AggregateKind.Sum or AggregateKind.Avg:
                states.Sum[cell] += value.Number;
                break;
            case AggregateKind.Min:
                states.Min[cell] = first || value.Number < states.Min[cell] ? value.Number : states.Min[cell];
                break;
            case AggregateKind.Max:
                states.Max[cell] = first || value.Number > states.Max[cell] ? value.Number : states.Max[cell];
                break;
            case AggregateKind.Distinct or AggregateKind.Percentile:
                (states.Values[cell] ??= []).Add(value.Text is { } text ? NumberOf(text, texts) : value.Number);
                break;
        }
    }

    // Different texts count as different numbers; which ones does not matter.
    private static int NumberOf(string text, Dictionary<string, int> texts)
    {
        if (!texts.TryGetValue(text, out int number))
        {
            texts.Add(text, number = texts.Count);
        }

        return number;
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

    /// <summary>Reads what no field of an entity holds.</summary>
    public required Func<BoundRowValue, NumberVector> Values { get; init; }

    /// <summary>How long a stretch of time is; null where nothing asks.</summary>
    public Func<BoundSpan, Scalar>? LengthOf { get; init; }

    /// <summary>What <c>now</c> is.</summary>
    public required Func<BoundNow, Scalar> Now { get; init; }
}
