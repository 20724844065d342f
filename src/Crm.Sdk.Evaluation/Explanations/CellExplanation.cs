using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;

namespace Crm.Sdk.Evaluation.Explanations;

/// <summary>Why a row takes no part in a cell: the first of these that holds.</summary>
public enum ExclusionReason
{
    /// <summary>The condition of the aggregate is false.</summary>
    FilterFalse,

    /// <summary>The condition is unknown, because something that it asks for is missing.</summary>
    FilterUnknown,

    /// <summary>It leads to no entity, and entities are asked for one by one.</summary>
    NoEntity,

    /// <summary>It has no time by the role of the aggregate.</summary>
    NoTime,

    /// <summary>Its time is at or after the instant of the query.</summary>
    AfterNow,

    /// <summary>Its time lies outside what the aggregate reads for the period; a state was not in force.</summary>
    OutsidePeriod,

    /// <summary>It has another member of a dimension.</summary>
    OtherMember,

    /// <summary>It is not in the segment.</summary>
    NotInSegment,
}

/// <summary>Which rows one cell is made of, and which not and why.</summary>
/// <remarks>
/// Evaluating the metric over the contributing rows alone gives the cell again, in every field. Rows that are only looked up on the way
/// are not listed: those at the end of references, states of which a reading is taken, and what a segment's condition counts.
/// </remarks>
public sealed class CellExplanation
{
    internal CellExplanation(BoundMetric metric, IReadOnlyList<AxisMember> members, Cell cell, IReadOnlyList<CellInput> inputs) =>
        (Metric, Members, Cell, Inputs) = (metric, members, cell, inputs);

    /// <summary>The metric; of one that has versions the version by which the cell goes.</summary>
    public BoundMetric Metric { get; }

    /// <summary>Where the cell stands: a member of each axis.</summary>
    public IReadOnlyList<AxisMember> Members { get; }

    /// <summary>The cell.</summary>
    public Cell Cell { get; }

    /// <summary>The aggregates of the formula in reading order, each once; one that is also read at a total stands there once more.</summary>
    public IReadOnlyList<CellInput> Inputs { get; }
}

/// <summary>One aggregate behind a cell, with the rows of its fact.</summary>
public sealed class CellInput
{
    private readonly Func<IEnumerable<ExcludedRow>> _excluded;

    internal CellInput(
        BoundAggregate aggregate, string text, IReadOnlyList<AxisMember> members, IReadOnlyList<ContributingRow> rows, IReadOnlyDictionary<ExclusionReason, long> counts,
        Func<IEnumerable<ExcludedRow>> excluded)
    {
        Aggregate = aggregate;
        Text = text;
        Members = members;
        Rows = rows;
        Excluded = counts;
        _excluded = excluded;
    }

    /// <summary>The aggregate.</summary>
    public BoundAggregate Aggregate { get; }

    /// <summary>The aggregate in words of the language, such as <c>count(order where status = 'paid')</c>.</summary>
    public string Text { get; }

    /// <summary>Where it is read: at the members of the cell, or at totals where the formula says <c>over</c>.</summary>
    public IReadOnlyList<AxisMember> Members { get; }

    /// <summary>The rows that take part, in the order of the table.</summary>
    public IReadOnlyList<ContributingRow> Rows { get; }

    /// <summary>How many rows of the fact take no part, by reason; reasons that no row has are not there.</summary>
    public IReadOnlyDictionary<ExclusionReason, long> Excluded { get; }

    /// <summary>The rows that take no part, in the order of the table. They are found anew, one by one, while they are read.</summary>
    public IEnumerable<ExcludedRow> ExcludedRows() => _excluded();
}

/// <summary>A row that takes part in a cell.</summary>
public sealed class ContributingRow
{
    internal ContributingRow(string key, FactRow row, Value value, string? entity) => (Key, Row, Value, Entity) = (key, row, value, entity);

    /// <summary>The key; of a state without one its entity and its beginning.</summary>
    public string Key { get; }

    /// <summary>The row.</summary>
    public FactRow Row { get; }

    /// <summary>What it brings to the aggregate, in the unit of its type; 1 where rows are counted. Missing when the row matches and has no value.</summary>
    public Value Value { get; }

    /// <summary>The key of its entity, where entities are asked for one by one; else null.</summary>
    public string? Entity { get; }
}

/// <summary>A row that takes no part in a cell.</summary>
public sealed class ExcludedRow
{
    internal ExcludedRow(string key, FactRow row, ExclusionReason reason) => (Key, Row, Reason) = (key, row, reason);

    /// <summary>The key; of a state without one its entity and its beginning.</summary>
    public string Key { get; }

    /// <summary>The row.</summary>
    public FactRow Row { get; }

    /// <summary>Why not.</summary>
    public ExclusionReason Reason { get; }

    /// <summary>A reason in words for people, such as <c>outside the period</c>.</summary>
    public static string Words(ExclusionReason reason) => reason switch
    {
        ExclusionReason.FilterFalse => "the condition is false",
        ExclusionReason.FilterUnknown => "the condition is unknown",
        ExclusionReason.NoEntity => "no entity",
        ExclusionReason.NoTime => "no time",
        ExclusionReason.AfterNow => "after now",
        ExclusionReason.OutsidePeriod => "outside the period",
        ExclusionReason.OtherMember => "another member",
        ExclusionReason.NotInSegment => "not in the segment",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "There is no such reason."),
    };
}
