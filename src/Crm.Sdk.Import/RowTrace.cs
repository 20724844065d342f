namespace Crm.Sdk.Import;

/// <summary>Where a row of a table stands in its file.</summary>
/// <param name="Number">Its number, counted from 1 behind the header over all parts.</param>
/// <param name="Line">The line on which it begins.</param>
/// <param name="Part">Which of the files it is in.</param>
internal readonly record struct RowPlace(long Number, int Line, int Part);

/// <summary>What a reading of a file remembers for whoever deals with its rows later.</summary>
internal sealed class RowTrace
{
    /// <summary>The names in the header; null while there is none.</summary>
    public string[]? Header { get; set; }

    /// <summary>Where the accepted rows stand, in their order.</summary>
    public List<RowPlace> Accepted { get; } = [];

    /// <summary>The field that says which rows belong together; null when each is by itself.</summary>
    public string? GroupField { get; init; }

    /// <summary>The values of that field in rejected rows.</summary>
    public HashSet<string> BrokenGroups { get; } = new(StringComparer.Ordinal);

    /// <summary>The numbers of rows that could be read but were refused later.</summary>
    public HashSet<long> Refused { get; init; } = [];
}
