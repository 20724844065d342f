using System.Runtime.CompilerServices;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Import;

/// <summary>The rows of a CSV file, packed with gzip or not, as facts.</summary>
/// <remarks>
/// Each reading opens the file anew and holds one batch of rows, the texts of its columns and, where whole-number keys do not
/// ascend, those keys. A row with an error is left out; <see cref="LastReport"/> tells of it. <see cref="CsvImporter"/> does the
/// same and also writes a file of rejected records.
/// </remarks>
public sealed class CsvFactSource : IFactSource
{
    private readonly string? _path;

    /// <summary>Creates a source over a file.</summary>
    /// <param name="mapping">Which columns fill which fields.</param>
    /// <param name="path">The file; it need not exist before it is read.</param>
    /// <param name="options">Choices; <see cref="ImportOptions.Default"/> when null.</param>
    public CsvFactSource(BoundMapping mapping, string path, ImportOptions? options = null)
        : this(mapping, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan), path, options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = path;
        if (Options.RejectsPath is { } rejects && Path.GetFullPath(rejects) == Path.GetFullPath(path))
        {
            throw new ArgumentException("The rejected records would replace the file that is read.", nameof(options));
        }
    }

    /// <summary>Creates a source over a stream.</summary>
    /// <param name="mapping">Which columns fill which fields.</param>
    /// <param name="open">Opens the bytes of the file; called once for each reading, which reads the stream synchronously on threads of the pool and closes it.</param>
    /// <param name="name">What findings call the file.</param>
    /// <param name="options">Choices; <see cref="ImportOptions.Default"/> when null.</param>
    public CsvFactSource(BoundMapping mapping, Func<Stream> open, string name, ImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(name);
        Mapping = mapping;
        Parts = [new CsvPart(name, open)];
        Name = name;
        Options = options ?? ImportOptions.Default;
    }

    /// <summary>Creates a source over files that are read one after the other as one table; they must have the same header.</summary>
    internal CsvFactSource(BoundMapping mapping, IReadOnlyList<CsvPart> parts, ImportOptions? options)
        : this(mapping, parts[0].Open, string.Join(", ", parts.Select(p => p.Name)), options) => Parts = parts;

    /// <inheritdoc/>
    public FactSchema Schema => Mapping.Schema;

    /// <summary>Which columns fill which fields.</summary>
    public BoundMapping Mapping { get; }

    /// <summary>What findings call the file.</summary>
    public string Name { get; }

    /// <summary>The choices.</summary>
    public ImportOptions Options { get; }

    /// <summary>What the latest finished reading found; null before.</summary>
    public ImportReport? LastReport { get; private set; }

    internal IReadOnlyList<CsvPart> Parts { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidDefinitionException">The file cannot be read as a table; thrown when that is found, perhaps after some batches.</exception>
    public async IAsyncEnumerable<FactBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var reading = new CsvReading(this, rejects: null, progress: null);
        while (await Task.Run(() => reading.Next(cancellationToken), cancellationToken) is { } batch)
        {
            yield return batch;
        }

        LastReport = reading.Report(rejectsPath: null);
        if (!LastReport.IsUsable)
        {
            throw new InvalidDefinitionException(LastReport.Findings);
        }
    }

    /// <summary>The name of the file.</summary>
    public override string ToString() => _path ?? Name;
}

/// <summary>One of the files that make up a table.</summary>
/// <param name="Name">What findings call it.</param>
/// <param name="Open">Opens its bytes.</param>
internal sealed record CsvPart(string Name, Func<Stream> Open);
