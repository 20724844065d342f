using Crm.Sdk.Validation;

namespace Crm.Sdk.Import;

/// <summary>Keeps the first findings of an import and counts all.</summary>
internal sealed class FindingLog(int limit)
{
    private readonly List<Finding> _kept = [];
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public IReadOnlyList<Finding> Kept => _kept;

    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>Counts a finding about a row, and makes it when there is room.</summary>
    public void Add(string code, Func<Finding> make)
    {
        Count(code);
        if (_kept.Count < limit)
        {
            _kept.Add(make());
        }
    }

    /// <summary>Adds a finding about the whole file; it is kept although there is no room.</summary>
    public void AddForFile(Finding finding)
    {
        Count(finding.Code);
        _kept.Add(finding);
    }

    private void Count(string code) => _counts[code] = _counts.GetValueOrDefault(code) + 1;
}
