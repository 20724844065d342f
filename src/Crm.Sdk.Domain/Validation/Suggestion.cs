namespace Crm.Sdk.Validation;

/// <summary>Finds the name that a person probably meant.</summary>
public static class Suggestion
{
    private const int LongestName = 64;

    /// <summary>The candidate nearest to <paramref name="name"/>, or null when none is near.</summary>
    /// <remarks>
    /// Near: at most a third of the letters, one where there are fewer than six, and three are inserted, dropped, replaced or swapped with their
    /// neighbour, and no more than half of the candidate's. Letter case does not count.
    /// </remarks>
    public static string? For(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(candidates);
        if (name.Length is 0 or > LongestName)
        {
            return null;
        }

        string word = name.ToLowerInvariant();
        string? best = null;
        int bestDistance = (name.Length == 1 ? 0 : Math.Clamp(name.Length / 3, 1, 3)) + 1;
        foreach (string candidate in candidates)
        {
            // A short candidate must not be reached by replacing most of its letters.
            int distance = Distance(word, candidate.ToLowerInvariant(), bestDistance);
            if (distance < bestDistance && distance * 2 <= candidate.Length)
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>A sentence that offers what <see cref="For"/> found, or another mend where it found nothing.</summary>
    internal static string DidYouMean(string? near, string otherwise) => near is null ? otherwise : $"Did you mean '{near}'?";

    /// <summary>The sentence <c>Did you mean 'x'?</c>, or the names to choose from when none is near.</summary>
    public static string Mend(string name, IEnumerable<string> candidates)
    {
        var known = candidates.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        string list = string.Join(", ", known.Take(12)) + (known.Count > 12 ? ", …" : "");
        return DidYouMean(For(name, known), known.Count == 0 ? "None is declared." : $"Known here: {list}.");
    }

    // Optimal string alignment: insertions, deletions, replacements and swaps of neighbours.
    private static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) >= limit)
        {
            return limit;
        }

        int[] before = new int[b.Length + 1], last = new int[b.Length + 1], row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }
}
