using Crm.Sdk.Interchange.Yaml;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Interchange.MetricFlow.Reading;

/// <summary>A part of a model with a name, as its file has it.</summary>
internal abstract class NamedSource
{
    public required YamlScalar Name { get; init; }

    public YamlPlace Place => Name.Place;

    public override string ToString() => Name.Value;
}

internal sealed class SemanticModelSource : NamedSource
{
    public YamlScalar? PrimaryEntity { get; init; }

    public YamlScalar? DefaultTime { get; init; }

    public required IReadOnlyList<EntitySource> Entities { get; init; }

    public required IReadOnlyList<DimensionSource> Dimensions { get; init; }

    public required IReadOnlyList<MeasureSource> Measures { get; init; }
}

internal enum EntityKind
{
    Primary,
    Unique,
    Foreign,
    Natural,
}

internal sealed class EntitySource : NamedSource
{
    public required EntityKind Kind { get; init; }

    public YamlScalar? Expression { get; init; }
}

internal sealed class DimensionSource : NamedSource
{
    public required bool IsTime { get; init; }

    public YamlScalar? Expression { get; init; }

    /// <summary>The granularity of a time in lower case.</summary>
    public string Granularity { get; init; } = "day";

    public YamlPlace? Validity { get; init; }
}

internal sealed class MeasureSource : NamedSource
{
    /// <summary>The aggregate in lower case.</summary>
    public required string Aggregate { get; init; }

    public YamlScalar? Expression { get; init; }

    public YamlScalar? Time { get; init; }

    public Rational? Percentile { get; init; }

    public bool IsDiscrete { get; init; }

    public YamlPlace? Approximate { get; init; }

    public NonAdditiveSource? NonAdditive { get; init; }

    public bool CreatesMetric { get; init; }

    public string? Label { get; init; }
}

/// <summary>How a measure is not added up over time.</summary>
internal sealed class NonAdditiveSource
{
    public required YamlPlace Place { get; init; }

    public YamlScalar? Time { get; init; }

    /// <summary>Whether the last rows are taken; else the first.</summary>
    public bool IsLast { get; init; }

    /// <summary>Of what the last rows are taken, each for itself.</summary>
    public IReadOnlyList<YamlScalar> Groupings { get; init; } = [];
}

/// <summary>A count and a unit, such as <c>7 days</c>; the unit is null when the language has none of its name.</summary>
internal sealed class SpanSource
{
    public required YamlScalar Text { get; init; }

    public long Count { get; init; }

    public DurationUnit? Unit { get; init; }
}

/// <summary>A measure or a metric that a metric is made of.</summary>
internal sealed class InputSource : NamedSource
{
    /// <summary>Whether a measure is meant where a metric has the same name.</summary>
    public bool IsMeasure { get; init; }

    public YamlScalar? Alias { get; init; }

    public required IReadOnlyList<YamlScalar> Filters { get; init; }

    public SpanSource? Offset { get; init; }

    public YamlScalar? OffsetToGrain { get; init; }

    public (YamlPlace Place, Rational Value)? Fill { get; init; }

    public YamlPlace? TimeSpine { get; init; }
}

internal sealed class ConversionSource
{
    public required YamlPlace Place { get; init; }

    public InputSource? Base { get; init; }

    public InputSource? Conversion { get; init; }

    public YamlScalar? Entity { get; init; }

    public bool IsCount { get; init; }

    public SpanSource? Window { get; init; }

    public YamlPlace? Constants { get; init; }
}

internal sealed class MetricSource : NamedSource
{
    /// <summary>The type in lower case.</summary>
    public required string Type { get; init; }

    public string? Label { get; init; }

    public required IReadOnlyList<YamlScalar> Filters { get; init; }

    public InputSource? Measure { get; init; }

    public InputSource? Numerator { get; init; }

    public InputSource? Denominator { get; init; }

    public YamlScalar? Expression { get; init; }

    public IReadOnlyList<InputSource> Inputs { get; init; } = [];

    public SpanSource? Window { get; init; }

    public YamlScalar? GrainToDate { get; init; }

    public YamlScalar? PeriodAggregation { get; init; }

    public ConversionSource? Conversion { get; init; }
}

internal sealed class SavedQuerySource : NamedSource
{
    public required IReadOnlyList<string> Metrics { get; init; }
}
