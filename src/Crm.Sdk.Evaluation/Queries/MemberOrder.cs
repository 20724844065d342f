using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Queries;

/// <summary>The order of the texts of a dimension: ranges of a bucket by their edges, then other texts by code point.</summary>
internal sealed class MemberOrder : IComparer<string>
{
    private readonly Dictionary<string, (Rational? Low, Rational? High)> _edges = new(StringComparer.Ordinal);

    private MemberOrder()
    {
    }

    /// <summary>The order of the texts that some expressions give, which may be different ones on different facts.</summary>
    public static IComparer<string> Of(IEnumerable<BoundExpression> dimensions)
    {
        var order = new MemberOrder();
        foreach (BoundExpression dimension in dimensions)
        {
            order.Add(dimension);
        }

        return order._edges.Count > 0 ? order : CodePointOrder.Instance;
    }

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        bool isRange = _edges.TryGetValue(x ?? "", out var a), areRanges = isRange & _edges.TryGetValue(y ?? "", out var b);
        if (!areRanges)
        {
            return isRange ? -1 : _edges.ContainsKey(y ?? "") ? 1 : CodePointOrder.Instance.Compare(x, y);
        }

        int low = Compare(a.Low, b.Low, withoutEdge: -1);
        return low != 0 ? low : Compare(a.High, b.High, withoutEdge: 1);
    }

    private static int Compare(Rational? a, Rational? b, int withoutEdge) =>
        a is null || b is null ? (a is null ? withoutEdge : 0) - (b is null ? withoutEdge : 0) : a.Value.CompareTo(b.Value);

    // What a dimension can be is what its bucket gives, or its branches do.
    private void Add(BoundExpression node)
    {
        switch (node)
        {
            case BoundCall { Function: BoundFunction.Bucket } bucket:
                Rational?[] edges = [null, .. bucket.Arguments.Skip(1).Select(a => (Rational?)((BoundLiteral)a).Number), null];
                for (int i = 1; i < edges.Length; i++)
                {
                    _edges[Operation.NameOfBucket(edges[i - 1], edges[i])] = (edges[i - 1], edges[i]);
                }

                break;
            case BoundCall { Function: BoundFunction.If } choice:
                Add(choice.Arguments[1]);
                Add(choice.Arguments[2]);
                break;
            case BoundCall { Function: BoundFunction.OrElse } orElse:
                Add(orElse.Arguments[0]);
                Add(orElse.Arguments[1]);
                break;
        }
    }
}
