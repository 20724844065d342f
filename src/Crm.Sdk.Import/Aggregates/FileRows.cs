using Crm.Sdk.Facts;
using Crm.Sdk.Import.Files;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Import.Targets;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Import.Aggregates;

/// <summary>The rows of one file, read and converted and put together by aggregate, with the findings about them.</summary>
internal sealed class FileRows(CsvFactSource source, ImportTarget target)
{
    private readonly RowTrace _trace = new() { GroupField = target.TakesSeveralRows ? Field.Id : null };
    private FindingLog? _log;

    /// <summary>What the reading found; its rows may still be refused.</summary>
    public ImportReport Reading { get; private set; } = null!;

    public List<RowGroup> Groups { get; } = [];

    /// <summary>Rows that could be read and were refused since.</summary>
    public HashSet<long> Refused => _trace.Refused;

    public IReadOnlyList<Finding> Findings => [.. Reading.Findings, .. _log?.Kept ?? []];

    public IReadOnlyDictionary<string, long> CountsByCode
    {
        get
        {
            var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach ((string code, long count) in Reading.CountsByCode.Concat(_log?.Counts ?? new Dictionary<string, long>()))
            {
                counts[code] = counts.GetValueOrDefault(code) + count;
            }

            return counts;
        }
    }

    /// <summary>Reads the file to its end.</summary>
    public async Task ReadAsync(ReferenceBook references, IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        using var reading = new CsvReading(source, rejects: null, progress, _trace);
        var records = new List<ImportRecord>();
        while (await Task.Run(() => reading.Next(cancellationToken), cancellationToken) is { } batch)
        {
            for (int row = 0; row < batch.Count; row++)
            {
                records.Add(new ImportRecord(source.Mapping, batch, row, _trace.Accepted[records.Count], references));
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        Reading = reading.Report(rejectsPath: null);
        _log = new FindingLog(Math.Max(0, source.Options.MaxFindings - Reading.Findings.Count));
        if (Reading.IsUsable)
        {
            Group(records);
        }
    }

    /// <summary>Refuses all rows of an aggregate because of one finding.</summary>
    public void Refuse(RowGroup group, string code, string? field, string message, string mend, RowPlace? place = null)
    {
        foreach (ImportRecord record in group.Records)
        {
            Refused.Add(record.Place.Number);
        }

        _log!.Add(code, () => new Finding(code, FindingSeverity.Error, message, mend, PlaceOf(place ?? group.Records[0].Place, field)));
    }

    /// <summary>Adds a finding about the file as a whole.</summary>
    public void Add(string code, string message, string mend) =>
        _log!.AddForFile(new Finding(code, FindingSeverity.Error, message, mend, new FindingPlace { Source = source.Name }));

    /// <summary>Writes the rejected records as they were, to be mended and imported again.</summary>
    /// <returns>Where they are; null when there is none or nobody wants them.</returns>
    public async Task<string?> WriteRejectsAsync(CancellationToken cancellationToken)
    {
        if (source.Options.RejectsPath is not { } path || (Refused.Count == 0 && Reading.Rejected == 0))
        {
            return null;
        }

        using var rejects = new RejectsFile(path, source.Mapping.Mapping.Encoding);
        using var reading = new CsvReading(source, rejects, progress: null, new RowTrace { Refused = Refused });
        while (await Task.Run(() => reading.Next(cancellationToken), cancellationToken) is not null)
        {
        }

        string? written = reading.HasRejects ? rejects.Complete() : null;
        return written == Path.GetFullPath(path) ? path : written;
    }

    private void Group(List<ImportRecord> records)
    {
        var byId = new Dictionary<string, RowGroup>(StringComparer.Ordinal);
        foreach (ImportRecord record in records)
        {
            string? id = record.Text(Field.Id);
            if (string.IsNullOrEmpty(id))
            {
                ImportRefusal missing = record.Missing(Field.Id);
                var single = new RowGroup("");
                single.Records.Add(record);
                Refuse(single, missing.Code, missing.Field, missing.Message, missing.Mend);
                continue;
            }

            if (!byId.TryGetValue(id, out RowGroup? group))
            {
                byId.Add(id, group = new RowGroup(id));
                Groups.Add(group);
            }

            group.Records.Add(record);
        }

        foreach (RowGroup group in Groups.Where(g => _trace.BrokenGroups.Contains(g.Id)))
        {
            Refuse(group, ImportCodes.OtherRowRejected, Field.Id, $"Another row of {Excerpt.Of(group.Id)} is rejected, and without it the {target.Concept.Name} is not whole.", "Mend that row and import all of them again.");
        }

        Groups.RemoveAll(g => _trace.BrokenGroups.Contains(g.Id));
    }

    private FindingPlace PlaceOf(RowPlace place, string? field)
    {
        ColumnMapping? column = source.Mapping.Columns.FirstOrDefault(c => c.Field.Name == field)?.Mapping;
        int at = column is { Columns: [var name, ..] } ? Array.IndexOf(_trace.Header!, name.Trim()) : -1;
        return new FindingPlace
        {
            Source = source.Parts[place.Part].Name, Line = place.Line, Column = at < 0 ? null : at + 1, Path = at < 0 ? field : _trace.Header![at],
        };
    }
}
