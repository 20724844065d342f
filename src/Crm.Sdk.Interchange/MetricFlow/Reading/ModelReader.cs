using Crm.Sdk.Interchange.Findings;
using Crm.Sdk.Interchange.Yaml;

namespace Crm.Sdk.Interchange.MetricFlow.Reading;

/// <summary>Reads semantic models.</summary>
internal sealed class ModelReader(FindingLog log)
{
    private static readonly string[] Aggregates = ["sum", "count", "count_distinct", "average", "avg", "min", "max", "median", "percentile", "sum_boolean"];
    private static readonly string[] Granularities =
        ["nanosecond", "microsecond", "millisecond", "second", "minute", "hour", "day", "week", "month", "quarter", "year"];

    /// <summary>Where descriptions stand, which definitions have no place for.</summary>
    public List<YamlPlace> Descriptions { get; } = [];

    public SemanticModelSource? Read(YamlCursor cursor)
    {
        YamlScalar? name = cursor.Required("name", "A semantic model");
        Leave(cursor, "description", "label", "config");
        cursor.Skip("model");
        cursor.Skip("node_relation");
        YamlCursor? defaults = cursor.Mapping("defaults");
        YamlScalar? time = defaults?.Text("agg_time_dimension");
        defaults?.Finish("'defaults'");
        var entities = cursor.Mappings("entities").Select(ReadEntity).OfType<EntitySource>().ToList();
        var dimensions = cursor.Mappings("dimensions").Select(ReadDimension).OfType<DimensionSource>().ToList();
        var measures = cursor.Mappings("measures").Select(ReadMeasure).OfType<MeasureSource>().ToList();
        YamlScalar? primary = cursor.Text("primary_entity");
        cursor.Finish("A semantic model");
        if (name is null)
        {
            return null;
        }

        NamesOnce(entities);
        NamesOnce(dimensions);
        return new SemanticModelSource { Name = name, DefaultTime = time, PrimaryEntity = primary, Entities = entities, Dimensions = dimensions, Measures = measures };
    }

    private void NamesOnce<T>(List<T> sources)
        where T : NamedSource
    {
        foreach (T twice in sources.GroupBy(s => s.Name.Value, StringComparer.Ordinal).SelectMany(g => g.Skip(1)).ToList())
        {
            log.Error(InterchangeCodes.NameTwice, twice.Place, $"'{twice}' stands twice in its model.", "Keep one of the two; the first is read.");
            sources.Remove(twice);
        }
    }

    private EntitySource? ReadEntity(YamlCursor cursor)
    {
        YamlScalar? name = cursor.Required("name", "An entity") ?? cursor.Text("entity");
        string? kind = cursor.Word("type", "primary", "unique", "foreign", "natural");
        YamlScalar? expression = cursor.Text("expr");
        cursor.Skip("entity");
        Leave(cursor, "description", "label", "config", "role");
        cursor.Finish("An entity");
        if (kind is null && !cursor.Has("type"))
        {
            log.Error(InterchangeCodes.MissingProperty, cursor.Place, $"The 'type'{cursor.Owner} is missing.", "Write primary, unique, foreign or natural.");
        }

        return name is null || kind is null || cursor.IsBroken("expr", expression) ? null : new EntitySource
        {
            Name = name, Expression = expression,
            Kind = kind switch { "primary" => EntityKind.Primary, "unique" => EntityKind.Unique, "natural" => EntityKind.Natural, _ => EntityKind.Foreign },
        };
    }

    private DimensionSource? ReadDimension(YamlCursor cursor)
    {
        YamlScalar? name = cursor.Required("name", "A dimension");
        string? type = cursor.Word("type", "categorical", "time");
        YamlScalar? expression = cursor.Text("expr");
        YamlCursor? parameters = cursor.Mapping("type_params");
        string? granularity = parameters?.Word("time_granularity", Granularities);
        bool isBroken = cursor.IsBroken("expr", expression) || parameters?.IsBroken("time_granularity", granularity) == true;
        if (type == "time" && granularity is null && !isBroken && name is not null)
        {
            log.Warn(InterchangeCodes.MissingProperty, name.Place, $"'{name.Value}' does not say its 'time_granularity'; days are assumed.", "Write it among its 'type_params'.");
        }

        YamlPlace? validity = parameters?.Skip("validity_params");
        parameters?.Finish("'type_params' of a dimension");
        Leave(cursor, "description", "label", "config", "is_partition");
        cursor.Finish("A dimension");
        if (type is null && !cursor.Has("type"))
        {
            log.Error(InterchangeCodes.MissingProperty, cursor.Place, $"The 'type'{cursor.Owner} is missing.", "Write categorical or time.");
        }

        return name is null || type is null || isBroken ? null
            : new DimensionSource { Name = name, IsTime = type == "time", Expression = expression, Granularity = granularity ?? "day", Validity = validity };
    }

    private MeasureSource? ReadMeasure(YamlCursor cursor)
    {
        YamlScalar? name = cursor.Required("name", "A measure");
        string? aggregate = cursor.Word("agg", Aggregates);
        if (aggregate is null && !cursor.Has("agg"))
        {
            log.Error(InterchangeCodes.MissingProperty, cursor.Place, $"The 'agg'{cursor.Owner} is missing.", "Write how it is aggregated, such as sum.");
        }

        YamlCursor? parameters = cursor.Mapping("agg_params");
        YamlPlace? approximate = parameters?.Flag("use_approximate_percentile") == true ? parameters.PlaceOf("use_approximate_percentile") : null;
        NonAdditiveSource? nonAdditive = ReadNonAdditive(cursor);
        YamlScalar? label = cursor.Text("create_metric_display_name");
        YamlScalar? expression = cursor.Text("expr");
        var measure = name is null || aggregate is null || cursor.IsBroken("expr", expression) ? null : new MeasureSource
        {
            Name = name, Aggregate = aggregate, Expression = expression, Time = cursor.Text("agg_time_dimension"),
            Percentile = parameters?.Number("percentile"), IsDiscrete = parameters?.Flag("use_discrete_percentile") == true, Approximate = approximate,
            NonAdditive = nonAdditive, CreatesMetric = cursor.Flag("create_metric"), Label = (label ?? cursor.Text("label"))?.Value,
        };
        parameters?.Finish("'agg_params'");
        Leave(cursor, "description", "config");
        if (measure is not null)
        {
            cursor.Finish("A measure");
        }

        return measure;
    }

    private static NonAdditiveSource? ReadNonAdditive(YamlCursor cursor)
    {
        const string name = "non_additive_dimension";
        YamlCursor? inner = cursor.Mapping(name);
        if (!cursor.Has(name))
        {
            return null;
        }

        var source = new NonAdditiveSource
        {
            Place = cursor.PlaceOf(name), Time = inner?.Text("name"), IsLast = inner?.Word("window_choice", "min", "max") == "max", Groupings = inner?.Texts("window_groupings") ?? [],
        };
        inner?.Finish($"'{name}'");
        return source;
    }

    private void Leave(YamlCursor cursor, params string[] names) => Descriptions.AddRange(names.Select(cursor.Skip).OfType<YamlPlace>());
}
