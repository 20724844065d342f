namespace Crm.Sdk.Evaluation.Tests.Forecasts;

/// <summary>
/// The forecast once more, as its definition has it and without a thought of speed: the whole matrix of covariances, its inverse, and
/// Student's t by adding up its density.
/// </summary>
internal sealed class ForecastByDefinition
{
    private const int Steps = 4_000;

    private readonly List<(double Weight, double Mean, double Deviation)> _parts = [];
    private readonly int _freedom;
    private readonly double _front;

    public ForecastByDefinition(double[] values, double[] weights, int season)
    {
        int n = values.Length, columns = season > 1 ? season + 1 : 2;
        double[] Row(int i) => [1, i, .. Enumerable.Range(1, columns - 2).Select(s => i % season == s ? 1.0 : i % season == 0 ? -1 : 0)];
        _freedom = n - columns;
        _front = Gamma((_freedom + 1) / 2.0) / Gamma(_freedom / 2.0) / Math.Sqrt(_freedom * Math.PI);
        double[] shares = [.. Enumerable.Range(-18, 38).Select(i => i / 20.0), 0.98];
        var parts = shares.Select(s => (Weight: 0.7 / shares.Length, Part: Around(s, values, weights, Row))).Append((Weight: 0.3, Part: Walk(values, weights, Row))).ToList();
        double best = parts.Max(p => p.Part.Likelihood), total = parts.Sum(p => p.Weight * Math.Exp(p.Part.Likelihood - best));
        _parts.AddRange(parts.Select(p => (p.Weight * Math.Exp(p.Part.Likelihood - best) / total, p.Part.Mean, p.Part.Deviation)));
    }

    public double Mean => _parts.Sum(p => p.Weight * p.Mean);

    /// <summary>The probability of values up to x.</summary>
    public double Below(double x) => _parts.Sum(p => p.Weight * Student((x - p.Mean) / p.Deviation));

    // A stationary series around a line: its covariances are φ^|i-j| / (1 - φ²).
    private (double Likelihood, double Mean, double Deviation) Around(double share, double[] values, double[] weights, Func<int, double[]> row)
    {
        int n = values.Length;
        double Covariance(int i, int j) => Math.Pow(share, Math.Abs(i - j)) / (1 - (share * share));
        double[] ahead = [.. Enumerable.Range(0, n).Select(i => weights.Select((w, j) => w * Covariance(i, n + j)).Sum())];
        double own = weights.Select((w, i) => weights.Select((v, j) => w * v * Covariance(n + i, n + j)).Sum()).Sum();
        return Predict(Matrix(n, n, Covariance), values, Matrix(n, row(0).Length, (i, j) => row(i)[j]), ahead, Sum(weights, j => row(n + j)), own, 0);
    }

    // A random walk: the steps from one value to the next are independent, and the level of the line cannot be told.
    private (double Likelihood, double Mean, double Deviation) Walk(double[] values, double[] weights, Func<int, double[]> row)
    {
        int n = values.Length;
        double[] Step(int i) => [.. row(i + 1).Zip(row(i), (a, b) => a - b).Skip(1)];
        double[] steps = [.. Enumerable.Range(0, n - 1).Select(i => values[i + 1] - values[i])];
        double own = Enumerable.Range(0, weights.Length).Sum(i => Math.Pow(weights.Skip(i).Sum(), 2));
        double[] from = [.. row(n - 1).Skip(1)];
        double[] drift = Sum(weights, j => [.. row(n + j).Skip(1).Zip(from, (a, b) => a - b)]);
        return Predict(Matrix(n - 1, n - 1, (i, j) => i == j ? 1 : 0), steps, Matrix(n - 1, drift.Length, (i, j) => Step(i)[j]), new double[n - 1], drift, own, weights.Sum() * values[n - 1]);
    }

    // Best linear unbiased prediction (Goldberger 1962), and the restricted likelihood with the size of what is new taken out of it.
    private (double Likelihood, double Mean, double Deviation) Predict(double[,] covariance, double[] y, double[,] x, double[] ahead, double[] atEnd, double own, double offset)
    {
        (double[,] inverse, double logDeterminant) = Inverse(covariance);
        double[,] weighed = Times(Transposed(x), inverse);
        (double[,] spread, double logInformation) = Inverse(Times(weighed, x));
        double[] line = Times(spread, Times(weighed, y));
        double[] left = [.. y.Select((v, i) => v - Enumerable.Range(0, line.Length).Sum(j => x[i, j] * line[j]))];
        double[] solved = Times(inverse, left), kriged = Times(inverse, ahead);
        double residual = Dot(left, solved);
        double[] unknown = [.. atEnd.Select((v, j) => v - Enumerable.Range(0, y.Length).Sum(i => x[i, j] * kriged[i]))];
        double variance = own - Dot(ahead, kriged) + Dot(unknown, Times(spread, unknown));
        return (-(logDeterminant / 2) - (logInformation / 2) - (_freedom / 2.0 * Math.Log(residual)), offset + Dot(atEnd, line) + Dot(ahead, solved), Math.Sqrt(residual / _freedom * variance));
    }

    // Simpson's rule from the middle.
    private double Student(double x)
    {
        double Density(double t) => _front * Math.Pow(1 + (t * t / _freedom), -(_freedom + 1) / 2.0);
        double step = x / Steps, sum = Density(0) + Density(x);
        for (int i = 1; i < Steps; i++)
        {
            sum += (i % 2 == 0 ? 2 : 4) * Density(i * step);
        }

        return 0.5 + (sum * step / 3);
    }

    private static double Gamma(double halves) => halves == 1 ? 1 : halves == 0.5 ? Math.Sqrt(Math.PI) : (halves - 1) * Gamma(halves - 1);

    private static double[] Sum(double[] weights, Func<int, double[]> row) =>
        [.. Enumerable.Range(0, row(0).Length).Select(c => weights.Select((w, j) => w * row(j)[c]).Sum())];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double[,] Matrix(int rows, int columns, Func<int, int, double> entry)
    {
        double[,] m = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                m[i, j] = entry(i, j);
            }
        }

        return m;
    }

    private static double[,] Transposed(double[,] m) => Matrix(m.GetLength(1), m.GetLength(0), (i, j) => m[j, i]);

    private static double[,] Times(double[,] a, double[,] b) => Matrix(a.GetLength(0), b.GetLength(1), (i, j) => Enumerable.Range(0, a.GetLength(1)).Sum(k => a[i, k] * b[k, j]));

    private static double[] Times(double[,] a, double[] b) => [.. Enumerable.Range(0, a.GetLength(0)).Select(i => Enumerable.Range(0, b.Length).Sum(k => a[i, k] * b[k]))];

    // Gauss and Jordan, with the largest entry of a column on the diagonal.
    private static (double[,] Inverse, double LogDeterminant) Inverse(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        double[,] m = Matrix(n, 2 * n, (i, j) => j < n ? matrix[i, j] : j - n == i ? 1 : 0);
        double log = 0;
        for (int k = 0; k < n; k++)
        {
            int pivot = Enumerable.Range(k, n - k).MaxBy(i => Math.Abs(m[i, k]));
            for (int j = 0; j < 2 * n; j++)
            {
                (m[k, j], m[pivot, j]) = (m[pivot, j], m[k, j]);
            }

            double by = m[k, k];
            log += Math.Log(Math.Abs(by));
            for (int j = 0; j < 2 * n; j++)
            {
                m[k, j] /= by;
            }

            for (int i = 0; i < n; i++)
            {
                double factor = i == k ? 0 : m[i, k];
                for (int j = 0; factor != 0 && j < 2 * n; j++)
                {
                    m[i, j] -= factor * m[k, j];
                }
            }
        }

        return (Matrix(n, n, (i, j) => m[i, n + j]), log);
    }
}
