namespace Crm.Sdk.Import.Aggregates;

/// <summary>Choices for an import into aggregates. Immutable. What holds for the reading of one file is said in its <see cref="ImportOptions"/>.</summary>
public sealed class AggregateImportOptions
{
    private readonly int _commitSize = 500;

    /// <summary>What holds when nothing is chosen.</summary>
    public static AggregateImportOptions Default { get; } = new();

    /// <summary>Aggregates in one commit at most, 1 or more; 500 unless said. A commit is written whole or not at all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int CommitSize
    {
        get => _commitSize;
        init => _commitSize = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    /// <summary>Whether everything is done but nothing is committed and no file is written. The report is the same.</summary>
    public bool IsDryRun { get; init; }
}

/// <summary>How far an import into aggregates has come.</summary>
public sealed class AggregateImportProgress
{
    /// <summary>What the file is called in findings.</summary>
    public required string Source { get; init; }

    /// <summary>The kind of aggregate that its rows become.</summary>
    public required string Concept { get; init; }

    /// <summary>The place of the file among those of the import, from 1.</summary>
    public required int File { get; init; }

    /// <summary>How many files the import has.</summary>
    public required int Files { get; init; }

    /// <summary>Rows of the file that were read.</summary>
    public required long RowsRead { get; init; }

    /// <summary>Rows of the file that were dealt with; 0 until it is read to its end.</summary>
    public required long RowsDone { get; init; }
}
