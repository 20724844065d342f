using Crm.Sdk.Values;

namespace Crm.Sdk.Plans.Parts;

/// <summary>The ways in which the organisation deals with customers.</summary>
public sealed record ProcessPlan
{
    /// <summary>The processes.</summary>
    public IReadOnlyList<CustomerProcess> Processes { get; init => field = value ?? []; } = [];

    /// <summary>What is passed from one department to another.</summary>
    public IReadOnlyList<Handoff> Handoffs { get; init => field = value ?? []; } = [];
}

/// <summary>What a process is for.</summary>
public enum ProcessKind
{
    /// <summary>Winning customers and orders.</summary>
    Sales,

    /// <summary>Helping customers.</summary>
    Service,

    /// <summary>Answering what customers say.</summary>
    Feedback,

    /// <summary>Answering complaints.</summary>
    Complaint,

    /// <summary>Something else.</summary>
    Other,
}

/// <summary>A way in which the organisation deals with customers, as customers see it.</summary>
public sealed record CustomerProcess : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>What it is for.</summary>
    public required ProcessKind Kind { get; init; }

    /// <summary>What it is to bring the customer.</summary>
    public required string Goal { get; init; }

    /// <summary>Who answers for it; null for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>What is done.</summary>
    public IReadOnlyList<ProcessStep> Steps { get; init => field = value ?? []; } = [];
}

/// <summary>Something that is done in a process.</summary>
public sealed record ProcessStep : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What is done.</summary>
    public required string Title { get; init; }

    /// <summary>The department that does it.</summary>
    public required string Department { get; init; }

    /// <summary>The tool it is done with; null for none.</summary>
    public string? System { get; init; }

    /// <summary>Who has which part in it; null while nobody said.</summary>
    public Raci? Raci { get; init; }

    /// <summary>The steps before it, by their keys.</summary>
    public IReadOnlyList<string> After { get; init => field = value ?? []; } = [];

    /// <summary>In how many hours it is to be done; null for no promise.</summary>
    public decimal? WithinHours { get; init; }

    /// <summary>The metric that tells whether it is, by its name in definitions; null for none.</summary>
    public string? Metric { get; init; }

    /// <summary>What goes badly there; null for nothing.</summary>
    public string? Friction { get; init; }

    /// <summary>What could do it without people; null for nothing.</summary>
    public string? Automation { get; init; }
}

/// <summary>Who has which part in a step.</summary>
public sealed record Raci
{
    /// <summary>Who does it.</summary>
    public IReadOnlyList<string> Responsible { get; init => field = value ?? []; } = [];

    /// <summary>The one who answers for it.</summary>
    public required string Accountable { get; init; }

    /// <summary>Who is asked before.</summary>
    public IReadOnlyList<string> Consulted { get; init => field = value ?? []; } = [];

    /// <summary>Who is told after.</summary>
    public IReadOnlyList<string> Informed { get; init => field = value ?? []; } = [];
}

/// <summary>Something that is passed from one department to another.</summary>
public sealed record Handoff : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>The department that gives.</summary>
    public required string From { get; init; }

    /// <summary>The department that takes.</summary>
    public required string To { get; init; }

    /// <summary>What is passed.</summary>
    public required string What { get; init; }

    /// <summary>In how many hours it is to be taken up; null for no promise.</summary>
    public decimal? WithinHours { get; init; }

    /// <summary>The metric that tells whether it is; null for none.</summary>
    public string? Metric { get; init; }
}
