using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;
using Crm.Sdk.Specifications;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Storage;

/// <summary>
/// Keeps what a CRM knows: the state of aggregates as rows, all that ever happened as a log, and facts for the metric engine. Every
/// store behaves the same to the letter; the conformance kit says whether one does.
/// </summary>
/// <remarks>
/// Safe for use from several threads. What comes from outside (a locked file, a lost connection, a concurrent commit) is a
/// <see cref="CrmStorageException"/>; nothing is ever half written. Sessions are opened with <c>CrmRuntime</c>.
/// </remarks>
public interface ICrmStore : IAsyncDisposable
{
    /// <summary>What the store holds.</summary>
    CrmSchema Schema { get; }

    /// <summary>Makes the store ready: creates or checks what lies beneath. Called again, it does nothing.</summary>
    /// <exception cref="CrmStorageException">The store cannot be reached or is of another version; the message says what to do.</exception>
    ValueTask OpenAsync(CancellationToken cancellationToken = default);

    /// <summary>Writes a commit whole or not at all.</summary>
    /// <exception cref="CrmConcurrencyException">An aggregate has another version than expected.</exception>
    /// <exception cref="CrmReferenceException">A reference leads to nothing that this tenant has.</exception>
    /// <exception cref="CrmDuplicateException">An external id belongs to another aggregate, or a value of a column with <see cref="RowColumn.IsUnique"/> to another one that is not archived.</exception>
    /// <exception cref="CrmStorageException">The store cannot be written.</exception>
    ValueTask<CommitReceipt> CommitAsync(Commit commit, CancellationToken cancellationToken = default);

    /// <summary>The state of an aggregate, archived or not; null when the tenant has none of that id.</summary>
    ValueTask<Row?> FindAsync(TenantId tenant, Concept concept, Guid id, CancellationToken cancellationToken = default);

    /// <summary>The states of aggregates by external ids of one source, archived or not; values that are unknown are left out.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="concept">The kind of aggregate.</param>
    /// <param name="source">The source.</param>
    /// <param name="values">The values in that source.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<IReadOnlyDictionary<string, Row>> FindAsync(
        TenantId tenant, Concept concept, string source, IReadOnlyCollection<string> values, CancellationToken cancellationToken = default);

    /// <summary>The rows that a query asks for, in its order, as of one moment.</summary>
    /// <exception cref="NotSupportedException">The store cannot translate a part of the condition, which the message names.</exception>
    IAsyncEnumerable<Row> QueryAsync(TenantId tenant, RowQuery query, CancellationToken cancellationToken = default);

    /// <summary>How many rows meet the condition of a query; order and page do not matter.</summary>
    /// <exception cref="NotSupportedException">The store cannot translate a part of the condition, which the message names.</exception>
    ValueTask<long> CountAsync(TenantId tenant, RowQuery query, CancellationToken cancellationToken = default);

    /// <summary>Events in the order of their positions, as of one moment.</summary>
    IAsyncEnumerable<LogEntry> ReadLogAsync(LogQuery query, CancellationToken cancellationToken = default);

    /// <summary>The facts of one kind that are so now, in batches, as of one moment, in no certain order.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="fact">One of the facts of <see cref="CrmSchema.Facts"/>.</param>
    IFactSource Facts(TenantId tenant, FactSchema fact);

    /// <summary>
    /// Takes the next events for a named follower of the log and keeps them from others until the lease ends. Events come again when
    /// the lease ends without <see cref="CompleteAsync"/>.
    /// </summary>
    /// <param name="cursor">The name of the follower.</param>
    /// <param name="take">How many events at most.</param>
    /// <param name="now">The time now.</param>
    /// <param name="lease">How long they are kept from others.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The events; null when there is none, or while somebody else has the lease.</returns>
    ValueTask<LogLease?> LeaseAsync(string cursor, int take, Instant now, Duration lease, CancellationToken cancellationToken = default);

    /// <summary>Says that a follower has dealt with the events of a lease.</summary>
    /// <returns>Whether the lease still held; if not, others may have dealt with the events as well.</returns>
    ValueTask<bool> CompleteAsync(LogLease lease, CancellationToken cancellationToken = default);

    /// <summary>Says that a follower could not deal with the events of a lease: they come again after a wait that doubles with every failure.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="now">The time now.</param>
    /// <param name="firstWait">The wait after the first failure.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether the lease still held.</returns>
    ValueTask<bool> FailAsync(LogLease lease, Instant now, Duration firstWait, CancellationToken cancellationToken = default);
}

/// <summary>Events that a follower of the log has for itself for a while.</summary>
public sealed class LogLease
{
    /// <summary>The name of the follower.</summary>
    public required string Cursor { get; init; }

    /// <summary>Tells this lease from others of the same follower.</summary>
    public required long Token { get; init; }

    /// <summary>The events, in order; never none.</summary>
    public required IReadOnlyList<LogEntry> Entries { get; init; }

    /// <summary>How often these events failed before.</summary>
    public required int Failures { get; init; }
}
