using System.Text;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Cli.Querying;

/// <summary>Says in words what was asked.</summary>
internal static class QueryWords
{
    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    /// <summary>The days and the instant: <c>2025-01-01 to 2025-12-31, as of 2026-01-01 00:00 Europe/Berlin</c>.</summary>
    public static string Heading(MetricQuery query)
    {
        DateTimeZone zone = query.Calendar.Zone;
        string known = query.KnownAt is { } instant ? $", from what was recorded by {Moment(instant, zone)}" : "";
        return $"{Range(query)}, as of {Moment(query.Now, zone)}{known}";
    }

    /// <summary>An instant in a zone: <c>2026-01-01 00:00 Europe/Berlin</c>.</summary>
    public static string Moment(Instant instant, DateTimeZone zone) => $"{Minute.Format(instant.InZone(zone).LocalDateTime)} {zone.Id}";

    /// <summary>By which versions of definitions an answer goes, a line for each metric that has versions: <c>revenue goes by revenue@1, from 2026-03-01 by revenue@2</c>.</summary>
    public static string Versions(Cube cube, MetricQuery query)
    {
        var text = new StringBuilder();
        foreach (BoundMetric metric in cube.Metrics.Where(m => m.Versions.Count > 0))
        {
            LocalDate first = query.From ?? query.Now.InZone(query.Calendar.Zone).Date, last = query.To?.PlusDays(-1) ?? first;
            BoundMetricVersion begins = metric.Versions.Last(v => v.From is not { } from || from <= first);
            IEnumerable<BoundMetricVersion> follow = query.Grain is null ? [] : metric.Versions.Where(v => v.From > first && v.From <= last);
            text.Append($"{metric.Name} goes by {string.Join(" and ", begins.Labels)}");
            text.Append(string.Concat(follow.Select(v => $", from {LocalDatePattern.Iso.Format(v.From!.Value)} by {string.Join(" and ", v.Labels)}"))).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The days from the first to the last.</summary>
    public static string Range(MetricQuery query) =>
        query is { From: { } from, To: { } to } ? $"{LocalDatePattern.Iso.Format(from)} to {LocalDatePattern.Iso.Format(to.PlusDays(-1))}" : "All time";
}
