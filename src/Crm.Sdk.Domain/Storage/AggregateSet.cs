using System.Runtime.CompilerServices;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Attributes;
using Crm.Sdk.Specifications;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Storage;

/// <summary>All aggregates of one kind, as a session sees them.</summary>
/// <typeparam name="T">The kind of aggregate.</typeparam>
/// <typeparam name="TId">Its kind of id.</typeparam>
public sealed class AggregateSet<T, TId>
    where T : Aggregate<TId>, IStored
    where TId : struct, IEntityId<TId>
{
    private readonly CrmSession _session;

    internal AggregateSet(CrmSession session) => _session = session;

    /// <summary>Takes a new aggregate into the session; the commit writes it.</summary>
    /// <exception cref="InvalidOperationException">It is in a session already.</exception>
    public void Add(T aggregate)
    {
        ArgumentNullException.ThrowIfNull(aggregate);
        _session.Track(T.StoredAs, aggregate);
    }

    /// <summary>The aggregate with an id, archived or not; null when the tenant has none.</summary>
    public async ValueTask<T?> FindAsync(TId id, CancellationToken cancellationToken = default)
    {
        if (_session.Known(T.StoredAs, id.Value) is { } known)
        {
            return (T)known;
        }

        return Tracked(await _session.Store.FindAsync(_session.Tenant, T.StoredAs, id.Value, cancellationToken));
    }

    /// <summary>The aggregate that another system calls so, archived or not; null when the tenant has none. New ones are found after the commit.</summary>
    public async ValueTask<T?> FindAsync(ExternalId id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return (await FindAsync(id.Source, [id.Value], cancellationToken)).GetValueOrDefault(id.Value);
    }

    /// <summary>The aggregates by their external ids of one source, archived or not; unknown ones are left out.</summary>
    /// <param name="source">The source.</param>
    /// <param name="values">The values in that source.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async ValueTask<IReadOnlyDictionary<string, T>> FindAsync(
        string source, IReadOnlyCollection<string> values, CancellationToken cancellationToken = default)
    {
        IReadOnlyDictionary<string, Row> rows = await _session.Store.FindAsync(_session.Tenant, T.StoredAs, source, values, cancellationToken);
        return rows.ToDictionary(r => r.Key, r => Tracked(r.Value)!, StringComparer.Ordinal);
    }

    /// <summary>The aggregates that meet a specification, in its order. Pending changes of the session are not considered.</summary>
    /// <exception cref="ArgumentException">The condition asks for an attribute that is not registered.</exception>
    /// <exception cref="NotSupportedException">The store cannot translate a part of the condition.</exception>
    public async ValueTask<IReadOnlyList<T>> ListAsync(Specification<T> specification, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(specification);
        var list = new List<T>();
        await foreach (Row row in _session.Store.QueryAsync(_session.Tenant, QueryOf(specification), cancellationToken))
        {
            list.Add(Tracked(row)!);
        }

        return list;
    }

    /// <summary>The aggregates that meet a specification that is said in place.</summary>
    /// <inheritdoc cref="ListAsync(Specification{T}, CancellationToken)"/>
    public ValueTask<IReadOnlyList<T>> ListAsync(Action<SpecificationBuilder<T>> build, CancellationToken cancellationToken = default) =>
        ListAsync(Specification<T>.Of(build), cancellationToken);

    /// <summary>A page of the aggregates that meet a specification, and where the next one begins.</summary>
    /// <param name="specification">What is wanted, how many of it, and in which order.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The specification does not say how many are wanted, or asks for an attribute that is not registered.</exception>
    /// <exception cref="NotSupportedException">The store cannot translate a part of the condition.</exception>
    public async ValueTask<Page<T>> PageAsync(Specification<T> specification, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(specification);
        if (specification.Take is not { } take)
        {
            throw new ArgumentException("A page needs to know how many are wanted; say Take(...).", nameof(specification));
        }

        RowQuery query = QueryOf(specification);
        var rows = new List<Row>(take);
        await foreach (Row row in _session.Store.QueryAsync(_session.Tenant, query, cancellationToken))
        {
            rows.Add(row);
        }

        return new Page<T>([.. rows.Select(r => Tracked(r)!)], rows.Count == take ? query.CursorAfter(rows[^1]) : null);
    }

    /// <summary>The first aggregate that meets a specification; null when none does.</summary>
    /// <exception cref="ArgumentException">The condition asks for an attribute that is not registered.</exception>
    /// <exception cref="NotSupportedException">The store cannot translate a part of the condition.</exception>
    public async ValueTask<T?> FirstOrDefaultAsync(Specification<T> specification, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(specification);
        await foreach (Row row in _session.Store.QueryAsync(_session.Tenant, QueryOf(specification), cancellationToken))
        {
            return Tracked(row);
        }

        return null;
    }

    /// <summary>How many aggregates meet a specification; order and page do not matter.</summary>
    /// <exception cref="ArgumentException">The condition asks for an attribute that is not registered.</exception>
    /// <exception cref="NotSupportedException">The store cannot translate a part of the condition.</exception>
    public ValueTask<long> CountAsync(Specification<T> specification, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(specification);
        return _session.Store.CountAsync(_session.Tenant, QueryOf(specification), cancellationToken);
    }

    /// <summary>Reads the aggregates that meet a specification one by one, however many there are. They are for reading: a command throws.</summary>
    /// <exception cref="ArgumentException">The condition asks for an attribute that is not registered.</exception>
    /// <exception cref="NotSupportedException">The store cannot translate a part of the condition.</exception>
    public async IAsyncEnumerable<T> ReadAsync(Specification<T> specification, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(specification);
        await foreach (Row row in _session.Store.QueryAsync(_session.Tenant, QueryOf(specification), cancellationToken))
        {
            var aggregate = (T)T.StoredAs.FromRow(row);
            aggregate.Freeze();
            yield return aggregate;
        }
    }

    private RowQuery QueryOf(Specification<T> specification)
    {
        RowQuery query = specification.ToQuery();
        IReadOnlyList<AttributeDefinition> known = _session.Store.Schema.Settings.Attributes.Of(T.StoredAs.Name);
        foreach (RowTarget target in query.Targets())
        {
            if (target.Attribute is { } key && known.All(a => a.Key != key))
            {
                throw new ArgumentException($"'{T.StoredAs.Name}' has no attribute '{key}', so that nothing would meet the condition. {Suggestion.Mend(key, known.Select(a => a.Key))}", nameof(specification));
            }
        }

        return query;
    }

    private T? Tracked(Row? row) => row is null ? null : (T)_session.Track(T.StoredAs, row);
}
