namespace Crm.Sdk.Language.Syntax;

/// <summary>Writes metrics as JSON, their properties in the order of the alphabet.</summary>
internal static class MetricWriting
{
    public static void Write(JsonText json, MetricDeclaration metric)
    {
        json.String("better", metric.Better switch { Direction.Up => "up", Direction.Down => "down", _ => null });
        json.String("confidence", metric.Confidence?.ToString());
        WriteExclusions(json, metric.Exclusions);
        JsonWriting.Write(json, "from", metric.From);
        json.String("kind", "metric");
        JsonWriting.Write(json, "mature", metric.Mature);
        if (metric.Minimum != 0)
        {
            json.Number("minimum", metric.Minimum);
        }

        json.String("name", metric.Name);
        WriteParameters(json, metric.Parameters);
        json.String("title", metric.Title);
        json.String("unit", metric.Unit);
        JsonWriting.Write(json, "value", metric.Value);
        WriteVersion(json, metric.Version);
    }

    public static void WriteVersion(JsonText json, int? version)
    {
        if (version is { } number)
        {
            json.Number("version", number);
        }
    }

    private static void WriteExclusions(JsonText json, IReadOnlyList<ExclusionClause> exclusions)
    {
        if (exclusions.Count == 0)
        {
            return;
        }

        json.Property("exclude");
        json.BeginArray();
        foreach (ExclusionClause exclusion in exclusions)
        {
            json.BeginObject();
            json.String("name", exclusion.Name);
            JsonWriting.Write(json, "where", exclusion.Where);
            json.EndObject();
        }

        json.EndArray();
    }

    private static void WriteParameters(JsonText json, IReadOnlyList<ParameterDeclaration> parameters)
    {
        if (parameters.Count == 0)
        {
            return;
        }

        json.Property("parameters");
        json.BeginArray();
        foreach (ParameterDeclaration parameter in parameters)
        {
            json.BeginObject();
            JsonWriting.Write(json, "default", parameter.Default);
            json.String("name", parameter.Name);
            json.String("type", parameter.Type.ToString());
            json.EndObject();
        }

        json.EndArray();
    }
}
