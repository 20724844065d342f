namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <summary>Short ways to make random choices.</summary>
internal static class Draw
{
    /// <summary>True in so many of a hundred cases.</summary>
    public static bool Chance(this Random random, int percent) => random.Next(100) < percent;

    /// <summary>One of the items.</summary>
    public static T Pick<T>(this Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    /// <summary>One of the items, each as likely as its weight says.</summary>
    public static T Weighted<T>(this Random random, params ReadOnlySpan<(int Weight, T Item)> items)
    {
        int total = 0;
        foreach ((int weight, _) in items)
        {
            total += weight;
        }

        int at = random.Next(total);
        foreach ((int weight, T item) in items)
        {
            at -= weight;
            if (at < 0)
            {
                return item;
            }
        }

        throw new ArgumentException("Weights add up to nothing.", nameof(items));
    }

    /// <summary>The items in random order.</summary>
    public static T[] Shuffled<T>(this Random random, IEnumerable<T> items)
    {
        T[] shuffled = [.. items];
        random.Shuffle(shuffled);
        return shuffled;
    }
}
