namespace Crm.Sdk.Import;

/// <summary>Where each value of a reference first stood, by its code in the dictionary of the column: a number a value, not a row.</summary>
internal sealed class ReferenceLines
{
    private readonly List<int> _lines = [];
    private readonly List<(int First, string Source)> _files = [];

    /// <summary>Takes note of a file that is read from here on.</summary>
    public void Begin(string source) => _files.Add((_lines.Count, source));

    /// <summary>Takes note of a value that no earlier row holds.</summary>
    public void Add(int line) => _lines.Add(line);

    /// <summary>The file and the line of the first row with that code, which is 1 or more.</summary>
    public (string Source, int Line) Of(int code) => (_files.Last(f => f.First < code).Source, _lines[code - 1]);
}
