#region Program
using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Extensions.DependencyInjection;
using Crm.Sdk.Facts;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Testing;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Values;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Recipes.WriteStore;

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

#region Harness
/// <summary>Gives the kit the stores that it tries. A store with data of its own makes a fresh place for it here.</summary>
public sealed class AuditingHarness : IStoreHarness
{
    /// <inheritdoc/>
    public string Name => "auditing";

    /// <inheritdoc/>
    public StoreCapabilities Capabilities => StoreCapabilities.AnyConcept;

    /// <inheritdoc/>
    public ValueTask<ICrmStore> CreateAsync(CrmSchema schema, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ICrmStore>(new AuditingStore(new InMemoryCrmStore(schema), TextWriter.Null));

    /// <inheritdoc/>
    public ValueTask<ICrmStore> ReopenAsync(ICrmStore closed, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The data goes with the store.");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
#endregion

/// <summary>Tries the store, then uses it.</summary>
public static class Program
{
    /// <summary>Runs the recipe.</summary>
    public static async Task Main()
    {
        #region Kit
        ConformanceReport report = await ConformanceSuite.RunAsync(new AuditingHarness());
        report.ThrowIfFailed();
        Console.WriteLine($"failed: {report.Failed.Count()}, skipped: {string.Join(", ", report.Skipped.Select(s => s.Case.Needs).Distinct())}");
        #endregion

        #region Use
        var services = new ServiceCollection();
        services.AddCrm(o => o.Currency = "EUR").UseStore((_, schema) => new AuditingStore(new InMemoryCrmStore(schema), Console.Out));
        await using ServiceProvider provider = services.BuildServiceProvider();
        CrmRuntime crm = provider.GetRequiredService<CrmRuntime>();
        await crm.OpenAsync();
        #endregion

        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        session.Customers.Add(Customer.Register(session.NewId<CustomerId>(), "Albers & Co", CustomerKind.Organization, session.Now));
        await session.CommitAsync();
    }
}
#endregion
