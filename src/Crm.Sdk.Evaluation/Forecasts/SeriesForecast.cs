namespace Crm.Sdk.Evaluation.Forecasts;

/// <summary>What a series of equally long periods is expected to come to, and the interval that holds it with a stated probability.</summary>
/// <remarks>
/// <para>
/// The series is a straight line, with a season where one can be told, around which it wanders: each period keeps a share φ of its
/// distance from the line and adds something new. φ = 0 is scatter around a line, φ = 1 a random walk with drift, and in between the
/// series comes back to its line (Box and Jenkins, Time Series Analysis, chapters 3 and 5). Nobody knows φ, so shares from -0.9 to 1 all count,
/// each by how well it explains the series: a Bayesian average (Zellner 1971, An Introduction to Bayesian Inference in Econometrics, 7.1)
/// that gives three tenths to the random walk beforehand and spreads the rest evenly. For each φ the prediction is Student's t, with
/// what is unknown of line and season in it; the interval is that of all of them together. On regression for series and on
/// intervals: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 5.5, 7 and 10.
/// </para>
/// <para>
/// A season is part of the line when chance alone would show as much of one in a hundred series: an F test at the φ that explains the
/// series with the season best. It is taken to be the same every year.
/// </para>
/// <para>What is new in a period is taken to be normal, of one size throughout and independent of what was. Doubles; the same series always gives the same numbers.</para>
/// </remarks>
public sealed record SeriesForecast
{
    /// <summary>The fewest values that are forecast: a line takes two, and the rest must tell how far values scatter.</summary>
    public const int LeastValues = 8;

    /// <summary>The most values that are looked at, the last ones, six years of months: what lies further back says little of what comes.</summary>
    public const int MostValues = 72;

    /// <summary>The fewest seasons that are needed before a season is looked for.</summary>
    public const int LeastSeasons = 2;

    private const int LeastChecked = 48, MostAheadChecked = 6;
    private const double SeasonChance = 0.01, RandomWalk = 0.3;

    private static readonly double[] Shares = [.. Enumerable.Range(-18, 38).Select(i => i / 20.0), 0.98, 1];
    private static readonly double[] Beforehand = [.. Shares.Select(s => s == 1 ? RandomWalk : (1 - RandomWalk) / (Shares.Length - 1))];

    /// <summary>What is expected, in the unit of the series.</summary>
    public required double Mean { get; init; }

    /// <summary>The lower end of the interval.</summary>
    public required double Low { get; init; }

    /// <summary>The upper end of the interval.</summary>
    public required double High { get; init; }

    /// <summary>The values that it rests on, counted.</summary>
    public required int Values { get; init; }

    /// <summary>The periods of the season that is part of the line; 0 for none.</summary>
    public required int Season { get; init; }

    /// <summary>The share of its distance from the line that a period is expected to keep, from -0.9 to 1: near 1 a random walk, near 0 scatter.</summary>
    public required double Kept { get; init; }

    /// <summary>Whether simulations hold the interval of 95 % to its word: at least 48 values, and at most a tenth as many periods ahead and no more than 6; with a season at least five seasons.</summary>
    /// <remarks>Then it held 93 to 97 of 100 values of random walks, of series that come back to a line and of those with a season. docs/articles/forecast.md has the numbers, also of shorter series.</remarks>
    public required bool IsChecked { get; init; }

    /// <summary>Forecasts a weighted sum of the values to come: the last of them by the weights 0, 0, 1, all together by 1, 1, 1.</summary>
    /// <param name="values">The series, the oldest value first.</param>
    /// <param name="weights">How much each value to come counts, the next one first; at least one is not 0.</param>
    /// <param name="season">After how many periods a season comes again, such as 12 for months; 0 or 1 looks for none.</param>
    /// <param name="level">The probability of the interval, between 0 and 1.</param>
    /// <returns>The forecast; null when the series has fewer than <see cref="LeastValues"/> values.</returns>
    /// <exception cref="ArgumentException">A value or a weight is no number, or no weight differs from 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is no probability, or the season is negative.</exception>
    public static SeriesForecast? Of(IReadOnlyList<double> values, IReadOnlyList<double> weights, int season = 0, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentOutOfRangeException.ThrowIfNegative(season);
        if (level is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "A level is a probability between 0 and 1, such as 0.95.");
        }

        if (!weights.Any(w => w != 0) || !values.Concat(weights).All(double.IsFinite))
        {
            throw new ArgumentException("A forecast needs numbers throughout, and a weight that is not 0.", nameof(weights));
        }

        if (values.Count < LeastValues)
        {
            return null;
        }

        double[] series = [.. values.Skip(values.Count - MostValues)], ahead = [.. weights];

        // In units of its own size, so that rounding is the same for all series.
        double size = series.Max(Math.Abs);
        size = size == 0 ? 1 : size;
        series = [.. series.Select(v => v / size)];
        double[][] line = Line(series.Length + ahead.Length, 0);
        TrendFit[] fits = Fits(series, line, ahead);
        int found = 0;
        if (season > 1 && series.Length >= season * LeastSeasons)
        {
            double[][] seasonal = Line(series.Length + ahead.Length, season);
            TrendFit[] more = Fits(series, seasonal, ahead);
            if (IsSeason(fits, more, season - 1, series.Length - seasonal.Length))
            {
                (fits, line, found) = (more, seasonal, season);
            }
        }

        var mixture = new TrendMixture(fits, Beforehand, series.Length - line.Length);
        return new SeriesForecast
        {
            Mean = mixture.Mean * size, Low = mixture.Quantile((1 - level) / 2) * size, High = mixture.Quantile((1 + level) / 2) * size,
            Values = series.Length, Season = found, Kept = mixture.Share, IsChecked = level == 0.95 && series.Length >= Math.Max(LeastChecked, 5 * found) && ahead.Length <= MostAheadChecked && ahead.Length * 10 <= series.Length,
        };
    }

    private static bool IsSeason(TrendFit[] without, TrendFit[] with, int parameters, int freedom)
    {
        int best = 0;
        for (int i = 1; i < with.Length; i++)
        {
            best = with[i].LogLikelihood > with[best].LogLikelihood ? i : best;
        }

        double gained = Math.Max(0, without[best].Residual - with[best].Residual) / parameters;
        return StudentT.AboveF(gained / (with[best].Residual / freedom), parameters, freedom) < SeasonChance;
    }

    private static TrendFit[] Fits(double[] series, double[][] line, double[] ahead) => [.. Shares.Select(s => TrendFit.Of(s, series, line, ahead))];

    // A level, a slope, and how far each place in the season lies from the first, which balances them.
    private static double[][] Line(int rows, int season)
    {
        var places = Enumerable.Range(0, rows).ToList();
        return
        [
            [.. places.Select(_ => 1.0)],
            [.. places.Select(i => (double)i / rows)],
            .. Enumerable.Range(1, Math.Max(0, season - 1)).Select(s => places.Select(i => i % season == s ? 1.0 : i % season == 0 ? -1.0 : 0).ToArray()),
        ];
    }
}
