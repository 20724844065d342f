using System.Runtime.CompilerServices;
using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>Finds the members of the dimensions of a query: those with which some row matched.</summary>
internal sealed class AxisMembers
{
    private readonly Dictionary<string, int[]> _local = new(StringComparer.Ordinal);

    private AxisMembers(IReadOnlyList<IReadOnlyList<Member>> members, IReadOnlyList<DataType> types)
    {
        Members = members;
        Types = types;
    }

    /// <summary>For each dimension its members in order, the total not among them.</summary>
    public IReadOnlyList<IReadOnlyList<Member>> Members { get; }

    /// <summary>For each dimension the type of its values.</summary>
    public IReadOnlyList<DataType> Types { get; }

    /// <summary>For each row of a fact its combination of members; null without dimensions. A row that no atom matched has any.</summary>
    public int[]? LocalOf(BoundFact fact) => _local.GetValueOrDefault(fact.Name);

    public static AxisMembers Create(
        BoundQuery query, ColumnStore store, Func<BoundFact, RowEvaluator> rowsOf,
        IReadOnlyList<(BoundFact Fact, Scan Scan, BitMask? Mask)> atoms, IReadOnlyList<BoundFact> entities)
    {
        var facts = atoms.Select(a => a.Fact).Concat(entities).Distinct().ToList();
        var members = new List<IReadOnlyList<Member>>();
        var types = new List<DataType>();
        var axes = new AxisMembers(members, types);
        if (query.Dimensions.Count == 0)
        {
            return axes;
        }

        Dictionary<string, int[]> local = axes._local;
        foreach (BoundFact fact in facts)
        {
            local.Add(fact.Name, new int[rowsOf(fact).Count]);
        }

        int stride = 1;
        foreach (BoundDimension dimension in query.Dimensions)
        {
            var vectors = facts.ToDictionary(f => f.Name, f => MemberVector.Create(store, rowsOf(f), dimension.On(f)), StringComparer.Ordinal);
            var used = vectors.ToDictionary(v => v.Key, v => new bool[v.Value.Members.Count], StringComparer.Ordinal);
            foreach (var (fact, scan, mask) in atoms)
            {
                var visitor = new Visitor { Codes = vectors[fact.Name].Codes, Used = used[fact.Name] };
                for (int b = 0; b < scan.Buckets.Length; b++)
                {
                    scan.Visit(b, mask, ref visitor);
                }
            }

            foreach (BoundFact entity in entities)
            {
                foreach (int code in vectors[entity.Name].Codes)
                {
                    used[entity.Name][code] = true;
                }
            }

            var all = vectors.SelectMany(v => v.Value.Members.Where((_, code) => used[v.Key][code])).Distinct().ToList();
            all.Sort((a, b) => Member.Compare(a, b, dimension.TextOrder));
            var placeOf = all.Select((m, i) => (m, i)).ToDictionary(p => p.m, p => p.i);
            foreach ((string fact, MemberVector vector) in vectors)
            {
                int[] place = [.. vector.Members.Select(m => placeOf.GetValueOrDefault(m) * stride)];
                int[] target = local[fact];
                for (int row = 0; row < target.Length; row++)
                {
                    target[row] += place[vector.Codes[row]];
                }
            }

            members.Add(all);
            types.Add(dimension.On(facts[0]).Type);
            stride = (int)Math.Min((long)stride * Math.Max(1, all.Count), int.MaxValue / 2);
        }

        return axes;
    }

    private struct Visitor : IRowVisitor
    {
        public int[] Codes;
        public bool[] Used;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Visit(int row) => Used[Codes[row]] = true;
    }
}
