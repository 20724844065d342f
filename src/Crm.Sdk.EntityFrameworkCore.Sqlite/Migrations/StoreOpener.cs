using Crm.Sdk.Aggregates;
using Crm.Sdk.EntityFrameworkCore.Model;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Reading;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Writing;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Migrations;

/// <summary>Makes a file ready for a schema, or says why it is not.</summary>
internal sealed class StoreOpener(Database database, SqliteFailures failures, SchemaLayout layout, bool mayChange)
{
    private const string Attributes = "attributes";
    private const string Facts = "facts";

    /// <exception cref="CrmStorageException">The file is of a later version, read-only, damaged or for another schema.</exception>
    public void Run()
    {
        bool isNew = database.Scalar("SELECT count(*) FROM sqlite_master") == "0";
        IReadOnlyList<string> pending = SchemaMigrator.Pending(database, failures);
        if (pending.Count > 0 && !mayChange)
        {
            throw failures.Failure($"{(isNew ? "has no tables yet" : $"is older than this version of the SDK ({string.Join(", ", pending)} is missing)")}. Open it with {nameof(MigrationPolicy)}.{nameof(MigrationPolicy.Apply)}, or run the script of {nameof(SqliteTables)}.{nameof(SqliteTables.Script)}.");
        }

        if (database.IsReadOnly)
        {
            throw failures.ReadOnly();
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
    }

    // What the file was last opened with, when that differs from what it is opened with now.
    private Settings? Outdated()
    {
        string? known = Known(Attributes), facts = Known(Facts);
        string attributes = layout.AttributeSignature(known, out string? changed);
        if (changed is not null)
        {
            throw failures.Failure($"has values of an attribute that is declared otherwise: {changed}. Declare it as it was, or give the new one another key.");
        }

        if (attributes == known && facts == layout.FactSignature)
        {
            return null;
        }

        return mayChange || (known is null && facts is null)
            ? new Settings(attributes, layout.FactSignature, facts is not null && facts != layout.FactSignature)
            : throw failures.Failure($"was last opened with another currency, or other attributes. Open it once with {nameof(MigrationPolicy)}.{nameof(MigrationPolicy.Apply)}: its facts are then made anew.");
    }

    private void Remember(Settings now)
    {
        if (now.OthersBefore)
        {
            MakeFacts();
        }

        foreach ((string key, string value) in new[] { (Attributes, now.Attributes), (Facts, now.Facts) })
        {
            database.Prepared($"INSERT OR REPLACE INTO {CrmTables.Meta} (key, value) VALUES (?1, ?2)").Bind(1, key).Bind(2, value).Run();
        }
    }

    // Facts are a function of rows: with another currency or other attributes they are others.
    private void MakeFacts()
    {
        var writer = new CommitWriter(database, layout);
        foreach (Concept concept in layout.Schema.Concepts)
        {
            IReadOnlyList<FactProjection> projections = concept.Facts(layout.Schema.Settings);
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
                foreach (Sdk.Facts.FactRecord fact in projections.SelectMany(p => p.Of(aggregate)))
                {
                    writer.PutFact(tenant, fact);
                }
            }

            rows.Reset();
        }
    }

    private string? Known(string key)
    {
        Statement s = database.Prepared($"SELECT value FROM {CrmTables.Meta} WHERE key = ?1").Bind(1, key);
        string? value = s.Step() ? s.Text(0) : null;
        s.Reset();
        return value;
    }

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

    private sealed record Settings(string Attributes, string Facts, bool OthersBefore);
}
