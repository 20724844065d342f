namespace Crm.Sdk.Plans.Analysis;

/// <summary>Items that wait for each other in a circle.</summary>
internal static class Circles
{
    /// <summary>The keys of one circle, beginning with the first of its keys; empty when there is none. Keys that nothing has are not waited for.</summary>
    /// <param name="after">What each item waits for.</param>
    public static IReadOnlyList<string> Find(IReadOnlyDictionary<string, IReadOnlyList<string>> after)
    {
        var open = new SortedSet<string>(after.Keys, StringComparer.Ordinal);
        while (open.FirstOrDefault(key => !after[key].Any(open.Contains)) is { } free)
        {
            open.Remove(free);
        }

        // All that is left waits for something that is left: going from one to what it waits for comes back to where it was.
        var path = new List<string>();
        for (string? key = open.Min; key is not null; key = after[key].First(open.Contains))
        {
            int at = path.IndexOf(key);
            if (at >= 0)
            {
                List<string> circle = path[at..];
                int first = circle.IndexOf(circle.Min(StringComparer.Ordinal)!);
                return [.. circle[first..], .. circle[..first]];
            }

            path.Add(key);
        }

        return [];
    }
}
