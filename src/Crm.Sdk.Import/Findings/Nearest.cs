namespace Crm.Sdk.Import.Findings;

/// <summary>Finds the name that a person probably meant.</summary>
internal static class Nearest
{
    /// <summary>A sentence that proposes the nearest candidate, or <paramref name="otherwise"/> when none is near.</summary>
    public static string Hint(string name, IEnumerable<string> candidates, string otherwise) =>
        Find(name, candidates) is { } near ? $"Did you mean '{near}'?" : otherwise;

    /// <summary>The candidate that differs only in case or spaces, else the one that is a few edits away, else null.</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        string wanted = Plain(name);
        string? best = null;
        int bestDistance = Math.Min(3, 1 + (wanted.Length / 4)) + 1;
        foreach (string candidate in candidates)
        {
            string plain = Plain(candidate);
            int distance = string.Equals(plain, wanted, StringComparison.Ordinal) ? 0 : Distance(wanted, plain, bestDistance);
            if (distance < bestDistance && plain.Length > 0)
            {
                best = candidate;
                bestDistance = distance;
            }
        }

        return best;
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    // Damerau's restricted edit distance, given up at the limit.
    private static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) >= limit || a.Length > 200)
        {
            return limit;
        }

        int[] twoBack = new int[b.Length + 1];
        int[] back = new int[b.Length + 1];
        int[] row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            back[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], back[j]) + 1, back[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], twoBack[j - 2] + 1);
                }
            }

            (twoBack, back, row) = (back, row, twoBack);
        }

        return Math.Min(back[b.Length], limit);
    }
}
