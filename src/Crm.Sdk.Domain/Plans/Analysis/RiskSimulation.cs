using Crm.Sdk.Plans.Parts;

namespace Crm.Sdk.Plans.Analysis;

/// <summary>What the open risks of a plan could cost together: many made-up futures, in each of which each risk happens or does not.</summary>
/// <remarks>
/// A Monte Carlo simulation. Risks are taken as independent of each other, which makes bad futures look rarer than they are where risks
/// have a common cause. The same register, number and seed give the same figures on every machine: the random numbers are SplitMix64
/// (Steele, Lea and Flood 2014), not those of the platform.
/// </remarks>
public sealed class RiskSimulation
{
    private readonly long[] _costs;
    private readonly int _scale;

    private RiskSimulation(long[] costs, int scale, string currency)
    {
        _costs = costs;
        _scale = scale;
        Currency = currency;
    }

    /// <summary>The currency.</summary>
    public string Currency { get; }

    /// <summary>How many futures were made up.</summary>
    public int Draws => _costs.Length;

    /// <summary>The mean of what they cost.</summary>
    public decimal Mean => Amount(_costs.Aggregate(0m, (sum, c) => sum + c) / Draws);

    /// <summary>Simulates the open risks that have a cost.</summary>
    /// <param name="register">The risks.</param>
    /// <param name="draws">How many futures: at least 1.</param>
    /// <param name="seed">Where the random numbers begin.</param>
    /// <returns>The futures; null when no open risk has a cost, or when costs are in several currencies.</returns>
    public static RiskSimulation? Run(RiskRegister register, int draws = 20_000, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        var risks = register.Risks.Where(r => r.State == RiskState.Open).Select(RiskExposure.Now).Where(r => r.Cost is not null).Select(r => (r.Probability, Cost: r.Cost!.Value)).ToList();
        if (risks.Select(r => r.Cost.Currency.Code).Distinct().Count() != 1)
        {
            return null;
        }

        // A risk happens where 64 random bits are below its share of all that there are.
        (UInt128 Below, long Cost)[] chances = [.. risks.Select(r => ((UInt128)(Math.Clamp(r.Probability, 0, 1) * ulong.MaxValue) + (r.Probability >= 1 ? 1u : 0u), r.Cost.MinorUnits))];
        long[] costs = new long[draws];
        ulong state = seed;
        for (int i = 0; i < draws; i++)
        {
            foreach ((UInt128 below, long cost) in chances)
            {
                costs[i] += Next(ref state) < below ? cost : 0;
            }
        }

        Array.Sort(costs);
        return new RiskSimulation(costs, risks[0].Cost.Currency.MinorUnits, risks[0].Cost.Currency.Code);
    }

    /// <summary>The cost that a share of the futures does not exceed.</summary>
    /// <param name="share">The share, above 0 and up to 1: 0.8 for the cost that four of five futures do not exceed.</param>
    public decimal Quantile(decimal share)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        return Amount(_costs[(int)Math.Ceiling(share * Draws) - 1]);
    }

    /// <summary>The share of the futures that an amount is enough for.</summary>
    public decimal Covered(decimal amount) => (decimal)_costs.Count(c => Amount(c) <= amount) / Draws;

    private static ulong Next(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private decimal Amount(decimal minorUnits)
    {
        for (int i = 0; i < _scale; i++)
        {
            minorUnits /= 10;
        }

        return minorUnits;
    }
}
