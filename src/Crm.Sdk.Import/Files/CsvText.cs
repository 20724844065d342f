using System.Text;
using Crm.Sdk.Import.Findings;

namespace Crm.Sdk.Import.Files;

/// <summary>The characters of a CSV file: unpacked, decoded, without a byte order mark. Notes what deserves a closer look.</summary>
/// <remarks>Characters handed out by the last call can be taken back, so that a reader can stop in the middle of a block.</remarks>
internal sealed class CsvText : TextReader
{
    private const int LargestBlock = 1 << 15;
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
    private readonly char[] _chars;
    private Stream? _stream;
    private int _byteCount;
    private int _start;
    private int _end;
    private bool _bytesEnded;
    private bool _markChecked;

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
        _chars = new char[strict.GetMaxCharCount(BlockSize) + 1];
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
    public bool IsSuspect { get; private set; }

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
    public override int Read(char[] buffer, int index, int count)
    {
        CheckRecord(index);
        while (_start == _end && !_bytesEnded)
        {
            try
            {
                _stream ??= Open(_raw.ReadAtLeast(_bytes.AsSpan(0, LongestMark), LongestMark, throwOnEndOfStream: false));
                Took(_stream.Read(_bytes, _byteCount, _bytes.Length - _byteCount));
            }
            catch (Exception e) when (IsFault(e))
            {
                throw CannotRead(e);
            }
        }

        return Give(buffer.AsSpan(index, count));
    }

    /// <inheritdoc/>
    public override async Task<int> ReadAsync(char[] buffer, int index, int count)
    {
        CheckRecord(index);
        while (_start == _end && !_bytesEnded)
        {
            try
            {
                _stream ??= Open(await _raw.ReadAtLeastAsync(_bytes.AsMemory(0, LongestMark), LongestMark, throwOnEndOfStream: false));
                Took(await _stream.ReadAsync(_bytes.AsMemory(_byteCount)));
            }
            catch (Exception e) when (IsFault(e))
            {
                throw CannotRead(e);
            }
        }

        return Give(buffer.AsSpan(index, count));
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
            (_stream ?? _raw).Dispose();
        }

        base.Dispose(disposing);
    }

    private void Took(int read)
    {
        _byteCount += read;
        _bytesEnded = read == 0;
        Decode();
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

    private void Decode()
    {
        int skip = 0;
        if (!_markChecked && (_byteCount >= LongestMark || _bytesEnded))
        {
            skip = SkipMark();
            _markChecked = true;
        }

        if (!_markChecked)
        {
            return;
        }

        long bad = _escape.Count;
        _start = 0;
        _end = _decoder.GetChars(_bytes.AsSpan(skip, _byteCount - skip), _chars, flush: _bytesEnded);
        _byteCount = 0;
        IsSuspect = IsSuspect || _escape.Count > bad || _chars.AsSpan(0, _end).Contains('\0');
    }

    private int SkipMark()
    {
        ReadOnlySpan<byte> begin = _bytes.AsSpan(0, _byteCount);
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

    private void CheckRecord(int kept)
    {
        if (kept > RecordLimit)
        {
            throw new RecordTooLongException();
        }
    }

    private int Give(Span<char> buffer)
    {
        int count = Math.Min(buffer.Length, _end - _start);
        _chars.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        Delivered += count;
        EndReached |= count == 0 && buffer.Length > 0;
        return count;
    }
}

/// <summary>Tells a reader of <see cref="CsvText"/> that its record is longer than the limit.</summary>
internal sealed class RecordTooLongException : Exception;
