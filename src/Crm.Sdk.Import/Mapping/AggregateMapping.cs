using Crm.Sdk.Sales;
using Crm.Sdk.Values;

namespace Crm.Sdk.Import.Mapping;

/// <summary>What a mapping says of the aggregates that its rows become. Immutable; made by <see cref="ImportMapping.Parse"/>.</summary>
public sealed class AggregateMapping
{
    internal AggregateMapping(string concept, string source)
    {
        Concept = concept;
        Source = source;
    }

    /// <summary>The kind of aggregate, such as <c>customer</c>.</summary>
    public string Concept { get; }

    /// <summary>The system that the file comes from: the source of the external ids by which aggregates are found again.</summary>
    public string Source { get; }

    /// <summary>The currency of the amounts; null when the mapping names none.</summary>
    public Currency? Currency { get; internal init; }

    /// <summary>For a field that refers to other aggregates, the sources of the external ids that it holds; <see cref="Source"/> for those that are not named.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> References { get; internal init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The pipeline of opportunities; null for other kinds.</summary>
    public PipelineMapping? Pipeline { get; internal init; }

    /// <summary>The sources of the external ids that a field holds.</summary>
    public IReadOnlyList<string> SourcesOf(string field) => References.TryGetValue(field, out IReadOnlyList<string>? sources) ? sources : [Source];
}

/// <summary>A pipeline as a mapping declares it: it is added when it is new, and its stages are brought up to date.</summary>
public sealed class PipelineMapping
{
    internal PipelineMapping(string key, string name, IReadOnlyList<Stage> stages)
    {
        Key = key;
        Name = name;
        Stages = stages;
    }

    /// <summary>Its external id in the source of the mapping.</summary>
    public string Key { get; }

    /// <summary>What people call it.</summary>
    public string Name { get; }

    /// <summary>The stages in order; none when the pipeline must be known already.</summary>
    public IReadOnlyList<Stage> Stages { get; }
}
