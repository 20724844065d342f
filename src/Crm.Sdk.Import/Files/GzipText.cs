using System.IO.Compression;
using System.Security.Cryptography;
using Crm.Sdk.Import.Findings;

namespace Crm.Sdk.Import.Files;

/// <summary>Unpacks gzip and notices when the file ends too early, which the runtime's reader does not.</summary>
/// <remarks>
/// A second, tiny gzip member is appended to what is read. It unpacks to a mark that nothing else holds; when the text does not
/// end with that mark, the bytes before it were no complete gzip file. The mark itself is held back.
/// </remarks>
internal sealed class GzipText : ForwardStream
{
    private const int MarkLength = 16;

    private static readonly byte[] Mark = RandomNumberGenerator.GetBytes(MarkLength);
    private static readonly byte[] PackedMark = Pack(Mark);

    private readonly GZipStream _inner;
    private readonly byte[] _buffer = new byte[(1 << 16) + MarkLength];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>Creates a reader of a gzip file that begins with <paramref name="begin"/> and goes on with <paramref name="rest"/>.</summary>
    public GzipText(ReadOnlyMemory<byte> begin, Stream rest) =>
        _inner = new GZipStream(new ChainStream(begin, rest, PackedMark), CompressionMode.Decompress);

    public override int Read(Span<byte> buffer)
    {
        while (_end - _start <= MarkLength && !_ended)
        {
            Make();
            Took(Guard(() => _inner.Read(_buffer, _end, _buffer.Length - _end)));
        }

        return Give(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_end - _start <= MarkLength && !_ended)
        {
            Make();
            int read;
            try
            {
                read = await _inner.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            }
            catch (InvalidDataException)
            {
                throw Broken();
            }

            Took(read);
        }

        return Give(buffer.Span);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static BrokenFileException Broken() =>
        new(ImportCodes.BrokenCompression, "The compressed file is cut short or damaged.", "Fetch or pack it again; nothing of it was imported.");

    private static int Guard(Func<int> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException)
        {
            throw Broken();
        }
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private void Make()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
    }

    private void Took(int read)
    {
        _end += read;
        _ended = read == 0;
        if (_ended && !_buffer.AsSpan(_start, _end - _start).SequenceEqual(Mark))
        {
            throw Broken();
        }
    }

    private int Give(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, Math.Max(0, _end - _start - MarkLength));
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }
}
