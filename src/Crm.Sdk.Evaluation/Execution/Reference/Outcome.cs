using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Language.Interpretation;

namespace Crm.Sdk.Evaluation.Execution.Reference;

/// <summary>What a metric, or a part of its formula, gives in one cell.</summary>
internal sealed record Outcome
{
    /// <summary>The value; null exactly when there is a reason.</summary>
    public Value Value { get; init; }

    public CellReason Reason { get; init; }

    public CellFlags Flags { get; init; }

    public long N { get; init; }

    public long Rows { get; init; }

    /// <summary>Whether no aggregate stands behind the value: then it has no n, rows or flags to pass on.</summary>
    public bool IsConstant { get; init; }

    public static Outcome Constant(Value value) =>
        new() { Value = value, Reason = value.IsNull ? CellReason.NoRows : CellReason.None, IsConstant = true };
}
