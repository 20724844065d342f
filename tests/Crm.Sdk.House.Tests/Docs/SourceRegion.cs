using System.Text.RegularExpressions;

namespace Crm.Sdk.House.Tests.Docs;

/// <summary>
/// Named parts of a source file: <c>#region name</c> to its <c>#endregion</c> in C#, <c>// &lt;name&gt;</c> to <c>// &lt;/name&gt;</c> in .crm files.
/// </summary>
internal static partial class SourceRegion
{
    /// <summary>The text of each closed region with that name, without markers and without common indentation.</summary>
    public static IReadOnlyList<string> Find(string file, string name)
    {
        var lines = File.ReadAllLines(file);
        var isCSharp = Path.GetExtension(file) == ".cs";
        var start = isCSharp ? "#region " + name : $"// <{name}>";
        return
        [
            .. Enumerable.Range(0, lines.Length)
                .Where(i => lines[i].Trim() == start)
                .Select(i => (Start: i + 1, End: isCSharp ? EndOfCSharp(lines, i + 1) : Array.FindIndex(lines, i, l => l.Trim() == $"// </{name}>")))
                .Where(region => region.End >= 0)
                .Select(region => Text(lines[region.Start..region.End])),
        ];
    }

    private static int EndOfCSharp(string[] lines, int first)
    {
        var depth = 1;
        for (var i = first; i < lines.Length; i++)
        {
            var line = lines[i].TrimStart();
            depth += line.StartsWith("#region", StringComparison.Ordinal) ? 1 : line.StartsWith("#endregion", StringComparison.Ordinal) ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static string Text(IEnumerable<string> lines)
    {
        var kept = lines.Where(l => !Marker().IsMatch(l)).ToList();
        var indent = kept.Where(l => l.Trim().Length > 0).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty().Min();
        return string.Join('\n', kept.Select(l => l.Length > indent ? l[indent..] : "")).Trim('\n');
    }

    [GeneratedRegex(@"^\s*(#(end)?region\b|// </?[\w.-]+>\s*$)", RegexOptions.ExplicitCapture)]
    private static partial Regex Marker();
}
