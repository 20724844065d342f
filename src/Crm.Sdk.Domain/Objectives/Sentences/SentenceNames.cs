using System.Text.RegularExpressions;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Objectives.Sentences;

/// <summary>Finds what the words of a sentence name among the names that there are.</summary>
internal static partial class SentenceNames
{
    // Words that many metrics share say little of which one is meant.
    private static readonly HashSet<string> Common = new(["customer", "client", "rate", "score", "number", "level", "total", "share", "average", "percentage", "value", "new"], StringComparer.Ordinal);

    private static readonly HashSet<string> Empty = new(["the", "a", "an", "of", "our", "all", "and", "or", "in", "per", "for", "with", "to", "by", "more", "their", "its", "on", "that", "who", "from", "at", "among"], StringComparer.Ordinal);

    private static readonly Dictionary<string, string> Same = new(StringComparer.Ordinal)
    {
        ["csat"] = "satisfaction", ["satisfied"] = "satisfaction", ["upselling"] = "upsell", ["crossselling"] = "crosssell", ["turnover"] = "revenue", ["sales"] = "revenue", ["retained"] = "retention",
        ["retain"] = "retention", ["retaining"] = "retention", ["buyer"] = "customer", ["client"] = "customer", ["acquisition"] = "new", ["won"] = "new", ["loyal"] = "loyalty", ["answer"] = "response",
    };

    /// <summary>The words of a text that carry meaning, in one form for what means the same.</summary>
    public static List<string> Words(string text) => [.. Word().Matches(text.Replace("-", "", StringComparison.Ordinal)).Select(m => Root(m.Value.ToLowerInvariant())).Where(w => !Empty.Contains(w)).Distinct()];

    /// <summary>The metrics that words may mean: the one that is called so, or those that share most of what they say, the likeliest first.</summary>
    public static List<ObjectiveMetric> Metrics(string subject, IReadOnlyList<ObjectiveMetric> metrics)
    {
        var words = Words(subject);
        if (metrics.FirstOrDefault(m => Words(m.Title ?? "").ToHashSet().SetEquals(words) || Words(Spaced(m.Name)).ToHashSet().SetEquals(words)) is { } same && words.Count > 0)
        {
            return [same];
        }

        var scored = metrics.Select(m => (Metric: m, Score: Score(words, Words($"{Spaced(m.Name)} {m.Title}")))).Where(s => s.Score > 0).ToList();
        double best = scored.Count == 0 ? 0 : scored.Max(s => s.Score);
        return [.. scored.Where(s => s.Score >= best - 0.15).OrderByDescending(s => s.Score).Select(s => s.Metric)];
    }

    /// <summary>The name that words mean: all words of the name are among them, or the name is spelt nearly so; null for none.</summary>
    public static string? Named(string words, IReadOnlyList<string> names)
    {
        var said = Words(words);
        return names.Where(n => Words(Spaced(n)) is { Count: > 0 } own && own.All(w => said.Contains(w))).OrderByDescending(n => Words(Spaced(n)).Count).FirstOrDefault()
            ?? names.FirstOrDefault(n => said.Where(w => !Common.Contains(w)).ToList() is { Count: > 0 } telling && telling.All(w => Words(Spaced(n)).Contains(w)));
    }

    private static string Spaced(string name) => name.Replace('.', ' ').Replace('_', ' ');

    private static double Score(List<string> said, List<string> own)
    {
        double score = 0;
        bool tells = false;
        foreach (string word in said)
        {
            bool isSame = own.Contains(word), isNear = !isSame && word.Length > 4 && Suggestion.For(word, own) is not null;
            tells |= (isSame || isNear) && !Common.Contains(word);
            score += (isSame ? 1 : isNear ? 0.7 : 0) * (Common.Contains(word) ? 0.3 : 1);
        }

        // Of two that share as much, the one that says less beside it; words that are common to many alone name nothing, unless they are all there is.
        return tells || (score > 0 && own.TrueForAll(said.Contains)) ? score - (0.05 * own.Count(w => !said.Contains(w))) : 0;
    }

    private static string Root(string word)
    {
        string root = word.Length > 3 && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) && !Same.ContainsKey(word)
            ? word.EndsWith("ies", StringComparison.Ordinal) ? word[..^3] + "y" : word[..^1] : word;
        return Same.GetValueOrDefault(root, root);
    }

    [GeneratedRegex(@"[\p{L}][\p{L}0-9]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
