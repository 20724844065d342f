using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;
using NodaTime;

namespace Crm.Sdk.Evaluation.Execution.Reference;

/// <summary>The rows that take part in one aggregate somewhere on the period axis.</summary>
/// <remarks>
/// A row is entered once, with all positions to which it belongs. Where something that is read of it differs from position to position
/// it is entered once for each of them.
/// </remarks>
internal sealed class MatchedRows
{
    private readonly BoundAggregate _aggregate;
    private readonly BoundQuery _query;
    private readonly FactRow[] _all;
    private readonly RowInterpreter[] _interpreters;
    private readonly List<int> _rows = [];
    private readonly List<int[]> _periods = [];

    /// <summary>Filters rows and places them in time.</summary>
    public MatchedRows(BoundAggregate aggregate, FactRow[] rows, TimeRules time, RowInterpreter interpreter, CancellationToken ct)
    {
        _aggregate = aggregate;
        _query = time.Query;
        _all = rows;
        _interpreters = [.. Enumerable.Range(0, time.Count).Select(position => time.At(position, interpreter))];
        bool isPerPeriod = aggregate.IsPositional || aggregate.Frame.IsState || aggregate.Grouping is not null;
        SnapshotRows? snapshots = aggregate.Frame.IsState && aggregate.Fact.Schema.Snapshot is not null ? new SnapshotRows(aggregate, rows, time.Query, interpreter) : null;
        for (int i = 0; i < rows.Length; i++)
        {
            ct.ThrowIfCancellationRequested();
            if ((!isPerPeriod && !_interpreters[^1].Passes(aggregate.Filter, rows[i]))
                || (aggregate.EntityPath is { } path && interpreter.KeyAt(path, rows[i]) is null))
            {
                continue;
            }

            Value at = aggregate.Role is { } role ? interpreter.Evaluate(role.Value, rows[i]) : Value.Null;
            Value until = aggregate.Until is { } end ? interpreter.Evaluate(end, rows[i]) : Value.Null;
            bool isUndated = at.IsNull || (aggregate.Within is { } within && interpreter.Evaluate(within.Value, rows[i]).IsNull);
            Undated += time.NeedsTime && aggregate.Role is not null && isUndated && _interpreters[^1].Passes(aggregate.Filter, rows[i]) ? 1 : 0;
            int[] positions = snapshots?.PositionsOf(i) ?? time.PositionsOf(aggregate, at, until);
            if (!isPerPeriod)
            {
                Add(i, positions);
                continue;
            }

            foreach (int position in positions.Where(p => _interpreters[p].Passes(aggregate.Filter, rows[i])))
            {
                Add(i, [position]);
            }
        }
    }

    /// <summary>Rows that match but have no time, where they would need one; a filter that differs between periods is that of the total.</summary>
    public long Undated { get; }

    /// <summary>For each entry the number of its row in the table.</summary>
    public IReadOnlyList<int> Rows => _rows;

    /// <summary>For each entry, its positions on the period axis.</summary>
    public IReadOnlyList<int[]> Periods => _periods;

    /// <summary>What reads the row of an entry: at its position where it has one, else anywhere.</summary>
    public RowInterpreter InterpreterOf(int entry) => _interpreters[_periods[entry][0]];

    /// <summary>For each entry, the operand of the aggregate.</summary>
    public Value[] Operands() =>
        [.. _rows.Select((row, entry) => _aggregate.Operand is { } operand ? InterpreterOf(entry).Evaluate(operand, _all[row]) : Aggregation.Row)];

    /// <summary>For each entry, the day on which its row was taken, where each cell reads those of its own last day; else null.</summary>
    public LocalDate?[] Days() => [.. _rows.Select((row, entry) => _aggregate.Frame.Snapshot is { Choice: SnapshotChoice.LastNonEmpty }
        ? SnapshotRows.DayOf(_aggregate.Role!, InterpreterOf(entry).Evaluate(_aggregate.Role!.Value, _all[row]).Number, _query)
        : (LocalDate?)null)];

    /// <summary>The entries that a cell or an entity reads: of those with days the ones of the last day on which one of them has a value.</summary>
    public static IReadOnlyList<T> OfLastDay<T>(IReadOnlyList<T> entries, Func<T, LocalDate?> dayOf, Func<T, Value> operandOf)
    {
        if (entries.Count == 0 || dayOf(entries[0]) is null)
        {
            return entries;
        }

        LocalDate? last = entries.Where(e => !operandOf(e).IsNull).Max(dayOf);
        return [.. entries.Where(e => dayOf(e) == last)];
    }

    /// <summary>For each entry, whether it has ended, for lengths of what may last still.</summary>
    public bool[] Ended() => [.. _rows.Select((row, entry) => InterpreterOf(entry).Passes(_aggregate.Ended, _all[row]))];

    /// <summary>For each entry, the key of its entity.</summary>
    public string[] Entities() => [.. _rows.Select((row, entry) => InterpreterOf(entry).KeyAt(_aggregate.EntityPath!, _all[row])!)];

    private void Add(int row, int[] positions)
    {
        if (positions.Length > 0)
        {
            _rows.Add(row);
            _periods.Add(positions);
        }
    }
}
