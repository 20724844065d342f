using System.Diagnostics.CodeAnalysis;
using Crm.Sdk.Facts;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Storage;

/// <summary>A CRM over a store: opens sessions and gives the facts to the metric engine. It needs no container.</summary>
/// <remarks>Safe for use from several threads; one for an application is enough. The store is disposed with it.</remarks>
public sealed class CrmRuntime : IAsyncDisposable
{
    private readonly IClock _clock;
    private readonly IIdGenerator _ids;

    /// <summary>Creates a runtime.</summary>
    /// <param name="store">Where it is kept.</param>
    /// <param name="clock">The clock; null for that of the system.</param>
    /// <param name="ids">Gives ids; null for ids in the order of time.</param>
    public CrmRuntime(ICrmStore store, IClock? clock = null, IIdGenerator? ids = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        Store = store;
        _clock = clock ?? SystemClock.Instance;
        _ids = ids ?? new TimeOrderedIds(_clock);
    }

    /// <summary>Where it is kept.</summary>
    public ICrmStore Store { get; }

    /// <summary>Makes the store ready; to be called once before the first session.</summary>
    /// <exception cref="CrmStorageException">The store cannot be reached or is of another version; the message says what to do.</exception>
    public ValueTask OpenAsync(CancellationToken cancellationToken = default) => Store.OpenAsync(cancellationToken);

    /// <summary>Opens a session.</summary>
    /// <param name="tenant">Whose data it sees and writes.</param>
    /// <param name="actor">Who acts.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The caller disposes it.")]
    public CrmSession OpenSession(TenantId tenant, ActorRef actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return new CrmSession(Store, tenant, actor, _clock, _ids);
    }

    /// <summary>Loads the facts of a tenant, all or some, for the metric engine.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="facts">The facts; null for all of the schema.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async ValueTask<FactSet> LoadFactsAsync(TenantId tenant, IEnumerable<FactSchema>? facts = null, CancellationToken cancellationToken = default)
    {
        var tables = new List<FactTable>();
        foreach (FactSchema fact in facts ?? Store.Schema.Facts)
        {
            tables.Add(await FactTable.LoadAsync(Store.Facts(tenant, fact), cancellationToken));
        }

        return new FactSet(tables);
    }

    /// <summary>Loads all versions of the facts of a tenant, made of the log from its beginning: what was known at any position.</summary>
    /// <remarks>
    /// Every event of the log is read, and the aggregates are held in memory meanwhile. Facts are those of the schema of today: a
    /// currency or an attribute that came later is in earlier positions too, as are texts about persons gone that were erased.
    /// </remarks>
    /// <param name="tenant">The tenant.</param>
    /// <param name="facts">The facts; null for all of the schema.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="CrmStorageException">The store cannot be read, or its log has a kind of event that the schema does not know, as a later version writes it.</exception>
    public async ValueTask<FactHistory> LoadHistoryAsync(TenantId tenant, IEnumerable<FactSchema>? facts = null, CancellationToken cancellationToken = default)
    {
        var replay = new FactReplay(Store.Schema, facts ?? Store.Schema.Facts);
        await foreach (LogEntry entry in Store.ReadLogAsync(new LogQuery { Tenant = tenant }, cancellationToken).WithCancellation(cancellationToken))
        {
            replay.Add(entry);
        }

        return replay.ToHistory();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
