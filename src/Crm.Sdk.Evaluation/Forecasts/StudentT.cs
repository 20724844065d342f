namespace Crm.Sdk.Evaluation.Forecasts;

/// <summary>Student's t and the F distribution, by the incomplete beta function.</summary>
/// <remarks>
/// Student (1908), The probable error of a mean, Biometrika 6. The continued fraction and its rule for the faster side are those of
/// Abramowitz and Stegun (1964), 26.5.8 and 26.5.2, the fraction taken by the method of Lentz (1976), Applied Optics 15.
/// </remarks>
internal sealed class StudentT
{
    private const double Tiny = 1e-300, Precision = 1e-15;
    private readonly double _freedom;
    private readonly double _logBeta;

    /// <param name="freedom">Degrees of freedom; above 0.</param>
    public StudentT(double freedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(freedom);
        _freedom = freedom;
        _logBeta = LogBeta(freedom / 2, 0.5);
    }

    /// <summary>The share of values up to x.</summary>
    public double Below(double x)
    {
        double tail = IncompleteBeta(_freedom / 2, 0.5, _freedom / (_freedom + (x * x)), _logBeta) / 2;
        return x > 0 ? 1 - tail : tail;
    }

    /// <summary>The density at x.</summary>
    public double Density(double x) => Math.Exp(-((_freedom + 1) / 2 * Math.Log(1 + (x * x / _freedom))) - _logBeta) / Math.Sqrt(_freedom);

    /// <summary>The share of values of F that are larger.</summary>
    /// <param name="f">A ratio of two variances; not negative.</param>
    /// <param name="above">Degrees of freedom of the one above the line.</param>
    /// <param name="below">Those of the one below.</param>
    public static double AboveF(double f, double above, double below) =>
        IncompleteBeta(below / 2, above / 2, below / (below + (above * f)), LogBeta(below / 2, above / 2));

    private static double LogBeta(double a, double b) => LogGamma(a) + LogGamma(b) - LogGamma(a + b);

    // Stirling's series, from 8 upwards exact to the last digits of a double; below, by the recurrence.
    private static double LogGamma(double x)
    {
        double shift = 0;
        for (; x < 8; x++)
        {
            shift -= Math.Log(x);
        }

        double over = 1 / (x * x);
        double series = ((((((((-691 / 360360.0 * over) + (1 / 1188.0)) * over) - (1 / 1680.0)) * over) + (1 / 1260.0)) * over - (1 / 360.0)) * over + (1 / 12.0)) / x;
        return shift + ((x - 0.5) * Math.Log(x)) - x + (Math.Log(2 * Math.PI) / 2) + series;
    }

    private static double IncompleteBeta(double a, double b, double x, double logBeta)
    {
        if (x is <= 0 or >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        double front = Math.Exp((a * Math.Log(x)) + (b * Math.Log(1 - x)) - logBeta);
        return x < (a + 1) / (a + b + 2) ? front * Fraction(a, b, x) / a : 1 - (front * Fraction(b, a, 1 - x) / b);
    }

    private static double Fraction(double a, double b, double x)
    {
        double c = 1, d = 1 / Away(1 - ((a + b) * x / (a + 1))), product = d;
        for (int m = 1; m < 500; m++)
        {
            double even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Away(1 + (even * d));
            c = Away(1 + (even / c));
            product *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Away(1 + (odd * d));
            c = Away(1 + (odd / c));
            product *= d * c;
            if (Math.Abs((d * c) - 1) < Precision)
            {
                break;
            }
        }

        return product;
    }

    private static double Away(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
