using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Crm.Sdk.Import.Files;

/// <summary>The records of a CSV file, one at a time, with their place in it.</summary>
internal sealed class CsvRecords : IDisposable
{
    // A record may hold this many fields of the greatest length.
    private const int LongestRecordInFields = 16;

    private readonly CsvText _text;
    private readonly char _delimiter;
    private readonly int _maxFieldLength;
    private readonly Action<string> _skipped;
    private CsvParser _parser;
    private long _parserBegin;
    private int _linesBefore;
    private int _longLine;
    private bool _hasStrayQuote;

    /// <summary>Creates a reader.</summary>
    /// <param name="text">The file; closed with the reader.</param>
    /// <param name="delimiter">The character between fields.</param>
    /// <param name="maxFieldLength">The most characters of a field.</param>
    /// <param name="skipped">Takes the pieces of a record that is too long to be kept.</param>
    public CsvRecords(CsvText text, char delimiter, int maxFieldLength, Action<string> skipped)
    {
        _text = text;
        _delimiter = delimiter;
        _maxFieldLength = maxFieldLength;
        _skipped = skipped;
        text.RecordLimit = (long)LongestRecordInFields * maxFieldLength;
        _parser = CreateParser();
    }

    /// <summary>The number of fields of the record.</summary>
    public int Count => _parser.Count;

    /// <summary>A field of the record, without its quotes.</summary>
    public string this[int index] => _parser[index];

    /// <summary>Whether a field that was read is longer than the limit.</summary>
    public bool IsLong(string field) => field.Length > _maxFieldLength;

    /// <summary>Whether fields may hold NUL characters or bytes that are no text.</summary>
    public bool IsSuspect => _text.IsSuspect;

    /// <summary>Whether the record is too long to be kept; it has no fields then.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The field, counted from 1, in which the file ends inside quotes; 0 when it does not.</summary>
    public int UnclosedField { get; private set; }

    /// <summary>The number of the field, counted from 1, that was too long.</summary>
    public int LongField { get; private set; }

    /// <summary>The record as it stands in the file, its line end included.</summary>
    public string Raw => _parser.RawRecord;

    /// <summary>The line on which the record begins, counted from 1.</summary>
    public int Line
    {
        get
        {
            if (IsTooLong)
            {
                return _longLine;
            }

            var scanner = new RecordScanner(_delimiter);
            scanner.Feed(_parser.RawRecord);
            return _linesBefore + _parser.RawRow - scanner.InnerLines;
        }
    }

    /// <summary>Whether a field that was read since the last call goes on after its closing quote.</summary>
    public bool TakeStrayQuote()
    {
        bool had = _hasStrayQuote;
        _hasStrayQuote = false;
        return had;
    }

    /// <summary>Moves to the next record.</summary>
    public bool Read()
    {
        if (IsTooLong)
        {
            IsTooLong = false;
            _parser = CreateParser();
        }

        _hasStrayQuote = false;
        try
        {
            if (!_parser.Read())
            {
                return false;
            }
        }
        catch (RecordTooLongException)
        {
            Skip();
            return true;
        }

        if (_text.EndReached)
        {
            CheckEnd();
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _text.Dispose();

    private CsvParser CreateParser()
    {
        _parserBegin = _text.Delivered;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            BufferSize = _text.BlockSize,
            Delimiter = _delimiter.ToString(),
            ExceptionMessagesContainRawData = false,
            BadDataFound = NoteStrayQuote,
        };
        return new CsvParser(_text, configuration, leaveOpen: true);
    }

    // An unquoted field may hold quotes, as in 12" ruler: they stand for themselves.
    private void NoteStrayQuote(BadDataFoundArgs args) => _hasStrayQuote |= args.Field.StartsWith('"');

    // Only the last record can end inside quotes, and only there does the parser not tell.
    private void CheckEnd()
    {
        if (_text.Delivered - _parserBegin != _parser.CharCount)
        {
            return;
        }

        var scanner = new RecordScanner(_delimiter);
        scanner.Feed(_parser.RawRecord);
        UnclosedField = scanner.InQuotes ? scanner.Field : 0;
    }

    // Runs to the end of the record without keeping it, then lets a new parser begin there.
    private void Skip()
    {
        string begin = _parser.RawRecord;
        _text.Return((int)(_text.Delivered - _parserBegin - _parser.CharCount));
        _text.RecordLimit = long.MaxValue;
        var scanner = new RecordScanner(_delimiter);
        scanner.Feed(begin);
        IsTooLong = true;
        LongField = scanner.Field;
        _longLine = _linesBefore + _parser.RawRow - scanner.InnerLines;
        _skipped(begin);
        char[] buffer = new char[_text.BlockSize];
        while (!scanner.IsComplete)
        {
            int read = _text.Read(buffer, 0, buffer.Length);
            if (read == 0)
            {
                scanner.End();
                break;
            }

            int used = scanner.Feed(buffer.AsSpan(0, read));
            _skipped(new string(buffer, 0, used));
            _text.Return(read - used);
        }

        UnclosedField = scanner.InQuotes ? scanner.Field : 0;
        _linesBefore = _longLine + scanner.InnerLines;
        _text.RecordLimit = (long)LongestRecordInFields * _maxFieldLength;
    }
}
