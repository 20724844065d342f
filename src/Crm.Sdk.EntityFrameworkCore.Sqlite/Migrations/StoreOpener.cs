using Crm.Sdk.Aggregates;
using Crm.Sdk.Attributes;
using Crm.Sdk.EntityFrameworkCore.Model;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Reading;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Writing;
using Crm.Sdk.Facts;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Migrations;

/// <summary>Makes a file ready for a schema, or says why it is not.</summary>
internal sealed class StoreOpener(Database database, SqliteFailures failures, SchemaLayout layout, bool mayChange, bool mayReplace)
{
    private const string Attributes = "attributes";
    private const string Facts = "facts";

    private string? _generation;

    /// <returns>What tells later whether the facts are still those of this schema.</returns>
    /// <exception cref="CrmSchemaException">The file has facts of another currency or other attributes.</exception>
    /// <exception cref="CrmStorageException">The file is of a later version, read-only, damaged or for another schema.</exception>
    public SchemaGuard Run()
    {
        bool isNew = database.Scalar("SELECT count(*) FROM sqlite_master") == "0";
        IReadOnlyList<string> pending = SchemaMigrator.Pending(database, failures);
        if (pending.Count > 0 && !mayChange)
        {
            throw failures.Failure($"{(isNew ? "has no tables yet" : $"is older than this version of the SDK ({string.Join(", ", pending)} is missing)")}. Open it with {nameof(MigrationPolicy)}.{nameof(MigrationPolicy.Apply)}, or run the script of {nameof(SqliteTables)}.{nameof(SqliteTables.Script)}.");
        }

        if (database.IsReadOnly)
        {
            return mayChange || Outdated() is not null || (layout.HostConcepts.Count > 0 && new HostTables(database, failures, layout.HostConcepts).Missing() is { Count: > 0 })
                ? throw failures.ReadOnly() : new SchemaGuard(_generation, failures);
        }

        if (database.Scalar("PRAGMA journal_mode = WAL") is not "wal" and var mode)
        {
            throw failures.Failure($"cannot keep a write-ahead log here (its journal is '{mode}'). Put it on a disk of this machine.");
        }

        if (pending.Count > 0)
        {
            Within(() => SchemaMigrator.Pending(database, failures) is { Count: > 0 } still ? still : null, still => SchemaMigrator.Apply(database, still));
        }

        if (layout.HostConcepts.Count > 0)
        {
            var host = new HostTables(database, failures, layout.HostConcepts);
            Within(() => host.Missing() is not { Count: > 0 } missing ? null : mayChange ? missing : throw failures.Failure($"has no tables for concepts of the host: {string.Join(", ", missing)}. Open it once with {nameof(MigrationPolicy)}.{nameof(MigrationPolicy.Apply)}."), host.Make);
        }

        Within(Outdated, Remember);
        return new SchemaGuard(_generation, failures);
    }

    // What the file was last opened with, when that differs from what it is opened with now.
    private Settings? Outdated()
    {
        // Before all else: what changes after this is noticed at the next use.
        _generation = Known(SchemaGuard.Key);
        string? known = Known(Attributes), facts = Known(Facts), before = Known(SettingsReader.Key);
        string attributes = layout.AttributeSignature(known, out string? changed);
        if (changed is not null)
        {
            throw failures.Failure($"has values of an attribute that is declared otherwise: {changed}. Declare it as it was, or give the new one another key.");
        }

        string now = layout.FactSignature(facts, out IReadOnlyList<FactSchema> others), settings = SettingsText.Write(layout.Schema, before);
        if (!mayReplace && facts is not null && SettingsReader.Read(before, facts, known, failures) is { } last && Lost(last) is { } lost)
        {
            throw new CrmSchemaException($"The database '{failures.File}' {lost} Nothing was changed. Open it as it was; or, to have its facts made anew for every program that uses it, set {nameof(SqliteStoreOptions)}.{nameof(SqliteStoreOptions.ReplaceFacts)}.");
        }

        if (attributes == known && others.Count == 0 && (settings == before || !mayChange))
        {
            return null;
        }

        return mayChange || (known is null && facts is null)
            ? new Settings(attributes, now, settings, others, facts is null)
            : throw new CrmSchemaException($"The database '{failures.File}' was last opened with other attributes, or by another version of the SDK ({string.Join(", ", others.Select(f => $"'{f.Name}'"))} would be made anew). Open it once with {nameof(MigrationPolicy)}.{nameof(MigrationPolicy.Apply)}.");
    }

    // What of the values that the file has would be in no fact any more.
    private string? Lost(FactSettings before)
    {
        if (before.Currency != layout.Schema.Settings.Currency && database.Scalar($"SELECT 1 FROM {CrmTables.Log} LIMIT 1") is not null)
        {
            return $"has amounts in {before.Currency}, and is to be opened with {layout.Schema.Settings.Currency}.";
        }

        foreach (Concept concept in layout.Schema.Concepts)
        {
            foreach (AttributeDefinition attribute in before.Attributes.Of(concept.Name).Where(a => layout.Schema.Settings.Attributes.Of(concept.Name).All(x => x.Key != a.Key)))
            {
                if (database.Scalar($"SELECT 1 FROM \"{CrmTables.Of(concept.Schema)}\" WHERE json_type(attributes, '$.{attribute.Key}') IS NOT NULL LIMIT 1") is not null)
                {
                    return $"has values of the attribute '{concept.Name}.{attribute.Key}' ({attribute.Type}), and is to be opened without it.";
                }
            }
        }

        return null;
    }

    private void Remember(Settings now)
    {
        if (now.Others.Count > 0)
        {
            if (!now.IsFirst)
            {
                MakeFacts(now.Others);
            }

            _generation = SchemaGuard.Next(_generation);
            Put(SchemaGuard.Key, _generation);
        }

        Put(Attributes, now.Attributes);
        Put(Facts, now.Facts);
        Put(SettingsReader.Key, now.Kept);
    }

    private void Put(string key, string value) =>
        database.Prepared($"INSERT OR REPLACE INTO {CrmTables.Meta} (key, value) VALUES (?1, ?2)").Bind(1, key).Bind(2, value).Run();

    // Facts are a function of rows: with another currency or other attributes they are others.
    private void MakeFacts(IReadOnlyList<FactSchema> others)
    {
        var writer = new CommitWriter(database, layout);
        foreach (Concept concept in layout.Schema.Concepts)
        {
            IReadOnlyList<FactProjection> projections = [.. concept.Facts(layout.Schema.Settings).Where(p => others.Any(f => f.Name == p.Schema.Name))];
            if (projections.Count == 0)
            {
                continue;
            }

            foreach (FactProjection projection in projections)
            {
                database.Execute($"DELETE FROM \"{CrmTables.Of(projection.Schema)}\"");
            }

            var columns = CrmTables.RowColumns.Concat(concept.Schema.Columns.Select(c => c.Name)).Select(c => $"\"{c}\"");
            Statement rows = database.Prepared($"SELECT {string.Join(", ", columns)} FROM \"{CrmTables.Of(concept.Schema)}\"");
            while (rows.Step())
            {
                var tenant = new TenantId(rows.Id(0));
                Aggregate aggregate = concept.FromRow(RowReader.Read(rows, concept.Schema));
                foreach (FactRecord fact in projections.SelectMany(p => p.Of(aggregate)))
                {
                    writer.PutFact(tenant, fact);
                }
            }

            rows.Reset();
        }
    }

    private string? Known(string key) => SchemaGuard.Value(database, key);

    // Looks first, and again with the lock: two processes may open a file at once.
    private void Within<T>(Func<T?> find, Action<T> act)
        where T : class
    {
        if (find() is null)
        {
            return;
        }

        database.Execute("BEGIN IMMEDIATE");
        try
        {
            if (find() is { } found)
            {
                act(found);
            }

            database.Execute("COMMIT");
        }
        catch
        {
            database.Rollback();
            throw;
        }
    }

    private sealed record Settings(string Attributes, string Facts, string Kept, IReadOnlyList<FactSchema> Others, bool IsFirst);
}
