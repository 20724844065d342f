using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Targets;

/// <summary>By what a target is given to its periods.</summary>
internal sealed class TargetWeights
{
    private readonly BoundTarget _target;
    private readonly TargetAllocationClause _allocation;
    private readonly TargetSource _cells;
    private readonly ReportingCalendar _calendar;
    private readonly IReadOnlyList<ReportingPeriod> _periods;
    private IReadOnlyList<(CellSet Cells, int Place)?>? _before;

    public TargetWeights(BoundTarget target, TargetAllocationClause allocation, TargetTimes times, TargetSource cells, ReportingCalendar calendar)
    {
        (_target, _allocation, _cells, _calendar) = (target, allocation, cells, calendar);
        if (Queries.CalendarFindings.Of(calendar, times.Period.Start, times.Period.End, allocation.Grain) is { } finding)
        {
            throw new Validation.InvalidDefinitionException([finding]);
        }

        _periods = calendar.Periods(times.Period.Start, times.Period.End, allocation.Grain);
    }

    /// <summary>The level at which the target is allocated.</summary>
    public Grain Grain => _allocation.Grain;

    /// <summary>Whether the periods of a level are made up of those to which the target is allocated.</summary>
    public bool Serves(Grain grain) => grain == Grain || (grain > Grain && Parts(null, CellReason.None).Holds(grain));

    /// <summary>The periods with their weights for one member.</summary>
    public TargetParts For(IReadOnlyList<string> members) => _allocation.Kind switch
    {
        AllocationKind.CalendarDays => Parts([.. _periods.Select(p => (Rational)Days(p.Start, p.End))], CellReason.None),
        AllocationKind.BusinessDays => Parts([.. _periods.Select(p => (Rational)OpenDays(p.Start, p.End))], CellReason.None),
        AllocationKind.Profile => Profile(members),
        _ => Parts([.. _periods.Select(_ => Rational.One)], CellReason.None),
    };

    /// <summary>How much of a period is over before a day, from 0 to 1: of its open days where these count, else of its days.</summary>
    public Rational Elapsed(ReportingPeriod period, LocalDate today)
    {
        LocalDate end = LocalDate.Max(period.Start, LocalDate.Min(today, period.End));
        int open = _allocation.Kind == AllocationKind.BusinessDays ? OpenDays(period.Start, period.End) : 0;
        return open > 0 ? new Rational(OpenDays(period.Start, end), open) : new Rational(Days(period.Start, end), Days(period.Start, period.End));
    }

    /// <summary>Whether each period has the target of the whole.</summary>
    public bool IsRepeated => _allocation.Kind == AllocationKind.Repeat;

    private static int Days(LocalDate start, LocalDate end) => Period.DaysBetween(start, end);

    private TargetParts Parts(IReadOnlyList<Rational>? weights, CellReason reason) => new(_calendar, _periods, this, weights, reason);

    private int OpenDays(LocalDate start, LocalDate end)
    {
        int open = 0;
        for (LocalDate day = start; day < end; day = day.PlusDays(1))
        {
            open += IsOpen(_target.Hours!, day) ? 1 : 0;
        }

        return open;
    }

    private static bool IsOpen(BusinessCalendar hours, LocalDate day) =>
        hours.Holidays.TryGetValue(day, out IReadOnlyList<OpenHours>? own) ? own.Count > 0 : hours.Week.ContainsKey(day.DayOfWeek);

    private ReportingPeriod? YearBefore(ReportingPeriod period) => _calendar.YearBefore(period, Grain, WeekYearRule.Ordinal);

    // A period that has no counterpart, or whose counterpart has no value, leaves nothing to go by.
    private TargetParts Profile(IReadOnlyList<string> members)
    {
        var weights = new List<Rational>();
        foreach ((CellSet Cells, int Place)? before in _before ??= Before())
        {
            Cell? cell = before is var (cells, place) ? cells.Of(place, members) : null;
            if (cell?.Value is not { Sign: >= 0 } weight)
            {
                return Parts(null, cell is { Value: null } ? cell.Reason : CellReason.NotComparable);
            }

            weights.Add(weight);
        }

        return Parts(weights, CellReason.None);
    }

    private List<(CellSet Cells, int Place)?> Before()
    {
        ReportingPeriod?[] before = [.. _periods.Select(YearBefore)];
        if (before.OfType<ReportingPeriod>().ToArray() is not { Length: > 0 } known)
        {
            return [.. before.Select(_ => ((CellSet, int)?)null)];
        }

        // Most lie next to each other, and one question answers for all of them.
        CellSet together = _cells.Of(_calendar.Between(known.Min(p => p.Start), known.Max(p => p.End)), Grain);
        var places = together.Periods.Select((p, i) => (p, i)).ToDictionary(x => (x.p.Start, x.p.End), x => x.i);
        return [.. before.Select(p => p is null ? ((CellSet, int)?)null
            : places.TryGetValue((p.Start, p.End), out int place) ? (together, place) : (_cells.Of(p, null), 0))];
    }
}
