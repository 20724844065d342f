using Crm.Sdk.Validation;

namespace Crm.Sdk.Import.Aggregates;

/// <summary>What an import made of one file.</summary>
/// <remarks>
/// Rows are counted as read, rejected, skipped and unreached; aggregates as added, changed and unchanged. Where each row is an aggregate,
/// <see cref="RowsRead"/> is the sum of all others.
/// </remarks>
public sealed class AggregateImportReport
{
    /// <summary>What the file is called in findings.</summary>
    public required string Source { get; init; }

    /// <summary>The kind of aggregate that its rows become.</summary>
    public required string Concept { get; init; }

    /// <summary>Whether the file could be read as a table to its end. When not, nothing of it was imported.</summary>
    public required bool IsUsable { get; init; }

    /// <summary>Whether nothing was written because that was asked for.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>Records read, without the header and without empty lines.</summary>
    public required long RowsRead { get; init; }

    /// <summary>Aggregates that are new.</summary>
    public required long Added { get; init; }

    /// <summary>Aggregates that were known and differed.</summary>
    public required long Changed { get; init; }

    /// <summary>Aggregates that were known and are as the file says; nothing was written for them.</summary>
    public required long Unchanged { get; init; }

    /// <summary>Rows left out because of a finding.</summary>
    public required long Rejected { get; init; }

    /// <summary>Rows left out because an earlier row has their key and the mapping keeps the first.</summary>
    public required long Skipped { get; init; }

    /// <summary>Rows that were not dealt with because the import ended early; it can be run again.</summary>
    public required long Unreached { get; init; }

    /// <summary>The first findings; as many as <see cref="ImportOptions.MaxFindings"/> allows.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>How many findings there were of each code, those that were not kept included.</summary>
    public required IReadOnlyDictionary<string, long> CountsByCode { get; init; }

    /// <summary>The file of rejected records that was written, or null.</summary>
    public string? RejectsPath { get; init; }
}

/// <summary>What an import made of its files.</summary>
public sealed class AggregateImportResult
{
    /// <summary>The id of the import, by which it can be reverted.</summary>
    public required string ImportId { get; init; }

    /// <summary>A report for each file that was begun, in the order in which they were imported.</summary>
    public required IReadOnlyList<AggregateImportReport> Files { get; init; }

    /// <summary>Whether every file was usable and all its rows were dealt with; some may have been rejected.</summary>
    public required bool IsComplete { get; init; }
}

/// <summary>What became of the revert of an import.</summary>
public sealed class RevertReport
{
    /// <summary>The id of the import.</summary>
    public required string ImportId { get; init; }

    /// <summary>Whether nothing was written because that was asked for.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>Aggregates that the import had added and that are put away now.</summary>
    public required long Archived { get; init; }

    /// <summary>Aggregates that the import had changed and that have former values back.</summary>
    public required long Restored { get; init; }

    /// <summary>Aggregates that are as if the import had not been already.</summary>
    public required long Unchanged { get; init; }

    /// <summary>What could not be taken back, and why. Nothing of a later change is ever overwritten.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }
}
