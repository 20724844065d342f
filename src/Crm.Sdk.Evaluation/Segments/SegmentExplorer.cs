using Crm.Sdk.Evaluation.Execution;
using Crm.Sdk.Evaluation.Execution.Columnar;
using Crm.Sdk.Evaluation.Execution.Reference;
using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Evaluation.Segments;

/// <summary>Says who belongs to a segment as of an instant, and why somebody does or does not.</summary>
/// <remarks>Safe for use from several threads.</remarks>
public sealed class SegmentExplorer
{
    private readonly FactSet _facts;
    private readonly ColumnStore _store;

    /// <summary>Creates an explorer.</summary>
    public SegmentExplorer(CrmModel model, FactSet facts)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(facts);
        Model = model;
        _facts = facts;
        _store = new ColumnStore(model, facts, AttributionTable.Of);
    }

    /// <summary>The definitions.</summary>
    public CrmModel Model { get; }

    /// <summary>The keys of the members, in the order of code points.</summary>
    /// <param name="segment">The name of the segment.</param>
    /// <param name="now">As of when.</param>
    /// <param name="calendar">Says which day it is; null for UTC.</param>
    /// <exception cref="ArgumentException">The model has no such segment.</exception>
    /// <exception cref="InvalidDefinitionException">There is no table of a fact that the segment needs.</exception>
    public IReadOnlyList<string> Members(string segment, Instant now, ReportingCalendar? calendar = null)
    {
        BoundSegment bound = Find(segment);
        BitMask members = SegmentFold.Run(_store, QueryAt(bound, now, calendar), bound);
        // Columns are in the order of time; the interpreter's rows are as they came.
        FactColumns columns = _store[bound.Entity.Schema];
        List<string> keys = [.. Enumerable.Range(0, columns.Count).Where(row => members[row]).Select(columns.KeyOf)];
        keys.Sort(Values.CodePointOrder.Instance);
        return keys;
    }

    /// <summary>Why an entity belongs to a segment or does not: every condition in it with what it compares.</summary>
    /// <param name="segment">The name of the segment.</param>
    /// <param name="key">The key of the entity.</param>
    /// <param name="now">As of when.</param>
    /// <param name="calendar">Says which day it is; null for UTC.</param>
    /// <returns>The reasons; null when there is no such entity.</returns>
    /// <exception cref="ArgumentException">The model has no such segment.</exception>
    /// <exception cref="InvalidDefinitionException">There is no table of a fact that the segment needs.</exception>
    public SegmentReasons? Explain(string segment, string key, Instant now, ReportingCalendar? calendar = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        BoundSegment bound = Find(segment);
        BoundQuery query = QueryAt(bound, now, calendar);
        RowInterpreter interpreter = new RowInterpreter(_facts, calendar ?? ReportingCalendar.Utc, now).WithAttributions(query.Attributions);
        if (!interpreter.TryFind(bound.Entity.Schema, key, out _))
        {
            return null;
        }

        var allTime = new TimeRules(query);
        EntityOutcomes outcomes = Execution.Reference.SegmentMembers.Outcomes(bound, allTime, interpreter, CancellationToken.None);
        return new SegmentReasons
        {
            Segment = bound, Key = key, IsMember = outcomes.Evaluate(bound.Condition, key).IsTrue,
            Conditions = [.. Parts(bound.Condition, 0).Select(part => new SegmentCondition
            {
                Text = part.Node is BoundBinary { Operator: BinaryOperator.And or BinaryOperator.Or } logic ? (logic.Operator == BinaryOperator.And ? "all of" : "any of") : ExpressionText.Of(part.Node),
                Depth = part.Depth,
                Holds = outcomes.Evaluate(part.Node, key) is { IsNull: false } truth ? truth.IsTrue : null,
                Found = [.. (IsGroup(part.Node) ? [] : Leaves(part.Node)).Select(leaf => $"{ExpressionText.Of(leaf)} is {Shown(leaf, outcomes.Evaluate(leaf, key))}")],
            })],
        };
    }

    private BoundSegment Find(string segment) => Model.Segments.GetValueOrDefault(segment)
        ?? throw new ArgumentException($"There is no segment '{segment}'; there are {string.Join(", ", Model.Segments.Keys)}.", nameof(segment));

    // A segment over rows of which there is no table would have other members, and nobody would know.
    private BoundQuery QueryAt(BoundSegment segment, Instant now, ReportingCalendar? calendar)
    {
        var use = new BoundSegmentUse(segment, new Dictionary<string, IReadOnlyList<BoundReference>>(StringComparer.Ordinal));
        var query = BoundQuery.AllTime(Model, calendar ?? ReportingCalendar.Utc, now, use);
        QueryGuard.CheckTables(query, _facts);
        return query;
    }

    // The conditions that and/or join, each group before its members; a group of one kind is flat.
    private static IEnumerable<(BoundExpression Node, int Depth)> Parts(BoundExpression node, int depth)
    {
        yield return (node, depth);
        if (node is BoundBinary { Operator: BinaryOperator.And or BinaryOperator.Or } logic)
        {
            foreach (BoundExpression member in Members(logic, logic.Operator))
            {
                foreach (var part in Parts(member, depth + 1))
                {
                    yield return part;
                }
            }
        }
    }

    private static IEnumerable<BoundExpression> Members(BoundExpression node, BinaryOperator op) =>
        node is BoundBinary b && b.Operator == op ? Members(b.Left, op).Concat(Members(b.Right, op)) : [node];

    // What a group came to is told by its members, which follow it; a group inside of a not is told at once.
    private static bool IsGroup(BoundExpression node) => node is BoundBinary { Operator: BinaryOperator.And or BinaryOperator.Or };

    private static IEnumerable<BoundExpression> Leaves(BoundExpression node) => node switch
    {
        BoundAggregate or BoundField => [node],
        _ => node.Children().SelectMany(Leaves).Distinct(),
    };

    private static string Shown(BoundExpression leaf, Value value) => value.IsNull ? "unknown" : value.Text is { } text ? $"'{text}'" : leaf.Type.Kind switch
    {
        Values.DataKind.Boolean => value.IsTrue ? "true" : "false",
        Values.DataKind.Date => NodaTime.Text.LocalDatePattern.Iso.Format(StorageForm.ToDate((long)value.Number.Numerator)),
        Values.DataKind.Instant => NodaTime.Text.InstantPattern.ExtendedIso.Format(StorageForm.ToInstant((long)value.Number.Numerator)),
        _ => value.Number.ToString(),
    };
}

/// <summary>Why an entity belongs to a segment or does not.</summary>
public sealed record SegmentReasons
{
    /// <summary>The segment.</summary>
    public required BoundSegment Segment { get; init; }

    /// <summary>The key of the entity.</summary>
    public required string Key { get; init; }

    /// <summary>Whether it belongs to the segment.</summary>
    public required bool IsMember { get; init; }

    /// <summary>The conditions, each group before what it is made of.</summary>
    public required IReadOnlyList<SegmentCondition> Conditions { get; init; }
}

/// <summary>A condition of a segment and what it came to for an entity.</summary>
public sealed record SegmentCondition
{
    /// <summary>The condition in words of the language; <c>all of</c> or <c>any of</c> for a group.</summary>
    public required string Text { get; init; }

    /// <summary>How deep in groups it stands; 0 for the whole.</summary>
    public required int Depth { get; init; }

    /// <summary>Whether it holds; null when something in it is unknown.</summary>
    public required bool? Holds { get; init; }

    /// <summary>What it looked at, each with what was found.</summary>
    public required IReadOnlyList<string> Found { get; init; }
}
