using System.Globalization;
using System.Text;

namespace Crm.Sdk.Import.Files;

/// <summary>The file of rejected records: the original header and records, to be mended and imported again.</summary>
/// <remarks>Written under another name beside its place, and moved there by <see cref="Complete"/>; without that call nothing stays.</remarks>
internal sealed class RejectsFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private readonly Encoding _encoding;
    private readonly Encoder _encoder;
    private readonly FileStream _stream;
    private readonly ArrayBuffer _bytes = new();
    private bool _isOpen = true;
    private char? _half;
    private char _last = '\n';

    /// <summary>Creates the file under its temporary name.</summary>
    public RejectsFile(string path, Encoding encoding)
    {
        _path = Path.GetFullPath(path);
        _encoding = encoding;
        _encoder = encoding.GetEncoder();
        _temporary = $"{_path}.{Path.GetRandomFileName()}.part";
        _stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
    }

    /// <summary>Writes the header, and the byte order mark when the original has one.</summary>
    public void WriteHeader(string raw, bool withMark)
    {
        if (withMark)
        {
            byte[] mark = _encoding.GetPreamble();
            _stream.Write(mark.Length > 0 ? mark : Encoding.UTF8.GetPreamble());
        }

        Write(raw);
    }

    /// <summary>Writes a record, or a piece of one. Call <see cref="EndRecord"/> after it.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (_half is { } half)
            {
                WritePair(half, text[0]);
                text = text[1..];
                continue;
            }

            int plain = text.IndexOfAnyInRange(ByteEscape.First, ByteEscape.Last);
            plain = plain < 0 ? text.Length : plain;
            WritePlain(text[..plain]);
            _half = plain < text.Length ? text[plain] : null;
            text = text[Math.Min(text.Length, plain + 1)..];
        }
    }

    /// <summary>Ends a record that has no line end of its own.</summary>
    public void EndRecord()
    {
        if (_last is not ('\n' or '\r'))
        {
            WritePlain("\n");
        }
    }

    /// <summary>Puts the file in its place; beside it, with a number, when a file with other content stands there, which may have been mended.</summary>
    /// <returns>Where the records are.</returns>
    public string Complete()
    {
        _stream.Dispose();
        string place = _path;
        for (int number = 2; File.Exists(place); number++)
        {
            if (IsSame(place))
            {
                File.Delete(_temporary);
                _isOpen = false;
                return place;
            }

            place = Path.Combine(
                Path.GetDirectoryName(_path)!,
                string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(_path)}.{number}{Path.GetExtension(_path)}"));
        }

        File.Move(_temporary, place);
        _isOpen = false;
        return place;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        if (_isOpen)
        {
            _isOpen = false;
            File.Delete(_temporary);
        }
    }

    private bool IsSame(string place)
    {
        using FileStream first = File.OpenRead(place);
        using FileStream second = File.OpenRead(_temporary);
        if (first.Length != second.Length)
        {
            return false;
        }

        byte[] one = new byte[1 << 16];
        byte[] other = new byte[1 << 16];
        while (first.ReadAtLeast(one, one.Length, throwOnEndOfStream: false) is > 0 and var count)
        {
            if (second.ReadAtLeast(other, other.Length, throwOnEndOfStream: false) != count || !one.AsSpan(0, count).SequenceEqual(other.AsSpan(0, count)))
            {
                return false;
            }
        }

        return true;
    }

    private void WritePair(char first, char second)
    {
        _half = null;
        if (ByteEscape.TryByte(first, second, out byte value))
        {
            _stream.WriteByte(value);
            _last = '\0';
        }
        else
        {
            WritePlain([first, second]);
        }
    }

    private void WritePlain(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        _last = text[^1];
        Span<byte> bytes = _bytes.Get(_encoding.GetMaxByteCount(text.Length + 1));
        _stream.Write(bytes[.._encoder.GetBytes(text, bytes, flush: false)]);
    }

    private sealed class ArrayBuffer
    {
        private byte[] _array = [];

        public Span<byte> Get(int length) => _array.Length >= length ? _array : _array = new byte[length];
    }
}
