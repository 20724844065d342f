using Crm.Sdk.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;

/// <summary>Says what SQLite's error codes mean for a user of a store, and what to do.</summary>
internal sealed class SqliteFailures(string file)
{
    public string File { get; } = file;

    public CrmStorageException Of(SqliteException e) => Of(e.SqliteErrorCode, e.Message, e);

    public CrmStorageException Of(int code, string message, Exception? inner = null) => (code & 0xFF) switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Failure($"is locked by another process or connection. Try again; if it lasts, find who holds it, or give more {nameof(SqliteStoreOptions.BusyTimeout)}.", isTransient: true),
        raw.SQLITE_READONLY => ReadOnly(inner),
        raw.SQLITE_CANTOPEN => Failure("cannot be opened. See that its folder exists and that the process may read and write there.", inner: inner),
        raw.SQLITE_NOTADB => Failure("is no SQLite database, or it is encrypted. Give the path of another file, or restore this one from a backup.", inner: inner),
        raw.SQLITE_CORRUPT => Damaged($"is damaged ({message}). Restore it from a backup.", inner),
        raw.SQLITE_FULL => Failure("has no room to grow: the disk is full. Nothing was written; free some space and try again.", inner: inner),
        raw.SQLITE_IOERR => Failure($"could not be read or written ({message}). Look at the disk, then open the store anew.", inner: inner),
        raw.SQLITE_TOOBIG => Failure("cannot hold a text as large as this one.", inner: inner),
        raw.SQLITE_NOMEM => Failure("needs more memory than there is.", isTransient: true, inner: inner),
        _ => Failure($"could not do what it was asked: {message} (SQLite code {code}).", inner: inner),
    };

    public CrmStorageException ReadOnly(Exception? inner = null) =>
        Failure("is read-only. Give the process the right to write to the file and to its folder, and leave 'Mode=ReadOnly' out of the connection string.", inner: inner);

    public CrmStorageException NoLibrary(Exception inner) =>
        Failure($"cannot be opened: SQLite itself cannot be loaded ({inner.GetBaseException().Message}). See that the package SQLitePCLRaw.bundle_e_sqlite3 reaches the program that runs, and that it has a native library for this machine.", inner: inner);

    public CrmStorageException Damaged(string what, Exception? inner = null) => Failure(what, inner: inner);

    public CrmStorageException Failure(string what, bool isTransient = false, Exception? inner = null) => new($"The database '{File}' {what}", isTransient, inner);
}
