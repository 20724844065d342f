using Crm.Sdk.Aggregates;
using Crm.Sdk.EntityFrameworkCore.Model;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Reading;
using Crm.Sdk.Facts;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Writing;

/// <summary>Writes commits within the transaction that the caller has begun, with statements that are prepared once.</summary>
internal sealed class CommitWriter
{
    private const string Append =
        $"INSERT INTO {CrmTables.Log} (position, tenant, concept, subject, version, type, occurred_at, recorded_at, actor, cause, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";

    private const string Tell = $"INSERT INTO {CrmTables.Personal} (position, place, value) VALUES (?1, ?2, ?3)";
    private const string Name = $"INSERT OR REPLACE INTO {CrmTables.ExternalId} (tenant, concept, source, value, id) VALUES (?1, ?2, ?3, ?4, ?5)";
    private const string Unname = $"DELETE FROM {CrmTables.ExternalId} WHERE tenant = ?1 AND concept = ?2 AND source = ?3 AND value = ?4";

    private readonly Database _database;
    private readonly Dictionary<string, ConceptStatements> _concepts;
    private readonly Dictionary<string, FactWriter> _facts;
    private readonly Statement _append;
    private readonly Statement _tell;
    private readonly Statement _name;
    private readonly Statement _unname;
    private readonly Statement _owner;

    public CommitWriter(Database database, SchemaLayout layout)
    {
        _database = database;
        _concepts = layout.Schema.Concepts.ToDictionary(c => c.Name, c => new ConceptStatements(database, c.Schema), StringComparer.Ordinal);
        _facts = layout.Schema.Facts.ToDictionary(f => f.Name, f => new FactWriter(database, layout.Of(f)), StringComparer.Ordinal);
        (_append, _tell, _name, _unname) = (database.Keep(Append), database.Keep(Tell), database.Keep(Name), database.Keep(Unname));
        _owner = database.Keep(CommitCheck.Owner);
    }

    /// <summary>Checks all of a commit, then writes it.</summary>
    /// <returns>The position of the last event in the log.</returns>
    public long Write(Commit commit, CancellationToken cancellationToken)
    {
        var check = new CommitCheck(commit, _concepts.GetValueOrDefault, _owner);
        foreach (AggregateChange change in commit.Changes)
        {
            if (!_concepts.ContainsKey(change.Concept.Name))
            {
                throw new ArgumentException($"The schema of this store has no concept '{change.Concept.Name}'.", nameof(commit));
            }

            cancellationToken.ThrowIfCancellationRequested();
            check.Run(change);
        }

        long position = LastPosition(_database);
        _append.Bind(2, commit.Tenant.Value)
            .Bind(8, StorageForm.Of(commit.RecordedAt)).Bind(9, commit.Actor.ToString()).Bind(10, commit.Cause);
        string? concept = null;
        foreach (AggregateChange change in commit.Changes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (concept != change.Concept.Name)
            {
                _append.Bind(3, concept = change.Concept.Name);
            }

            WriteRow(commit.Tenant, change);
            _append.Bind(4, change.Row.Id);
            long version = change.ExpectedVersion;
            foreach (EventRecord e in change.Events)
            {
                _append.Bind(1, ++position).Bind(5, ++version).Bind(6, e.Type).Bind(7, StorageForm.Of(e.OccurredAt)).Bind(11, e.Json).Run();
                for (int place = 0; place < e.PersonalTexts.Count; place++)
                {
                    _tell.Bind(1, position).Bind(2, place).Bind(3, e.PersonalTexts[place]).Run();
                }
            }
        }

        foreach (FactChange change in commit.Facts)
        {
            WriteFacts(commit.Tenant, change, cancellationToken);
        }

        return position;
    }

    /// <summary>Writes a fact by itself, for a store whose facts are made anew.</summary>
    public void PutFact(TenantId tenant, FactRecord fact) => _facts[fact.Schema.Name].Put(tenant, fact);

    /// <summary>The position of the last event of the log; 0 when it is empty.</summary>
    public static long LastPosition(Database database)
    {
        Statement last = database.Prepared($"SELECT coalesce(max(position), 0) FROM {CrmTables.Log}");
        last.Step();
        long position = last.Number(0);
        last.Reset();
        return position;
    }

    private void WriteRow(TenantId tenant, AggregateChange change)
    {
        Row row = change.Row;
        string concept = change.Concept.Name;
        if (!change.FormerExternalIds.SequenceEqual(row.ExternalIds))
        {
            foreach (ExternalId id in change.FormerExternalIds)
            {
                _unname.Bind(1, tenant.Value).Bind(2, concept).Bind(3, id.Source).Bind(4, id.Value).Run();
            }

            foreach (ExternalId id in row.ExternalIds)
            {
                _name.Bind(1, tenant.Value).Bind(2, concept).Bind(3, id.Source).Bind(4, id.Value).Bind(5, row.Id).Run();
            }
        }

        ConceptStatements statements = _concepts[concept];
        Statement write = (change.ExpectedVersion == 0 ? statements.Insert : statements.Update)
            .Bind(1, tenant.Value).Bind(2, row.Id).Bind(3, row.Version).Bind(4, row.IsArchived ? 1 : 0)
            .Bind(5, RowReader.ToJson(row.ExternalIds)).Bind(6, row.Attributes.Keys.Count == 0 ? null : row.Attributes.ToJson());
        for (int i = 0; i < row.Values.Count; i++)
        {
            write.BindAny(CrmTables.RowColumns.Count + 1 + i, row.Values[i]);
        }

        write.Run();
    }

    private void WriteFacts(TenantId tenant, FactChange change, CancellationToken cancellationToken)
    {
        FactWriter writer = _facts.GetValueOrDefault(change.Schema.Name)
            ?? throw new ArgumentException($"The schema of this store gives no fact '{change.Schema.Name}'.", nameof(change));
        HashSet<string> replaced = change.Retracted.Count > 0 ? [.. change.Added.Select(f => f.Key)] : [];
        foreach (string key in change.Retracted)
        {
            if (!replaced.Contains(key))
            {
                writer.Remove(tenant, key);
            }
        }

        foreach (FactRecord fact in change.Added)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Put(tenant, fact);
        }
    }
}
