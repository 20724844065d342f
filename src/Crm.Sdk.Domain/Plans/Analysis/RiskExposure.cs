using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Values;

namespace Crm.Sdk.Plans.Analysis;

/// <summary>How much a risk asks for attention.</summary>
public enum RiskLevel
{
    /// <summary>It is watched.</summary>
    Low,

    /// <summary>Somebody does something about it.</summary>
    Medium,

    /// <summary>It needs a contingency with a trigger.</summary>
    High,
}

/// <summary>A risk with what it amounts to, before and after what is done about it.</summary>
public sealed record RatedRisk
{
    /// <summary>The risk.</summary>
    public required Risk Risk { get; init; }

    /// <summary>How likely it is on the scale of the matrix: 1 up to 10 %, 2 up to 30 %, 3 up to 50 %, 4 up to 70 %, 5 above.</summary>
    public required int Likelihood { get; init; }

    /// <summary>How much it asks for attention today.</summary>
    public required RiskLevel Level { get; init; }

    /// <summary>How much it asks for attention when its mitigation is done.</summary>
    public required RiskLevel Residual { get; init; }

    /// <summary>What it costs times how likely it is, as a number of the currency; null when nobody said what it costs.</summary>
    public required Rational? Exposure { get; init; }

    /// <summary>The same when its mitigation is done.</summary>
    public required Rational? ResidualExposure { get; init; }
}

/// <summary>What the open risks of a plan amount to (DOMAIN.md M68).</summary>
/// <remarks>
/// A risk is high where likelihood times impact, each from 1 to 5, is 15 or more, and medium from 6. A mitigation that is done counts
/// as done: the risk is then as likely and as bad as the mitigation makes it. Risks that happened or are closed are not open.
/// </remarks>
public sealed class RiskExposure
{
    private const int HighFrom = 15;
    private const int MediumFrom = 6;

    private RiskExposure(IReadOnlyList<RatedRisk> risks, string? currency)
    {
        Risks = risks;
        Currency = currency;
    }

    /// <summary>The open risks, the highest first: by level, then by exposure, then in the order of the plan.</summary>
    public IReadOnlyList<RatedRisk> Risks { get; }

    /// <summary>The currency of the exposures; null when no open risk has a cost, or when costs are in several currencies and nothing can be added.</summary>
    public string? Currency { get; }

    /// <summary>The sum of the exposures; null without a currency.</summary>
    public Rational? Total => Sum(r => r.Exposure);

    /// <summary>The sum of the exposures when all mitigations are done; null without a currency.</summary>
    public Rational? Residual => Sum(r => r.ResidualExposure);

    /// <summary>Rates the open risks.</summary>
    public static RiskExposure Of(RiskRegister register)
    {
        ArgumentNullException.ThrowIfNull(register);
        List<Risk> open = [.. register.Risks.Where(r => r.State == RiskState.Open)];
        List<string> currencies = [.. open.SelectMany(r => new[] { Now(r).Cost, After(r).Cost }).Select(c => c?.Currency.Code).OfType<string>().Distinct()];
        return new RiskExposure(
            [.. open.Select(Rate).OrderByDescending(r => r.Level).ThenByDescending(r => r.Exposure ?? Rational.Zero)], currencies.Count == 1 ? currencies[0] : null);
    }

    /// <summary>How likely something is on the scale of the matrix, from 1 to 5.</summary>
    public static int LikelihoodOf(decimal probability) => probability switch { <= 0.1m => 1, <= 0.3m => 2, <= 0.5m => 3, <= 0.7m => 4, _ => 5 };

    /// <summary>How much a likelihood with an impact, each from 1 to 5, asks for attention.</summary>
    public static RiskLevel LevelOf(int likelihood, int impact) => (likelihood * impact) switch { >= HighFrom => RiskLevel.High, >= MediumFrom => RiskLevel.Medium, _ => RiskLevel.Low };

    /// <summary>How likely, how bad and how dear a risk is today: with its mitigation when that is done.</summary>
    internal static (decimal Probability, int Impact, Money? Cost) Now(Risk risk) => risk.Mitigation is { Done: not null } ? After(risk) : (risk.Probability, risk.Impact, risk.Cost);

    private static (decimal Probability, int Impact, Money? Cost) After(Risk risk) =>
        (risk.Mitigation?.Probability ?? risk.Probability, risk.Mitigation?.Impact ?? risk.Impact, risk.Mitigation?.Cost ?? risk.Cost);

    private static RatedRisk Rate(Risk risk)
    {
        (decimal probability, int impact, Money? cost) = Now(risk);
        (decimal later, int laterImpact, Money? laterCost) = After(risk);
        return new RatedRisk
        {
            Risk = risk, Likelihood = LikelihoodOf(probability), Level = LevelOf(LikelihoodOf(probability), impact), Residual = LevelOf(LikelihoodOf(later), laterImpact),
            Exposure = Expected(probability, cost), ResidualExposure = Expected(later, laterCost),
        };
    }

    private static Rational? Expected(decimal probability, Money? cost) =>
        cost is { } c ? Rational.FromDecimal(probability) * Rational.FromScaled(c.MinorUnits, c.Currency.MinorUnits) : null;

    private Rational? Sum(Func<RatedRisk, Rational?> value) => Currency is null ? null : Risks.Aggregate(Rational.Zero, (sum, r) => sum + (value(r) ?? Rational.Zero));
}
