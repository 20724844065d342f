using System.Diagnostics;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;
using Crm.Sdk.Storage;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Writing;

/// <summary>The one connection of a store that writes: one transaction at a time in the process, and a patient wait for those of others.</summary>
internal sealed class Writer(Database database, TimeSpan busyTimeout) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private bool _isDisposed;

    /// <summary>Runs a piece of work in a transaction that writes, whole or not at all.</summary>
    /// <exception cref="CrmStorageException">Somebody else holds the lock for longer than is waited; or the file cannot be written.</exception>
    public async ValueTask<T> RunAsync<T>(Func<Database, T> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            await BeginAsync(cancellationToken);
            try
            {
                T result = work(database);
                database.Prepared("COMMIT").Run();
                return result;
            }
            catch
            {
                database.Rollback();
                throw;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Waits for the work that is under way, then closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        _isDisposed = true;
        database.Dispose();
        _gate.Release();
    }

    public void Dispose() => _gate.Dispose();

    // The thread is given back between tries; SQLite's own wait would keep it.
    private async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        database.WaitWhenBusy(TimeSpan.Zero);
        long start = Stopwatch.GetTimestamp();
        for (int pause = 1; ; pause = Math.Min(pause * 2, 50))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                database.Prepared("BEGIN IMMEDIATE").Run();
                return;
            }
            catch (CrmStorageException e) when (e.IsTransient && Stopwatch.GetElapsedTime(start) < busyTimeout)
            {
                await Task.Delay(pause, cancellationToken);
            }
        }
    }
}
