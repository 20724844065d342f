namespace Crm.Sdk.Objectives;

/// <summary>All that a SMART objective is, as data: what a plan directory holds and what is taken over from one.</summary>
public sealed record ObjectiveBody
{
    /// <summary>What is planned.</summary>
    public required ObjectivePlan Plan { get; init; }

    /// <summary>Where it stands.</summary>
    public ObjectiveState State { get; init; }

    /// <summary>The baseline and what is known of its feasibility.</summary>
    public ObjectiveEvidence Evidence { get; init => field = value ?? new ObjectiveEvidence(); } = new();

    /// <summary>Why it was given up; null when it was not.</summary>
    public string? CancelReason { get; init; }
}
