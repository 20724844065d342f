using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution;

/// <content>Stretches of time and readings day by day.</content>
internal sealed partial class Finaliser
{
    private Outcome OfSpan(BoundSpan span, int cell)
    {
        Placement placement = _query.PlacementsOf(span.Frame, null)[cell / _cellsPerPeriod];
        (CellReason reason, _) = JudgementOf(placement);
        if (reason != CellReason.None)
        {
            return Outcome.Missing(reason);
        }

        return Outcome.Constant(span.IsOfDays
            ? (Rational)(StorageForm.Of(placement.End!.Value) - StorageForm.Of(placement.Start!.Value)) * StorageForm.MicrosecondsPerDay
            : StorageForm.Of(placement.To!.Value) - StorageForm.Of(placement.From!.Value));
    }

    // A day on which there is no value does not count; n and rows are those of the day that has most.
    private Outcome OverDays(BoundAggregate aggregate, BoundAggregate ofDay, int cell, CellFlags judged)
    {
        Finaliser? days = DaysOf(aggregate, out DailyAxis axis);
        Rational? value = null;
        long values = 0, n = 0, rows = 0;
        foreach (int day in days is null ? [] : axis.At(cell / _cellsPerPeriod))
        {
            Outcome own = days!.OfAggregate(ofDay, (day * _cellsPerPeriod) + (cell % _cellsPerPeriod));
            (n, rows) = (Math.Max(n, own.N), Math.Max(rows, own.Rows));
            if (own.Value is { } v)
            {
                values++;
                value = value is not { } known ? v : aggregate.Frame.Window switch
                {
                    FrameWindow.DailyMin => v < known ? v : known,
                    FrameWindow.DailyMax => v > known ? v : known,
                    _ => known + v,
                };
            }
        }

        value = aggregate.Frame.Window == FrameWindow.DailyAverage ? value / values : value;
        return new Outcome(value, value is null ? CellReason.NoRows : CellReason.None, (n == 0 ? CellFlags.Empty : CellFlags.None) | judged, n, rows);
    }

    private Finaliser? DaysOf(BoundAggregate aggregate, out DailyAxis axis)
    {
        string moment = aggregate.Moment!.ToString();
        DailyStates daily = states.Daily[moment];
        axis = daily.Days;
        return daily.Plan is null ? null : _days.GetOrAdd(moment, _ => new Finaliser(daily.Plan, daily.States!));
    }
}
