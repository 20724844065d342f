using Crm.Sdk.Aggregates;
using NodaTime;

namespace Crm.Sdk.Sales;

/// <summary>What a stage means, whatever it is called.</summary>
public enum StageCategory
{
    /// <summary>It may still be won.</summary>
    Open,

    /// <summary>It was won.</summary>
    Won,

    /// <summary>It was lost.</summary>
    Lost,
}

/// <summary>A step on the way to a deal. Labels are the host's own; the category is one of three.</summary>
public sealed record Stage
{
    /// <summary>The name by which the stage is known for ever: small letters, digits, <c>_</c> and <c>-</c>.</summary>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Label { get; init; }

    /// <summary>What it means.</summary>
    public required StageCategory Category { get; init; }

    /// <summary>How many of a hundred opportunities in this stage are won, by the host's judgement; null when nobody said. 100 for won, 0 for lost.</summary>
    public int? Probability { get; init; }
}

/// <summary>The stages of one way of selling. A stage is added or renamed, never removed: opportunities of the past went through it.</summary>
public sealed class Pipeline : Aggregate<PipelineId>, IStored
{
    private List<Stage> _stages = [];

    private Pipeline(PipelineId id)
        : base(id)
    {
    }

    /// <summary>The concept: columns and events.</summary>
    public static Concept<Pipeline, PipelineId> Concept { get; } = new ConceptBuilder<Pipeline, PipelineId>("pipeline", id => new Pipeline(id))
        .Text("name", p => p.Name, (p, v) => p.Name = v!, required: true)
        .Json("stages", p => p._stages, (p, v) => p._stages = v, SalesJson.Default.ListStage)
        .Event("pipeline.defined", SalesJson.Default.PipelineDefined)
        .Event("pipeline.stage_set", SalesJson.Default.StageSet)
        .Build();

    static Concept IStored.StoredAs => Concept;

    /// <summary>What people call it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The stages in order.</summary>
    public IReadOnlyList<Stage> Stages => _stages;

    /// <summary>Defines a pipeline.</summary>
    /// <exception cref="ArgumentException">The name is empty, or the stages are not at least one open, one won and one lost of different keys.</exception>
    public static Pipeline Define(PipelineId id, string name, IReadOnlyList<Stage> stages, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(stages);
        foreach (Stage stage in stages)
        {
            Check(stage);
        }

        foreach (StageCategory category in Enum.GetValues<StageCategory>().Where(c => !stages.Any(s => s.Category == c)))
        {
            throw new ArgumentException($"The pipeline '{name}' has no stage of category {category}; every opportunity must be able to begin and to end.", nameof(stages));
        }

        if (stages.GroupBy(s => s.Key, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The pipeline '{name}' has two stages '{twice.Key}'.", nameof(stages));
        }

        var pipeline = new Pipeline(id);
        pipeline.Raise(new PipelineDefined { OccurredAt = at, Name = name, Stages = [.. stages] });
        return pipeline;
    }

    /// <summary>The stage with a key.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Stage this[string key] => _stages.Find(s => s.Key == key)
        ?? throw new ArgumentException($"The pipeline '{Name}' has no stage '{key}'; it has {string.Join(", ", _stages.Select(s => s.Key))}.", nameof(key));

    /// <summary>Adds a stage at the end, or gives the stage of that key another label or probability.</summary>
    /// <exception cref="ArgumentException">The stage of that key has another category: what it meant for past opportunities cannot change.</exception>
    public void Set(Stage stage, Instant at)
    {
        ArgumentNullException.ThrowIfNull(stage);
        Check(stage);
        Stage? known = _stages.Find(s => s.Key == stage.Key);
        if (known is not null && known.Category != stage.Category)
        {
            throw new ArgumentException($"The stage '{stage.Key}' is {known.Category}; add another stage instead.", nameof(stage));
        }

        if (stage != known)
        {
            Raise(new StageSet { OccurredAt = at, Stage = stage });
        }
    }

    /// <inheritdoc/>
    protected override void Apply(DomainEvent e)
    {
        switch (e)
        {
            case PipelineDefined x:
                (Name, _stages) = (x.Name, [.. x.Stages]);
                break;
            case StageSet x:
                int at = _stages.FindIndex(s => s.Key == x.Stage.Key);
                _stages = at < 0 ? [.. _stages, x.Stage] : [.. _stages.Select((s, i) => i == at ? x.Stage : s)];
                break;
        }
    }

    private static void Check(Stage stage)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(stage.Label);
        if (stage.Key.Length == 0 || !stage.Key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-'))
        {
            throw new ArgumentException($"'{stage.Key}' is no key of a stage: use small letters, digits, '_' and '-'.", nameof(stage));
        }

        if (stage.Probability is < 0 or > 100)
        {
            throw new ArgumentException($"The probability of '{stage.Key}' must be from 0 to 100, not {stage.Probability}.", nameof(stage));
        }
    }
}
