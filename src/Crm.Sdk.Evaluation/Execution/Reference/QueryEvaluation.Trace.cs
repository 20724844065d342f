using Crm.Sdk.Evaluation.Explanations;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;

namespace Crm.Sdk.Evaluation.Execution.Reference;

/// <content>Which rows a cell is made of.</content>
internal sealed partial class QueryEvaluation
{
    /// <summary>The aggregates of a formula with the cells at which they are read for a cell, each pair once.</summary>
    public IEnumerable<(BoundAggregate Aggregate, int Cell)> InputsOf(BoundExpression formula, int cell) => (formula switch
    {
        BoundAggregate aggregate => [(aggregate, cell)],
        BoundEach each => each.Aggregates.Select(a => (a, cell)),
        BoundOver over => InputsOf(over.Operand, CellsOver(over)[cell]),
        _ => formula.Children().SelectMany(c => InputsOf(c, cell)),
    }).Distinct();

    /// <summary>The rows of an aggregate in a cell.</summary>
    public IReadOnlyList<ContributingRow> Contributing(BoundAggregate aggregate, int cell)
    {
        MatchedRows matched = _matched[aggregate];
        FactRow[] all = _rows[aggregate.Fact].Rows;
        Value[] operands = matched.Operands();
        string[] entities = aggregate.EntityPath is null ? [] : matched.Entities();
        return
        [
            .. Spread(aggregate)[cell].OrderBy(entry => matched.Rows[entry])
                .Select(e => new ContributingRow(KeyOf(all[matched.Rows[e]]), all[matched.Rows[e]], operands[e], entities.Length == 0 ? null : entities[e])),
        ];
    }

    /// <summary>The rows of an aggregate's fact that are not in a cell.</summary>
    public IEnumerable<ExcludedRow> Excluded(BoundAggregate aggregate, int cell, IReadOnlyList<ContributingRow> contributing)
    {
        HashSet<(FactBatch, int)> taken = [.. contributing.Select(r => (r.Row.Batch, r.Row.Index))];
        FactRow[] all = _rows[aggregate.Fact].Rows;
        int[] at = _grid.PositionsOf(cell);
        RowInterpreter interpreter = _time.At(at[0], _interpreter);
        for (int i = 0; i < all.Length; i++)
        {
            _ct.ThrowIfCancellationRequested();
            if (!taken.Contains((all[i].Batch, all[i].Index)))
            {
                yield return new ExcludedRow(KeyOf(all[i]), all[i], ReasonOf(aggregate, i, all[i], at, interpreter));
            }
        }
    }

    private ExclusionReason ReasonOf(BoundAggregate aggregate, int number, FactRow row, int[] at, RowInterpreter interpreter)
    {
        if (aggregate.Filter is { } filter && interpreter.Evaluate(filter, row) is { IsTrue: false } outcome)
        {
            return outcome.IsNull ? ExclusionReason.FilterUnknown : ExclusionReason.FilterFalse;
        }

        if (aggregate.EntityPath is { } path && interpreter.KeyAt(path, row) is null)
        {
            return ExclusionReason.NoEntity;
        }

        Value time = aggregate.Role is { } role ? interpreter.Evaluate(role.Value, row) : Value.Null;
        Value until = aggregate.Until is { } end ? interpreter.Evaluate(end, row) : Value.Null;
        if (!_time.PositionsOf(aggregate, time, until).Contains(at[0]))
        {
            return time.IsNull ? ExclusionReason.NoTime : _time.IsAfterNow(aggregate.Role!, time) ? ExclusionReason.AfterNow : ExclusionReason.OutsidePeriod;
        }

        for (int d = 0; d < _dimensions.Length; d++)
        {
            int member = _dimensions[d].Reads(aggregate.Fact) ? _dimensions[d].MemberOf(aggregate, row, interpreter) : _rows[aggregate.Fact].MemberOf(d, number);
            if (!_dimensions[d].IsAt(member, at[d + 1]))
            {
                return ExclusionReason.OtherMember;
            }
        }

        return _rows[aggregate.Fact].SegmentsOf(number).Contains(at[^1]) ? ExclusionReason.OutsidePeriod : ExclusionReason.NotInSegment;
    }

    private static string KeyOf(FactRow row) => row.Batch.Schema.IdentityOf(ordinal => row.Batch.Columns[ordinal] switch
    {
        TextColumn texts => texts[row.Index],
        NumberColumn numbers when !numbers.IsNull(row.Index) => numbers.Values[row.Index],
        _ => null,
    });
}
