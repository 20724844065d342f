using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;

namespace Crm.Sdk.Evaluation.Execution.Reference;

/// <summary>The rows that take part in one aggregate somewhere on the period axis.</summary>
internal sealed class MatchedRows
{
    private readonly BoundAggregate _aggregate;
    private readonly RowInterpreter _interpreter;
    private readonly FactRow[] _all;
    private readonly List<int> _rows = [];
    private readonly List<int[]> _periods = [];

    /// <summary>Filters rows and places them in time.</summary>
    public MatchedRows(BoundAggregate aggregate, FactRow[] rows, TimeRules time, RowInterpreter interpreter, CancellationToken ct)
    {
        _aggregate = aggregate;
        _interpreter = interpreter;
        _all = rows;
        for (int i = 0; i < rows.Length; i++)
        {
            ct.ThrowIfCancellationRequested();
            if (!interpreter.Passes(aggregate.Filter, rows[i])
                || (aggregate.EntityPath is { } path && interpreter.KeyAt(path, rows[i]) is null))
            {
                continue;
            }

            Value at = aggregate.Role is { } role ? interpreter.Evaluate(role.Value, rows[i]) : Value.Null;
            Undated += time.NeedsTime && aggregate.Role is not null && at.IsNull ? 1 : 0;
            int[] positions = time.PositionsOf(aggregate, at);
            if (positions.Length > 0)
            {
                _rows.Add(i);
                _periods.Add(positions);
            }
        }
    }

    /// <summary>Rows that match but have no time, where they would need one.</summary>
    public long Undated { get; }

    /// <summary>Numbers of the rows in their table.</summary>
    public IReadOnlyList<int> Rows => _rows;

    /// <summary>For each row, its positions on the period axis.</summary>
    public IReadOnlyList<int[]> Periods => _periods;

    /// <summary>For each row, the operand of the aggregate.</summary>
    public Value[] Operands() =>
        [.. _rows.Select(i => _aggregate.Operand is { } operand ? _interpreter.Evaluate(operand, _all[i]) : Aggregation.Row)];

    /// <summary>For each row, the key of its entity.</summary>
    public string[] Entities() => [.. _rows.Select(i => _interpreter.KeyAt(_aggregate.EntityPath!, _all[i])!)];
}
