using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Objectives;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Evaluation.Targets;

/// <summary>How far a target is reached as of an instant.</summary>
/// <remarks>
/// All cells are exact, with reasons and flags as those of a cube, and in the unit of the metric's type; attainment, progress and pace are
/// plain numbers. Rows, n and flags are those of <see cref="Actual"/>, but of <see cref="Goal"/> and <see cref="Pace"/>, which read no rows of it.
/// </remarks>
public sealed record TargetReport
{
    /// <summary>The target.</summary>
    public required BoundTarget Target { get; init; }

    /// <summary>The member of each dimension that the target is set per, by label; none for one that is set for all.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>The stretches of time that are meant.</summary>
    public required TargetTimes Times { get; init; }

    /// <summary>The value that it starts from, to be frozen; null where there is none, or its stretch of time is not over.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>The baseline as a cell; null without one. A frozen baseline shows its value and n.</summary>
    public Cell? BaselineCell { get; init; }

    /// <summary>The values that reach it, in the unit of the metric's type; null where <see cref="Goal"/> has no value.</summary>
    public TargetRange? Range { get; init; }

    /// <summary>
    /// The value to be reached, or the limit; of two values the lower one, unless the actual value lies above both. A pair, 850 of 1000, has
    /// its two numbers as numerator and denominator.
    /// </summary>
    public required Cell Goal { get; init; }

    /// <summary>
    /// The value so far: of the period, up to the instant of the question; where only a last day is said, of the stretch as long as the
    /// baseline that ends with the last day that is over.
    /// </summary>
    public required Cell Actual { get; init; }

    /// <summary>Actual divided by goal. Of a limit, the share that is used up.</summary>
    public required Cell Attainment { get; init; }

    /// <summary>
    /// (actual - baseline) / (goal - baseline): 0 at the baseline, 1 at the target, negative when it went backwards. Without a baseline,
    /// what adds up starts from nothing, and anything else is not comparable. What adds up over an open period is not yet to be compared
    /// with the whole of a baseline. Inapplicable where the baseline reaches the target already.
    /// </summary>
    public required Cell Progress { get; init; }

    /// <summary>What is missing up to the goal, or left up to a limit. Inapplicable where nothing is: the target is reached or exceeded, or the limit used up.</summary>
    public required Cell Remaining { get; init; }

    /// <summary>How much of the target is expected by now, from 0 to 1: by the allocation, or else by the days that are over.</summary>
    public required Cell Pace { get; init; }

    /// <summary>The value that is expected by now: on the way from the baseline to the goal, or the goal's part where it adds up; the goal itself where there is neither.</summary>
    public required Cell Expected { get; init; }

    /// <summary>Whether the actual value reaches the target, of a limit whether it is kept so far; null where one of the two has no value.</summary>
    public bool? IsReached => Range is { } range && Actual.Value is { } value ? range.Contains(value) : null;

    /// <summary>How many times something, such as what is open in the pipeline, covers what is missing: its value divided by <see cref="Remaining"/>.</summary>
    /// <param name="cell">What covers it, in the unit of the metric's type.</param>
    /// <returns>The ratio; without a value for the reason of the cell, or that of <see cref="Remaining"/>: inapplicable once nothing is missing.</returns>
    public Cell CoverageBy(Cell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        Cell coverage = TargetCells.Attainment(cell, Remaining);
        return new Cell
        {
            Value = coverage.Value, Numerator = coverage.Numerator, Denominator = coverage.Denominator, Reason = coverage.Reason, N = coverage.N, Rows = coverage.Rows,
            Flags = ((cell.Flags | Remaining.Flags) & ~CellFlags.Empty) | (cell.Flags & Remaining.Flags & CellFlags.Empty),
        };
    }

    /// <summary>The periods to which it is allocated, in time; none without an allocation.</summary>
    public IReadOnlyList<TargetPeriod> Periods { get; init; } = [];

    /// <summary>What else is to be known; no errors.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}

/// <summary>The part of a target that a period has.</summary>
public sealed record TargetPeriod
{
    /// <summary>The period.</summary>
    public required ReportingPeriod Period { get; init; }

    /// <summary>The values that reach it; null where <see cref="Goal"/> has no value.</summary>
    public TargetRange? Range { get; init; }

    /// <summary>The value to be reached in the period, as that of the whole.</summary>
    public required Cell Goal { get; init; }

    /// <summary>The value of the metric in the period.</summary>
    public required Cell Actual { get; init; }

    /// <summary>Actual divided by goal.</summary>
    public required Cell Attainment { get; init; }
}
