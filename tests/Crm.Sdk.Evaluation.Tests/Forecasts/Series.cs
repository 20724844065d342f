namespace Crm.Sdk.Evaluation.Tests.Forecasts;

/// <summary>Series drawn by chance, the same for the same seed.</summary>
internal static class Series
{
    /// <summary>A series that keeps a share of its distance from a season, and adds something normal of size 1: a random walk where the share is 1.</summary>
    public static double[] Wandering(int seed, int length, double share, params double[] season)
    {
        var random = new Random(seed);
        double distance = share == 1 ? 0 : Normal(random) / Math.Sqrt(1 - (share * share));
        double[] values = new double[length];
        for (int i = 0; i < length; i++)
        {
            distance = (share * distance) + Normal(random);
            values[i] = 100 + distance + (season.Length == 0 ? 0 : season[i % season.Length]);
        }

        return values;
    }

    /// <summary>Each value is that of the season before, and something new: a season that is another one every year.</summary>
    public static double[] WanderingSeason(int seed, int length, int season)
    {
        var random = new Random(seed);
        double[] values = new double[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = (i < season ? 3 * Normal(random) : values[i - season]) + Normal(random);
        }

        return values;
    }

    // Box and Muller (1958).
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
