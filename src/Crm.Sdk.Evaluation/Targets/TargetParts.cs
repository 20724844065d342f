using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Objectives;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Targets;

/// <summary>The periods of a target with their weights.</summary>
internal sealed class TargetParts
{
    private readonly ReportingCalendar _calendar;
    private readonly Grain[] _levels;

    /// <param name="calendar">The calendar.</param>
    /// <param name="periods">The periods at the level at which the target is allocated.</param>
    /// <param name="by">By what it is allocated.</param>
    /// <param name="weights">The weight of each; null where there are none for <paramref name="reason"/>.</param>
    /// <param name="reason">Why there are no weights.</param>
    public TargetParts(ReportingCalendar calendar, IReadOnlyList<ReportingPeriod> periods, TargetWeights by, IReadOnlyList<Rational>? weights, CellReason reason)
    {
        _calendar = calendar;
        Periods = periods;
        By = by;
        bool isNothing = weights is not null && weights.All(w => w.IsZero);
        Weights = isNothing ? null : weights;
        Reason = isNothing ? CellReason.ZeroDenominator : reason;
        var levels = new List<Grain>();
        foreach (Grain level in new[] { Grain.Year, Grain.Quarter, Grain.Month, Grain.Week }.Where(l => l > by.Grain && Holds(l)))
        {
            // Weeks that lie across months cannot share out what the months have.
            if (levels.Count == 0 || periods.GroupBy(p => Key(p, level)).All(g => g.Select(p => Key(p, levels[^1])).Distinct().Count() == 1))
            {
                levels.Add(level);
            }
        }

        _levels = [.. levels];
    }

    /// <summary>The periods.</summary>
    public IReadOnlyList<ReportingPeriod> Periods { get; }

    /// <summary>By what it is allocated.</summary>
    public TargetWeights By { get; }

    /// <summary>The weight of each period; null where there are none.</summary>
    public IReadOnlyList<Rational>? Weights { get; }

    /// <summary>Why there are no weights.</summary>
    public CellReason Reason { get; }

    /// <summary>Whether each period lies within one of a coarser level.</summary>
    public bool Holds(Grain level) => _calendar.Scheme.Serves(level) && Periods.All(p => _calendar.Floor(p.End.PlusDays(-1), level) == Key(p, level));

    /// <summary>The places of the periods that lie within each of a coarser level, in time.</summary>
    public IEnumerable<IReadOnlyList<int>> Within(Grain level) => Enumerable.Range(0, Periods.Count).GroupBy(i => Key(Periods[i], level)).Select(g => g.ToArray());

    /// <summary>
    /// Splits a total from the years down to the periods, level by level: so the parts of a quarter are the same whether quarters are asked for
    /// or the months in it are added up.
    /// </summary>
    public Rational[] Split(Rational total, Rational unit)
    {
        var parts = new Rational[Periods.Count];
        Split(total, unit, [.. Enumerable.Range(0, Periods.Count)], 0, parts);
        return parts;
    }

    private void Split(Rational total, Rational unit, int[] places, int depth, Rational[] parts)
    {
        int[][] groups = depth < _levels.Length ? [.. places.GroupBy(i => Key(Periods[i], _levels[depth])).Select(g => g.ToArray())] : [.. places.Select(i => new[] { i })];
        IReadOnlyList<Rational>? split = TargetAllocation.Split(total, [.. groups.Select(g => g.Aggregate(Rational.Zero, (sum, i) => sum + Weights![i]))], unit);
        for (int i = 0; i < groups.Length; i++)
        {
            if (depth == _levels.Length)
            {
                parts[groups[i][0]] = split?[i] ?? Rational.Zero;
            }
            else
            {
                Split(split?[i] ?? Rational.Zero, unit, groups[i], depth + 1, parts);
            }
        }
    }

    private LocalDate Key(ReportingPeriod period, Grain level) => _calendar.Floor(period.Start, level);
}
