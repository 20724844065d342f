using Crm.Sdk.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;

/// <summary>An open connection with the statements that were prepared on it. One caller at a time.</summary>
internal sealed class Database : IDisposable
{
    private const int MostStatements = 128;

    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);
    private readonly List<Statement> _kept = [];
    private readonly SqliteFailures _failures;

    /// <summary>Opens the file; makes it when the connection string allows that.</summary>
    /// <exception cref="CrmStorageException">The file cannot be opened.</exception>
    public Database(string connectionString, SqliteFailures failures, TimeSpan busyTimeout)
    {
        _failures = failures;
        Connection = Opened(connectionString, failures);

        WaitWhenBusy(busyTimeout);
    }

    /// <summary>
    /// Opens a file that is only read, also where nothing can be written: in a folder or on a disk that allows no writing, a file without a
    /// log left beside it is read as it stands, without locks.
    /// </summary>
    /// <exception cref="CrmStorageException">The file cannot be opened.</exception>
    public static Database ForReading(string connectionString, SqliteFailures failures, TimeSpan busyTimeout)
    {
        Database? database = null;
        try
        {
            database = new Database(connectionString, failures, busyTimeout);
            database.Scalar("SELECT count(*) FROM sqlite_master");
            return database;
        }
        catch (CrmStorageException e) when (!e.IsTransient && File.Exists(failures.File) && !(File.Exists(failures.File + "-wal") && new FileInfo(failures.File + "-wal").Length > 0))
        {
            database?.Dispose();
            var still = new SqliteConnectionStringBuilder(connectionString) { DataSource = $"{new Uri(Path.GetFullPath(failures.File)).AbsoluteUri}?immutable=1", Mode = SqliteOpenMode.ReadOnly };
            try
            {
                return new Database(still.ToString(), failures, busyTimeout);
            }
            catch (CrmStorageException)
            {
                // The first attempt says what is wrong.
                throw e;
            }
        }
        catch
        {
            database?.Dispose();
            throw;
        }
    }

    public SqliteConnection Connection { get; }

    public sqlite3 Handle => Connection.Handle!;

    public bool IsReadOnly => raw.sqlite3_db_readonly(Handle, "main") == 1;

    public bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>How long a statement waits for the lock of somebody else before it fails.</summary>
    public void WaitWhenBusy(TimeSpan time) => raw.sqlite3_busy_timeout(Handle, (int)Math.Min(time.TotalMilliseconds, int.MaxValue));

    /// <summary>Prepares a statement for as long as the connection is open.</summary>
    public Statement Keep(string sql)
    {
        var statement = new Statement(this, sql);
        _kept.Add(statement);
        return statement;
    }

    /// <summary>The statement with a text, prepared at most once for the texts that come often.</summary>
    public Statement Prepared(string sql)
    {
        if (!_statements.TryGetValue(sql, out Statement? statement))
        {
            if (_statements.Count >= MostStatements)
            {
                Forget();
            }

            _statements.Add(sql, statement = new Statement(this, sql));
        }

        return statement;
    }

    /// <summary>Runs one or several statements whose rows nobody wants.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(Handle, sql));

    /// <summary>The first column of the first row as text; null when there is no row.</summary>
    public string? Scalar(string sql)
    {
        using var statement = new Statement(this, sql);
        return statement.Step() ? statement.Text(0) : null;
    }

    /// <summary>Takes back whatever was not committed.</summary>
    public void Rollback()
    {
        foreach (Statement statement in _statements.Values.Concat(_kept))
        {
            statement.Reset();
        }

        if (InTransaction)
        {
            // It fails only where the transaction is gone already, after a full disk for one.
            raw.sqlite3_exec(Handle, "ROLLBACK");
        }
    }

    public void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw _failures.Of(code, raw.sqlite3_errmsg(Handle).utf8_to_string());
        }
    }

    public CrmStorageException Failure(string what) => _failures.Damaged(what);

    public void Dispose()
    {
        Forget();
        _kept.ForEach(s => s.Dispose());
        Connection.Dispose();
    }

    private static SqliteConnection Opened(string connectionString, SqliteFailures failures)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = new SqliteConnection(connectionString);
            connection.Open();
            return connection;
        }
        catch (SqliteException e)
        {
            connection?.Dispose();
            throw failures.Of(e);
        }
        catch (Exception e) when (e is not ArgumentException)
        {
            // Where the native library is missing, what comes is a plain Exception or one about a type; closing would throw another.
            throw failures.NoLibrary(e);
        }
    }

    private void Forget()
    {
        foreach (Statement statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
    }
}
