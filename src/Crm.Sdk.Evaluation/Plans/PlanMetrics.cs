using System.Globalization;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Plans;

/// <summary>The values that a plan needs of metrics, read with as few questions as there are levels and ranges.</summary>
internal sealed class PlanMetrics(MetricEngine engine, ReportingCalendar calendar, Instant now)
{
    private readonly Dictionary<(string Metric, Grain Grain), (ReportingPeriod Period, Cell Last, Cell Before)> _periods = [];

    /// <summary>A value in the unit of targets: shares as fractions, other values in the unit of the metric; null when the cell has none.</summary>
    public static Rational? Shown(BoundMetric metric, Cell cell) => cell.Value is { } value ? metric.Unit.Name == "percent" ? value : value * metric.Unit.Factor : null;

    /// <summary>A value to twelve places.</summary>
    public static decimal ToDecimal(Rational value) => decimal.Parse(value.ToString(12), CultureInfo.InvariantCulture);

    /// <summary>Reads the last two periods of a level that have ended.</summary>
    public async ValueTask ReadPeriodsAsync(IReadOnlyList<string> metrics, Grain grain, CancellationToken ct)
    {
        List<string> asked = [.. metrics.Where(m => engine.Model.Metrics.ContainsKey(m) && !_periods.ContainsKey((m, grain))).Distinct()];
        if (asked.Count == 0 || CalendarFindings.Of(calendar, grain) is not null)
        {
            return;
        }

        LocalDate end = calendar.Floor(calendar.DayOf(now), grain), last = calendar.Shift(end, -1, grain), before = calendar.Shift(end, -2, grain);
        foreach ((string metric, Cube cube, int at) in await AskAsync(asked, before, end, grain, ct))
        {
            _periods[(metric, grain)] = (calendar.PeriodOf(last, grain), cube[at, 1, 0], cube[at, 0, 0]);
        }
    }

    /// <summary>What was read of the last period of a level that has ended, and of the one before.</summary>
    public (ReportingPeriod? Period, Cell? Cell, Cell? Before) Last(string metric, Grain grain) =>
        _periods.TryGetValue((metric, grain), out var read) ? (read.Period, read.Last, read.Before) : default;

    /// <summary>The values over a range of days; over all time, rows without a time among them, where it is null.</summary>
    public async ValueTask<IReadOnlyDictionary<string, Cell>> ReadWholeAsync(IReadOnlyList<string> metrics, LocalDate? from, LocalDate? to, CancellationToken ct) =>
        (await AskAsync(metrics, from, to, null, ct)).ToDictionary(x => x.Metric, x => x.Cube[x.At, 0, 0], StringComparer.Ordinal);

    // All at once; where one of them cannot be asked, each alone, and that one is left out.
    private async ValueTask<List<(string Metric, Cube Cube, int At)>> AskAsync(IReadOnlyList<string> metrics, LocalDate? from, LocalDate? to, Grain? grain, CancellationToken ct)
    {
        var answers = new List<(string, Cube, int)>();
        if (metrics.Count == 0)
        {
            return answers;
        }

        try
        {
            Cube cube = await engine.EvaluateAsync(new MetricQuery { Metrics = metrics, From = from, To = to, Grain = grain, Calendar = calendar, Now = now }, cancellationToken: ct);
            answers.AddRange(metrics.Select((m, i) => (m, cube, i)));
        }
        catch (InvalidDefinitionException) when (metrics.Count > 1)
        {
            foreach (string metric in metrics)
            {
                answers.AddRange(await AskAsync([metric], from, to, grain, ct));
            }
        }
        catch (InvalidDefinitionException)
        {
            // The plan tells of it as of a metric without a value; why is told where the metric is asked for itself.
        }

        return answers;
    }
}
