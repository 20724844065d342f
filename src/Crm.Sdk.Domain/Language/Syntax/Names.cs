namespace Crm.Sdk.Language.Syntax;

/// <summary>What a name of the language may look like, and which known word one was probably meant to be.</summary>
internal static class Names
{
    public const int MaxLength = 128;

    public static bool IsStart(char c) => char.IsLetter(c) || c == '_';

    public static bool IsPart(char c) => IsStart(c) || char.IsAsciiDigit(c);

    /// <summary>Whether the text is one name: a letter or underscore, then letters, digits and underscores, at most 128.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= MaxLength && IsStart(text[0]) && text.All(IsPart);

    /// <summary>The known word nearest to the given one, or null when none is near enough to be a slip of the keyboard.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length > 32)
        {
            return null;
        }

        string? best = null;
        int allowed = word.Length switch { <= 1 => 0, <= 3 => 1, <= 7 => 2, _ => 3 };
        int bestDistance = allowed + 1;
        foreach (string candidate in known)
        {
            // A short candidate must not be reached by replacing most of its letters.
            int distance = Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance < bestDistance && distance * 2 <= candidate.Length)
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>A sentence that offers the nearest word, or the fallback.</summary>
    public static string DidYouMean(string? nearest, string otherwise) =>
        nearest is null ? otherwise : $"Did you mean '{nearest}'?";

    // Edits that turn one word into the other: insert, delete, replace, or swap two neighbours (optimal string alignment).
    private static int Distance(string a, string b)
    {
        var before = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replace, Math.Min(last[j], row[j - 1]) + 1);
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
