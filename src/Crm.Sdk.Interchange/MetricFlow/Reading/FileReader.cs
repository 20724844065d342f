using Crm.Sdk.Interchange.Findings;
using Crm.Sdk.Interchange.Yaml;

namespace Crm.Sdk.Interchange.MetricFlow.Reading;

/// <summary>Reads files into what they say of semantic models, metrics and saved queries.</summary>
internal sealed class FileReader(FindingLog log)
{
    private static readonly string[] Others = ["version", "sources", "seeds", "snapshots", "macros", "exposures", "groups", "data_tests", "tests", "unit_tests", "analyses", "project_configuration", "anchors"];

    private readonly ModelReader _models = new(log);
    private readonly MetricReader _metrics = new(log);

    public List<SemanticModelSource> Models { get; } = [];

    public List<MetricSource> Metrics { get; } = [];

    public List<SavedQuerySource> SavedQueries { get; } = [];

    public void Read(string yaml, string? source)
    {
        (IReadOnlyList<YamlNode> documents, YamlPlace at, string? problem) = YamlReader.Read(yaml, source);
        if (problem is not null)
        {
            log.Error(InterchangeCodes.NotYaml, at, $"This cannot be read as YAML: {problem}.", "Mend the form first; what stands before it was read.");
        }

        foreach (YamlNode document in documents)
        {
            if (document is YamlMapping mapping)
            {
                ReadDocument(new YamlCursor(mapping, log));
            }
            else if (document is not YamlScalar { IsNull: true })
            {
                log.Error(InterchangeCodes.WrongForm, document.Place, "A file of MetricFlow holds properties such as 'semantic_models' and 'metrics'.", "Is this the right file?");
            }
        }

        Tell(_models.Descriptions, "semantic models");
        Tell(_metrics.Descriptions, "metrics");
    }

    private void ReadDocument(YamlCursor cursor)
    {
        Models.AddRange(Each(cursor, "semantic_model", "semantic_models").Select(_models.Read).OfType<SemanticModelSource>());
        Metrics.AddRange(Each(cursor, "metric", "metrics").Select(_metrics.Read).OfType<MetricSource>());
        SavedQueries.AddRange(Each(cursor, "saved_query", "saved_queries").Select(ReadSavedQuery).OfType<SavedQuerySource>());
        foreach (YamlCursor model in cursor.Mappings("models"))
        {
            if (model.Has("semantic_model"))
            {
                log.Error(InterchangeCodes.WrongForm, model.PlaceOf("semantic_model"), "Semantic models inside 'models' are a newer form of the file that is not read yet.",
                    "Write them under 'semantic_models', with measures.");
            }
        }

        foreach (string other in Others)
        {
            cursor.Skip(other);
        }

        cursor.Finish("A file of MetricFlow");
    }

    private static IEnumerable<YamlCursor> Each(YamlCursor cursor, string one, string many) =>
        cursor.Has(one) && cursor.Mapping(one) is { } single ? [single, .. cursor.Mappings(many)] : cursor.Mappings(many);

    private SavedQuerySource? ReadSavedQuery(YamlCursor cursor)
    {
        YamlScalar? name = cursor.Required("name", "A saved query");
        YamlCursor? parameters = cursor.Mapping("query_params");
        return name is null ? null : new SavedQuerySource { Name = name, Metrics = [.. parameters?.Texts("metrics").Select(m => m.Value) ?? []] };
    }

    private void Tell(List<YamlPlace> descriptions, string of)
    {
        if (descriptions.Count > 0)
        {
            log.Inform(InterchangeCodes.LeftOut, descriptions[0],
                $"Definitions have titles only: {descriptions.Count} descriptions and settings of {of} in this file, from here on, are left out.", "Keep them beside the definitions.");
            descriptions.Clear();
        }
    }
}
