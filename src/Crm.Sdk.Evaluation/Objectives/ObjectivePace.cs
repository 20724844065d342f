using Crm.Sdk.Objectives;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Objectives;

/// <summary>How far an objective is to have come by a day: as far as its time, or as far as the year before had come by the same day.</summary>
internal sealed class ObjectivePace
{
    private readonly ObjectivePlan _plan;
    private readonly LocalDate[] _days;
    private readonly Rational[] _shares;

    private ObjectivePace(ObjectivePlan plan, LocalDate[] days, Rational[] shares, string? problem) => (_plan, _days, _shares, Problem) = (plan, days, shares, problem);

    /// <summary>Why the year before could not be followed; null where it is, and where it was not asked for.</summary>
    public string? Problem { get; }

    /// <summary>The curve that is followed.</summary>
    public PaceCurve Curve => _days.Length > 0 ? PaceCurve.Profile : PaceCurve.Linear;

    /// <summary>The share of the way that is to be gone when a day begins, from 0 to 1.</summary>
    public Rational On(LocalDate day)
    {
        if (day <= _plan.From || day >= _plan.To)
        {
            return day <= _plan.From ? Rational.Zero : Rational.One;
        }

        if (Curve == PaceCurve.Linear)
        {
            return Share(_plan.From, day, _plan.To);
        }

        // The same day a year before, on the line between two ends of periods.
        LocalDate then = day.PlusYears(-1);
        int after = Array.FindIndex(_days, d => d >= then);
        Rational expected = after < 0 ? _shares[^1] : after == 0 ? _shares[0]
            : _shares[after - 1] + ((_shares[after] - _shares[after - 1]) * Share(_days[after - 1], then, _days[after]));
        return expected < 0 ? Rational.Zero : expected > 1 ? Rational.One : expected;
    }

    /// <summary>The curve of an objective.</summary>
    /// <param name="series">Its metric.</param>
    /// <param name="history">A point for each period.</param>
    /// <param name="isUpwards">Whether the target lies above its start.</param>
    public static ObjectivePace Of(ObjectiveSeries series, IReadOnlyList<ObjectivePoint> history, bool isUpwards)
    {
        ObjectivePlan plan = series.Plan;
        ObjectivePace Straight(string? problem) => new(plan, [], [], problem);
        if (plan.Pace == PaceCurve.Linear)
        {
            return Straight(null);
        }

        LocalDate from = plan.From.PlusYears(-1), to = plan.To.PlusYears(-1);
        bool sums = plan.Reading == ObjectiveReading.ToDate;
        if (sums && !series.SumsPeriods)
        {
            return Straight("a value to date that is not the sum of its periods has no profile");
        }

        // Of what adds up the periods that the year touches; of a last period also the one before it, from which it changed.
        var year = history.Where(p => p.Period.End > from && p.Period.Start < to).ToList();
        if (!sums)
        {
            ObjectivePoint? before = history.LastOrDefault(p => p.Period.End <= from);
            year = [.. before is null ? [] : new[] { before }, .. year.Where(p => p.Period.End <= to)];
        }

        if (year.Count == 0 || year[0].Period.Start > from || (!sums && year[0].Period.End > from) || year[^1].Period.End < (sums ? to : series.Calendar.Floor(to, plan.Grain)) || year[0].Cell.Rows == 0)
        {
            return Straight($"there is no history from {from:uuuu-MM-dd} to {to:uuuu-MM-dd}");
        }

        if (year.Find(p => !p.IsComplete || p.Value is null) is { } gap)
        {
            return Straight(gap.IsComplete ? $"{gap.Period.Label} has no value" : $"the year before it is not over in {gap.Period.Label}");
        }

        return sums ? Sums(plan, year, from, to, Straight) : Changes(plan, year, isUpwards, Straight);
    }

    private static ObjectivePace Sums(ObjectivePlan plan, List<ObjectivePoint> year, LocalDate from, LocalDate to, Func<string, ObjectivePace> straight)
    {
        Rational total = Rational.Zero;
        var ends = new List<(LocalDate Day, Rational Sum)> { (from, total) };
        foreach (ObjectivePoint point in year)
        {
            LocalDate start = LocalDate.Max(point.Period.Start, from), end = LocalDate.Min(point.Period.End, to);
            total += point.Value!.Value * Share(point.Period.Start, end, point.Period.End) - (point.Value.Value * Share(point.Period.Start, start, point.Period.End));
            ends.Add((end, total));
        }

        return total <= 0 ? straight($"the year before came to {total}")
            : new ObjectivePace(plan, [.. ends.Select(e => e.Day)], [.. ends.Select(e => e.Sum / total)], null);
    }

    private static ObjectivePace Changes(ObjectivePlan plan, List<ObjectivePoint> year, bool isUpwards, Func<string, ObjectivePace> straight)
    {
        Rational first = year[0].Value!.Value, change = year[^1].Value!.Value - first;
        return change.IsZero || change > 0 != isUpwards ? straight($"in the year before it {(change.IsZero ? "did not change" : "went the other way")}")
            : new ObjectivePace(plan, [.. year.Select(p => p.Period.End)], [.. year.Select(p => (p.Value!.Value - first) / change)], null);
    }

    private static Rational Share(LocalDate from, LocalDate day, LocalDate to) => new(Period.DaysBetween(from, day), Period.DaysBetween(from, to));
}
