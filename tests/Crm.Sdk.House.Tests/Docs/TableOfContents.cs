using System.Text.RegularExpressions;

namespace Crm.Sdk.House.Tests.Docs;

/// <summary>A toc.yml and those it includes: their hrefs are all that matters here, so lines are read, not YAML.</summary>
internal static partial class TableOfContents
{
    /// <summary>Every href that is no web address, with the full path it means: a page, or another toc.yml.</summary>
    public static IEnumerable<(string Toc, int Line, string Target)> Entries(string toc) => Entries(toc, []);

    private static IEnumerable<(string Toc, int Line, string Target)> Entries(string toc, HashSet<string> seen)
    {
        if (!seen.Add(toc) || !File.Exists(toc))
        {
            yield break;
        }

        foreach (var (index, line) in File.ReadLines(toc).Index())
        {
            var href = Href().Match(line).Groups["href"].Value;
            if (href.Length == 0 || href.Contains("://", StringComparison.Ordinal))
            {
                continue;
            }

            var path = href.EndsWith('/') ? href + "toc.yml" : href;
            var target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(toc)!, path));
            yield return (toc, index + 1, target);

            if (Path.GetFileName(target) == "toc.yml")
            {
                foreach (var entry in Entries(target, seen))
                {
                    yield return entry;
                }
            }
        }
    }

    [GeneratedRegex("""^\s*(-\s*)?(href|topicHref|homepage):\s*["']?(?<href>[^"'#?\s]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Href();
}
