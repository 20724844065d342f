using System.Text;
using Crm.Sdk.Import.Findings;

namespace Crm.Sdk.Import.Files;

/// <summary>The characters of a CSV file: unpacked, decoded, without a byte order mark. Notes what deserves a closer look.</summary>
/// <remarks>Characters handed out by the last call can be taken back, so that a reader can stop in the middle of a block.</remarks>
internal sealed class CsvText : TextReader
{
    private const int LargestBlock = 1 << 16;
    private const int SmallestBlock = 1 << 10;
    private const int LongestMark = 4;

    private static readonly (byte[] Mark, string Name)[] Marks =
    [
        ([0xEF, 0xBB, 0xBF], "utf-8"),
        ([0xFF, 0xFE, 0, 0], "utf-32"),
        ([0, 0, 0xFE, 0xFF], "utf-32BE"),
        ([0xFF, 0xFE], "utf-16"),
        ([0xFE, 0xFF], "utf-16BE"),
    ];

    private static readonly (byte[] Begin, string Name)[] OtherFormats =
    [
        ([0x50, 0x4B, 0x03, 0x04], "a zip archive or an Excel workbook"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook"),
        ([0x25, 0x50, 0x44, 0x46], "a PDF document"),
    ];

    private readonly Encoding _encoding;
    private readonly ByteEscape _escape = new();
    private readonly CountingStream _raw;
    private readonly Decoder _decoder;
    private readonly byte[] _bytes;
    private Stream? _stream;
    private Task? _filling;
    private Block _current;
    private Block _next;
    private int _start;
    private bool _markChecked;
    private volatile bool _isSuspect;

    /// <summary>Creates a reader; nothing is read yet.</summary>
    /// <param name="stream">The bytes of the file, packed or not; closed with the reader.</param>
    /// <param name="encoding">The encoding that the mapping declares.</param>
    public CsvText(Stream stream, Encoding encoding)
    {
        _encoding = encoding;
        TotalBytes = stream.CanSeek ? stream.Length - stream.Position : null;
        _raw = new CountingStream(stream);
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = _escape;
        _decoder = strict.GetDecoder();
        BlockSize = (int)Math.Clamp(TotalBytes ?? LargestBlock, SmallestBlock, LargestBlock);
        _bytes = new byte[BlockSize];
        int chars = strict.GetMaxCharCount(BlockSize) + 1;
        _current = new Block(chars);
        _next = new Block(chars);
    }

    /// <summary>A fitting size for buffers over this text.</summary>
    public int BlockSize { get; }

    /// <summary>Bytes of the file, or null when the stream cannot tell.</summary>
    public long? TotalBytes { get; }

    /// <summary>Bytes of the file read so far.</summary>
    public long BytesRead => _raw.Count;

    /// <summary>Characters handed out so far, less those taken back.</summary>
    public long Delivered { get; private set; }

    /// <summary>Whether a call found that there is no more.</summary>
    public bool EndReached { get; private set; }

    /// <summary>Whether the text so far held a NUL character or bytes that are no text.</summary>
    public bool IsSuspect => _isSuspect;

    /// <summary>Whether the file begins with the byte order mark of its encoding.</summary>
    public bool HasMark { get; private set; }

    /// <summary>The most characters of one record that a reader may keep in its buffer when it asks for more.</summary>
    public long RecordLimit { get; set; } = long.MaxValue;

    /// <summary>Takes back the last characters handed out.</summary>
    public void Return(int count)
    {
        _start -= count;
        Delivered -= count;
    }

    /// <inheritdoc/>
    /// <remarks>While a block is read, the next one is unpacked and decoded on another thread.</remarks>
    public override int Read(char[] buffer, int index, int count)
    {
        if (index > RecordLimit)
        {
            throw new RecordTooLongException();
        }

        while (_start == _current.Count && !_current.IsLast)
        {
            Advance();
        }

        int given = Math.Min(count, _current.Count - _start);
        _current.Chars.AsSpan(_start, given).CopyTo(buffer.AsSpan(index));
        _start += given;
        Delivered += given;
        EndReached |= given == 0 && count > 0;
        return given;
    }

    /// <summary>Whether an exception says that a file could not be read, rather than that a program is wrong.</summary>
    public static bool IsFault(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>What such an exception becomes.</summary>
    public static BrokenFileException CannotRead(Exception exception) =>
        new(ImportCodes.CannotRead, "The file cannot be read: " + exception.Message, "");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            try
            {
                _filling?.GetAwaiter().GetResult();
            }
            catch (Exception) when (_filling!.IsFaulted)
            {
                // Nobody will read that block, so what went wrong with it does not matter.
            }

            (_stream ?? _raw).Dispose();
        }

        base.Dispose(disposing);
    }

    // The blocks change places; a task that has not begun yet runs on the thread that waits for it.
    private void Advance()
    {
        if (_filling is null)
        {
            Fill();
        }
        else
        {
            _filling.GetAwaiter().GetResult();
        }

        (_current, _next) = (_next, _current);
        _start = 0;
        _filling = BlockSize == LargestBlock && !_current.IsLast ? Task.Run(Fill) : null;
    }

    private void Fill()
    {
        try
        {
            _stream ??= Open(_raw.ReadAtLeast(_bytes.AsSpan(0, LongestMark), LongestMark, throwOnEndOfStream: false));
            int read = _stream.ReadAtLeast(_bytes, LongestMark, throwOnEndOfStream: false);
            Decode(_bytes.AsSpan(0, read), isLast: read < LongestMark);
        }
        catch (Exception e) when (IsFault(e))
        {
            throw CannotRead(e);
        }
    }

    // Packed files begin with 1F 8B, which no text does.
    private Stream Open(int count)
    {
        byte[] begin = _bytes[..count];
        foreach ((byte[] start, string name) in OtherFormats)
        {
            if (begin.AsSpan().StartsWith(start))
            {
                throw new BrokenFileException(ImportCodes.NotText, $"The file is {name}, not a CSV file.", "Save the table as CSV and import that.");
            }
        }

        return begin is [0x1F, 0x8B, ..] ? new GzipText(begin, _raw) : new ChainStream(begin, _raw, default);
    }

    private void Decode(ReadOnlySpan<byte> bytes, bool isLast)
    {
        bytes = _markChecked ? bytes : bytes[SkipMark(bytes)..];
        _markChecked = true;
        long bad = _escape.Count;
        _next.Count = _decoder.GetChars(bytes, _next.Chars, flush: isLast);
        _next.IsLast = isLast;
        _isSuspect = _isSuspect || _escape.Count > bad || _next.Chars.AsSpan(0, _next.Count).Contains('\0');
    }

    private int SkipMark(ReadOnlySpan<byte> begin)
    {
        foreach ((byte[] mark, string name) in Marks)
        {
            if (!begin.StartsWith(mark))
            {
                continue;
            }

            HasMark = _encoding.GetPreamble().AsSpan().SequenceEqual(mark)
                || (_encoding.CodePage == Encoding.UTF8.CodePage && name == "utf-8");
            return HasMark
                ? mark.Length
                : throw new BrokenFileException(
                    ImportCodes.WrongEncoding,
                    $"The mapping says that the file is in {_encoding.WebName}, but it begins with the mark of {name}.",
                    $"Set \"encoding\": \"{name}\" in the mapping.");
        }

        return 0;
    }

    private sealed class Block(int size)
    {
        public char[] Chars { get; } = new char[size];

        public int Count { get; set; }

        public bool IsLast { get; set; }
    }
}

/// <summary>Tells a reader of <see cref="CsvText"/> that its record is longer than the limit.</summary>
internal sealed class RecordTooLongException : Exception;
