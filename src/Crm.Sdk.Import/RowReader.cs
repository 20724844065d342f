using Crm.Sdk.Facts;
using Crm.Sdk.Import.Files;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Import;

/// <summary>What became of a record.</summary>
internal enum RowOutcome
{
    Accepted,
    Rejected,
    Skipped,
}

/// <summary>Turns records into rows: checks everything first, then writes the whole row or nothing of it.</summary>
internal sealed class RowReader
{
    private readonly string[] _header;
    private readonly FactBatchBuilder _builder;
    private readonly FindingLog _log;
    private RowFindings _findings;
    private readonly CellReader _key;
    private readonly PictureKey? _picture;
    private readonly CellReader[] _others;
    private readonly CellReader[] _keys;
    private readonly CellReader[] _values;
    private readonly KeyGuard? _guard;
    private readonly bool _keepsFirst;
    private readonly ReferenceLines?[] _references;

    /// <summary>Creates a reader for a file whose header holds every column of the mapping once.</summary>
    public RowReader(BoundMapping mapping, string[] header, FactBatchBuilder builder, FindingLog log, string source)
    {
        _header = header;
        _builder = builder;
        _log = log;
        _findings = new RowFindings(source, header);
        CellReader[] cells = [.. mapping.Columns.Select(c => new CellReader(c, [.. c.Mapping.Columns.Select(n => Array.IndexOf(header, n.Trim()))]))];
        FactSchema schema = mapping.Schema;
        if (schema is { HasOwnKey: false, Snapshot: { } snapshot })
        {
            _picture = new PictureKey(snapshot, [.. MappingBinder.KeyOf(snapshot).Select(name => cells.First(c => c.Column.Field.Name == name))]);
        }

        _key = _picture?.Cells[^1] ?? cells.First(c => c.Column.Field.Role == FieldRole.Key);
        _keys = [.. _picture?.Cells ?? [_key]];
        _others = [.. cells.Where(c => c != _key)];
        _values = [.. cells.Except(_keys)];
        _guard = _key.IsText || _picture is not null ? null : new KeyGuard(builder, _key.Column.Ordinal);
        _references = new ReferenceLines?[mapping.Schema.Fields.Count];
        foreach (CellReader cell in _others.Where(c => c.Column.Field.Role == FieldRole.Reference))
        {
            _references[cell.Column.Ordinal] = new ReferenceLines();
            _references[cell.Column.Ordinal]!.Begin(source);
        }

        _keepsFirst = mapping.Mapping.OnDuplicateKey == DuplicateKeyRule.KeepFirst;
    }

    /// <summary>The fields that are filled.</summary>
    public IEnumerable<CellReader> Cells => _others.Prepend(_key);

    /// <summary>For each field that is a reference and is filled, where its values first stood; null for other fields.</summary>
    public IReadOnlyList<ReferenceLines?> References => _references;

    /// <summary>Reads a record into the builder, which must have room.</summary>
    /// <param name="record">The record.</param>
    /// <param name="rowNumber">Its number, counted from 1 behind the header.</param>
    public RowOutcome Read(CsvRecords record, long rowNumber)
    {
        if (IsEmpty(record))
        {
            return RowOutcome.Skipped;
        }

        if (record.IsTooLong || record.UnclosedField > 0 || record.Count != _header.Length)
        {
            ReportForm(record);
            return RowOutcome.Rejected;
        }

        bool isSound = true;
        foreach (CellReader cell in _keys)
        {
            string? code = cell.Read(record, rowNumber);
            code = code is null && (_picture?.IsMissing(cell) ?? cell.IsNull) ? ImportCodes.MissingKey : code;
            if (code is not null)
            {
                isSound = false;
                Report(record, code, cell);
            }
        }

        if (isSound && _keepsFirst && IsKnownKey())
        {
            return RowOutcome.Skipped;
        }

        foreach (CellReader cell in _values)
        {
            if (cell.Read(record, rowNumber) is { } problem)
            {
                isSound = false;
                Report(record, problem, cell);
            }
        }

        if (isSound && !TryWriteKey())
        {
            isSound = false;
            Report(record, ImportCodes.DuplicateKey, _key);
        }

        if (!isSound)
        {
            _builder.DropRow();
            return RowOutcome.Rejected;
        }

        foreach (CellReader cell in _others)
        {
            Write(cell, record);
        }

        _builder.EndRow();
        return RowOutcome.Accepted;
    }

    /// <summary>Goes on with another file that has the same header.</summary>
    public void GoOn(string source)
    {
        _findings = new RowFindings(source, _header);
        foreach (ReferenceLines? lines in _references)
        {
            lines?.Begin(source);
        }
    }

    /// <summary>The text of a field in the record read last, as far as it can be told when the record is rejected; null when it cannot.</summary>
    public string? TextOf(string field, CsvRecords record)
    {
        if (record.IsTooLong || Cells.FirstOrDefault(c => c.Column.Field.Name == field) is not { } cell)
        {
            return null;
        }

        if (record.UnclosedField == 0 && record.Count == _header.Length)
        {
            return cell.IsNull || !cell.IsText ? null : cell.Text.ToString();
        }

        int place = cell.Column.Mapping.Columns is [var column] ? Array.IndexOf(_header, column.Trim()) : -1;
        return place >= 0 && place < record.Count ? record[place].Trim() : null;
    }

    /// <summary>Takes note of a batch that leaves the builder.</summary>
    public void Left(FactBatch batch) => _guard?.Left(batch);

    // Spreadsheets leave rows such as ;;; behind where cells were cleared.
    private static bool IsEmpty(CsvRecords record)
    {
        if (record.IsTooLong || record.UnclosedField > 0)
        {
            return false;
        }

        for (int i = 0; i < record.Count; i++)
        {
            if (record[i].Length > 0)
            {
                return false;
            }
        }

        return true;
    }

    private void ReportForm(CsvRecords record)
    {
        if (record.IsTooLong)
        {
            _log.Add(ImportCodes.TooLong, () => _findings.TooLong(record));
        }

        if (record.UnclosedField > 0)
        {
            _log.Add(ImportCodes.UnclosedQuote, () => _findings.Unclosed(record));
        }
        else if (!record.IsTooLong)
        {
            _log.Add(record.Count < _header.Length ? ImportCodes.TooFewFields : ImportCodes.TooManyFields, () => _findings.Ragged(record));
        }
    }

    private bool IsKnownKey() => _picture is not null ? _picture.IsKnown() : _guard is null ? _builder.HasText(_key.Column.Ordinal, _key.Text) : _guard.Contains(_key.Number);

    private bool TryWriteKey()
    {
        if (_picture is not null)
        {
            _builder.SetNumber(_key.Column.Ordinal, _key.Number);
            return _picture.TryAdd();
        }

        if (_guard is null)
        {
            return _builder.SetText(_key.Column.Ordinal, _key.Text);
        }

        if (_guard.Contains(_key.Number))
        {
            return false;
        }

        _guard.Add(_key.Number);
        _builder.SetNumber(_key.Column.Ordinal, _key.Number);
        return true;
    }

    private void Write(CellReader cell, CsvRecords record)
    {
        if (cell.IsNull)
        {
            cell.Nulls++;
        }
        else if (cell.IsText)
        {
            // The line is counted from the text of the record: asked for only where a value is new.
            if (_builder.SetText(cell.Column.Ordinal, cell.Text) && _references[cell.Column.Ordinal] is { } lines)
            {
                lines.Add(record.Line);
            }
        }
        else
        {
            _builder.SetNumber(cell.Column.Ordinal, cell.Number);
        }
    }

    private void Report(CsvRecords record, string code, CellReader cell) => _log.Add(code, () => _findings.Cell(record, code, cell));
}
