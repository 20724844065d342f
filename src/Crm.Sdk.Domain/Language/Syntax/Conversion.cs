using NodaTime;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Of which day the rates are by which an amount is converted.</summary>
public enum RatePolicy
{
    /// <summary>The day of the row: of the time role of the aggregate, in the zone of the question.</summary>
    Transaction,

    /// <summary>The mean over the days of the period.</summary>
    PeriodAverage,

    /// <summary>The last day of the period.</summary>
    PeriodEnd,

    /// <summary>The day of the row, of a table of planned rates: each is in force until the next.</summary>
    Plan,

    /// <summary>The last day that has one, as of the instant of the question.</summary>
    Latest,

    /// <summary>A day that the definition names.</summary>
    Fixed,
}

/// <summary>An aggregate or a metric in a currency: <c>sum(order.amount) in EUR at transaction using 'ecb'</c>.</summary>
public sealed class ConversionExpression : Expression
{
    /// <summary>What is converted.</summary>
    public required Expression Operand { get; init; }

    /// <summary>The code of the currency into which it is.</summary>
    public required string Currency { get; init; }

    /// <summary>Of which day the rates are.</summary>
    public required RatePolicy At { get; init; }

    /// <summary>The day of <see cref="RatePolicy.Fixed"/>; null for others.</summary>
    public LocalDate? Day { get; init; }

    /// <summary>The name of the table of rates; null for the only one that there is.</summary>
    public string? Using { get; init; }

    /// <summary>How many days before its day a rate may be where that day has none; 0 for none.</summary>
    public int Within { get; init; }

    /// <summary>Whether each row is rounded to the minor unit of the currency before rows are added up.</summary>
    public bool RoundsLines { get; init; }
}
