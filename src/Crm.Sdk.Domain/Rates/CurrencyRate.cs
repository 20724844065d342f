using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Rates;

/// <summary>What one unit of the base currency of a <see cref="RateTable"/> was worth in another currency on a day.</summary>
public sealed record CurrencyRate
{
    /// <summary>The other currency.</summary>
    public required Currency Currency { get; init; }

    /// <summary>The day.</summary>
    public required LocalDate Day { get; init; }

    /// <summary>Units of the other currency for one unit of the base, as a count of 10^-10; above 0.</summary>
    public required long Scaled { get; init; }
}
