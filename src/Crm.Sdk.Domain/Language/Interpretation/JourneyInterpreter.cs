using System.Collections.Concurrent;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Language.Interpretation;

/// <summary>What funnels and cohorts say of a row, found by walking over the rows of its entity one by one.</summary>
internal sealed class JourneyInterpreter(RowInterpreter interpreter, ReportingCalendar calendar, Instant now)
{
    private readonly ConcurrentDictionary<BoundJourney, Dictionary<(FactBatch, int), (List<Event> Events, int At)>> _journeys = new(ReferenceEqualityComparer.Instance);

    /// <summary>A row in the order of its entity's rows.</summary>
    private sealed record Event(long Time, int Fact, string Key, long Start, long End, FactRow Row, bool[] Fits);

    /// <summary>The answer, null for a row that is not one of the journey's first step.</summary>
    public Value Evaluate(BoundJourneyValue value, FactRow row, Func<BoundJourneyValue, FactRow, bool>? holds)
    {
        var journey = _journeys.GetOrAdd(value.Journey, Order);
        if (!journey.TryGetValue((row.Batch, row.Index), out var place) || !place.Events[place.At].Fits[0])
        {
            return Value.Null;
        }

        (List<Event> events, int at) = place;
        return value.Question switch
        {
            JourneyQuestion.IsFirst => Value.Of(!events.Take(at).Any(e => e.Fits[0])),
            JourneyQuestion.IsFirstInPeriod => Value.Of(Others(value, events, holds).FirstOrDefault(-1) == at),
            JourneyQuestion.IsBest => Value.Of(Others(value, events, holds).OrderByDescending(o => Times((BoundFunnel)value.Journey, events, o).Count(t => t is not null)).FirstOrDefault(-1) == at),
            JourneyQuestion.Reached => Value.Of((Rational)Times((BoundFunnel)value.Journey, events, at).Count(t => t is not null)),
            JourneyQuestion.StepTime => Times((BoundFunnel)value.Journey, events, at)[value.First - 1] is { } time ? Value.Of((Rational)time) : Value.Null,
            JourneyQuestion.IsMature => Value.Of(IsMature((BoundFunnel)value.Journey, events[at].Time)),
            JourneyQuestion.ReturnedInOne => Value.Of(Intervals(value).Any(i => Returns((BoundCohort)value.Journey, events, at, i))),
            _ => Value.Of(Intervals(value).All(i => Returns((BoundCohort)value.Journey, events, at, i))),
        };
    }

    // The places of the rows of the first step that the period holds, in order.
    private static IEnumerable<int> Others(BoundJourneyValue value, List<Event> events, Func<BoundJourneyValue, FactRow, bool>? holds) => holds is null
        ? throw new InvalidOperationException("This interpreter knows no period in which a beginning could be chosen.")
        : Enumerable.Range(0, events.Count).Where(i => events[i].Fits[0] && holds(value, events[i].Row));

    private static IEnumerable<int> Intervals(BoundJourneyValue value) => Enumerable.Range(value.First, value.Last - value.First + 1);

    private Dictionary<(FactBatch, int), (List<Event>, int)> Order(BoundJourney journey)
    {
        var entities = new Dictionary<string, List<Event>>(StringComparer.Ordinal);
        BoundFact[] facts = [.. journey.Steps.Select(s => s.Fact).Distinct()];
        for (int fact = 0; fact < facts.Length; fact++)
        {
            foreach (FactRow row in interpreter.Rows(facts[fact].Schema))
            {
                foreach ((string entity, Event found) in EventsOf(journey, facts[fact], fact, row))
                {
                    if (!entities.TryGetValue(entity, out List<Event>? own))
                    {
                        entities.Add(entity, own = []);
                    }

                    own.Add(found);
                }
            }
        }

        var places = new Dictionary<(FactBatch, int), (List<Event>, int)>();
        foreach (List<Event> events in entities.Values)
        {
            List<Event> ordered = [.. events.OrderBy(e => e.Time).ThenBy(e => e.Fact).ThenBy(e => e.Key, CodePointOrder.Instance).ThenBy(e => e.Start).ThenBy(e => e.End)];
            for (int i = 0; i < ordered.Count; i++)
            {
                places.TryAdd((ordered[i].Row.Batch, ordered[i].Row.Index), (ordered, i));
            }
        }

        return places;
    }

    // A row stands once among those of an entity, whatever number of steps it fits.
    private IEnumerable<(string Entity, Event Event)> EventsOf(BoundJourney journey, BoundFact fact, int number, FactRow row)
    {
        bool[] fits = [.. journey.Steps.Select(s => ReferenceEquals(s.Fact, fact) && interpreter.Passes(s.Filter, row) && TimeOf(s, row) is not null)];
        int first = Array.IndexOf(fits, true);
        if (first >= 0 && interpreter.KeyAt(journey.Steps[first].EntityPath, row) is { } entity)
        {
            yield return (entity, new Event(TimeOf(journey.Steps[first], row)!.Value, number, RowInterpreter.KeyOf(row) ?? "", BoundOf(row, i => i.From, long.MinValue), BoundOf(row, i => i.To, long.MaxValue), row, fits));
        }
    }

    // Rows of an interval may be known by their entity, beginning and end only.
    private static long BoundOf(FactRow row, Func<FactInterval, string> field, long none)
    {
        FactSchema schema = row.Batch.Schema;
        return schema.Interval is { } interval && RowInterpreter.Read(row, schema.OrdinalOf(field(interval))) is { IsNull: false } bound
            ? (long)bound.Number.Numerator : none;
    }

    private long? TimeOf(BoundStep step, FactRow row)
    {
        Value value = interpreter.Evaluate(step.Role.Value, row);
        if (value.IsNull)
        {
            return null;
        }

        long time = (long)value.Number.Numerator;
        bool isPast = step.Role.IsDate ? StorageForm.ToDate(time) < calendar.FirstDayToCome(now) : StorageForm.ToInstant(time) < now;
        return isPast ? time : null;
    }

    // The time of each step, null for those that were not taken.
    private static long?[] Times(BoundFunnel funnel, List<Event> events, int at)
    {
        var times = new long?[funnel.Steps.Count];
        times[0] = events[at].Time;
        if (funnel.Order == StepOrder.Any)
        {
            foreach (Event next in events.Skip(at + 1).Where(e => IsInTime(funnel, e.Time, events[at].Time, events[at].Time)))
            {
                int step = Enumerable.Range(1, times.Length - 1).FirstOrDefault(s => times[s] is null && next.Fits[s]);
                if (step > 0 && (!funnel.IsStrictlyIncreasing || next.Time > events[at].Time))
                {
                    times[step] = next.Time;
                }
            }

            return times;
        }

        int last = at;
        for (int step = 1; step < times.Length; step++)
        {
            int next = last + 1;
            while (funnel.Order == StepOrder.Ordered && next < events.Count
                && !(events[next].Fits[step] && (!funnel.IsStrictlyIncreasing || events[next].Time > events[last].Time)))
            {
                next++;
            }

            bool isTaken = next < events.Count && events[next].Fits[step] && IsInTime(funnel, events[next].Time, events[at].Time, events[last].Time)
                && (!funnel.IsStrictlyIncreasing || events[next].Time > events[last].Time);
            if (!isTaken)
            {
                break;
            }

            times[step] = events[next].Time;
            last = next;
        }

        return times;
    }

    private static bool IsInTime(BoundFunnel funnel, long time, long first, long before) =>
        funnel.Within is not { } within || time - (funnel.IsPerStep ? before : first) < within;

    private bool IsMature(BoundFunnel funnel, long first)
    {
        if (funnel.Within is not { } within)
        {
            return true;
        }

        long end = first + (within * (funnel.IsPerStep ? funnel.Steps.Count - 1 : 1));
        return funnel.IsOfDays ? calendar.StartOf(StorageForm.ToDate(end)) <= now : StorageForm.ToInstant(end) <= now;
    }

    private bool Returns(BoundCohort cohort, List<Event> events, int at, int interval)
    {
        (long from, long to) = IntervalOf(cohort, events[at].Time, interval);
        return events.Skip(at + 1).Any(e => e.Fits[1] && e.Time >= from && e.Time < to);
    }

    private (long From, long To) IntervalOf(BoundCohort cohort, long start, int interval)
    {
        if (cohort.IsRolling)
        {
            return cohort.IsOfDays
                ? (StorageForm.Of(calendar.Moved(StorageForm.ToDate(start), interval, cohort.Every)), StorageForm.Of(calendar.Moved(StorageForm.ToDate(start), interval + 1, cohort.Every)))
                : (StorageForm.Of(calendar.Moved(StorageForm.ToInstant(start), interval, cohort.Every)), StorageForm.Of(calendar.Moved(StorageForm.ToInstant(start), interval + 1, cohort.Every)));
        }

        LocalDate first = calendar.Floor(cohort.IsOfDays ? StorageForm.ToDate(start) : calendar.DayOf(StorageForm.ToInstant(start)), cohort.Every);
        LocalDate from = calendar.Moved(first, interval, cohort.Every), to = calendar.Moved(first, interval + 1, cohort.Every);
        return cohort.IsOfDays ? (StorageForm.Of(from), StorageForm.Of(to)) : (StorageForm.Of(calendar.StartOf(from)), StorageForm.Of(calendar.StartOf(to)));
    }
}
