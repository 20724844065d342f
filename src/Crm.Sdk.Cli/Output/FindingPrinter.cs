using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Output;

/// <summary>Prints findings as compilers do: <c>file(line,col): error CODE: message mend</c>, the line, and a caret below the place.</summary>
/// <param name="host">What the tool reaches.</param>
/// <param name="folder">Where the files of the findings are.</param>
/// <param name="find">Finds a path in a JSON text; null for paths with positions.</param>
internal sealed class FindingPrinter(ToolHost host, string folder, Func<string, string, TextSpan?>? find = null)
{
    private const int LongestLine = 160;

    private readonly Dictionary<string, string?> _texts = new(StringComparer.Ordinal);

    public void Print(TextWriter output, IReadOnlyList<Finding> findings, bool colours)
    {
        foreach (Finding finding in findings)
        {
            Print(output, finding, colours);
        }
    }

    /// <summary>The same findings with lines and columns where their paths can be found.</summary>
    public IReadOnlyList<Finding> WithLines(IEnumerable<Finding> findings) => [.. findings.Select(f =>
    {
        FindingPlace place = Located(f.Place, TextOf(f.Place.Source));
        return new Finding(f.Code, f.Severity, f.Message, f.Mend, new FindingPlace { Source = f.Place.Source, Path = place.Path, Span = place.Span, Line = place.Line, Column = place.Column });
    })];

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) && c != '\t' ? '\u00b7' : c));

    private static string Coloured(string line, FindingSeverity severity, bool colours)
    {
        (string word, string colour) = severity switch
        {
            FindingSeverity.Error => ("error", "31"),
            FindingSeverity.Warning => ("warning", "33"),
            _ => ("info", "36"),
        };
        int at = colours ? line.IndexOf($"{word} CRM", StringComparison.Ordinal) : -1;
        return at < 0 ? line : $"{line[..at]}\u001b[{colour}m{word}\u001b[0m{line[(at + word.Length)..]}";
    }

    private void Print(TextWriter output, Finding finding, bool colours)
    {
        string? text = TextOf(finding.Place.Source);
        FindingPlace place = Located(finding.Place, text);
        var shown = new Finding(finding.Code, finding.Severity, finding.Message, finding.Mend, place);
        output.WriteLine(Coloured(Printable(shown.ToString()), finding.Severity, colours));
        if (text is not null && place is { Line: { } line, Column: { } column, Source: { } source } && !source.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            PrintLine(output, text, line, column, place.Span?.Length ?? 1);
        }
    }

    private FindingPlace Located(FindingPlace place, string? text)
    {
        string? source = place.Source is null ? null : host.Shown(Path.Combine(folder, place.Source));
        if (place.Line is null && place.Path is { } path && text is not null && (find ?? JsonPlace.Find)(text, path) is { } span)
        {
            (int line, int column) = span.Locate(text);
            return new FindingPlace { Source = source, Path = path, Span = span, Line = line, Column = column };
        }

        return new FindingPlace { Source = source, Path = place.Path, Span = place.Span, Line = place.Line, Column = place.Column };
    }

    private static void PrintLine(TextWriter output, string text, int line, int column, int length)
    {
        string? content = text.Split('\n').ElementAtOrDefault(line - 1)?.TrimEnd('\r');
        if (content is null || content.Trim().Length == 0 || column > content.Length + 1)
        {
            return;
        }

        int cut = Math.Max(0, Math.Min(column - 1 - (LongestLine / 2), content.Length - LongestLine));
        string part = content.Substring(cut, Math.Min(LongestLine, content.Length - cut));
        int before = column - 1 - cut;
        string indent = string.Concat(part.Take(before).Select(c => c == '\t' ? '\t' : ' '));
        output.WriteLine("  " + Printable(part).TrimEnd());
        output.WriteLine($"  {indent}{new string('^', Math.Clamp(length, 1, Math.Max(1, part.Length - before)))}");
    }

    // Only definitions, mappings and settings; data may be large.
    private string? TextOf(string? source)
    {
        if (source is null || !(source.EndsWith(".crm", StringComparison.Ordinal) || source.EndsWith(".json", StringComparison.Ordinal)))
        {
            return null;
        }

        if (!_texts.TryGetValue(source, out string? text))
        {
            string path = Path.Combine(folder, source);
            text = File.Exists(path) ? Read(path) : null;
            _texts.Add(source, text);
        }

        return text;
    }

    // A finding may be that the file cannot be read.
    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
