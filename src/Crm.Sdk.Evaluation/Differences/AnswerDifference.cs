using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Differences;

/// <summary>Why an answer is another one, in the order in which causes are applied.</summary>
public enum ChangeCause
{
    /// <summary>Rows that were known and are not so any more.</summary>
    Retraction,

    /// <summary>Rows that were known otherwise.</summary>
    Correction,

    /// <summary>Rows that became known only now, and had happened before: by the time role that the fact counts by unless said.</summary>
    LateFact,

    /// <summary>Rows that became known and happened since, or of which no time says when.</summary>
    NewFact,

    /// <summary>The answers are as of different instants.</summary>
    Time,

    /// <summary>The answers go by different versions of a definition.</summary>
    Definition,
}

/// <summary>How finely a difference is taken apart.</summary>
public enum DifferenceDetail
{
    /// <summary>A step for each cause and fact.</summary>
    Causes,

    /// <summary>A step for each row that changed; corrected states of an interval are one step together, as one by one they could overlap.</summary>
    Rows,
}

/// <summary>Why two answers to one question differ, cell by cell. The parts of a cell sum to its difference exactly.</summary>
/// <remarks>
/// From the first answer to the second the changes are applied step by step, and each step is given what it moves: the value after it
/// less the value before it. So the parts sum whatever the metric is, ratios and percentiles too. The order is that of
/// <see cref="ChangeCause"/>, then of facts by name; with <see cref="DifferenceDetail.Rows"/> then of positions in the log, then of
/// keys. A value that is missing counts as 0 in a difference; the cells of a part say whether there is one.
/// </remarks>
public sealed class AnswerDifference
{
    internal AnswerDifference(Cube before, Cube after, IReadOnlyList<DifferenceStep> steps, IReadOnlyList<CellDifference> cells) =>
        (Before, After, Steps, Cells) = (before, after, steps, cells);

    /// <summary>The first answer.</summary>
    public Cube Before { get; }

    /// <summary>The second answer.</summary>
    public Cube After { get; }

    /// <summary>What was applied, in order; empty when nothing that the question needs is otherwise.</summary>
    public IReadOnlyList<DifferenceStep> Steps { get; }

    /// <summary>The cells that a step changed, by metric and place; those that have only one of the answers stand behind.</summary>
    public IReadOnlyList<CellDifference> Cells { get; }
}

/// <summary>One step from one answer to another.</summary>
public sealed class DifferenceStep
{
    internal DifferenceStep(ChangeCause cause, IReadOnlyList<FactRowChange> rows) => (Cause, Rows) = (cause, rows);

    /// <summary>Why.</summary>
    public ChangeCause Cause { get; }

    /// <summary>The fact whose rows changed; null for another cause than rows.</summary>
    public FactSchema? Fact => Rows.Count > 0 ? Rows[0].Schema : null;

    /// <summary>The rows, by position and key; empty for another cause than rows.</summary>
    public IReadOnlyList<FactRowChange> Rows { get; }

    /// <summary>The step in words, such as <c>late facts of order</c>.</summary>
    public override string ToString() => Cause switch
    {
        ChangeCause.Retraction => $"retractions of {Fact}",
        ChangeCause.Correction => $"corrections of {Fact}",
        ChangeCause.LateFact => $"late facts of {Fact}",
        ChangeCause.NewFact => $"new facts of {Fact}",
        ChangeCause.Time => "the passing of time",
        _ => "the definition",
    };
}

/// <summary>A cell of two answers, and what moved it.</summary>
public sealed class CellDifference
{
    internal CellDifference(int metric, IReadOnlyList<AxisMember> members, Cell? before, Cell? after, IReadOnlyList<DifferencePart> parts) =>
        (Metric, Members, Before, After, Parts) = (metric, members, before, after, parts);

    /// <summary>The number of the metric in the question.</summary>
    public int Metric { get; }

    /// <summary>Where the cell stands: a member of each axis.</summary>
    public IReadOnlyList<AxisMember> Members { get; }

    /// <summary>The cell of the first answer; null when its axes do not have such a member.</summary>
    public Cell? Before { get; }

    /// <summary>The cell of the second answer; null when its axes do not have such a member.</summary>
    public Cell? After { get; }

    /// <summary>The second value less the first, in the unit of the metric's type; a missing one counts as 0.</summary>
    public Rational Difference => DifferencePart.Between(Before, After);

    /// <summary>The steps that changed the cell, in order. Their differences sum to <see cref="Difference"/>.</summary>
    public IReadOnlyList<DifferencePart> Parts { get; }
}

/// <summary>What one step did to a cell.</summary>
public sealed class DifferencePart
{
    internal DifferencePart(DifferenceStep step, Cell? before, Cell? after) => (Step, Before, After) = (step, before, after);

    /// <summary>The step.</summary>
    public DifferenceStep Step { get; }

    /// <summary>The cell before it; null when no row had such a member.</summary>
    public Cell? Before { get; }

    /// <summary>The cell after it; null when no row has such a member.</summary>
    public Cell? After { get; }

    /// <summary>The value after it less the value before it; a missing one counts as 0. It is 0 where only numbers beside the value changed.</summary>
    public Rational Difference => Between(Before, After);

    internal static Rational Between(Cell? before, Cell? after) => (after?.Value ?? Rational.Zero) - (before?.Value ?? Rational.Zero);
}
