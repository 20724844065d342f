using Crm.Sdk.Facts;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Import;

/// <summary>How far an import has come.</summary>
public sealed class ImportProgress
{
    /// <summary>Bytes of the file read so far, packed where it is packed.</summary>
    public required long BytesRead { get; init; }

    /// <summary>Bytes of the file, or null when its stream cannot tell.</summary>
    public required long? TotalBytes { get; init; }

    /// <summary>Rows read so far, rejected and skipped ones included.</summary>
    public required long Rows { get; init; }
}

/// <summary>What an import found.</summary>
/// <remarks><see cref="RowsRead"/> is the sum of accepted, rejected and skipped rows.</remarks>
public sealed class ImportReport
{
    /// <summary>What the file is called in findings.</summary>
    public required string Source { get; init; }

    /// <summary>The fact whose rows the file holds.</summary>
    public required string Fact { get; init; }

    /// <summary>Whether the file could be read as a table to its end. When not, a finding says why, and nothing of it is to be used.</summary>
    public required bool IsUsable { get; init; }

    /// <summary>Whether no file was written because that was asked for.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>Records read, without the header and without empty lines.</summary>
    public required long RowsRead { get; init; }

    /// <summary>Rows that became rows of the fact.</summary>
    public required long Accepted { get; init; }

    /// <summary>Rows left out because of a finding.</summary>
    public required long Rejected { get; init; }

    /// <summary>Rows left out because all their fields are empty, or because an earlier row has their key and the mapping keeps the first.</summary>
    public required long Skipped { get; init; }

    /// <summary>The first findings, in the order of the file; as many as <see cref="ImportOptions.MaxFindings"/> allows.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>How many findings there were of each code, those that were not kept included.</summary>
    public required IReadOnlyDictionary<string, long> CountsByCode { get; init; }

    /// <summary>How many accepted rows hold no value, for each field of the fact.</summary>
    public required IReadOnlyDictionary<string, long> NullsByField { get; init; }

    /// <summary>The file of rejected records that was written, or null.</summary>
    public string? RejectsPath { get; init; }
}

/// <summary>The outcome of an import: what was found, and the rows.</summary>
public sealed class ImportResult
{
    /// <summary>What was found.</summary>
    public required ImportReport Report { get; init; }

    /// <summary>The accepted rows; null when the file could not be read as a table.</summary>
    public required FactTable? Table { get; init; }

    internal IReadOnlyList<ReferenceLines?> References { get; init; } = [];
}
