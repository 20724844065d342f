using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Evaluation.Objectives;

/// <summary>Cells of one metric for one segment over a range of days, a cell a period, or one for the range where there is no level.</summary>
internal sealed record PointsRequest
{
    public required string Metric { get; init; }

    /// <summary>Null for all rows.</summary>
    public required string? Segment { get; init; }

    public required LocalDate From { get; init; }

    public required LocalDate To { get; init; }

    public required Grain? Grain { get; init; }
}

/// <summary>
/// Reads the cells that objectives need. What many of them need is read ahead, with one question for all that one can answer: of the
/// same level, or of the same range as a whole. What was not read ahead, or could not be, is asked for alone.
/// </summary>
internal sealed class ObjectivePoints
{
    private readonly MetricEngine _engine;
    private readonly Dictionary<PointsRequest, (IReadOnlyList<ReportingPeriod> Periods, IReadOnlyList<Cell> Cells)> _known = [];

    public ObjectivePoints(MetricEngine engine, ReportingCalendar calendar, Instant now) => (_engine, Calendar, Now) = (engine, calendar, now);

    public ReportingCalendar Calendar { get; }

    public Instant Now { get; }

    /// <summary>Reads ahead. What cannot be answered is left for the objective that asks for it.</summary>
    public async ValueTask ReadAheadAsync(IReadOnlyList<PointsRequest> requests, CancellationToken ct)
    {
        // Cut into periods, a longer range has the cells of a shorter one among its own; as a whole it has not. What nobody wants of a
        // segment is asked apart: a question answers each of its metrics for each of its segments.
        var ofSegments = requests.Where(r => r.Segment is not null).Select(r => r.Metric).ToHashSet(StringComparer.Ordinal);
        var cut = requests.Where(r => r.Grain is not null).GroupBy(r => (r.Grain, ofSegments.Contains(r.Metric))).Select(g => g.ToList());
        var whole = requests.Where(r => r.Grain is null).GroupBy(r => (r.From, r.To, ofSegments.Contains(r.Metric))).Select(g => g.ToList());
        foreach (List<PointsRequest> together in cut.Concat(whole).ToList())
        {
            if (await ReadTogetherAsync(together, ct))
            {
                continue;
            }

            // One of them cannot be asked, such as a metric of a segment out of its reach: those of one segment may be.
            foreach (var ofSegment in together.GroupBy(r => r.Segment).Where(g => g.Count() < together.Count))
            {
                await ReadTogetherAsync([.. ofSegment], ct);
            }
        }
    }

    private async ValueTask<bool> ReadTogetherAsync(List<PointsRequest> requests, CancellationToken ct)
    {
        PointsRequest widest = requests[0] with { From = requests.Min(r => r.From), To = requests.Max(r => r.To) };
        List<string> metrics = [.. requests.Select(r => r.Metric).Distinct()], segments = [.. requests.Select(r => r.Segment).OfType<string>().Distinct()];
        Cube cube;
        try
        {
            cube = await _engine.EvaluateAsync(Question(widest, metrics, segments), cancellationToken: ct);
        }
        catch (InvalidDefinitionException)
        {
            return false;
        }

        var periods = PeriodsOf(widest);
        foreach (PointsRequest request in requests)
        {
            // Behind the segments stands the total.
            int metric = metrics.IndexOf(request.Metric), segment = request.Segment is null ? segments.Count : segments.IndexOf(request.Segment);
            var own = periods.Select((p, i) => (Period: p, At: i)).Where(p => p.Period.Start >= request.From && p.Period.End <= request.To).ToList();
            _known[request] = ([.. own.Select(o => o.Period)], [.. own.Select(o => cube[metric, o.At, segment])]);
        }

        return true;
    }

    /// <summary>The periods of a range and their cells.</summary>
    /// <exception cref="InvalidDefinitionException">The question cannot be answered.</exception>
    public async ValueTask<(IReadOnlyList<ReportingPeriod> Periods, IReadOnlyList<Cell> Cells)> ReadAsync(PointsRequest request, CancellationToken ct)
    {
        if (_known.TryGetValue(request, out var known))
        {
            return known;
        }

        Cube cube = await _engine.EvaluateAsync(Question(request, [request.Metric], request.Segment is null ? [] : [request.Segment]), cancellationToken: ct);
        var periods = PeriodsOf(request);
        return (periods, [.. periods.Select((_, i) => cube[0, i, 0])]);
    }

    private IReadOnlyList<ReportingPeriod> PeriodsOf(PointsRequest request) =>
        request.Grain is { } grain ? Calendar.Periods(request.From, request.To, grain) : [Calendar.Between(request.From, request.To)];

    private MetricQuery Question(PointsRequest request, IReadOnlyList<string> metrics, IReadOnlyList<string> segments) => new()
    {
        Metrics = metrics, From = request.From, To = request.To, Grain = request.Grain, Calendar = Calendar, Now = Now, Segments = segments,
    };
}
