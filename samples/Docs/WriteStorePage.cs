using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Facts;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Samples.Docs;

#region Store
/// <summary>A store that passes all on to another and keeps a list of what was committed.</summary>
public sealed class AuditingStore(ICrmStore inner, TextWriter audit) : ICrmStore
{
    /// <inheritdoc/>
    public CrmSchema Schema => inner.Schema;

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken = default) => inner.OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<CommitReceipt> CommitAsync(Commit commit, CancellationToken cancellationToken = default)
    {
        CommitReceipt receipt = await inner.CommitAsync(commit, cancellationToken);
        audit.WriteLine($"{commit.Actor} wrote {commit.Changes.Sum(c => c.Events.Count)} events");
        return receipt;
    }

    /// <inheritdoc/>
    public ValueTask<Row?> FindAsync(TenantId tenant, Concept concept, Guid id, CancellationToken cancellationToken = default) =>
        inner.FindAsync(tenant, concept, id, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<string, Row>> FindAsync(
        TenantId tenant, Concept concept, string source, IReadOnlyCollection<string> values, CancellationToken cancellationToken = default) =>
        inner.FindAsync(tenant, concept, source, values, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<Row> QueryAsync(TenantId tenant, RowQuery query, CancellationToken cancellationToken = default) =>
        inner.QueryAsync(tenant, query, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(TenantId tenant, RowQuery query, CancellationToken cancellationToken = default) =>
        inner.CountAsync(tenant, query, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<LogEntry> ReadLogAsync(LogQuery query, CancellationToken cancellationToken = default) =>
        inner.ReadLogAsync(query, cancellationToken);

    /// <inheritdoc/>
    public IFactSource Facts(TenantId tenant, FactSchema fact) => inner.Facts(tenant, fact);

    /// <inheritdoc/>
    public ValueTask<LogLease?> LeaseAsync(string cursor, int take, Instant now, Duration lease, CancellationToken cancellationToken = default) =>
        inner.LeaseAsync(cursor, take, now, lease, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(LogLease lease, CancellationToken cancellationToken = default) => inner.CompleteAsync(lease, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> FailAsync(LogLease lease, Instant now, Duration firstWait, CancellationToken cancellationToken = default) =>
        inner.FailAsync(lease, now, firstWait, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
#endregion

/// <summary>The code of the recipe that writes a store.</summary>
public static class WriteStorePage
{
    /// <summary>The store is held against a rule that every store keeps.</summary>
    public static async Task Check(TextWriter output)
    {
        #region Check
        await using var crm = new CrmRuntime(new AuditingStore(new InMemoryCrmStore(StandardSchema.Create("EUR")), output), Trade.Clock);
        await crm.OpenAsync();
        await using CrmSession first = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        Customer customer = Customer.Register(first.NewId<CustomerId>(), "Albers & Co", CustomerKind.Organization, Trade.Now);
        first.Customers.Add(customer);
        await first.CommitAsync();

        // A commit that is refused leaves nothing behind.
        await using CrmSession late = crm.OpenSession(TenantId.Single, ActorRef.User("ben"));
        (await late.Customers.FindAsync(customer.Id))!.AssignTo("ben", Trade.Now);
        customer.AssignTo("ann", Trade.Now);
        await first.CommitAsync();
        try
        {
            await late.CommitAsync();
        }
        catch (CrmConcurrencyException)
        {
            await using CrmSession fresh = crm.OpenSession(TenantId.Single, ActorRef.User("eve"));
            output.WriteLine($"refused; the owner is {(await fresh.Customers.FindAsync(customer.Id))!.Owner}");
        }
        #endregion
    }
}
