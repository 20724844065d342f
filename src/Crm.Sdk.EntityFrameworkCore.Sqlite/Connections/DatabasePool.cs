using System.Collections.Concurrent;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;

/// <summary>Connections for reading, kept open between uses: each reading has one for itself, so that it sees one moment.</summary>
internal sealed class DatabasePool(Func<Database> open, int most) : IDisposable
{
    private readonly ConcurrentBag<Database> _idle = [];
    private volatile bool _isDisposed;

    /// <summary>Takes a connection; disposing what is given hands it back.</summary>
    public Rental Rent()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return new Rental(this, _idle.TryTake(out Database? database) ? database : open());
    }

    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryTake(out Database? database))
        {
            database.Dispose();
        }
    }

    private void Return(Database database)
    {
        database.Rollback();
        if (_isDisposed || _idle.Count >= most)
        {
            database.Dispose();
            return;
        }

        _idle.Add(database);
        if (_isDisposed && _idle.TryTake(out Database? late))
        {
            late.Dispose();
        }
    }

    /// <summary>A connection in use.</summary>
    public sealed class Rental(DatabasePool pool, Database database) : IDisposable
    {
        private bool _isReturned;

        public Database Database { get; } = database;

        public void Dispose()
        {
            if (!_isReturned)
            {
                _isReturned = true;
                pool.Return(Database);
            }
        }
    }
}
