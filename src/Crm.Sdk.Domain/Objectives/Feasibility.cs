using System.Text.Json.Serialization;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Objectives;

/// <summary>How often the past has seen a change as large as an objective wants: what makes it achievable.</summary>
public sealed record Feasibility
{
    /// <summary>Stretches of the past as long as the objective.</summary>
    public required int Windows { get; init; }

    /// <summary>Those of them that saw such a change.</summary>
    public required int Reached { get; init; }

    /// <summary>The change that is wanted, exact.</summary>
    [JsonConverter(typeof(RationalConverter))]
    public required Rational WantedChange { get; init; }

    /// <summary>The largest change in the wanted direction that the past has seen; null without windows.</summary>
    [JsonConverter(typeof(RationalConverter))]
    public Rational? BestChange { get; init; }

    /// <summary>How many of the stretches there would be if none had a period with another in common: stretches that overlap tell much the same. Null where it was assessed before that was counted.</summary>
    public int? Separate { get; init; }

    /// <summary>The changes between which most of the stretches lie; null without windows, and where it was assessed before that was told.</summary>
    public ChangeBand? Band { get; init; }

    /// <summary>As of when.</summary>
    public required Instant AssessedAt { get; init; }
}

/// <summary>The changes that stretches of the past saw, in order: how large they commonly were.</summary>
/// <remarks>Between two changes the quantile lies on a straight line: type 7 of Hyndman and Fan (1996), Sample quantiles in statistical packages, The American Statistician 50. Exact.</remarks>
public sealed record ChangeBand
{
    /// <summary>One in ten stretches saw this change or a smaller one.</summary>
    [JsonConverter(typeof(RationalConverter))]
    public required Rational Low { get; init; }

    /// <summary>Half of them did.</summary>
    [JsonConverter(typeof(RationalConverter))]
    public required Rational Middle { get; init; }

    /// <summary>Nine in ten did.</summary>
    [JsonConverter(typeof(RationalConverter))]
    public required Rational High { get; init; }

    /// <summary>The band of changes; null of none.</summary>
    /// <param name="changes">The changes, in any order.</param>
    public static ChangeBand? Of(IReadOnlyList<Rational> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (changes.Count == 0)
        {
            return null;
        }

        var ordered = changes.Order().ToList();
        Rational At(int tenths)
        {
            (int below, int part) = Math.DivRem((ordered.Count - 1) * tenths, 10);
            return part == 0 ? ordered[below] : ordered[below] + ((ordered[below + 1] - ordered[below]) * new Rational(part, 10));
        }

        return new ChangeBand { Low = At(1), Middle = At(5), High = At(9) };
    }
}

/// <summary>Somebody answers for it that an objective is achievable though the past does not say so.</summary>
public sealed record FeasibilityOverride
{
    /// <summary>Who.</summary>
    public required string By { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }
}
