using Crm.Sdk.Objectives;
using Crm.Sdk.Values;

namespace Crm.Sdk.Plans.Parts;

/// <summary>What CRM means in this organisation and what it is for: the first part of a plan. Software is chosen after it is written, not before.</summary>
public sealed record CrmCharter
{
    /// <summary>What managing the relationships with customers means here, in the organisation's own words and without a product's features.</summary>
    public string? Definition { get; init; }

    /// <summary>Why customers come, and come again.</summary>
    public string? WhyCustomersCome { get; init; }

    /// <summary>What is promised to whom.</summary>
    public IReadOnlyList<ValueProposition> ValuePropositions { get; init => field = value ?? []; } = [];

    /// <summary>The process that makes customers satisfied, by its key among the processes of the plan.</summary>
    public string? SatisfactionProcess { get; init; }

    /// <summary>The metric that tells how many of the staff can say what that process is.</summary>
    public string? AwarenessMetric { get; init; }

    /// <summary>Who has a part in the plan.</summary>
    public IReadOnlyList<Stakeholder> Stakeholders { get; init => field = value ?? []; } = [];

    /// <summary>What one record of customers and automation are believed to bring.</summary>
    public IReadOnlyList<BenefitHypothesis> Benefits { get; init => field = value ?? []; } = [];

    /// <summary>What shall come out of it.</summary>
    public IReadOnlyList<DesiredOutcome> Outcomes { get; init => field = value ?? []; } = [];
}

/// <summary>What a segment is promised: why its customers should choose this organisation.</summary>
public sealed record ValueProposition : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The segment, by its name in definitions; null for all customers.</summary>
    public string? Segment { get; init; }

    /// <summary>The promise, in one sentence.</summary>
    public required string Statement { get; init; }
}

/// <summary>The part somebody has in a plan.</summary>
public enum StakeholderRole
{
    /// <summary>Wants it and pays for it.</summary>
    Sponsor,

    /// <summary>Answers for people who work by it.</summary>
    Manager,

    /// <summary>Works with what it brings.</summary>
    User,

    /// <summary>Feels what it decides, such as customers and partners.</summary>
    Affected,

    /// <summary>Cares most that the process satisfies customers.</summary>
    ProcessChampion,

    /// <summary>Knows CRM from elsewhere.</summary>
    Advisor,
}

/// <summary>Somebody who has a part in a plan: a person, a role or a department.</summary>
public sealed record Stakeholder : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The name or the role.</summary>
    public required string Name { get; init; }

    /// <summary>The part.</summary>
    public required StakeholderRole Role { get; init; }

    /// <summary>The department; null when it is not said.</summary>
    public string? Department { get; init; }

    /// <summary>What to know about it; null for nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>What somebody believes that CRM will change, said so that it can be proven wrong.</summary>
public sealed record BenefitHypothesis : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What is believed, in one sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>The metric in which it would show, by its name in definitions.</summary>
    public required string Metric { get; init; }

    /// <summary>How much.</summary>
    public required TargetExpression Expected { get; init; }

    /// <summary>Who believes it and will look; null for nobody.</summary>
    public string? Owner { get; init; }
}

/// <summary>What organisations want from CRM planning.</summary>
public enum DesiredOutput
{
    /// <summary>One view of each customer: wishes, purchases, contacts and feedback.</summary>
    CustomerView,

    /// <summary>Customers who are content.</summary>
    Satisfaction,

    /// <summary>Customers who stay.</summary>
    Retention,

    /// <summary>Customers who are worth more over their time.</summary>
    LifetimeValue,

    /// <summary>More sold, more of what is offered won, more sold to those there are.</summary>
    SalesGrowth,

    /// <summary>Less time and money for the same service.</summary>
    EfficientOperations,

    /// <summary>Decisions and forecasts that rest on data.</summary>
    BetterDecisions,

    /// <summary>A better place among competitors.</summary>
    CompetitivePosition,

    /// <summary>Feedback that is acted on.</summary>
    FeedbackLoop,

    /// <summary>An organisation that looks at itself from where its customers stand.</summary>
    CustomerCulture,

    /// <summary>Data that is safe and used as the law and the customers allow.</summary>
    DataCompliance,

    /// <summary>The good of automation, prediction and machine learning.</summary>
    NewTechnology,
}

/// <summary>What shall come out of the plan.</summary>
public sealed record DesiredOutcome : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What it is a case of.</summary>
    public required DesiredOutput Output { get; init; }

    /// <summary>What it means here, in one sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>The objectives that bring it, by their keys in the plan.</summary>
    public IReadOnlyList<string> Objectives { get; init => field = value ?? []; } = [];

    /// <summary>The metrics that show it, by their names in definitions.</summary>
    public IReadOnlyList<string> Metrics { get; init => field = value ?? []; } = [];
}
