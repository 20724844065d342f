using Crm.Sdk.Evaluation.Queries;
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

    /// <summary>The days from the first to the last.</summary>
    public static string Range(MetricQuery query) =>
        query is { From: { } from, To: { } to } ? $"{LocalDatePattern.Iso.Format(from)} to {LocalDatePattern.Iso.Format(to.PlusDays(-1))}" : "All time";
}
