using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Sdk.Objectives;
using NodaTime;

namespace Crm.Sdk.Plans.Documents;

/// <summary>A plan with its objectives, as data: all that a plan directory holds. Loading and saving lose nothing.</summary>
public sealed record PlanDocument
{
    /// <summary>The plan's identity.</summary>
    public required PlanId Id { get; init; }

    /// <summary>The plan.</summary>
    public required PlanBody Plan { get; init; }

    /// <summary>The business objectives that it serves.</summary>
    public IReadOnlyList<BusinessObjectiveDocument> Business { get; init => field = value ?? []; } = [];

    /// <summary>Its SMART objectives.</summary>
    public IReadOnlyList<ObjectiveDocument> Objectives { get; init => field = value ?? []; } = [];

    /// <summary>The objectives that the plan names; all while it names none.</summary>
    internal IEnumerable<ObjectiveBody> ObjectivesOfPlan =>
        Objectives.Where(o => Plan.Content.Objectives is not { } part || part.Objectives.Any(p => p.Id == o.Id)).Select(o => o.Objective);

    /// <summary>What differs in an objective of the plan, under the name that the plan has for it.</summary>
    internal IEnumerable<PlanChange> ChangesOf(ObjectiveId id, ObjectivePlan before, ObjectivePlan after)
    {
        string key = Plan.Content.Objectives?.Objectives.FirstOrDefault(o => o.Id == id)?.Key ?? id.Value.ToString("D");
        return PlanDiff.Between(Node(before), Node(after)).Select(c => c with { Path = $"objectives.{key}.{c.Path}" });

        static JsonNode? Node(ObjectivePlan plan) => JsonSerializer.SerializeToNode(plan, PlanForm.Options.GetTypeInfo(typeof(ObjectivePlan)));
    }

    /// <summary>What differs in a later version, the objectives among it; empty exactly when both hold the same. Revisions are not compared: they tell of former differences.</summary>
    public IReadOnlyList<PlanChange> DifferencesTo(PlanDocument later)
    {
        ArgumentNullException.ThrowIfNull(later);
        return PlanDiff.Between(Node(this), Node(later));

        static JsonNode? Node(PlanDocument document) => JsonSerializer.SerializeToNode(document with { Plan = document.Plan with { Revisions = [] } }, PlanForm.Document);
    }
}

/// <summary>A business objective as data.</summary>
public sealed record BusinessObjectiveDocument
{
    /// <summary>The identity.</summary>
    public required BusinessObjectiveId Id { get; init; }

    /// <summary>What is wanted, in one sentence.</summary>
    public required string Title { get; init; }

    /// <summary>Who answers for it, by the host's name for the user.</summary>
    public required string Owner { get; init; }

    /// <summary>By when.</summary>
    public required LocalDate Due { get; init; }

    /// <summary>The objective that it serves; null for none.</summary>
    public BusinessObjectiveId? Parent { get; init; }

    /// <summary>Whether it is wanted soon or in the long run.</summary>
    public BusinessHorizon Horizon { get; init; }
}

/// <summary>A SMART objective as data.</summary>
public sealed record ObjectiveDocument
{
    /// <summary>The identity.</summary>
    public required ObjectiveId Id { get; init; }

    /// <summary>All that it is.</summary>
    public required ObjectiveBody Objective { get; init; }
}
