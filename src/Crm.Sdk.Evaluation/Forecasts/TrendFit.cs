namespace Crm.Sdk.Evaluation.Forecasts;

/// <summary>
/// A straight line, with a season or without, around which a series wanders: each period keeps the share φ of its distance from the
/// line and adds something new. φ = 0 is scatter around the line, φ = 1 a random walk with drift.
/// </summary>
/// <remarks>
/// Least squares of the series after φ is taken out of it (Prais and Winsten 1954), with the restricted likelihood of φ (Harville 1977,
/// Maximum likelihood approaches to variance component estimation, JASA 72), which stays finite where φ is 1 and the level of the line
/// cannot be told: there it is the likelihood of the differences. Prediction with the uncertainty of the line: Box and Jenkins, Time
/// Series Analysis, chapter 5; Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 5.5 and 7.6.
/// </remarks>
internal sealed class TrendFit
{
    // The square of how exact a sum over values of about 1 is.
    private const double Rounding = 1e-26;

    private TrendFit(double share, double logLikelihood, double residual, double mean, double deviation) =>
        (Share, LogLikelihood, Residual, Mean, Deviation) = (share, logLikelihood, residual, mean, deviation);

    /// <summary>φ.</summary>
    public double Share { get; }

    /// <summary>How well it explains the series: the logarithm of the restricted likelihood, up to a constant of the series.</summary>
    public double LogLikelihood { get; }

    /// <summary>The sum of squares that is left.</summary>
    public double Residual { get; }

    /// <summary>What is expected of the weighted sum of values to come.</summary>
    public double Mean { get; }

    /// <summary>How far that may be off: the scale of Student's t with as many degrees of freedom as values beyond the parameters.</summary>
    public double Deviation { get; }

    /// <summary>Fits the line for one φ.</summary>
    /// <param name="share">φ, above -1 and at most 1.</param>
    /// <param name="values">The series, the oldest value first, the largest of size 1.</param>
    /// <param name="columns">What the line is made of, a column each over the series and the periods to come; the first is 1 throughout.</param>
    /// <param name="weights">How much each value to come counts.</param>
    public static TrendFit Of(double share, double[] values, double[][] columns, double[] weights)
    {
        int n = values.Length, skipped = share == 1 ? 1 : 0, width = columns.Length - skipped, rows = n - skipped;
        double[][] x = [.. columns.Skip(skipped).Select(c => Without(share, c.AsSpan(0, n)))];
        double[] y = Without(share, values);
        double[] diagonal = Triangulate(x, y, rows);

        double residual = 0, logDeterminant = 0;
        for (int i = width; i < rows; i++)
        {
            residual += y[i] * y[i];
        }

        // What is left of a series that lies on its line is rounding: none of it tells one share from another.
        residual = residual < Rounding * n ? 0 : residual;
        foreach (double entry in diagonal)
        {
            logDeterminant += Math.Log(Math.Abs(entry));
        }

        int freedom = rows - width;
        double logLikelihood = (skipped == 1 ? 0 : Math.Log(1 - (share * share)) / 2) - logDeterminant - (freedom / 2.0 * Math.Log(Math.Max(residual, Rounding * n)));

        double[] line = new double[width];
        for (int i = width - 1; i >= 0; i--)
        {
            double sum = y[i];
            for (int j = i + 1; j < width; j++)
            {
                sum -= x[j][i] * line[j];
            }

            line[i] = sum / diagonal[i];
        }

        (double mean, double variance) = Predict(share, values[n - 1], n, columns.AsSpan(skipped), line, x, diagonal, weights);
        return new TrendFit(share, logLikelihood, residual, mean, Math.Sqrt(residual / freedom * variance));
    }

    // Mean and variance, in units of what is new in a period, of the weighted sum.
    private static (double Mean, double Variance) Predict(
        double share, double last, int n, ReadOnlySpan<double[]> columns, double[] line, double[][] x, double[] diagonal, double[] weights)
    {
        double kept = 0, power = 1, variance = 0, carried = 0;
        foreach (double weight in weights)
        {
            power *= share;
            kept += weight * power;
        }

        for (int j = weights.Length - 1; j >= 0; j--)
        {
            carried = weights[j] + (share * carried);
            variance += carried * carried;
        }

        double mean = kept * last;
        double[] away = new double[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            double at = -kept * columns[i][n - 1];
            for (int j = 0; j < weights.Length; j++)
            {
                at += weights[j] * columns[i][n + j];
            }

            mean += at * line[i];
            for (int j = 0; j < i; j++)
            {
                at -= x[i][j] * away[j];
            }

            away[i] = at / diagonal[i];
            variance += away[i] * away[i];
        }

        return (mean, variance);
    }

    private static double[] Without(double share, ReadOnlySpan<double> column)
    {
        int skipped = share == 1 ? 1 : 0;
        double[] result = new double[column.Length - skipped];
        if (skipped == 0)
        {
            result[0] = Math.Sqrt(1 - (share * share)) * column[0];
        }

        for (int i = 1; i < column.Length; i++)
        {
            result[i - skipped] = column[i] - (share * column[i - 1]);
        }

        return result;
    }

    // Reflections of Householder (1958): x becomes triangular, its diagonal is returned, y turns with it.
    private static double[] Triangulate(double[][] x, double[] y, int rows)
    {
        double[] diagonal = new double[x.Length];
        for (int k = 0; k < x.Length; k++)
        {
            double[] column = x[k];
            double norm = 0;
            for (int i = k; i < rows; i++)
            {
                norm += column[i] * column[i];
            }

            norm = Math.Sqrt(norm);
            diagonal[k] = column[k] > 0 ? -norm : norm;
            column[k] -= diagonal[k];
            double half = -diagonal[k] * column[k];
            for (int j = k + 1; j <= x.Length; j++)
            {
                double[] other = j < x.Length ? x[j] : y;
                double dot = 0;
                for (int i = k; i < rows; i++)
                {
                    dot += column[i] * other[i];
                }

                dot /= half;
                for (int i = k; i < rows; i++)
                {
                    other[i] -= dot * column[i];
                }
            }
        }

        return diagonal;
    }
}
