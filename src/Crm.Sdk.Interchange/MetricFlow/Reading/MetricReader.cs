using Crm.Sdk.Interchange.Findings;
using Crm.Sdk.Interchange.Yaml;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Interchange.MetricFlow.Reading;

/// <summary>Reads metrics.</summary>
internal sealed class MetricReader(FindingLog log)
{
    private const long LongestSpan = 100_000;

    /// <summary>Where descriptions stand, which definitions have no place for.</summary>
    public List<YamlPlace> Descriptions { get; } = [];

    public MetricSource? Read(YamlCursor cursor)
    {
        YamlScalar? name = cursor.Required("name", "A metric");
        string? type = cursor.Word("type", "simple", "ratio", "derived", "cumulative", "conversion");
        if (type is null && !cursor.Has("type"))
        {
            log.Error(InterchangeCodes.MissingProperty, cursor.Place, $"The 'type'{cursor.Owner} is missing.", "Write simple, ratio, derived, cumulative or conversion.");
        }

        YamlScalar? label = cursor.Text("label");
        IReadOnlyList<YamlScalar> filters = cursor.Texts("filter");
        Leave(cursor, "description", "config", "time_granularity");
        YamlCursor? parameters = cursor.Mapping("type_params");
        cursor.Finish("A metric");
        if (name is null || type is null)
        {
            return null;
        }

        if (parameters is null)
        {
            log.Error(InterchangeCodes.MissingProperty, name.Place, $"The metric '{name.Value}' has no 'type_params'.", "Write what it is made of.");
            return null;
        }

        YamlCursor? cumulative = parameters.Mapping("cumulative_type_params");
        ConversionSource? conversion = parameters.Mapping("conversion_type_params") is { } c ? ReadConversion(c) : null;
        var metric = new MetricSource
        {
            Name = name, Type = type, Label = label?.Value, Filters = filters,
            Measure = Input(parameters, "measure") ?? (cumulative is null ? null : Input(cumulative, "metric")),
            Numerator = Input(parameters, "numerator"), Denominator = Input(parameters, "denominator"),
            Expression = parameters.Text("expr"), Inputs = Inputs(parameters),
            Window = Span(parameters, "window") ?? (cumulative is null ? null : Span(cumulative, "window")),
            GrainToDate = parameters.Text("grain_to_date") ?? cumulative?.Text("grain_to_date"),
            PeriodAggregation = cumulative?.Text("period_agg"), Conversion = conversion,
        };
        cumulative?.Finish("'cumulative_type_params'");
        parameters.Finish("'type_params' of a metric");
        return metric;
    }

    private ConversionSource ReadConversion(YamlCursor cursor)
    {
        var source = new ConversionSource
        {
            Place = cursor.Place,
            Base = Input(cursor, "base_measure") ?? Input(cursor, "base_metric"),
            Conversion = Input(cursor, "conversion_measure") ?? Input(cursor, "conversion_metric"),
            Entity = cursor.Required("entity", "A conversion"),
            IsCount = cursor.Word("calculation", "conversions", "conversion_rate") == "conversions",
            Window = Span(cursor, "window"),
            Constants = cursor.Skip("constant_properties"),
        };
        cursor.Skip("base_metric");
        cursor.Skip("conversion_metric");
        cursor.Finish("'conversion_type_params'");
        return source;
    }

    private IReadOnlyList<InputSource> Inputs(YamlCursor parameters)
    {
        if (parameters.Get("metrics") is not YamlSequence list)
        {
            return [];
        }

        return [.. list.Items.Select(i => ReadInput(i, isMeasure: false)).OfType<InputSource>()];
    }

    private InputSource? Input(YamlCursor parameters, string name) => parameters.Get(name) is { } node ? ReadInput(node, name.EndsWith("measure", StringComparison.Ordinal)) : null;

    // The name alone, or properties with the name among them.
    private InputSource? ReadInput(YamlNode node, bool isMeasure)
    {
        switch (node)
        {
            case YamlScalar name:
                return new InputSource { Name = name, IsMeasure = isMeasure, Filters = [] };
            case YamlMapping mapping:
                var cursor = new YamlCursor(mapping, log);
                YamlScalar? called = cursor.Required("name", "An input");
                Rational? fill = cursor.Number("fill_nulls_with");
                bool spine = cursor.Flag("join_to_timespine");
                var input = called is null ? null : new InputSource
                {
                    Name = called, IsMeasure = isMeasure, Alias = cursor.Text("alias"), Filters = cursor.Texts("filter"), Offset = Span(cursor, "offset_window"),
                    OffsetToGrain = cursor.Text("offset_to_grain"), TimeSpine = spine ? cursor.PlaceOf("join_to_timespine") : null,
                    Fill = fill is { } value ? (cursor.PlaceOf("fill_nulls_with"), value) : null,
                };
                if (input is not null)
                {
                    cursor.Finish("An input");
                }

                return input;
            default:
                log.Error(InterchangeCodes.WrongForm, node.Place, "This is a list, and an input is a name or properties with one.", "Write the name of a measure or a metric.");
                return null;
        }
    }

    private SpanSource? Span(YamlCursor cursor, string name)
    {
        if (cursor.Text(name) is not { } text)
        {
            return null;
        }

        string[] words = text.Value.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var count, var unit] || !long.TryParse(count, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long number) || number is 0 or > LongestSpan)
        {
            log.Error(InterchangeCodes.WrongForm, text.Place, $"'{text.Value}' is no length of time.", "Write a count and a unit, such as 7 days.");
            return new SpanSource { Text = text };
        }

        DurationUnit? known = unit.TrimEnd('s') switch
        {
            "second" => DurationUnit.Seconds,
            "minute" => DurationUnit.Minutes,
            "hour" => DurationUnit.Hours,
            "day" => DurationUnit.Days,
            "week" => DurationUnit.Weeks,
            "month" => DurationUnit.Months,
            "quarter" => DurationUnit.Quarters,
            "year" => DurationUnit.Years,
            _ => null,
        };
        return new SpanSource { Text = text, Count = number, Unit = known };
    }

    private void Leave(YamlCursor cursor, params string[] names) => Descriptions.AddRange(names.Select(cursor.Skip).OfType<YamlPlace>());
}
