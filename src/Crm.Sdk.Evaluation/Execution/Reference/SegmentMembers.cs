using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;

namespace Crm.Sdk.Evaluation.Execution.Reference;

/// <summary>Who belongs to a segment as of now.</summary>
internal static class SegmentMembers
{
    /// <summary>The keys of the members.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="allTime">The rules of a query without a range.</param>
    /// <param name="interpreter">Reads rows.</param>
    /// <param name="ct">Ends the work early.</param>
    public static IReadOnlySet<string> Of(BoundSegment segment, TimeRules allTime, RowInterpreter interpreter, CancellationToken ct)
    {
        EntityOutcomes outcomes = Outcomes(segment, allTime, interpreter, ct);
        return interpreter.Rows(segment.Entity.Schema)
            .Select(RowInterpreter.KeyOf)
            .OfType<string>()
            .Where(entity => outcomes.Evaluate(segment.Condition, entity).IsTrue)
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>What is said of the entities in a segment's condition.</summary>
    public static EntityOutcomes Outcomes(BoundSegment segment, TimeRules allTime, RowInterpreter interpreter, CancellationToken ct)
    {
        var outcomes = new EntityOutcomes(segment.Entity, interpreter);
        foreach (BoundAggregate aggregate in segment.Aggregates.Distinct())
        {
            var matched = new MatchedRows(aggregate, [.. interpreter.Rows(aggregate.Fact.Schema)], allTime, interpreter, ct);
            outcomes.Add(aggregate, matched.Entities().Zip(matched.Operands(), matched.Days()));
        }

        return outcomes;
    }
}
