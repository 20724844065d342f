namespace Crm.Sdk.Evaluation.Forecasts;

/// <summary>What is to be expected when it is not known how much a series keeps of its distance from its line: all shares, each as much as it explains.</summary>
internal sealed class TrendMixture
{
    private const double Negligible = 1e-7;
    private readonly TrendFit[] _fits;
    private readonly double[] _weights;
    private readonly StudentT _student;

    /// <param name="fits">A fit for each share.</param>
    /// <param name="beforehand">How much each counts before the series is looked at.</param>
    /// <param name="freedom">Values beyond the parameters.</param>
    public TrendMixture(IReadOnlyList<TrendFit> fits, IReadOnlyList<double> beforehand, int freedom)
    {
        double best = fits.Max(f => f.LogLikelihood);
        var weighed = fits.Select((fit, i) => (Fit: fit, Weight: beforehand[i] * Math.Exp(fit.LogLikelihood - best))).ToList();
        double least = weighed.Sum(w => w.Weight) * Negligible;
        weighed.RemoveAll(w => w.Weight < least);
        double total = weighed.Sum(w => w.Weight);
        _fits = [.. weighed.Select(w => w.Fit)];
        _weights = [.. weighed.Select(w => w.Weight / total)];
        _student = new StudentT(freedom);
        for (int i = 0; i < _fits.Length; i++)
        {
            Mean += _weights[i] * _fits[i].Mean;
            Share += _weights[i] * _fits[i].Share;
        }
    }

    /// <summary>What is expected.</summary>
    public double Mean { get; }

    /// <summary>The share that is expected.</summary>
    public double Share { get; }

    /// <summary>The probability that the value is at most x.</summary>
    public double Below(double x)
    {
        double sum = 0;
        for (int i = 0; i < _fits.Length; i++)
        {
            sum += _weights[i] * (_fits[i].Deviation > 0 ? _student.Below((x - _fits[i].Mean) / _fits[i].Deviation) : x >= _fits[i].Mean ? 1 : 0);
        }

        return sum;
    }

    /// <summary>The value that is not exceeded with a probability, to a billionth of the spread.</summary>
    public double Quantile(double probability)
    {
        double spread = _fits.Max(f => f.Deviation), low = _fits.Min(f => f.Mean) - spread, high = _fits.Max(f => f.Mean) + spread;
        if (spread == 0)
        {
            return Mean;
        }

        for (double step = spread; Below(low) > probability; step *= 2)
        {
            low -= step;
        }

        for (double step = spread; Below(high) < probability; step *= 2)
        {
            high += step;
        }

        // Newton's method, and halves where it would leave what is known.
        double x = (low + high) / 2;
        for (int i = 0; i < 100 && high - low > spread * 1e-9; i++)
        {
            double error = Below(x) - probability, density = 0;
            (low, high) = error > 0 ? (low, x) : (x, high);
            for (int j = 0; j < _fits.Length; j++)
            {
                density += _fits[j].Deviation > 0 ? _weights[j] * _student.Density((x - _fits[j].Mean) / _fits[j].Deviation) / _fits[j].Deviation : 0;
            }

            double next = x - (error / density);
            if (Math.Abs(next - x) < spread * 1e-10)
            {
                return next;
            }

            x = next > low && next < high ? next : (low + high) / 2;
        }

        return x;
    }
}
