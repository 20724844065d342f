using System.Runtime.CompilerServices;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;

namespace Crm.Sdk.Testing.Tests.Faults;

/// <summary>Finds what is archived.</summary>
internal sealed class ArchivedFound(ICrmStore inner) : FaultyStore(inner)
{
    public override IAsyncEnumerable<Row> QueryAsync(TenantId tenant, RowQuery query, CancellationToken cancellationToken = default) =>
        Inner.QueryAsync(tenant, With(query, includeArchived: true), cancellationToken);
}

/// <summary>Puts rows in an order of its own.</summary>
internal abstract class OtherOrder(ICrmStore inner) : FaultyStore(inner)
{
    public override async IAsyncEnumerable<Row> QueryAsync(TenantId tenant, RowQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<Row> rows = await RowsAsync(tenant, query, cancellationToken);
        if (query is { Order.Count: > 0, Skip: null, Take: null, After: null })
        {
            rows.Sort((a, b) => Compare(query, a, b));
        }

        foreach (Row row in rows)
        {
            yield return row;
        }
    }

    protected abstract int Compare(object? a, object? b);

    private int Compare(RowQuery query, Row a, Row b)
    {
        foreach (RowOrder order in query.Order)
        {
            int compared = Compare(order.Target.In(a), order.Target.In(b));
            if (compared != 0)
            {
                return order.Descending ? -compared : compared;
            }
        }

        return a.Id.CompareTo(b.Id);
    }
}

/// <summary>Puts null last, as PostgreSQL does unless it is told.</summary>
internal sealed class NullsLast(ICrmStore inner) : OtherOrder(inner)
{
    protected override int Compare(object? a, object? b) => a is null || b is null ? (a is null ? 1 : 0) - (b is null ? 1 : 0) : RowPredicate.Compare(a, b);
}

/// <summary>Puts texts in the order of their UTF-16 units, as .NET does unless it is told.</summary>
internal sealed class Utf16Order(ICrmStore inner) : OtherOrder(inner)
{
    protected override int Compare(object? a, object? b) => a is string x && b is string y ? string.CompareOrdinal(x, y) : RowPredicate.Compare(a, b);
}

/// <summary>Leaves out the row after the one where a page ended.</summary>
internal sealed class PageOffByOne(ICrmStore inner) : FaultyStore(inner)
{
    public override IAsyncEnumerable<Row> QueryAsync(TenantId tenant, RowQuery query, CancellationToken cancellationToken = default) =>
        Inner.QueryAsync(tenant, query.After is null ? query : With(query, skip: 1), cancellationToken);
}

/// <summary>Counts a page instead of all.</summary>
internal sealed class PageCounted(ICrmStore inner) : FaultyStore(inner)
{
    public override async ValueTask<long> CountAsync(TenantId tenant, RowQuery query, CancellationToken cancellationToken = default) =>
        Math.Min(await Inner.CountAsync(tenant, query, cancellationToken), query.Take ?? long.MaxValue);
}

/// <summary>Has a third truth value, as SQL has unless it is told.</summary>
internal sealed class ThirdTruth(ICrmStore inner) : FaultyStore(inner)
{
    public override async IAsyncEnumerable<Row> QueryAsync(TenantId tenant, RowQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (Row row in await RowsAsync(tenant, query, cancellationToken))
        {
            if (query.Where is null || Truth(query.Where, row) == true)
            {
                yield return row;
            }
        }
    }

    private static bool? Truth(RowPredicate condition, Row row) => condition switch
    {
        RowPredicate.And and => Truth(and.Left, row) & Truth(and.Right, row),
        RowPredicate.Or or => Truth(or.Left, row) | Truth(or.Right, row),
        RowPredicate.Not not => !Truth(not.Operand, row),
        RowPredicate.Comparison c when c.Target.In(row) is null => null,
        _ => condition.Holds(row),
    };
}

/// <summary>Reads row after row, each as it is at its moment.</summary>
internal sealed class MovingStream(ICrmStore inner) : FaultyStore(inner)
{
    public override async IAsyncEnumerable<Row> QueryAsync(TenantId tenant, RowQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        int left = query.Take ?? int.MaxValue;
        Row? last = null;
        while (left-- > 0)
        {
            RowQuery next = last is null ? With(query, take: 1) : With(query, after: query.CursorAfter(last), skip: 0, take: 1);
            List<Row> rows = await RowsAsync(tenant, next, cancellationToken);
            if (rows.Count == 0)
            {
                yield break;
            }

            cancellationToken.ThrowIfCancellationRequested();
            yield return last = rows[0];
        }
    }
}
