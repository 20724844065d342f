using Crm.Sdk.Facts;
using Crm.Sdk.Import.Conversion;
using Crm.Sdk.Import.Files;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Mapping;

namespace Crm.Sdk.Import;

/// <summary>Reads the value of one field, row by row. Holds the value of the row read last.</summary>
internal sealed class CellReader
{
    private readonly BoundColumn _column;
    private readonly ColumnSource _source;
    private readonly int[] _places;
    private readonly int _place;
    private readonly TextMemo<(CellProblem Problem, long Value)>? _numbers;
    private readonly TextMemo<string>? _folded;
    private readonly bool _trims;
    private readonly bool _isCut;
    private readonly bool _onlyEmptyIsNull;
    private readonly bool _hasValues;
    private readonly Dictionary<string, string?>.AlternateLookup<ReadOnlySpan<char>> _values;
    private readonly CellParser? _parser;
    private readonly long _least;
    private readonly long _most;
    private string _text = "";
    private int _start;
    private int _length;

    /// <summary>Creates a reader.</summary>
    /// <param name="column">How the field is filled.</param>
    /// <param name="places">The fields of a record that are read.</param>
    public CellReader(BoundColumn column, int[] places)
    {
        _column = column;
        _source = column.Mapping.Source;
        _places = places;
        _place = places.FirstOrDefault();
        _parser = column.Parser;
        _least = column.Least;
        _most = column.Most;
        _onlyEmptyIsNull = column.Nulls is [""];
        IsText = _parser is null;
        _numbers = column.Parser is { IsCostly: true } ? new() : null;
        _folded = column.Field.FoldsCase && IsText ? new() : null;
        _trims = column.Mapping.Format.Trim;
        _hasValues = column.Values is not null;
        _values = (column.Values ?? []).GetAlternateLookup<ReadOnlySpan<char>>();
        _isCut = column.Mapping is not { Start: 0, Length: null };
    }

    /// <summary>How the field is filled.</summary>
    public BoundColumn Column => _column;

    /// <summary>Whether the field holds texts.</summary>
    public bool IsText { get; }

    /// <summary>Whether the row has no value.</summary>
    public bool IsNull { get; private set; }

    /// <summary>The value of a field that is no text, in storage form.</summary>
    public long Number { get; private set; }

    /// <summary>The value of a textual field; after a problem, the text that could not be read.</summary>
    public ReadOnlySpan<char> Text => _text.AsSpan(_start, _length);

    /// <summary>Rows kept so far that have no value.</summary>
    public long Nulls { get; set; }

    /// <summary>The number of the record's field, counted from 1, at which the last problem stands; null when the value came from none.</summary>
    public int? Place { get; private set; }

    /// <summary>Reads the value of a row.</summary>
    /// <returns>The code of a finding, or null when all is well.</returns>
    public string? Read(CsvRecords record, long rowNumber)
    {
        IsNull = false;
        switch (_source)
        {
            case ColumnSource.Column:
                return ReadField(record, _place) ?? (IsNull ? Default() : Convert());
            case ColumnSource.Join:
                return ReadJoined(record) ?? (IsNull ? Default() : Convert());
            case ColumnSource.Constant:
                Number = _column.ConstantNumber ?? 0;
                Set(_column.ConstantText ?? "");
                return null;
            default:
                Number = rowNumber;
                if (IsText)
                {
                    Set(rowNumber.ToString(System.Globalization.CultureInfo.InvariantCulture));
                }

                return null;
        }
    }

    private void Set(string text)
    {
        _text = text;
        _start = 0;
        _length = text.Length;
    }

    // Takes the text of one field: trimmed, and null where it says so.
    private string? ReadField(CsvRecords record, int place)
    {
        string text = record[place];
        Place = place + 1;
        _text = text;
        _start = 0;
        _length = text.Length;
        if (record.TakeStrayQuote())
        {
            return ImportCodes.StrayQuote;
        }

        if (record.IsLong(text))
        {
            return ImportCodes.TooLong;
        }

        if (record.IsSuspect && Suspect(text) is { } code)
        {
            return code;
        }

        if (_trims && text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])))
        {
            ReadOnlySpan<char> rest = text.AsSpan().TrimStart();
            _start = text.Length - rest.Length;
            _length = rest.TrimEnd().Length;
        }

        IsNull = _onlyEmptyIsNull ? _length == 0 : _column.IsNull(Text);
        return null;
    }

    private string? ReadJoined(CsvRecords record)
    {
        var parts = new List<string>(_places.Length);
        foreach (int place in _places)
        {
            if (ReadField(record, place) is { } code)
            {
                return code;
            }

            if (!IsNull)
            {
                parts.Add(Text.ToString());
            }
        }

        Place = _places[0] + 1;
        IsNull = parts.Count == 0;
        Set(string.Join(_column.Mapping.Separator, parts));
        return null;
    }

    private static string? Suspect(string text)
    {
        foreach (char c in text)
        {
            if (c == '\0')
            {
                return ImportCodes.NulCharacter;
            }

            if (ByteEscape.IsEscape(c))
            {
                return ImportCodes.BadBytes;
            }
        }

        return null;
    }

    private string? Default()
    {
        if (_column.DefaultText is { } text)
        {
            IsNull = false;
            Set(text);
        }
        else if (_column.DefaultNumber is { } number)
        {
            IsNull = false;
            Number = number;
        }

        return null;
    }

    private string? Convert()
    {
        if ((_isCut || _hasValues) && !TakePart())
        {
            return Default();
        }

        if (_parser is not { } parser)
        {
            Fold();
            return null;
        }

        CellProblem problem = Parse(parser, out long value);
        if (problem == CellProblem.None && (value < _least || value > _most))
        {
            IsNull = _column.Mapping.OutsideIsNull;
            problem = IsNull ? CellProblem.None : CellProblem.OutsideRange;
        }

        Number = value;
        return problem == CellProblem.None ? null : CodeOf(problem);
    }

    // Cuts and translates the text; false when that leaves nothing.
    private bool TakePart()
    {
        if (_isCut)
        {
            (int start, _length) = _column.Part(Text);
            _start += start;
            IsNull = _length == 0 || _column.IsNull(Text);
        }

        if (!IsNull && _hasValues && _values.TryGetValue(Text, out string? other))
        {
            IsNull = other is null;
            Set(other ?? "");
        }

        return !IsNull;
    }

    private CellProblem Parse(CellParser parser, out long value)
    {
        if (_numbers is null)
        {
            return parser.Parse(Text, out value);
        }

        if (!_numbers.TryGet(Text, out (CellProblem Problem, long Value) known))
        {
            known.Problem = parser.Parse(Text, out known.Value);
            _numbers.Set(Text.ToString(), known);
        }

        value = known.Value;
        return known.Problem;
    }

    private void Fold()
    {
        if (_folded is null)
        {
            return;
        }

        if (!_folded.TryGet(Text, out string folded))
        {
            string text = Text.ToString();
            folded = StorageForm.Fold(text);
            _folded.Set(text, folded);
        }

        Set(folded);
    }

    private static string CodeOf(CellProblem problem) => problem switch
    {
        CellProblem.NotANumber => ImportCodes.NotANumber,
        CellProblem.TooManyDecimals => ImportCodes.TooManyDecimals,
        CellProblem.TooLarge => ImportCodes.NumberTooLarge,
        CellProblem.OutsideRange => ImportCodes.OutsideRange,
        CellProblem.NotADate => ImportCodes.NotADate,
        CellProblem.SkippedTime => ImportCodes.SkippedTime,
        _ => ImportCodes.NotABoolean,
    };
}
