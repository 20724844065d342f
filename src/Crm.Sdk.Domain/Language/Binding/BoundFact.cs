using Crm.Sdk.Facts;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <summary>A fact of a model: its stored fields, and what the language derives from them.</summary>
public sealed class BoundFact
{
    private readonly Dictionary<string, BoundExpression> _derived = new(StringComparer.Ordinal);

    internal BoundFact(FactSchema schema) => Schema = schema;

    /// <summary>The name of the fact.</summary>
    public string Name => Schema.Name;

    /// <summary>The stored fields.</summary>
    public FactSchema Schema { get; }

    /// <summary>The time roles, stored and derived, in the order of declaration.</summary>
    public IReadOnlyList<BoundTimeRole> Roles { get; internal set; } = [];

    /// <summary>The role of an aggregate that names none: the declared default, or the only one; null when that leaves a choice or there is none.</summary>
    public BoundTimeRole? DefaultRole => Roles.FirstOrDefault(r => r.IsDefault) ?? (Roles.Count == 1 ? Roles[0] : null);

    /// <summary>The derived dimensions and measures by name, as row expressions over stored fields.</summary>
    public IReadOnlyDictionary<string, BoundExpression> Derived => _derived;

    /// <summary>For a fact whose rows are worked out: the attribution that says how; null for a fact with rows of its own.</summary>
    public BoundAttribution? Attribution { get; internal init; }

    /// <summary>The name of the fact.</summary>
    public override string ToString() => Name;

    internal void AddDerived(string name, BoundExpression value) => _derived[name] = value;
}

/// <summary>A time role of a fact: a row expression of type instant or date that places a row in a period.</summary>
public sealed class BoundTimeRole
{
    internal BoundTimeRole(string name, BoundExpression value, bool isDefault, bool isPlanned)
    {
        Name = name;
        Value = value;
        IsDefault = isDefault;
        IsPlanned = isPlanned;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The row expression.</summary>
    public BoundExpression Value { get; }

    /// <summary>Whether the role holds days; otherwise it holds instants.</summary>
    public bool IsDate => Value.Type.Kind == DataKind.Date;

    /// <summary>Whether it is used where an aggregate names none.</summary>
    public bool IsDefault { get; }

    /// <summary>Whether values after the instant of the query are normal and count.</summary>
    public bool IsPlanned { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>A segment of a model.</summary>
public sealed class BoundSegment
{
    internal BoundSegment(string name, string? title, BoundFact entity, BoundExpression condition, IReadOnlyList<BoundAggregate> aggregates, string hash)
    {
        Name = name;
        Title = title;
        Entity = entity;
        Condition = condition;
        Aggregates = aggregates;
        Hash = hash;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The title for people, or null.</summary>
    public string? Title { get; }

    /// <summary>The entity whose members are meant.</summary>
    public BoundFact Entity { get; }

    /// <summary>The condition over attributes of the entity and aggregates; a member is an entity for which it is true.</summary>
    public BoundExpression Condition { get; }

    /// <summary>The aggregates in the condition, in reading order; may be empty.</summary>
    public IReadOnlyList<BoundAggregate> Aggregates { get; }

    /// <summary>The hash of the definition.</summary>
    public string Hash { get; }
}

/// <summary>A metric of a model.</summary>
public sealed class BoundMetric
{
    private readonly Lazy<IReadOnlyList<BoundMetric>> _exclusions;

    internal BoundMetric(
        string name, string? title, BoundExpression value, MetricUnit unit, Syntax.Direction better, int minimum, string hash,
        IReadOnlyList<string> lineage)
    {
        Name = name;
        Title = title;
        Value = value;
        Unit = unit;
        Better = better;
        Minimum = minimum;
        Hash = hash;
        Lineage = lineage;
        _exclusions = new Lazy<IReadOnlyList<BoundMetric>>(() => BoundExclusion.CountsOf(Value));
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The title for people, or null.</summary>
    public string? Title { get; }

    /// <summary>The formula; names of other metrics are replaced by what they stand for.</summary>
    public BoundExpression Value { get; }

    /// <summary>The unit in which values are shown.</summary>
    public MetricUnit Unit { get; }

    /// <summary>Which way is good.</summary>
    public Syntax.Direction Better { get; }

    /// <summary>The smallest n at which a value is shown; 0 for any.</summary>
    public int Minimum { get; }

    /// <summary>The interval of confidence that is given with each value; null for none.</summary>
    public BoundConfidence? Confidence { get; internal init; }

    /// <summary>The hash of the definition.</summary>
    public string Hash { get; }

    /// <summary>
    /// What it means from which day on, in order; empty when that is the same at all times. A period goes by the version in force on its
    /// first day; <see cref="Value"/> and <see cref="Hash"/> are those of the last.
    /// </summary>
    public IReadOnlyList<BoundMetricVersion> Versions { get; internal init; } = [];

    /// <summary>What the definition was resolved to, a line each: metrics, sets, time roles and readings used.</summary>
    public IReadOnlyList<string> Lineage { get; }

    /// <summary>For each kind of row that it leaves out, by name, a metric that counts these rows.</summary>
    public IReadOnlyList<BoundMetric> Exclusions => _exclusions.Value;
}
