using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Testing.Tests.Faults;

/// <summary>A store that is right; a derived one overrides one thing and gets it wrong.</summary>
internal abstract class FaultyStore(ICrmStore inner) : ICrmStore
{
    public CrmSchema Schema => Inner.Schema;

    protected ICrmStore Inner { get; } = inner;

    public ValueTask OpenAsync(CancellationToken cancellationToken = default) => Inner.OpenAsync(cancellationToken);

    public virtual ValueTask<CommitReceipt> CommitAsync(Commit commit, CancellationToken cancellationToken = default) => Inner.CommitAsync(commit, cancellationToken);

    public virtual ValueTask<Row?> FindAsync(TenantId tenant, Concept concept, Guid id, CancellationToken cancellationToken = default) =>
        Inner.FindAsync(tenant, concept, id, cancellationToken);

    public virtual ValueTask<IReadOnlyDictionary<string, Row>> FindAsync(
        TenantId tenant, Concept concept, string source, IReadOnlyCollection<string> values, CancellationToken cancellationToken = default) =>
        Inner.FindAsync(tenant, concept, source, values, cancellationToken);

    public virtual IAsyncEnumerable<Row> QueryAsync(TenantId tenant, RowQuery query, CancellationToken cancellationToken = default) =>
        Inner.QueryAsync(tenant, query, cancellationToken);

    public virtual ValueTask<long> CountAsync(TenantId tenant, RowQuery query, CancellationToken cancellationToken = default) =>
        Inner.CountAsync(tenant, query, cancellationToken);

    public virtual IAsyncEnumerable<LogEntry> ReadLogAsync(LogQuery query, CancellationToken cancellationToken = default) => Inner.ReadLogAsync(query, cancellationToken);

    public virtual IFactSource Facts(TenantId tenant, FactSchema fact) => Inner.Facts(tenant, fact);

    public virtual ValueTask<LogLease?> LeaseAsync(string cursor, int take, Instant now, Duration lease, CancellationToken cancellationToken = default) =>
        Inner.LeaseAsync(cursor, take, now, lease, cancellationToken);

    public virtual ValueTask<bool> CompleteAsync(LogLease lease, CancellationToken cancellationToken = default) => Inner.CompleteAsync(lease, cancellationToken);

    public virtual ValueTask<bool> FailAsync(LogLease lease, Instant now, Duration firstWait, CancellationToken cancellationToken = default) =>
        Inner.FailAsync(lease, now, firstWait, cancellationToken);

    public ValueTask DisposeAsync() => Inner.DisposeAsync();

    protected static Commit With(Commit commit, IReadOnlyList<AggregateChange>? changes = null, IReadOnlyList<FactChange>? facts = null) => new()
    {
        Tenant = commit.Tenant, Actor = commit.Actor, RecordedAt = commit.RecordedAt, Cause = commit.Cause, Changes = changes ?? commit.Changes, Facts = facts ?? commit.Facts,
    };

    protected static RowQuery With(
        RowQuery query, bool? includeArchived = null, bool withoutOrder = false, PageCursor? after = null, int? skip = null, int? take = null, bool withWhere = true) => new(query.Concept)
    {
        Where = withWhere ? query.Where : null, Order = withoutOrder ? [] : query.Order, After = withoutOrder ? null : after ?? query.After, Skip = withoutOrder ? null : skip ?? query.Skip,
        Take = withoutOrder ? null : take ?? query.Take, IncludeArchived = includeArchived ?? query.IncludeArchived,
    };

    protected async Task<List<Row>> RowsAsync(TenantId tenant, RowQuery query, CancellationToken cancellationToken)
    {
        var rows = new List<Row>();
        await foreach (Row row in Inner.QueryAsync(tenant, query, cancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }
}
