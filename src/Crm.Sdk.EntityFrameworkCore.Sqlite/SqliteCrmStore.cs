using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Crm.Sdk.Aggregates;
using Crm.Sdk.EntityFrameworkCore.Model;
using Crm.Sdk.EntityFrameworkCore.Queries;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Migrations;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Reading;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Writing;
using Crm.Sdk.Facts;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite;

/// <summary>A store in a SQLite file. What it has acknowledged is on the disk: neither a killed process nor a power cut takes it back.</summary>
/// <remarks>
/// Safe for use from several threads, and beside other processes that use the same file on one machine. One commit is written at a time;
/// readings go on meanwhile and see the moment at which they began. It works on the thread of the caller, as SQLite does.
/// </remarks>
public sealed class SqliteCrmStore : ICrmStore
{
    private readonly SqliteStoreOptions _options;
    private readonly string _connectionString;
    private readonly SqliteFailures _failures;
    private readonly SchemaLayout _layout;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile Opened? _opened;
    private bool _isDisposed;

    /// <summary>Creates a store; <see cref="OpenAsync"/> opens the file.</summary>
    /// <param name="schema">What the store holds: concepts of the SDK, which have migrations, and of the host, whose tables are made at the opening.</param>
    /// <param name="options">Where it lies.</param>
    /// <exception cref="ArgumentException">The options do not name one file.</exception>
    public SqliteCrmStore(CrmSchema schema, SqliteStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Readers, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BusyTimeout, TimeSpan.Zero, nameof(options));
        Schema = schema;
        _options = options;
        _layout = new SchemaLayout(schema);
        SqliteConnectionStringBuilder connection = ConnectionOf(options);
        _connectionString = connection.ToString();
        _failures = new SqliteFailures(connection.DataSource);
    }

    /// <inheritdoc/>
    public CrmSchema Schema { get; }

    private Opened Ready => _opened ?? throw (_isDisposed
        ? new ObjectDisposedException(nameof(SqliteCrmStore))
        : new InvalidOperationException($"The store is not open; call {nameof(OpenAsync)} once before it is used."));

    /// <inheritdoc/>
    public async ValueTask OpenAsync(CancellationToken cancellationToken = default)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _opened ??= Open();
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<CommitReceipt> CommitAsync(Commit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        cancellationToken.ThrowIfCancellationRequested();
        Opened opened = Ready;
        return new CommitReceipt { Position = await opened.Writer.RunAsync(Write, cancellationToken) };

        long Write(Database database)
        {
            opened.Guard.Check(database);
            return opened.Commits.Write(commit, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Row?> FindAsync(TenantId tenant, Concept concept, Guid id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(concept);
        cancellationToken.ThrowIfCancellationRequested();
        using DatabasePool.Rental rental = Ready.Readers.Rent();
        return ValueTask.FromResult(Schema.Find(concept.Name) is { } own ? Finder.Row(rental.Database, tenant, own.Schema, id) : null);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<string, Row>> FindAsync(
        TenantId tenant, Concept concept, string source, IReadOnlyCollection<string> values, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(concept);
        ArgumentNullException.ThrowIfNull(values);
        cancellationToken.ThrowIfCancellationRequested();
        using DatabasePool.Rental rental = Ready.Readers.Rent();
        return ValueTask.FromResult<IReadOnlyDictionary<string, Row>>(
            Schema.Find(concept.Name) is { } own ? Finder.Rows(rental.Database, tenant, own.Schema, source, values) : new Dictionary<string, Row>());
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Row> QueryAsync(TenantId tenant, RowQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        SqlText sql = SqliteQueryTranslator.Instance.Select(tenant, query);
        using DatabasePool.Rental rental = Ready.Readers.Rent();
        Statement statement = rental.Database.Prepared(sql.ToString()).BindAll(sql.Values);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (statement.Step())
            {
                yield return RowReader.Read(statement, query.Concept.Schema);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            statement.Clear();
        }

        await ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(TenantId tenant, RowQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        cancellationToken.ThrowIfCancellationRequested();
        SqlText sql = SqliteQueryTranslator.Instance.Count(tenant, query);
        using DatabasePool.Rental rental = Ready.Readers.Rent();
        Statement statement = rental.Database.Prepared(sql.ToString()).BindAll(sql.Values);
        try
        {
            statement.Step();
            return ValueTask.FromResult(statement.Number(0));
        }
        finally
        {
            statement.Clear();
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<LogEntry> ReadLogAsync(LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        cancellationToken.ThrowIfCancellationRequested();
        using DatabasePool.Rental rental = Ready.Readers.Rent();

        // Handing the connection back ends the transaction.
        rental.Database.Execute("BEGIN");
        foreach (LogEntry entry in LogReader.Read(rental.Database, query))
        {
            yield return entry;
            cancellationToken.ThrowIfCancellationRequested();
        }

        await ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public IFactSource Facts(TenantId tenant, FactSchema fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return Schema.Facts.Contains(fact)
            ? new FactReader(Ready.Readers, Ready.Guard, tenant, _layout.Of(fact))
            : throw new ArgumentException($"The schema of this store gives no fact '{fact.Name}'.", nameof(fact));
    }

    /// <inheritdoc/>
    public ValueTask<LogLease?> LeaseAsync(string cursor, int take, Instant now, Duration lease, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(cursor);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(take);
        cancellationToken.ThrowIfCancellationRequested();
        return Ready.Writer.RunAsync(d => CursorStatements.Lease(d, cursor, take, now, lease), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(LogLease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return Ready.Writer.RunAsync(d => CursorStatements.Complete(d, lease), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> FailAsync(LogLease lease, Instant now, Duration firstWait, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return Ready.Writer.RunAsync(d => CursorStatements.Fail(d, lease, now, firstWait), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _opening.WaitAsync();
        Opened? opened = _opened;
        (_opened, _isDisposed) = (null, true);
        _opening.Release();
        if (opened is not null)
        {
            opened.Readers.Dispose();
            await opened.Writer.DisposeAsync();
        }
    }

    private static SqliteConnectionStringBuilder ConnectionOf(SqliteStoreOptions options)
    {
        if (options.Path is null == options.ConnectionString is null)
        {
            throw new ArgumentException($"Give either {nameof(SqliteStoreOptions.Path)} or {nameof(SqliteStoreOptions.ConnectionString)}.", nameof(options));
        }

        var connection = options.Path is { } path ? new SqliteConnectionStringBuilder { DataSource = path } : new SqliteConnectionStringBuilder(options.ConnectionString);
        if (connection.DataSource is "" or ":memory:" || connection.Mode == SqliteOpenMode.Memory)
        {
            throw new ArgumentException($"A SQLite store lies in a file; for one in memory take {nameof(InMemoryCrmStore)}.", nameof(options));
        }

        // Connections are kept by the store, each with its statements; a second pool beneath would only keep the file open.
        connection.Pooling = false;
        if (options.Migrate == MigrationPolicy.Check && connection.Mode == SqliteOpenMode.ReadWriteCreate)
        {
            connection.Mode = SqliteOpenMode.ReadWrite;
        }

        return connection;
    }

    private Opened Open()
    {
        Database database = Connect();
        try
        {
            SchemaGuard guard = new StoreOpener(database, _failures, _layout, _options.Migrate == MigrationPolicy.Apply, _options.ReplaceFacts).Run();
            database.Execute("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864");
            return new Opened(
                new Writer(database, _options.BusyTimeout), new CommitWriter(database, _layout), new DatabasePool(OpenReader, _options.Readers), guard);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private Database Connect() => _options.Migrate == MigrationPolicy.Check
        ? Database.ForReading(_connectionString, _failures, _options.BusyTimeout) : new Database(_connectionString, _failures, _options.BusyTimeout);

    private Database OpenReader()
    {
        Database database = Connect();
        try
        {
            database.Execute("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY");
            SqlFunctions.Register(database);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private sealed record Opened(Writer Writer, CommitWriter Commits, DatabasePool Readers, SchemaGuard Guard);
}
