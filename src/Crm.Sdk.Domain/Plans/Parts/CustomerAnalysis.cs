using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Plans.Parts;

/// <summary>Who the customers are, what they want, where it hurts, and where the organisation stands with each segment.</summary>
public sealed record CustomerAnalysis
{
    /// <summary>Made-up people who stand for a segment.</summary>
    public IReadOnlyList<Persona> Personas { get; init => field = value ?? []; } = [];

    /// <summary>Where the organisation stands with each segment.</summary>
    public IReadOnlyList<PositionAudit> Positions { get; init => field = value ?? []; } = [];

    /// <summary>What matters to customers, and how well it is done.</summary>
    public IReadOnlyList<CustomerPriority> Priorities { get; init => field = value ?? []; } = [];

    /// <summary>What hurts customers.</summary>
    public IReadOnlyList<PainPoint> PainPoints { get; init => field = value ?? []; } = [];

    /// <summary>How customers, partners and staff are heard.</summary>
    public IReadOnlyList<FeedbackProgram> Programs { get; init => field = value ?? []; } = [];

    /// <summary>What they said.</summary>
    public IReadOnlyList<VoiceInput> Voice { get; init => field = value ?? []; } = [];

    /// <summary>The ways of customers through the organisation.</summary>
    public IReadOnlyList<JourneyMap> Journeys { get; init => field = value ?? []; } = [];

    /// <summary>What is known of customers from elsewhere.</summary>
    public IReadOnlyList<CustomerInsight> Insights { get; init => field = value ?? []; } = [];

    /// <summary>Who else they could go to.</summary>
    public IReadOnlyList<Competitor> Competitors { get; init => field = value ?? []; } = [];
}

/// <summary>A made-up person who stands for a segment.</summary>
public sealed record Persona : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The segment, by its name in definitions.</summary>
    public required string Segment { get; init; }

    /// <summary>What this person needs.</summary>
    public IReadOnlyList<string> Needs { get; init => field = value ?? []; } = [];

    /// <summary>What this person likes.</summary>
    public IReadOnlyList<string> Preferences { get; init => field = value ?? []; } = [];

    /// <summary>What this person does.</summary>
    public IReadOnlyList<string> Behaviours { get; init => field = value ?? []; } = [];

    /// <summary>What hurts this person, by the keys of pain points.</summary>
    public IReadOnlyList<string> PainPoints { get; init => field = value ?? []; } = [];
}

/// <summary>Where the organisation stands with a segment.</summary>
public sealed record PositionAudit : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The segment, by its name in definitions.</summary>
    public required string Segment { get; init; }

    /// <summary>The metrics that tell the state of the relationship, by their names in definitions.</summary>
    public IReadOnlyList<string> Metrics { get; init => field = value ?? []; } = [];

    /// <summary>How much attention the organisation gives the segment: 1 for none to 5 for all that is needed.</summary>
    public required int Focus { get; init; }

    /// <summary>What to know about it; null for nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>Something that customers look for, how much it matters to them and how content they are with it.</summary>
public sealed record CustomerPriority : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What they look for.</summary>
    public required string Attribute { get; init; }

    /// <summary>The segment that said so; null for all customers.</summary>
    public string? Segment { get; init; }

    /// <summary>How much it matters, from 1 for nothing to 5 for most.</summary>
    public required decimal Importance { get; init; }

    /// <summary>How content they are, from 1 for not at all to 5 for wholly.</summary>
    public required decimal Satisfaction { get; init; }
}

/// <summary>Something that hurts customers, and its cause.</summary>
public sealed record PainPoint : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The cause, in one sentence.</summary>
    public required string Cause { get; init; }

    /// <summary>The segment; null for all customers.</summary>
    public string? Segment { get; init; }

    /// <summary>Where it hurts, by the key of a touchpoint of a journey; null when it is everywhere.</summary>
    public string? Touchpoint { get; init; }

    /// <summary>How much it hurts: 1 for hardly to 5 for customers leave.</summary>
    public required int Severity { get; init; }

    /// <summary>How often: 1 for hardly ever to 5 for always.</summary>
    public required int Frequency { get; init; }

    /// <summary>Who said so, by the keys of voices.</summary>
    public IReadOnlyList<string> Evidence { get; init => field = value ?? []; } = [];

    /// <summary>What would end it; null when nobody knows.</summary>
    public string? Improvement { get; init; }
}

/// <summary>A way of hearing people.</summary>
public enum FeedbackMethod
{
    /// <summary>A few people talk together.</summary>
    FocusGroup,

    /// <summary>Many people answer the same questions.</summary>
    Survey,

    /// <summary>People write when they want to.</summary>
    FeedbackSystem,

    /// <summary>One person is asked.</summary>
    Interview,
}

/// <summary>Who was heard.</summary>
public enum VoiceSource
{
    /// <summary>Somebody who buys.</summary>
    Customer,

    /// <summary>Somebody who sells or delivers with the organisation.</summary>
    Partner,

    /// <summary>Somebody of the staff who meets customers.</summary>
    Frontline,

    /// <summary>Somebody who wrote in public.</summary>
    Reviews,
}

/// <summary>How people are heard, again and again.</summary>
public sealed record FeedbackProgram : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>The way.</summary>
    public required FeedbackMethod Method { get; init; }

    /// <summary>Who is heard.</summary>
    public required VoiceSource Source { get; init; }

    /// <summary>The segment; null for all customers.</summary>
    public string? Segment { get; init; }

    /// <summary>How often.</summary>
    public required Grain Cadence { get; init; }

    /// <summary>Who answers for it; null for nobody.</summary>
    public string? Owner { get; init; }
}

/// <summary>What somebody said.</summary>
public sealed record VoiceInput : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>Who said it.</summary>
    public required VoiceSource Source { get; init; }

    /// <summary>When.</summary>
    public required LocalDate Day { get; init; }

    /// <summary>What was said, without the name of a person.</summary>
    public required string Statement { get; init; }

    /// <summary>Where it was said, by the key of a program; null elsewhere.</summary>
    public string? Program { get; init; }

    /// <summary>The segment; null when it is not known.</summary>
    public string? Segment { get; init; }
}

/// <summary>The way of a customer through the organisation.</summary>
public sealed record JourneyMap : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>The segment that goes it; null for all customers.</summary>
    public string? Segment { get; init; }

    /// <summary>Where customers and organisation meet, in order.</summary>
    public IReadOnlyList<Touchpoint> Touchpoints { get; init => field = value ?? []; } = [];
}

/// <summary>A place where customers and organisation meet.</summary>
public sealed record Touchpoint : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>The channel, such as phone.</summary>
    public required string Channel { get; init; }

    /// <summary>The metric that tells how well it goes, by its name in definitions; null for none.</summary>
    public string? Metric { get; init; }

    /// <summary>What goes badly; null for nothing.</summary>
    public string? Friction { get; init; }

    /// <summary>What is to be done; null for nothing.</summary>
    public string? Improvement { get; init; }

    /// <summary>Whether customers serve themselves there.</summary>
    public bool SelfService { get; init; }
}

/// <summary>Where an insight comes from.</summary>
public enum InsightSource
{
    /// <summary>The organisation's own data.</summary>
    Analytics,

    /// <summary>What customers said.</summary>
    Feedback,

    /// <summary>Somebody who studies the market.</summary>
    MarketResearch,
}

/// <summary>Something that is known of customers.</summary>
public sealed record CustomerInsight : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>Where it comes from.</summary>
    public required InsightSource Source { get; init; }

    /// <summary>What is known, in one sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>When it was found.</summary>
    public required LocalDate Day { get; init; }

    /// <summary>Where it can be read; null for nowhere.</summary>
    public string? Reference { get; init; }
}

/// <summary>Somebody else whom customers could go to.</summary>
public sealed record Competitor : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What they do better.</summary>
    public IReadOnlyList<string> Strengths { get; init => field = value ?? []; } = [];

    /// <summary>What they do worse.</summary>
    public IReadOnlyList<string> Weaknesses { get; init => field = value ?? []; } = [];
}
