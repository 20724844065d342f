using Crm.Sdk.Sales;
using Crm.Sdk.Values;

namespace Crm.Sdk.Import.Mapping;

/// <summary>Reads what a mapping file says of the aggregates that its rows become.</summary>
internal static class AggregateMappingReader
{
    private static readonly string[] Properties = ["source", "currency", "references", "pipeline"];

    /// <summary>Reads the properties beside <c>into</c>; null when it is not there or cannot be used.</summary>
    public static AggregateMapping? Read(ObjectCursor root)
    {
        string? concept = root.Text("into");
        if (!root.Has("into"))
        {
            return null;
        }

        string? source = root.Text("source");
        if (!root.Has("source"))
        {
            root.Missing("source", "Name the system that the file comes from: rows are found again by its name and their key.");
        }
        else if (source is not null && !IsSource(source))
        {
            root.NotAllowed("source", source, "Use letters, digits, '_', '-' and '.'.");
            source = null;
        }

        Currency? currency = null;
        if (root.Text("currency") is { } code)
        {
            currency = Currency.Find(code);
            if (currency is null)
            {
                root.NotAllowed("currency", code, "Write an ISO 4217 code, such as EUR.");
            }
        }

        Dictionary<string, IReadOnlyList<string>> references = References(root);
        PipelineMapping? pipeline = Pipeline(root);
        return concept is null || source is null ? null : new AggregateMapping(concept, source) { Currency = currency, References = references, Pipeline = pipeline };
    }

    /// <summary>Refuses what only a mapping into aggregates can say.</summary>
    public static void RefuseFor(ObjectCursor root)
    {
        foreach (string name in Properties.Where(root.Has))
        {
            root.Conflict(name, $"'{name}' means nothing for a fact.", "Leave it out, or write \"into\" and a kind of aggregate instead of \"fact\".");
        }
    }

    private static bool IsSource(string text) => text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.');

    private static Dictionary<string, IReadOnlyList<string>> References(ObjectCursor root)
    {
        var references = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (root.Object("references") is { } fields)
        {
            foreach (string field in fields.Names.ToArray())
            {
                if (fields.Texts(field) is not { } sources)
                {
                    continue;
                }

                if (sources.Count == 0 || !sources.All(IsSource))
                {
                    fields.NotAllowed(field, string.Join(", ", sources), "Name at least one source with letters, digits, '_', '-' and '.'.");
                }
                else
                {
                    references.Add(field, [.. sources.Distinct(StringComparer.Ordinal)]);
                }
            }
        }

        return references;
    }

    private static PipelineMapping? Pipeline(ObjectCursor root)
    {
        if (root.Object("pipeline") is not { } pipeline)
        {
            return null;
        }

        string? key = pipeline.Text("key");
        if (!pipeline.Has("key"))
        {
            pipeline.Missing("key", "Give the pipeline a key by which it is found again.");
        }

        string? name = pipeline.Text("name") ?? key;
        var stages = new List<Stage>();
        if (pipeline.Object("stages") is { } listed)
        {
            foreach (string stage in listed.Names.ToArray())
            {
                if (listed.Object(stage) is { } properties && StageOf(properties, stage) is { } read)
                {
                    stages.Add(read);
                }
            }
        }

        pipeline.Finish();
        return string.IsNullOrEmpty(key) || string.IsNullOrWhiteSpace(name) ? null : new PipelineMapping(key, name, stages);
    }

    private static Stage? StageOf(ObjectCursor cursor, string key)
    {
        string label = cursor.Text("label") ?? key;
        string? category = cursor.Word("category", "open", "won", "lost");
        if (!cursor.Has("category"))
        {
            cursor.Missing("category", "Write \"open\", \"won\" or \"lost\".");
        }

        int? probability = cursor.Integer("probability", 0, 100);
        cursor.Finish();
        return category switch
        {
            "open" => new Stage { Key = key, Label = label, Category = StageCategory.Open, Probability = probability },
            "won" => new Stage { Key = key, Label = label, Category = StageCategory.Won, Probability = probability },
            "lost" => new Stage { Key = key, Label = label, Category = StageCategory.Lost, Probability = probability },
            _ => null,
        };
    }
}
