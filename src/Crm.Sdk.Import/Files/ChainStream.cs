namespace Crm.Sdk.Import.Files;

/// <summary>Reads some bytes, then a stream, then some other bytes.</summary>
internal sealed class ChainStream(ReadOnlyMemory<byte> before, Stream inner, ReadOnlyMemory<byte> after) : ForwardStream
{
    private ReadOnlyMemory<byte> _before = before;
    private ReadOnlyMemory<byte> _after = after;
    private bool _innerEnded;

    public override int Read(Span<byte> buffer)
    {
        int read = Take(ref _before, buffer);
        if (read == 0 && !_innerEnded)
        {
            read = inner.Read(buffer);
            _innerEnded = read == 0;
        }

        return read > 0 ? read : Take(ref _after, buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = Take(ref _before, buffer.Span);
        if (read == 0 && !_innerEnded)
        {
            read = await inner.ReadAsync(buffer, cancellationToken);
            _innerEnded = read == 0;
        }

        return read > 0 ? read : Take(ref _after, buffer.Span);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static int Take(ref ReadOnlyMemory<byte> from, Span<byte> to)
    {
        int count = Math.Min(from.Length, to.Length);
        from.Span[..count].CopyTo(to);
        from = from[count..];
        return count;
    }
}
