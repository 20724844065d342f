using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution.Reference;

/// <summary>A state that is read at the end of each day: what it is on the days of a cell, and the mean, the least or the most of these.</summary>
/// <remarks>A day on which it has no value does not count. n and rows are those of the day that has most of them.</remarks>
internal sealed class DailyReadings(BoundAggregate aggregate, BoundQuery query, FactRows rows, RowInterpreter interpreter, CancellationToken ct)
{
    private readonly DailyAxis _days = new(query, aggregate.Frame);
    private MatchedRows? _matched;
    private int[][] _members = [];

    /// <summary>Reads the rows of every day, and shows their members of the dimensions.</summary>
    public void Read(IReadOnlyList<DimensionMembers> dimensions)
    {
        if (_days.IsEmpty)
        {
            return;
        }

        BoundAggregate day = aggregate.OfDay!;
        _matched = new MatchedRows(day, rows.Rows, new TimeRules(_days.Query), interpreter, ct);
        _members =
        [
            .. dimensions.Select((dimension, d) => _matched.Rows
                .Select((row, entry) => dimension.Reads(day.Fact) ? dimension.MemberOf(day, rows.Rows[row], _matched.InterpreterOf(entry)) : rows.MemberOf(d, row))
                .ToArray()),
        ];
        foreach ((DimensionMembers dimension, int[] members) in dimensions.Zip(_members))
        {
            Array.ForEach(members, dimension.Show);
        }
    }

    /// <summary>What the aggregate gives in each cell, before it is judged.</summary>
    public Func<int, Outcome> Compute(IReadOnlyList<CubeAxis> axes, CellGrid grid, IReadOnlyList<DimensionMembers> dimensions)
    {
        if (_matched is null)
        {
            return _ => Fold([]);
        }

        QueryGuard.CheckSize(_days.Query, dimensions.Select(d => d.Shown));
        var byDay = new CellGrid([_days.Query.Periods.Count + 1, .. axes.Skip(1).Select(a => a.Members.Count)]);
        IReadOnlyList<int>[] cells = byDay.Spread(
            _matched.Rows.Count,
            i => [_matched.Periods[i], .. dimensions.Select((dimension, d) => dimension.PositionsOf(_members[d][i])), rows.SegmentsOf(_matched.Rows[i])]);
        Value[] operands = _matched.Operands();
        int perPeriod = byDay.Count / (_days.Query.Periods.Count + 1);
        return cell => Fold([.. _days.At(grid.PeriodOf(cell)).Select(day => (day * perPeriod) + (cell % perPeriod)).Select(at =>
            Aggregation.Of(aggregate.Kind, aggregate.Probability, aggregate.Method, [.. cells[at].Select(entry => operands[entry])]))]);
    }

    private Outcome Fold(Outcome[] days)
    {
        Rational[] values = [.. days.Where(day => !day.Value.IsNull).Select(day => day.Value.Number)];
        Value value = values.Length == 0 ? Value.Null : Value.Of(aggregate.Frame.Window switch
        {
            FrameWindow.DailyMin => values.Min(),
            FrameWindow.DailyMax => values.Max(),
            _ => values.Aggregate(Rational.Zero, (sum, v) => sum + v) / values.Length,
        });
        long n = days.Select(day => day.N).DefaultIfEmpty().Max();
        return new Outcome
        {
            Value = value,
            Reason = value.IsNull ? CellReason.NoRows : CellReason.None,
            Flags = n == 0 ? CellFlags.Empty : CellFlags.None,
            N = n,
            Rows = days.Select(day => day.Rows).DefaultIfEmpty().Max(),
        };
    }
}
