using Crm.Sdk.Language.Binding;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Evaluation.Queries;

/// <summary>The days at whose ends something is read: those of all members of a query's period axis, each once.</summary>
internal sealed class DailyAxis
{
    private readonly (int First, int Count)[] _daysOf;

    /// <param name="query">The query.</param>
    /// <param name="frame">The frame, whose placements say which days are read.</param>
    public DailyAxis(BoundQuery query, BoundFrame frame)
    {
        IReadOnlyList<Placement> placements = query.PlacementsOf(frame, null);
        LocalDate[] days = [.. placements.SelectMany(DaysOf).Distinct().Order()];
        var places = days.Select((day, i) => (day, i)).ToDictionary(p => p.day, p => p.i);
        _daysOf = [.. placements.Select(p => DaysOf(p).ToArray()).Select(own => (own.Length == 0 ? 0 : places[own[0]], own.Length))];
        Query = new BoundQuery(
            query.Model, [], days.Length == 0 ? null : query.Calendar.Between(days[0], days[^1].PlusDays(1)), [.. days.Select(d => query.Calendar.Between(d, d.PlusDays(1)))],
            query.Dimensions, query.Segments, Grain.Day, query.Calendar, query.Now);
    }

    /// <summary>The same query with these days as its periods, and without anything to answer.</summary>
    public BoundQuery Query { get; }

    /// <summary>Whether there is any day.</summary>
    public bool IsEmpty => Query.Periods.Count == 0;

    /// <summary>The places of the days of a member of the period axis; days of one member follow one another.</summary>
    public IEnumerable<int> At(int position) => Enumerable.Range(_daysOf[position].First, _daysOf[position].Count);

    private static IEnumerable<LocalDate> DaysOf(Placement placement) => placement is { State: PlacementState.Readable, Start: { } start, End: { } end }
        ? Enumerable.Range(0, Math.Max(0, Period.DaysBetween(start, end))).Select(start.PlusDays)
        : [];
}
