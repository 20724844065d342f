using Crm.Sdk.Interchange.Yaml;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Interchange.Findings;

/// <summary>Collects findings about places in YAML, each once.</summary>
internal sealed class FindingLog
{
    private readonly List<Finding> _findings = [];
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    public int Errors => _findings.Count(f => f.Severity == FindingSeverity.Error);

    /// <summary>All findings by file and place.</summary>
    public IReadOnlyList<Finding> InOrder(IReadOnlyList<string?> sources) =>
    [
        .. _findings.OrderBy(f => IndexOf(sources, f.Place.Source)).ThenBy(f => f.Place.Line ?? 0).ThenBy(f => f.Place.Column ?? 0)
            .ThenBy(f => f.Code, StringComparer.Ordinal).ThenBy(f => f.Message, StringComparer.Ordinal),
    ];

    public void Error(string code, YamlPlace at, string message, string mend) => Add(code, FindingSeverity.Error, at, message, mend);

    public void Warn(string code, YamlPlace at, string message, string mend) => Add(code, FindingSeverity.Warning, at, message, mend);

    public void Inform(string code, YamlPlace at, string message, string mend) => Add(code, FindingSeverity.Information, at, message, mend);

    private static int IndexOf(IReadOnlyList<string?> sources, string? source)
    {
        for (int i = 0; i < sources.Count; i++)
        {
            if (sources[i] == source)
            {
                return i;
            }
        }

        return sources.Count;
    }

    private void Add(string code, FindingSeverity severity, YamlPlace at, string message, string mend)
    {
        var finding = new Finding(code, severity, message, mend, new FindingPlace { Source = at.Source, Line = at.Line, Column = at.Column });
        if (_said.Add(finding.ToString()))
        {
            _findings.Add(finding);
        }
    }
}
