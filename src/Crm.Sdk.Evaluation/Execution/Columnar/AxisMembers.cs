using System.Runtime.CompilerServices;
using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Evaluation.Planning;
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

    /// <summary>For each row of a site its combination of members; null without dimensions. A row that no atom matched has any.</summary>
    public int[]? LocalOf(string site) => _local.GetValueOrDefault(site);

    public static AxisMembers Create(BoundQuery query, ColumnStore store, IReadOnlyList<Site> sites)
    {
        var members = new List<IReadOnlyList<Member>>();
        var types = new List<DataType>();
        var axes = new AxisMembers(members, types);
        if (query.Dimensions.Count == 0)
        {
            return axes;
        }

        foreach (Site site in sites)
        {
            axes._local.Add(site.Key, new int[site.Rows.Count]);
        }

        int stride = 1;
        for (int d = 0; d < query.Dimensions.Count; d++)
        {
            IComparer<string> order = query.Dimensions[d].TextOrder;
            MemberVector[] vectors = [.. sites.Select(s => MemberVector.Create(store, s.Rows, s.Dimensions[d]))];
            bool[][] used = [.. sites.Select((s, i) => Used(s, vectors[i]))];
            var all = vectors.SelectMany((v, i) => v.Members.Where((_, code) => used[i][code])).Distinct().ToList();
            all.Sort((a, b) => Member.Compare(a, b, order));
            var placeOf = all.Select((m, i) => (m, i)).ToDictionary(p => p.m, p => p.i);
            for (int s = 0; s < vectors.Length; s++)
            {
                MemberVector vector = vectors[s];
                int[] place = [.. vector.Members.Select(m => placeOf.GetValueOrDefault(m) * stride)];
                int[] target = axes._local[sites[s].Key];
                for (int row = 0; row < target.Length; row++)
                {
                    target[row] += place[vector.Codes[row]];
                }
            }

            members.Add(all);
            types.Add(sites.Count == 0 ? DataType.Text : sites[0].Dimensions[d].Type);
            stride = (int)Math.Min((long)stride * Math.Max(1, all.Count), int.MaxValue / 2);
        }

        return axes;
    }

    private static bool[] Used(Site site, MemberVector vector)
    {
        bool[] used = new bool[vector.Members.Count];
        var visitor = new Visitor { Codes = vector.Codes, Used = used };
        foreach (var (scan, mask) in site.Matched)
        {
            for (int b = 0; b < scan.Buckets.Length; b++)
            {
                scan.Visit(b, mask, ref visitor);
            }
        }

        foreach (int code in site.IsListed ? vector.Codes : [])
        {
            used[code] = true;
        }

        return used;
    }

    private struct Visitor : IRowVisitor
    {
        public int[] Codes;
        public bool[] Used;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Visit(int row) => Used[Codes[row]] = true;
    }
}

/// <summary>Rows of one fact whose members of the dimensions are read at one time: all of the fact, unless a dimension has a history.</summary>
internal sealed class Site(string key, BoundFact fact, RowEvaluator rows, IReadOnlyList<BoundExpression> dimensions)
{
    public string Key { get; } = key;

    public BoundFact Fact { get; } = fact;

    public RowEvaluator Rows { get; } = rows;

    /// <summary>For each dimension the row expression that gives the member.</summary>
    public IReadOnlyList<BoundExpression> Dimensions { get; } = dimensions;

    /// <summary>The rows that match.</summary>
    public List<(Scan Scan, BitMask? Mask)> Matched { get; } = [];

    /// <summary>Whether all rows are shown, matching or not.</summary>
    public bool IsListed { get; set; }

    /// <summary>The moment of each period at which the rows of an atom are grouped; null where that is the time of the row.</summary>
    public static BoundFrame? MomentOf(Atom atom) => atom.Aggregate.Moment;

    /// <summary>The name of the site where the rows of an atom lie, at a position where they lie elsewhere at each.</summary>
    public static string KeyOf(BoundQuery query, Atom atom, int position) =>
        !query.Dimensions.Any(d => d.Reads(atom.Fact)) ? atom.Fact.Name
        : MomentOf(atom) is { } moment ? $"{atom.Fact.Name}|{moment}|{position}"
        : $"{atom.Fact.Name}|{atom.Role?.Name}";
}
