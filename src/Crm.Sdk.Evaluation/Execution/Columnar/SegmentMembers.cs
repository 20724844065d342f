using System.Runtime.CompilerServices;
using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>Decides which entities are members of the segments of a query, and brings that to the rows of every fact.</summary>
internal sealed class SegmentMembers(ColumnStore store, BoundQuery query)
{
    private static readonly IReadOnlyList<int[]> NoSegments = [[]];

    private readonly Dictionary<string, BitMask> _members = new(StringComparer.Ordinal);

    /// <summary>
    /// For each row of a fact the number of its signature, the combination of segments that it is in; null without segments.
    /// </summary>
    /// <param name="fact">The fact.</param>
    /// <param name="segmentsOf">For each signature its segments.</param>
    public int[]? SignatureOf(BoundFact fact, out IReadOnlyList<int[]> segmentsOf)
    {
        segmentsOf = NoSegments;
        if (query.Segments.Count == 0)
        {
            return null;
        }

        int count = store[fact.Schema].Count;
        int[]? signatures = null;
        var sets = new List<int[]> { Array.Empty<int>() };
        var groups = query.Segments.Select((use, i) => (Use: use, Index: i)).GroupBy(s => ExpressionKey.Of(PathOf(s.Use, fact)), StringComparer.Ordinal);
        foreach (var group in groups)
        {
            // Segments of one entity are first joined over its table, which is smaller than the fact, and then brought to the rows.
            var uses = group.ToList();
            (int[] ofEntity, List<int[]> entitySets) = OverEntity([.. uses.Select(u => u.Index)]);
            int[]? way = store.Follow(fact.Schema, PathOf(uses[0].Use, fact));
            if (uses.Count == query.Segments.Count)
            {
                segmentsOf = entitySets;
                return way is null ? ofEntity : Brought(way, ofEntity);
            }

            signatures ??= new int[count];
            var pairs = new Dictionary<(int, int), int>();
            var joined = new List<int[]>();
            for (int row = 0; row < count; row++)
            {
                int at = way is null ? row : way[row];
                var pair = (signatures[row], at < 0 ? 0 : ofEntity[at]);
                if (!pairs.TryGetValue(pair, out int signature))
                {
                    pairs.Add(pair, signature = joined.Count);
                    joined.Add([.. sets[pair.Item1], .. entitySets[pair.Item2]]);
                }

                signatures[row] = signature;
            }

            sets = joined.Count > 0 ? joined : sets;
        }

        segmentsOf = sets;
        return signatures;
    }

    private static int[] Brought(int[] way, int[] ofEntity)
    {
        int[] signatures = GC.AllocateUninitializedArray<int>(way.Length);
        Stretches.Each(way.Length, (from, to) => Bring(way, ofEntity, signatures, from, to));
        return signatures;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Bring(int[] way, int[] ofEntity, int[] signatures, int from, int to)
    {
        for (int row = from; row < to; row++)
        {
            int at = way[row];
            signatures[row] = at < 0 ? 0 : ofEntity[at];
        }
    }

    /// <summary>Whether rows with one value of the operand are always in the same segments: the operand is the reference to their entity.</summary>
    public bool AreThoseOf(Atom atom) =>
        query.Segments.Count == 0
        || (atom.Operand is BoundField { Field.Role: FieldRole.Reference } field
            && query.Segments.All(s => PathOf(s, atom.Fact) is { Count: > 0 } path
                && ReferenceEquals(path[^1].From, field.Owner) && path[^1].Ordinal == field.Ordinal
                && ExpressionKey.Of([.. path.SkipLast(1)]) == ExpressionKey.Of(field.Path)));

    /// <summary>Whether rows of an entity are always in the segments of that entity.</summary>
    public bool AreThoseOfEntity(BoundEach each) =>
        query.Segments.All(s => ReferenceEquals(s.Segment.Entity, each.Entity)
            && each.Aggregates.All(a => ExpressionKey.Of(PathOf(s, a.Fact)) == ExpressionKey.Of(a.EntityPath!)));

    /// <summary>Which rows of a fact lead to a key, be it one that no row has.</summary>
    public BitMask Leads(BoundFact fact, IReadOnlyList<BoundReference> path)
    {
        return store[fact.Schema].Derived($"leads:{ExpressionKey.Of(path)}", () => LeadsBy(fact, path));
    }

    private BitMask LeadsBy(BoundFact fact, IReadOnlyList<BoundReference> path)
    {
        TextData keys = store[path[^1].From].Text(path[^1].Ordinal);
        int[]? way = store.Follow(fact.Schema, [.. path.SkipLast(1)]);
        var mask = new BitMask(store[fact.Schema].Count);
        for (int row = 0; row < mask.Count; row++)
        {
            int at = way is null ? row : way[row];
            if (at >= 0 && keys.Codes[at] != 0)
            {
                mask[row] = true;
            }
        }

        return mask;
    }

    /// <summary>Whether the rows of a fact lead to the entities of all segments.</summary>
    public bool Reach(BoundFact fact) => query.Segments.All(s => s.Leads(fact));

    private static IReadOnlyList<BoundReference> PathOf(BoundSegmentUse use, BoundFact fact) => use.PathFrom(fact);

    private (int[] Signatures, List<int[]> Sets) OverEntity(int[] segments)
    {
        BoundFact entity = query.Segments[segments[0]].Segment.Entity;
        int[] signatures = new int[store[entity.Schema].Count];
        var sets = new List<int[]> { Array.Empty<int>() };
        foreach (int segment in segments)
        {
            BitMask members = Members(query.Segments[segment].Segment);
            int[] with = new int[sets.Count];
            for (int word = 0; word < members.Words.Length; word++)
            {
                for (ulong bits = members.Words[word]; bits != 0; bits &= bits - 1)
                {
                    int row = (word << 6) + System.Numerics.BitOperations.TrailingZeroCount(bits);
                    int old = signatures[row];
                    if (with[old] == 0)
                    {
                        with[old] = sets.Count;
                        sets.Add([.. sets[old], segment]);
                    }

                    signatures[row] = with[old];
                }
            }
        }

        return (signatures, sets);
    }

    private BitMask Members(BoundSegment segment)
    {
        lock (_members)
        {
            if (!_members.TryGetValue(segment.Name, out BitMask? members))
            {
                _members.Add(segment.Name, members = SegmentFold.Run(store, query, segment));
            }

            return members;
        }
    }
}
