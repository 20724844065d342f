using Crm.Sdk.Facts;
using Crm.Sdk.Import.Files;

namespace Crm.Sdk.Import;

/// <summary>Imports CSV files: rows, a report, and a file of the records that were rejected.</summary>
public static class CsvImporter
{
    /// <summary>Reads a file once, to its end.</summary>
    /// <param name="source">The file, its mapping and the choices.</param>
    /// <param name="progress">Is told every few thousand rows, at the beginning and at the end.</param>
    /// <param name="cancellationToken">Ends the import early; no file stays behind then.</param>
    /// <returns>The report, and the accepted rows unless the file cannot be read as a table. No bad content of a file is an exception.</returns>
    /// <exception cref="IOException">The file of rejected records cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file of rejected records may not be written.</exception>
    /// <exception cref="OperationCanceledException">The import was ended early.</exception>
    public static async Task<ImportResult> RunAsync(CsvFactSource source, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        string? path = source.Options.IsDryRun ? null : source.Options.RejectsPath;
        using RejectsFile? rejects = path is null ? null : new RejectsFile(path, source.Mapping.Mapping.Encoding);
        using var reading = new CsvReading(source, rejects, progress);
        var batches = new List<FactBatch>();
        while (await Task.Run(() => reading.Next(cancellationToken), cancellationToken) is { } batch)
        {
            batches.Add(batch);
        }

        cancellationToken.ThrowIfCancellationRequested();
        string? written = rejects is not null && reading.HasRejects ? rejects.Complete() : null;
        ImportReport report = reading.Report(written is not null && written == Path.GetFullPath(path!) ? path : written);
        return new ImportResult { Report = report, Table = report.IsUsable ? new FactTable(source.Schema, batches) : null, References = reading.References };
    }
}
