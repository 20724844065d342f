using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Language.Binding;

/// <summary>Into which currency amounts are converted, and by which rates.</summary>
public sealed class BoundConversion
{
    internal BoundConversion(ConversionExpression conversion)
    {
        To = Currency.Get(conversion.Currency);
        At = conversion.At;
        Day = conversion.Day;
        Table = conversion.Using;
        Within = conversion.Within;
        RoundsLines = conversion.RoundsLines;
    }

    /// <summary>The currency into which they are.</summary>
    public Currency To { get; }

    /// <summary>Of which day the rates are.</summary>
    public RatePolicy At { get; }

    /// <summary>The day of <see cref="RatePolicy.Fixed"/>; null for others.</summary>
    public LocalDate? Day { get; }

    /// <summary>The name of the table of rates; null for the only one that there is.</summary>
    public string? Table { get; }

    /// <summary>How many days before its day a rate may be where that day has none.</summary>
    public int Within { get; }

    /// <summary>Whether each row is rounded to the minor unit of the currency.</summary>
    public bool RoundsLines { get; }

    /// <summary>Whether the rate is that of the row's own day.</summary>
    public bool IsOfRow => At is RatePolicy.Transaction or RatePolicy.Plan;

    /// <summary>Whether the rate differs from period to period.</summary>
    public bool IsOfPeriod => At is RatePolicy.PeriodEnd or RatePolicy.PeriodAverage;

    /// <summary>The conversion much as the language writes it.</summary>
    public override string ToString()
    {
        string day = Day is { } fixedDay ? $" {fixedDay:uuuu-MM-dd}" : "", table = Table is null ? "" : $" using '{Table}'";
        string missing = Within > 0 ? $" missing previous within {Within} {(Within == 1 ? "day" : "days")}" : "";
        return $"in {To} at {CrmGrammar.Policies.First(p => p.Policy == At).Text}{day}{table}{missing}{(RoundsLines ? " round line" : "")}";
    }
}

/// <summary>The amount of a row in another currency: the operand of an aggregate. Null where the amount is, and where it has no rate.</summary>
public sealed class BoundConverted : BoundExpression
{
    internal BoundConverted(BoundExpression operand, BoundField? code, BoundConversion conversion, BoundTimeRole? role, BoundFrame frame)
        : base(DataType.Money(conversion.To))
    {
        Operand = operand;
        Code = code;
        Conversion = conversion;
        Role = role;
        Frame = frame;
    }

    /// <summary>The amount in its own currency.</summary>
    public BoundExpression Operand { get; }

    /// <summary>The field with the code of its currency; null where its type names one.</summary>
    public BoundField? Code { get; }

    /// <summary>Into what it is converted, and how.</summary>
    public BoundConversion Conversion { get; }

    /// <summary>The time role of the row, whose day is that of the rate; null where the rate is of another day.</summary>
    public BoundTimeRole? Role { get; }

    /// <summary>The stretch of time at whose end, or over which, rates are read; only where they differ from period to period.</summary>
    public BoundFrame Frame { get; }

    /// <summary>The currency of a row.</summary>
    /// <param name="code">What stands in <see cref="Code"/>; null where it is missing, or where there is no such field.</param>
    /// <returns>The currency, or null where the code is missing or is that of no currency.</returns>
    public Currency? CurrencyOf(string? code) =>
        Code is null ? Operand.Type.Currency : code is null ? null : Currency.Find(Code.Field.FoldsCase ? code.ToUpperInvariant() : code);

    /// <summary>An amount by the rate of its currency, rounded where lines are.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="factor">What one unit of its currency is worth in the other.</param>
    public Rational Apply(Rational amount, Rational factor) => Conversion.RoundsLines ? (amount * factor).Round(Conversion.To.MinorUnits) : amount * factor;
}
