namespace Crm.Sdk.Import;

/// <summary>Choices for one import. Immutable.</summary>
public sealed class ImportOptions
{
    private readonly int _maxFindings = 1000;
    private readonly int _maxFieldLength = 1 << 20;
    private readonly int _batchSize = Facts.FactBatchBuilder.DefaultCapacity;

    /// <summary>What holds when nothing is chosen.</summary>
    public static ImportOptions Default { get; } = new();

    /// <summary>Findings that are kept in full, 0 or more; all are counted. 1,000 unless said.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxFindings
    {
        get => _maxFindings;
        init => _maxFindings = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    /// <summary>The most characters of a field, 1 or more; a longer one is a finding. 1,048,576 unless said. A record may have sixteen times as many.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int MaxFieldLength
    {
        get => _maxFieldLength;
        init => _maxFieldLength = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    /// <summary>Rows in a batch, 1 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int BatchSize
    {
        get => _batchSize;
        init => _batchSize = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    /// <summary>Where <see cref="CsvImporter"/> puts the records that it rejects; null for nowhere. A file that stands there is never
    /// replaced: unless it holds the very same, the records go to a file beside it, such as <c>orders.rejects.2.csv</c>.</summary>
    public string? RejectsPath { get; init; }

    /// <summary>Whether everything is checked but no file is written.</summary>
    public bool IsDryRun { get; init; }
}
