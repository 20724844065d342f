using System.Collections.Concurrent;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;

namespace Crm.Sdk.Testing.Tests.Faults;

/// <summary>Writes whatever comes, whoever has changed it meanwhile.</summary>
internal sealed class LostUpdate(ICrmStore inner) : FaultyStore(inner)
{
    public override async ValueTask<CommitReceipt> CommitAsync(Commit commit, CancellationToken cancellationToken = default)
    {
        var changes = new List<AggregateChange>();
        foreach (AggregateChange change in commit.Changes)
        {
            Row? known = await Inner.FindAsync(commit.Tenant, change.Concept, change.Row.Id, cancellationToken);
            changes.Add(new AggregateChange
            {
                Concept = change.Concept, ExpectedVersion = known?.Version ?? change.ExpectedVersion, Row = change.Row, Events = change.Events, FormerExternalIds = change.FormerExternalIds,
            });
        }

        return await Inner.CommitAsync(With(commit, changes), cancellationToken);
    }
}

/// <summary>Writes the changes of a commit one after another.</summary>
internal sealed class TornBatch(ICrmStore inner) : FaultyStore(inner)
{
    public override async ValueTask<CommitReceipt> CommitAsync(Commit commit, CancellationToken cancellationToken = default)
    {
        CommitReceipt? receipt = null;
        for (int i = 0; i < commit.Changes.Count; i++)
        {
            receipt = await Inner.CommitAsync(With(commit, [commit.Changes[i]], i == 0 ? commit.Facts : []), cancellationToken);
        }

        return receipt!;
    }
}

/// <summary>Lets an external id that is taken pass, and keeps it for the first owner.</summary>
internal sealed class DuplicateAccepted(ICrmStore inner) : FaultyStore(inner)
{
    public override async ValueTask<CommitReceipt> CommitAsync(Commit commit, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Inner.CommitAsync(commit, cancellationToken);
        }
        catch (CrmDuplicateException)
        {
            return await Inner.CommitAsync(With(commit, [.. commit.Changes.Select(WithoutIds)]), cancellationToken);
        }
    }

    private static AggregateChange WithoutIds(AggregateChange change) => new()
    {
        Concept = change.Concept, ExpectedVersion = change.ExpectedVersion, Events = change.Events,
        Row = new Row(change.Row.Schema, change.Row.Id, change.Row.Values) { Version = change.Row.Version, IsArchived = change.Row.IsArchived, Attributes = change.Row.Attributes },
    };
}

/// <summary>Lets a name that must be unique pass, as a store without the check does.</summary>
internal sealed class NameShared(ICrmStore inner) : FaultyStore(inner)
{
    public override async ValueTask<CommitReceipt> CommitAsync(Commit commit, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Inner.CommitAsync(commit, cancellationToken);
        }
        catch (CrmDuplicateException e) when (e.Column is not null)
        {
            return await Inner.CommitAsync(With(commit, [.. commit.Changes.Select(Renamed)]), cancellationToken);
        }
    }

    private static AggregateChange Renamed(AggregateChange change, int place) => new()
    {
        Concept = change.Concept, ExpectedVersion = change.ExpectedVersion, Events = change.Events,
        Row = new Row(change.Row.Schema, change.Row.Id, [.. change.Row.Values.Select((v, i) => change.Row.Schema.Columns[i].IsUnique ? $"{v}_{place}_{change.Row.Id:N}" : v)])
        {
            Version = change.Row.Version, IsArchived = change.Row.IsArchived, Attributes = change.Row.Attributes,
        },
    };
}

/// <summary>Adds facts and never takes one back.</summary>
internal sealed class FactsNotRetracted(ICrmStore inner) : FaultyStore(inner)
{
    public override ValueTask<CommitReceipt> CommitAsync(Commit commit, CancellationToken cancellationToken = default) =>
        Inner.CommitAsync(With(commit, facts: [.. commit.Facts.Select(f => new FactChange { Schema = f.Schema, Added = f.Added })]), cancellationToken);
}

/// <summary>Gives the state that it read first for ever.</summary>
internal sealed class StaleRead(ICrmStore inner) : FaultyStore(inner)
{
    private readonly ConcurrentDictionary<(TenantId, Concept, Guid), Row?> _seen = new();

    public override async ValueTask<Row?> FindAsync(TenantId tenant, Concept concept, Guid id, CancellationToken cancellationToken = default)
    {
        Row? row = await Inner.FindAsync(tenant, concept, id, cancellationToken);
        return row is null ? null : _seen.GetOrAdd((tenant, concept, id), row);
    }
}

/// <summary>Keeps instants to the millisecond.</summary>
internal sealed class Milliseconds(ICrmStore inner) : FaultyStore(inner)
{
    public override async ValueTask<Row?> FindAsync(TenantId tenant, Concept concept, Guid id, CancellationToken cancellationToken = default) =>
        await Inner.FindAsync(tenant, concept, id, cancellationToken) is { } row
            ? new Row(row.Schema, row.Id, [.. row.Values.Select(v => v is long number ? number / 1000 * 1000 : v)])
            {
                Version = row.Version, IsArchived = row.IsArchived, ExternalIds = row.ExternalIds, Attributes = row.Attributes,
            }
            : null;
}

/// <summary>Finds an id in whatever tenant has it.</summary>
internal sealed class TenantLeak(ICrmStore inner) : FaultyStore(inner)
{
    private readonly ConcurrentDictionary<TenantId, bool> _tenants = new();

    public override ValueTask<CommitReceipt> CommitAsync(Commit commit, CancellationToken cancellationToken = default)
    {
        _tenants[commit.Tenant] = true;
        return Inner.CommitAsync(commit, cancellationToken);
    }

    public override async ValueTask<Row?> FindAsync(TenantId tenant, Concept concept, Guid id, CancellationToken cancellationToken = default)
    {
        foreach (TenantId one in (TenantId[])[tenant, .. _tenants.Keys])
        {
            if (await Inner.FindAsync(one, concept, id, cancellationToken) is { } row)
            {
                return row;
            }
        }

        return null;
    }
}
