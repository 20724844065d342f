namespace Crm.Sdk.Import.Files;

/// <summary>Reads a stream and counts the bytes that came from it.</summary>
internal sealed class CountingStream(Stream inner) : ForwardStream
{
    private long _count;

    /// <summary>Bytes read so far. May be asked for from another thread.</summary>
    public long Count => Volatile.Read(ref _count);

    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        _count += read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, cancellationToken);
        _count += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
