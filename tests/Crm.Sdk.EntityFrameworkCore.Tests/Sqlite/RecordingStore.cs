using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.EntityFrameworkCore.Tests.Sqlite;

/// <summary>Hands all on to a store and keeps the last commit; disposing it leaves the store open.</summary>
internal sealed class RecordingStore(ICrmStore store) : ICrmStore
{
    public Commit? Last { get; private set; }

    public CrmSchema Schema => store.Schema;

    public ValueTask OpenAsync(CancellationToken cancellationToken = default) => store.OpenAsync(cancellationToken);

    public ValueTask<CommitReceipt> CommitAsync(Commit commit, CancellationToken cancellationToken = default)
    {
        Last = commit;
        return store.CommitAsync(commit, cancellationToken);
    }

    public ValueTask<Row?> FindAsync(TenantId tenant, Concept concept, Guid id, CancellationToken cancellationToken = default) => store.FindAsync(tenant, concept, id, cancellationToken);

    public ValueTask<IReadOnlyDictionary<string, Row>> FindAsync(
        TenantId tenant, Concept concept, string source, IReadOnlyCollection<string> values, CancellationToken cancellationToken = default) =>
        store.FindAsync(tenant, concept, source, values, cancellationToken);

    public IAsyncEnumerable<Row> QueryAsync(TenantId tenant, RowQuery query, CancellationToken cancellationToken = default) => store.QueryAsync(tenant, query, cancellationToken);

    public ValueTask<long> CountAsync(TenantId tenant, RowQuery query, CancellationToken cancellationToken = default) => store.CountAsync(tenant, query, cancellationToken);

    public IAsyncEnumerable<LogEntry> ReadLogAsync(LogQuery query, CancellationToken cancellationToken = default) => store.ReadLogAsync(query, cancellationToken);

    public IFactSource Facts(TenantId tenant, FactSchema fact) => store.Facts(tenant, fact);

    public ValueTask<LogLease?> LeaseAsync(string cursor, int take, Instant now, Duration lease, CancellationToken cancellationToken = default) => store.LeaseAsync(cursor, take, now, lease, cancellationToken);

    public ValueTask<bool> CompleteAsync(LogLease lease, CancellationToken cancellationToken = default) => store.CompleteAsync(lease, cancellationToken);

    public ValueTask<bool> FailAsync(LogLease lease, Instant now, Duration firstWait, CancellationToken cancellationToken = default) => store.FailAsync(lease, now, firstWait, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
