using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Objectives;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Targets;

/// <summary>Makes cells from cells: what they rest on and how sure they are stays known.</summary>
internal static class TargetCells
{
    /// <summary>A value that reads no rows.</summary>
    public static Cell Of(Rational value) => new() { Value = value, Numerator = value.Numerator, Denominator = value.Denominator };

    /// <summary>No value that reads no rows.</summary>
    public static Cell None(CellReason reason) => new() { Reason = reason };

    /// <summary>A value that follows from that of a cell; null gives the reason.</summary>
    public static Cell From(Cell of, Rational? value, CellReason reason) => new()
    {
        Value = value, Numerator = value?.Numerator ?? Rational.Zero, Denominator = value?.Denominator ?? Rational.Zero, Reason = value is null ? reason : CellReason.None,
        N = of.N, Rows = of.Rows, Flags = of.Flags,
    };

    /// <summary>The goal, a pair where two numbers were written.</summary>
    public static Cell Goal(TargetRange? range, Cell actual, CellReason reason, (Rational Part, Rational Of)? pair = null)
    {
        if (range is null)
        {
            return None(reason);
        }

        Rational goal = range.GoalOf(actual.Value ?? range.Low ?? Rational.Zero);
        return pair is { } two ? new Cell { Value = goal, Numerator = two.Part, Denominator = two.Of } : Of(goal);
    }

    /// <summary>A share of two cells, the pair kept.</summary>
    public static Cell Attainment(Cell actual, Cell goal)
    {
        CellReason reason = actual.Value is null ? actual.Reason : goal.Value is not { } whole ? goal.Reason : whole.IsZero ? CellReason.ZeroDenominator : CellReason.None;
        Rational? value = reason == CellReason.None ? actual.Value!.Value / goal.Value!.Value : null;
        return new Cell
        {
            Value = value, Reason = reason, Numerator = actual.Value ?? Rational.Zero, Denominator = goal.Value ?? Rational.Zero, N = actual.N, Rows = actual.Rows, Flags = actual.Flags,
        };
    }

    /// <summary>The cell of a member of which there are no rows.</summary>
    public static Cell Absent(BoundTarget target, Cell total) => total.Reason == CellReason.NotYetObservable ? total : target.Algebra switch
    {
        TargetAlgebra.Additive => new Cell { Value = Rational.Zero, Numerator = Rational.Zero, Denominator = Rational.One, Flags = total.Flags | CellFlags.Empty },
        TargetAlgebra.Ratio => new Cell { Reason = CellReason.EmptyDenominator, Flags = total.Flags | CellFlags.Empty },
        _ => new Cell { Reason = CellReason.NoRows, Flags = total.Flags | CellFlags.Empty },
    };
}
