using Crm.Sdk.Facts;
using Crm.Sdk.Import.Files;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Import;

/// <summary>One pass over a CSV file.</summary>
internal sealed class CsvReading : IDisposable
{
    private const int RowsBetweenChecks = 4096;

    private readonly BoundMapping _mapping;
    private readonly IReadOnlyList<CsvPart> _parts;
    private readonly string _name;
    private readonly ImportOptions _options;
    private readonly RejectsFile? _rejects;
    private readonly IProgress<ImportProgress>? _progress;
    private readonly RowTrace? _trace;
    private readonly FindingLog _log;
    private readonly FactBatchBuilder _builder;
    private int _part;
    private string[]? _header;
    private CsvText? _text;
    private CsvRecords? _records;
    private RowReader? _rows;
    private long _accepted;
    private long _rejected;
    private long _skipped;
    private bool _isOver;
    private bool _isBroken;

    /// <summary>Begins a pass.</summary>
    /// <param name="source">The files.</param>
    /// <param name="rejects">Takes the rejected records; null for nobody.</param>
    /// <param name="progress">Is told how far it is; null for nobody.</param>
    /// <param name="trace">Takes note of where rows stand, or knows of rows that are rejected as well; null for neither.</param>
    public CsvReading(CsvFactSource source, RejectsFile? rejects, IProgress<ImportProgress>? progress, RowTrace? trace = null)
    {
        _mapping = source.Mapping;
        _parts = source.Parts;
        _name = source.Name;
        _options = source.Options;
        _rejects = rejects;
        _progress = progress;
        _trace = trace;
        _log = new FindingLog(_options.MaxFindings);
        _builder = new FactBatchBuilder(source.Schema, _options.BatchSize);
    }

    private string CurrentSource => _parts[_part].Name;

    private long RowsRead => _accepted + _rejected + _skipped;

    /// <summary>Whether a file of rejected records is due.</summary>
    public bool HasRejects => _rejected > 0 && !_isBroken;

    /// <summary>For each field that is a reference and is filled, where its values first stood.</summary>
    public IReadOnlyList<ReferenceLines?> References => _rows?.References ?? [];

    /// <summary>Reads on.</summary>
    /// <returns>Some rows, or null at the end of the file and when it cannot be read further.</returns>
    public FactBatch? Next(CancellationToken cancellationToken)
    {
        try
        {
            if (_rows is null && !_isOver)
            {
                Open();
            }

            while (!_isOver && !_builder.IsFull)
            {
                ReadRow(cancellationToken);
            }
        }
        catch (BrokenFileException e)
        {
            Break(new Finding(e.Code, FindingSeverity.Error, e.Message, e.Mend, new FindingPlace { Source = CurrentSource }));
        }

        return _builder.Count > 0 && !_isBroken ? Take() : null;
    }

    /// <summary>What was found so far.</summary>
    public ImportReport Report(string? rejectsPath) => new()
    {
        Source = _name,
        Fact = _mapping.Schema.Name,
        IsUsable = !_isBroken,
        IsDryRun = _options.IsDryRun,
        RowsRead = RowsRead,
        Accepted = _accepted,
        Rejected = _rejected,
        Skipped = _skipped,
        Findings = _log.Kept,
        CountsByCode = _log.Counts,
        NullsByField = NullsByField(),
        RejectsPath = rejectsPath,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _records?.Dispose();
        _text?.Dispose();
    }

    private void Break(Finding finding)
    {
        _log.AddForFile(finding);
        _isBroken = true;
        _isOver = true;
    }

    private FactBatch Take()
    {
        FactBatch batch = _builder.Take();
        _rows!.Left(batch);
        return batch;
    }

    private void Open()
    {
        try
        {
            _text = new CsvText(_parts[_part].Open(), _mapping.Mapping.Encoding);
        }
        catch (Exception e) when (CsvText.IsFault(e))
        {
            throw CsvText.CannotRead(e);
        }

        _records = new CsvRecords(_text, _mapping.Mapping.Delimiter, _options.MaxFieldLength, piece => _rejects?.Write(piece));
        Tell();
        if (!_records.Read() || (IsHint(_records) && !_records.Read()))
        {
            throw new BrokenFileException(ImportCodes.NoHeader, "The file is empty.", "Its first line must hold the names of the columns.");
        }

        if (_records.IsTooLong || _records.UnclosedField > 0)
        {
            throw new BrokenFileException(ImportCodes.NoHeader, "The first line of the file is no header.", "Its first line must hold the names of the columns.");
        }

        string[] header = new string[_records.Count];
        for (int i = 0; i < header.Length; i++)
        {
            header[i] = _records[i].Trim();
            CheckName(header[i]);
        }

        IReadOnlyList<Finding> findings = _mapping.CheckHeader(header, CurrentSource);
        foreach (Finding finding in findings)
        {
            Break(finding);
        }

        if (findings.Count == 0 && _header is not null)
        {
            GoOn(header);
        }
        else if (findings.Count == 0)
        {
            _header = header;
            if (_trace is not null)
            {
                _trace.Header = header;
            }

            _rejects?.WriteHeader(_records.Raw, _text.HasMark);
            _rejects?.EndRecord();
            _rows = new RowReader(_mapping, header, _builder, _log, CurrentSource);
        }
    }

    private void GoOn(string[] header)
    {
        if (header.AsSpan().SequenceEqual(_header))
        {
            _rows!.GoOn(CurrentSource);
            return;
        }

        Break(new Finding(
            ImportCodes.UnknownColumn,
            FindingSeverity.Error,
            $"The header is not that of {_parts[0].Name}, so the files are not one table.",
            "Give both the same columns in the same order.",
            new FindingPlace { Source = CurrentSource, Line = 1 }));
    }

    // Spreadsheets write and read a line such as sep=; before the header. When the mapping says otherwise, the header shows it.
    private static bool IsHint(CsvRecords records) =>
        !records.IsTooLong && records.Raw.AsSpan().TrimEnd("\r\n") is { Length: 5 } line && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase);

    private void CheckName(string name)
    {
        if (name.Any(ByteEscape.IsEscape))
        {
            throw new BrokenFileException(
                ImportCodes.WrongEncoding,
                $"The header is not in the encoding that the mapping declares ({_mapping.Mapping.Encoding.WebName}): {Excerpt.Of(name)}.",
                "Set \"encoding\" in the mapping to that of the file, such as windows-1252.");
        }

        if (name.Contains('\0', StringComparison.Ordinal))
        {
            throw new BrokenFileException(
                ImportCodes.WrongEncoding,
                $"The header holds NUL characters: {Excerpt.Of(name)}.",
                "Set \"encoding\" in the mapping to that of the file, such as utf-16.");
        }
    }

    private void ReadRow(CancellationToken cancellationToken)
    {
        if (RowsRead % RowsBetweenChecks == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Tell();
        }

        if (!_records!.Read())
        {
            Tell();
            _isOver = _part == _parts.Count - 1;
            if (!_isOver)
            {
                _records.Dispose();
                _part++;
                Open();
            }

            return;
        }

        long number = RowsRead + 1;
        switch (_rows!.Read(_records, number))
        {
            case RowOutcome.Accepted when _trace?.Refused.Contains(number) == true:
                _rejected++;
                WriteReject();
                break;
            case RowOutcome.Accepted:
                _accepted++;
                _trace?.Accepted.Add(new RowPlace(number, _records.Line, _part));
                break;
            case RowOutcome.Skipped:
                _skipped++;
                break;
            default:
                _rejected++;
                TraceGroup();
                WriteReject();
                break;
        }
    }

    private void TraceGroup()
    {
        if (_trace?.GroupField is { } field && _rows!.TextOf(field, _records!) is { } group)
        {
            _trace.BrokenGroups.Add(group);
        }
    }

    private void WriteReject()
    {
        if (_rejects is null)
        {
            return;
        }

        if (!_records!.IsTooLong)
        {
            _rejects.Write(_records.Raw);
        }

        _rejects.EndRecord();
    }

    private void Tell() => _progress?.Report(new ImportProgress { BytesRead = _text!.BytesRead, TotalBytes = _text.TotalBytes, Rows = RowsRead });

    private SortedDictionary<string, long> NullsByField()
    {
        var nulls = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (FactField field in _mapping.Schema.Fields)
        {
            nulls[field.Name] = _accepted;
        }

        foreach (CellReader cell in _rows?.Cells ?? [])
        {
            nulls[cell.Column.Field.Name] = cell.Nulls;
        }

        return nulls;
    }
}
