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

    public CommitWriter(Database database, SchemaLayout layout)
    {
        _database = database;
        _concepts = layout.Schema.Concepts.ToDictionary(c => c.Name, c => new ConceptStatements(c.Schema), StringComparer.Ordinal);
        _facts = layout.Schema.Facts.ToDictionary(f => f.Name, f => new FactWriter(layout.Of(f)), StringComparer.Ordinal);
    }

    /// <summary>Checks all of a commit, then writes it.</summary>
    /// <returns>The position of the last event in the log.</returns>
    public long Write(Commit commit, CancellationToken cancellationToken)
    {
        var check = new CommitCheck(_database, commit, _concepts.GetValueOrDefault);
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
        string actor = commit.Actor.ToString();
        foreach (AggregateChange change in commit.Changes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            WriteRow(commit.Tenant, change);
            position = WriteEvents(commit, actor, change, position);
        }

        foreach (FactChange change in commit.Facts)
        {
            WriteFacts(commit.Tenant, change, cancellationToken);
        }

        return position;
    }

    /// <summary>Writes the facts of an aggregate by themselves, for a store whose facts are made anew.</summary>
    public void PutFact(TenantId tenant, FactRow fact) => _facts[fact.Schema.Name].Put(_database, tenant, fact);

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
                _database.Prepared(Unname).Bind(1, tenant.Value).Bind(2, concept).Bind(3, id.Source).Bind(4, id.Value).Run();
            }

            foreach (ExternalId id in row.ExternalIds)
            {
                _database.Prepared(Name).Bind(1, tenant.Value).Bind(2, concept).Bind(3, id.Source).Bind(4, id.Value).Bind(5, row.Id).Run();
            }
        }

        ConceptStatements statements = _concepts[concept];
        Statement write = _database.Prepared(change.ExpectedVersion == 0 ? statements.Insert : statements.Update)
            .Bind(1, tenant.Value).Bind(2, row.Id).Bind(3, row.Version).Bind(4, row.IsArchived ? 1 : 0)
            .Bind(5, RowReader.ToJson(row.ExternalIds)).Bind(6, row.Attributes.Keys.Count == 0 ? null : row.Attributes.ToJson());
        for (int i = 0; i < row.Values.Count; i++)
        {
            write.BindAny(CrmTables.RowColumns.Count + 1 + i, row.Values[i]);
        }

        write.Run();
    }

    private long WriteEvents(Commit commit, string actor, AggregateChange change, long position)
    {
        Statement append = _database.Prepared(Append).Bind(2, commit.Tenant.Value).Bind(3, change.Concept.Name).Bind(4, change.Row.Id)
            .Bind(8, StorageForm.Of(commit.RecordedAt)).Bind(9, actor).Bind(10, commit.Cause);
        long version = change.ExpectedVersion;
        foreach (EventRecord e in change.Events)
        {
            append.Bind(1, ++position).Bind(5, ++version).Bind(6, e.Type).Bind(7, StorageForm.Of(e.OccurredAt)).Bind(11, e.Json).Run();
            for (int place = 0; place < e.PersonalTexts.Count; place++)
            {
                _database.Prepared(Tell).Bind(1, position).Bind(2, place).Bind(3, e.PersonalTexts[place]).Run();
            }
        }

        return position;
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
                writer.Remove(_database, tenant, key);
            }
        }

        foreach (FactRow fact in change.Added)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Put(_database, tenant, fact);
        }
    }
}
