using System.Collections.Concurrent;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Rates;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Queries;

/// <summary>A query whose names are resolved: what every executor answers.</summary>
/// <remarks>
/// A row belongs to a period when its time role lies in it and before the cut: for an instant role <c>From &lt;= t &lt; min(To, now)</c>;
/// for a date role <c>Start &lt;= d &lt; End</c> and the day d has begun before now. A planned role is not cut. Without a range, rows
/// without a time belong too, and the cut still holds. A period that begins at or after now is not yet observable, and one that
/// holds now is open, except to aggregates with a planned role.
/// </remarks>
public sealed class BoundQuery
{
    private readonly ConcurrentDictionary<(BoundFrame Frame, BoundTimeRole? Role), IReadOnlyList<Placement>> _placements = new();
    private IReadOnlyList<FactNeed>? _needs;

    internal BoundQuery(
        CrmModel model,
        IReadOnlyList<BoundMetric> metrics,
        ReportingPeriod? range,
        IReadOnlyList<ReportingPeriod> periods,
        IReadOnlyList<BoundDimension> dimensions,
        IReadOnlyList<BoundSegmentUse> segments,
        Grain? grain,
        ReportingCalendar calendar,
        Instant now,
        IReadOnlyList<BoundMetric>? asked = null)
    {
        Grain = grain;
        Model = model;
        Metrics = metrics;
        Asked = asked ?? metrics;
        Range = range;
        Periods = periods;
        Dimensions = dimensions;
        Segments = segments;
        Calendar = calendar;
        Now = now;
    }

    /// <summary>The model in whose words the query was asked.</summary>
    public CrmModel Model { get; }

    /// <summary>The metrics that are evaluated. One that has versions is not among them, but each of its versions that a period goes by.</summary>
    public IReadOnlyList<BoundMetric> Metrics { get; }

    /// <summary>The metrics that were asked for.</summary>
    public IReadOnlyList<BoundMetric> Asked { get; }

    /// <summary>
    /// What a metric means for a member of the period axis: the version in force on the first day of the period; for the total on that of
    /// the range, and for all time on the day of <see cref="Now"/>.
    /// </summary>
    /// <param name="metric">One of <see cref="Asked"/>.</param>
    /// <param name="position">The number of the member, the total last.</param>
    public BoundMetric MeaningOf(BoundMetric metric, int position)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return InForce(metric, position < Periods.Count ? Periods[position] : Range, Calendar, Now);
    }

    internal static BoundMetric InForce(BoundMetric metric, ReportingPeriod? period, ReportingCalendar calendar, Instant now)
    {
        if (metric.Versions.Count == 0)
        {
            return metric;
        }

        LocalDate day = period?.Start ?? calendar.DayOf(now);
        BoundMetric inForce = metric.Versions[0].Metric;
        foreach (BoundMetricVersion version in metric.Versions)
        {
            inForce = version.From is { } from && from <= day ? version.Metric : inForce;
        }

        return inForce;
    }

    /// <summary>The whole range of days, which is the total of the period axis; null for all time.</summary>
    public ReportingPeriod? Range { get; }

    /// <summary>The periods of the range, in time and without gaps; empty when it is not cut.</summary>
    public IReadOnlyList<ReportingPeriod> Periods { get; }

    /// <summary>The level at which the range was cut; null when it was not.</summary>
    public Grain? Grain { get; }

    /// <summary>The dimensions.</summary>
    public IReadOnlyList<BoundDimension> Dimensions { get; }

    /// <summary>The segments.</summary>
    public IReadOnlyList<BoundSegmentUse> Segments { get; }

    /// <summary>The attributions whose rows are aggregated, by metrics and segments, each once.</summary>
    public IEnumerable<BoundAttribution> Attributions => Metrics.SelectMany(m => m.Value.Aggregates()).Concat(Segments.SelectMany(s => s.Segment.Aggregates))
        .Select(a => a.Fact.Attribution).OfType<BoundAttribution>().Distinct();

    /// <summary>The facts on whose rows the answer depends, each once; a fact that is only the end of a reference is not among them.</summary>
    public IReadOnlyList<FactNeed> Needs => _needs ??= FactNeed.Of(this);

    /// <summary>For each member of the period axis, the total last, the rows that an aggregate with that frame and role reads.</summary>
    public IReadOnlyList<Placement> PlacementsOf(BoundFrame frame, BoundTimeRole? role)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return _placements.GetOrAdd((frame, role), key => new PlacementResolver(this).Resolve(key.Frame, key.Role));
    }

    /// <summary>The tables of rates that conversions use, by the name that they give; empty for one that gives none.</summary>
    internal IReadOnlyDictionary<string, RateTable> Rates { get; init; } = new Dictionary<string, RateTable>();

    /// <summary>The local day of an instant, both in the form in which they are stored.</summary>
    internal long DayAt(long microseconds) => StorageForm.Of(Calendar.DayOf(StorageForm.ToInstant(microseconds)));

    /// <summary>What one unit of a currency is worth in the one of a conversion.</summary>
    /// <param name="node">The conversion.</param>
    /// <param name="from">The currency.</param>
    /// <param name="day">The day of the row, where the rate is of it; null where it has none.</param>
    /// <param name="position">The member of the period axis, where the rate is of the period.</param>
    /// <returns>An exact fraction, 1 for the same currency; null where there is no rate.</returns>
    internal Rational? FactorOf(BoundConverted node, Currency from, LocalDate? day, int position)
    {
        BoundConversion conversion = node.Conversion;
        RateTable table = Rates[conversion.Table ?? ""];
        return from == conversion.To ? Rational.One : RateOf(from) is { } x && RateOf(conversion.To) is { } y ? y / x : null;

        Rational? RateOf(Currency currency)
        {
            LocalDate tomorrow = Calendar.FirstDayToCome(Now);
            switch (conversion.At)
            {
                case RatePolicy.Transaction or RatePolicy.Plan:
                    return day is { } own ? table.On(currency, own, conversion.At == RatePolicy.Plan ? null : conversion.Within) : null;
                case RatePolicy.Latest:
                    return table.On(currency, tomorrow.PlusDays(-1), null);
                case RatePolicy.Fixed:
                    return table.On(currency, conversion.Day!.Value, conversion.Within);
            }

            Placement placement = PlacementsOf(node.Frame, null)[position];
            LocalDate end = placement.End ?? tomorrow;
            Rational? mean = conversion.At == RatePolicy.PeriodAverage ? table.Average(currency, placement.Start, end) : null;
            bool isSought = conversion.At == RatePolicy.PeriodEnd || conversion.Within > 0;
            return mean ?? (isSought ? table.On(currency, end.PlusDays(-1), conversion.Within) : null);
        }
    }

    /// <summary>Whether all times that an aggregate waits for are over, for a member of the period axis.</summary>
    public bool IsMature(BoundAggregate aggregate, int position)
    {
        ArgumentNullException.ThrowIfNull(aggregate);
        if (aggregate.Maturities.Count == 0)
        {
            return true;
        }

        LocalDate? until = !aggregate.IsPlain ? PlacementsOf(aggregate.Frame, aggregate.Role)[position].Until
            : position < Periods.Count ? Periods[position].End : Range?.End;
        return aggregate.Maturities.All(m => EndOf(m, until) <= Now);
    }

    // Of all time, the last row may be of this very moment.
    private Instant EndOf(BoundMaturity maturity, LocalDate? until)
    {
        LocalDate end = until ?? Calendar.DayOf(Now);
        if (maturity.Unit is not { } unit)
        {
            return (until is null ? Now : Calendar.StartOf(end)) + Duration.FromTicks(maturity.Count * 10.0);
        }

        return Calendar.StartOf(Calendar.Moved(maturity.IsOfCalendar ? Calendar.Floor(end.PlusDays(until is null ? 0 : -1), unit) : until is null ? end.PlusDays(1) : end, maturity.Count, unit));
    }

    /// <summary>A query over all time with the same calendar and instant, and without anything to answer.</summary>
    internal static BoundQuery AllTime(CrmModel model, ReportingCalendar calendar, Instant now, params IReadOnlyList<BoundSegmentUse> segments) =>
        new(model, [], null, [], [], segments, null, calendar, now);

    /// <summary>The same range as a whole, and other metrics.</summary>
    internal BoundQuery OfTotals(IReadOnlyList<BoundMetric> metrics) => new(Model, metrics, Range, [], [], [], null, Calendar, Now) { Rates = Rates };

    /// <summary>For each dimension, whether a formula that is read over a total keeps it.</summary>
    public IReadOnlyList<bool> Kept(BoundOver over)
    {
        ArgumentNullException.ThrowIfNull(over);
        BoundFact[] facts = [.. over.Operand.Aggregates().Select(a => a.Fact).Distinct()];
        return [.. Dimensions.Select(d => over.Dimensions.Any(name => Names(d, name)) != over.IsDropping)];

        bool Names(BoundDimension dimension, string name) => name == dimension.Name || Array.TrueForAll(
            facts, f => Model.FindDimension(name, f, out _) is { } named && ExpressionKey.Of(named) == ExpressionKey.Of(dimension.On(f)));
    }

    /// <summary>The calendar and zone.</summary>
    public ReportingCalendar Calendar { get; }

    /// <summary>The instant as of which the query is answered.</summary>
    public Instant Now { get; }

    /// <summary>The same in the form in which expressions hold it.</summary>
    internal Rational NumberOf(BoundNow now) => now.IsDay ? Facts.StorageForm.Of(Calendar.DayOf(Now)) : Facts.StorageForm.Of(Now);
}

/// <summary>A dimension of a query, resolved for each fact that the query aggregates.</summary>
public sealed class BoundDimension
{
    private readonly IReadOnlyDictionary<string, BoundExpression> _byFact;

    internal BoundDimension(string name, IReadOnlyDictionary<string, BoundExpression> byFact)
    {
        Name = name;
        _byFact = byFact;
        TextOrder = MemberOrder.Of(byFact.Values);
    }

    /// <summary>The dimension as the query wrote it.</summary>
    public string Name { get; }

    /// <summary>The order of its members where they are texts: ranges of a bucket by their edges, then other texts by code point.</summary>
    public IComparer<string> TextOrder { get; }

    /// <summary>Whether it is read on rows of a fact at another time than now.</summary>
    internal bool Reads(BoundFact fact) => _byFact.TryGetValue(fact.Name, out BoundExpression? expression) && expression.ReadsHistory();

    /// <summary>The row expression that gives the member of a row of an aggregate: attributes with history are read at its own time.</summary>
    /// <exception cref="KeyNotFoundException">The query does not aggregate the fact.</exception>
    public BoundExpression On(BoundAggregate aggregate)
    {
        ArgumentNullException.ThrowIfNull(aggregate);
        return aggregate.Read(On(aggregate.Fact));
    }

    /// <summary>The row expression that gives the member of a row of that fact; attributes with history in it are not yet read at any time.</summary>
    /// <exception cref="KeyNotFoundException">The query does not aggregate the fact.</exception>
    public BoundExpression On(BoundFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return _byFact[fact.Name];
    }
}

/// <summary>A segment of a query, with the way from each fact that the query aggregates to its entity.</summary>
public sealed class BoundSegmentUse
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<BoundReference>> _paths;

    internal BoundSegmentUse(BoundSegment segment, IReadOnlyDictionary<string, IReadOnlyList<BoundReference>> paths)
    {
        Segment = segment;
        _paths = paths;
    }

    /// <summary>The segment.</summary>
    public BoundSegment Segment { get; }

    /// <summary>The references from a row of that fact to the segment's entity; empty when the rows are the entities.</summary>
    /// <exception cref="KeyNotFoundException">The query does not aggregate the fact, and it is not the segment's entity.</exception>
    public IReadOnlyList<BoundReference> PathFrom(BoundFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return ReferenceEquals(fact, Segment.Entity) ? [] : _paths[fact.Name];
    }

    /// <summary>Whether <see cref="PathFrom"/> has an answer for that fact.</summary>
    public bool Leads(BoundFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return ReferenceEquals(fact, Segment.Entity) || _paths.ContainsKey(fact.Name);
    }
}
