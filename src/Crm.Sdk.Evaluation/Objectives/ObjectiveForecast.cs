using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Objectives;

/// <summary>The ways to say where an objective would end.</summary>
public enum ForecastMethod
{
    /// <summary>A straight line from where it began through the current value; no interval. Used where the series is too short or its periods do not add up.</summary>
    StraightLine,

    /// <summary>The forecast of its series, see <see cref="Forecasts.SeriesForecast"/>.</summary>
    Series,

    /// <summary>Its last period has ended: nothing is left to forecast.</summary>
    Known,
}

/// <summary>Where an objective would end if it went on as it went so far, and what that rests on.</summary>
/// <remarks>Statistics are reckoned in doubles and rounded to ten digits; a straight line is exact.</remarks>
public sealed record ObjectiveForecast
{
    /// <summary>The value at its end, in the unit of targets.</summary>
    public required Rational Value { get; init; }

    /// <summary>The lower end of the interval that holds the value at its end with 95 %; null where no interval is known.</summary>
    public Rational? Low { get; init; }

    /// <summary>The upper end of that interval; null where <see cref="Low"/> is.</summary>
    public Rational? High { get; init; }

    /// <summary>Whether the value reaches the target.</summary>
    public required bool ReachesTarget { get; init; }

    /// <summary>How it was found.</summary>
    public ForecastMethod Method { get; init; }

    /// <summary>Whether simulations hold the interval to its 95 % for series as long and as far ahead, see <see cref="Forecasts.SeriesForecast.IsChecked"/>.</summary>
    public bool IsChecked { get; init; }

    /// <summary>What to know before one relies on it: why there is no interval, or how far one of a short series can be trusted; may be none.</summary>
    public IReadOnlyList<string> Caveats { get; init; } = [];

    /// <summary>What it rests on, in words.</summary>
    public required string Basis { get; init; }
}
