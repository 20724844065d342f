using Crm.Sdk.Aggregates;
using Crm.Sdk.EntityFrameworkCore.Model;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Writing;

/// <summary>Holds a commit against what is stored before any of it is written, change by change: version, references, external ids, values that are unique.</summary>
internal sealed class CommitCheck(Commit commit, Func<string, ConceptStatements?> statementsOf, Statement owner)
{
    /// <summary>Who has an external id.</summary>
    public const string Owner = $"SELECT id FROM {CrmTables.ExternalId} WHERE tenant = ?1 AND concept = ?2 AND source = ?3 AND value = ?4";

    private readonly HashSet<(string Concept, Guid Id)> _added = [.. commit.Changes.Select(c => (c.Concept.Name, c.Row.Id))];
    private readonly Dictionary<(string Concept, ExternalId Id), Guid> _claimed = [];
    private readonly HashSet<(string Concept, string Column, object Value)> _unique = [];
    private readonly Dictionary<(string Concept, Guid Id), bool> _found = [];
    private readonly Dictionary<string, Guid> _last = new(StringComparer.Ordinal);

    public void Run(AggregateChange change)
    {
        (string concept, Row row) = (change.Concept.Name, change.Row);
        ConceptStatements statements = statementsOf(concept)!;
        Statement known = statements.Known;
        try
        {
            bool isKnown = !IsSurelyNew(concept, statements, row.Id) && known.Bind(1, commit.Tenant.Value).Bind(2, row.Id).Step();
            if ((isKnown ? known.Number(0) : 0) != change.ExpectedVersion)
            {
                throw new CrmConcurrencyException(concept, row.Id, change.ExpectedVersion, isKnown ? known.Number(0) : null);
            }

            for (int i = 0; i < statements.References.Count; i++)
            {
                RowColumn column = row.Schema.Columns[statements.References[i]];
                if (row.Values[statements.References[i]] is Guid reference && !(isKnown && !known.IsNull(i + 1) && known.Id(i + 1) == reference)
                    && !_added.Contains((column.References!, reference)) && !IsThere(column.References!, reference))
                {
                    throw new CrmReferenceException(concept, row.Id, column.Name, column.References!, reference);
                }
            }
        }
        finally
        {
            known.Reset();
        }

        foreach ((int ordinal, Statement owners) in statements.Uniques)
        {
            CheckUnique(concept, row, ordinal, owners);
        }

        foreach (ExternalId id in row.ExternalIds)
        {
            if (IsTaken(concept, id, row.Id) || !_claimed.TryAdd((concept, id), row.Id))
            {
                throw new CrmDuplicateException(concept, row.Id, id);
            }
        }
    }

    // Those whom the commit changes as well are asked for their new values only. Who has shared a value since before that was refused may keep it.
    private void CheckUnique(string concept, Row row, int ordinal, Statement owners)
    {
        if (row.IsArchived || row.Values[ordinal] is not { } value)
        {
            return;
        }

        bool isTaken = false, isOwn = false;
        owners.Bind(1, commit.Tenant.Value).BindAny(2, value);
        try
        {
            while (owners.Step())
            {
                Guid has = owners.Id(0);
                isOwn |= has == row.Id;
                isTaken |= !_added.Contains((concept, has));
            }
        }
        finally
        {
            owners.Reset();
        }

        string column = row.Schema.Columns[ordinal].Name;
        if ((isTaken && !isOwn) || !_unique.Add((concept, column, value)))
        {
            throw new CrmDuplicateException(concept, row.Id, column, value.ToString()!);
        }
    }

    // New ids come after all others, as they begin with the time: of many new rows none has to be looked for.
    private bool IsSurelyNew(string concept, ConceptStatements statements, Guid id)
    {
        if (!_last.TryGetValue(concept, out Guid last))
        {
            Statement select = statements.Last.Bind(1, commit.Tenant.Value);
            last = select.Step() && !select.IsNull(0) ? select.Id(0) : Guid.Empty;
            select.Reset();
            _last.Add(concept, last);
        }

        return id.CompareTo(last) > 0;
    }

    // Many rows of a commit refer to the same few.
    private bool IsThere(string concept, Guid id)
    {
        if (!_found.TryGetValue((concept, id), out bool found) && statementsOf(concept) is { } statements)
        {
            Statement exists = statements.Exists.Bind(1, commit.Tenant.Value).Bind(2, id);
            found = exists.Step();
            exists.Reset();
            _found.Add((concept, id), found);
        }

        return found;
    }

    private bool IsTaken(string concept, ExternalId id, Guid by)
    {
        owner.Bind(1, commit.Tenant.Value).Bind(2, concept).Bind(3, id.Source).Bind(4, id.Value);
        bool taken = owner.Step() && owner.Id(0) != by;
        owner.Reset();
        return taken;
    }
}
