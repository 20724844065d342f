using Crm.Sdk.Objectives;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Plans.Parts;

/// <summary>What could go wrong, and what is done about it before and after.</summary>
public sealed record RiskRegister
{
    /// <summary>The risks.</summary>
    public IReadOnlyList<Risk> Risks { get; init => field = value ?? []; } = [];

    /// <summary>The money that is kept for what happens; null for none.</summary>
    public Money? Reserve { get; init; }
}

/// <summary>Where the risks of CRM plans come from.</summary>
public enum RiskCategory
{
    /// <summary>Data that is wrong, missing or apart.</summary>
    DataQuality,

    /// <summary>Data that is used or kept as it may not be.</summary>
    Privacy,

    /// <summary>Tools that are wrongly chosen or badly brought in.</summary>
    Technology,

    /// <summary>People who do not use what was brought.</summary>
    Adoption,

    /// <summary>A plan that does not serve the business.</summary>
    Alignment,

    /// <summary>Customers who want something else tomorrow.</summary>
    Expectations,

    /// <summary>A return that nobody can tell.</summary>
    Return,

    /// <summary>Departments that do not work together.</summary>
    Silos,

    /// <summary>Technology that is old tomorrow.</summary>
    TechnologyPace,

    /// <summary>Tools that were bent until nobody can maintain them.</summary>
    Customisation,

    /// <summary>Growth that the tools do not bear.</summary>
    Scale,

    /// <summary>Costs that run away.</summary>
    Cost,
}

/// <summary>Where a risk stands.</summary>
public enum RiskState
{
    /// <summary>It could happen.</summary>
    Open,

    /// <summary>It happened.</summary>
    Materialised,

    /// <summary>It can no longer happen.</summary>
    Closed,
}

/// <summary>Something that could go wrong.</summary>
public sealed record Risk : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What could happen, in one sentence.</summary>
    public required string Title { get; init; }

    /// <summary>Where it comes from.</summary>
    public required RiskCategory Category { get; init; }

    /// <summary>How likely it is over the time of the plan, from 0 to 1.</summary>
    public required decimal Probability { get; init; }

    /// <summary>How bad it would be: 1 for hardly to 5 for the plan fails.</summary>
    public required int Impact { get; init; }

    /// <summary>What it would cost if it happened; null when nobody said in money.</summary>
    public Money? Cost { get; init; }

    /// <summary>Who watches it; null for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>Where it stands.</summary>
    public RiskState State { get; init; }

    /// <summary>What is done before; null for nothing.</summary>
    public Mitigation? Mitigation { get; init; }

    /// <summary>What is done after; null for nothing.</summary>
    public Contingency? Contingency { get; init; }
}

/// <summary>What makes a risk less likely or less bad.</summary>
public sealed record Mitigation
{
    /// <summary>What is done.</summary>
    public required string Action { get; init; }

    /// <summary>Who does it; null for who watches the risk.</summary>
    public string? Owner { get; init; }

    /// <summary>By when; null when it is done always.</summary>
    public LocalDate? Due { get; init; }

    /// <summary>When it was done; null while it is not.</summary>
    public LocalDate? Done { get; init; }

    /// <summary>How likely the risk is then, from 0 to 1; null for as before.</summary>
    public decimal? Probability { get; init; }

    /// <summary>How bad it is then, from 1 to 5; null for as before.</summary>
    public int? Impact { get; init; }

    /// <summary>What it costs then if it happens; null for as before.</summary>
    public Money? Cost { get; init; }
}

/// <summary>What is done when a risk happens.</summary>
public sealed record Contingency
{
    /// <summary>How one sees that it happened.</summary>
    public required string Trigger { get; init; }

    /// <summary>The metric that shows it, by its name in definitions; null when people see it.</summary>
    public string? Metric { get; init; }

    /// <summary>The values of the metric that show it; null without a metric.</summary>
    public TargetExpression? When { get; init; }

    /// <summary>What is done.</summary>
    public required string Action { get; init; }

    /// <summary>What is kept for it; null for nothing.</summary>
    public Money? Reserve { get; init; }
}
