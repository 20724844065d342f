using Crm.Sdk.Facts;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <summary>The unit of a metric: its name, and how many of the type's own units make one.</summary>
/// <remarks>Immutable. Percentages are shown times 100; durations, which are computed in microseconds, in the unit that was declared.</remarks>
public sealed class MetricUnit
{
    internal MetricUnit(string name, DataType type)
    {
        Name = name;
        Type = type;
        Factor = name switch
        {
            "percent" => new Rational(100, 1),
            "minutes" => new Rational(1, 60_000_000),
            "hours" => new Rational(1, 3_600_000_000),
            "days" when type.Kind == DataKind.Duration => new Rational(1, StorageForm.MicrosecondsPerDay),
            "weeks" => new Rational(1, 7 * StorageForm.MicrosecondsPerDay),
            "seconds" => new Rational(1, 1_000_000),
            _ => Rational.One,
        };
    }

    /// <summary>The name: a currency code, <c>percent</c>, <c>ratio</c>, <c>days</c>, <c>count</c>, <c>date</c>, <c>instant</c> or another label.</summary>
    public string Name { get; }

    /// <summary>The type of the value before the unit is applied.</summary>
    public DataType Type { get; }

    /// <summary>What the value is multiplied by when it is shown.</summary>
    public Rational Factor { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
