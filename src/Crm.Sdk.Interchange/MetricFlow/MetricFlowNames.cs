using Crm.Sdk.Interchange.Findings;
using Crm.Sdk.Interchange.Yaml;

namespace Crm.Sdk.Interchange.MetricFlow;

/// <summary>Names and titles as the language can say them.</summary>
internal static class MetricFlowNames
{
    private const int MaxLength = 128;

    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxLength && (char.IsLetter(name[0]) || name[0] == '_') && name.All(c => char.IsLetter(c) || char.IsAsciiDigit(c) || c == '_');

    /// <summary>Whether a name can be used; a finding when it cannot.</summary>
    public static bool Check(YamlScalar name, string what, FindingLog log)
    {
        if (IsName(name.Value))
        {
            return true;
        }

        log.Error(InterchangeCodes.BadName, name.Place, $"{what} cannot be called '{Clip(name.Value)}' here.", "A name is a letter or underscore, then letters, digits and underscores.");
        return false;
    }

    /// <summary>A text as a message shows it: on one line, and not too long.</summary>
    public static string Clip(string text)
    {
        string line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return line.Length <= 80 ? line : line[..(char.IsHighSurrogate(line[78]) ? 78 : 79)] + "…";
    }

    /// <summary>A title without what no title holds.</summary>
    public static string? Title(string? label)
    {
        string title = string.Concat((label ?? "").Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c)).Trim();
        return title.Length == 0 ? null : title;
    }
}
