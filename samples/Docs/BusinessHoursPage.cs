using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about business hours.</summary>
public static class BusinessHoursPage
{
    internal const string Definitions =
        #region Calendar
        """
        calendar support zone 'Europe/Berlin' {
          mon tue wed thu fri 09:00-12:30 13:00-17:00
          holiday 2025-12-24 09:00-12:00
          holiday 2025-12-25
          holiday 2025-12-26
        }

        calendar nights zone 'Europe/Berlin' {
          mon tue wed thu fri sat sun 00:00-06:00 22:00-24:00
        }

        metric time_to_resolve "Open time to resolve" = avg(business('support', case.opened, case.resolved)) unit hours
        metric late = count(case where business('support', opened, resolved) > 4 hours)
        """;
        #endregion

    /// <summary>What the metrics give.</summary>
    public static async Task Calendar(TextWriter output)
    {
        SupportDesk.Case[] cases =
        [
            new(1, Instant.FromUtc(2026, 3, 6, 15, 0), Instant.FromUtc(2026, 3, 9, 9, 0)),
            new(2, Instant.FromUtc(2026, 3, 10, 8, 0), Instant.FromUtc(2026, 3, 10, 15, 30)),
            new(3, Instant.FromUtc(2026, 3, 11, 8, 0), null),
        ];
        Cube cube = await new MetricEngine(SupportDesk.Model, new FactSet(SupportDesk.Mapping.Read(cases))).EvaluateAsync(
            new MetricQuery { Metrics = ["time_to_resolve", "late"], Now = Instant.FromUtc(2026, 4, 1, 0, 0) });
        output.Write(CubeTable.Write(cube));
    }

    /// <summary>When an answer is due.</summary>
    public static Task Due(TextWriter output)
    {
        #region Due
        BusinessCalendar support = SupportDesk.Model.Calendars["support"].Hours;
        Instant opened = new LocalDateTime(2026, 3, 6, 16, 0).InZoneStrictly(support.Zone).ToInstant();
        Instant due = support.Add(opened, Duration.FromHours(4))!.Value;
        output.WriteLine($"opened {opened.InZone(support.Zone):ddd uuuu-MM-dd HH:mm}, due {due.InZone(support.Zone):ddd uuuu-MM-dd HH:mm}");
        output.WriteLine($"open at 12:45: {support.IsOpen(opened.Minus(Duration.FromMinutes(195)))}");
        #endregion
        return Task.CompletedTask;
    }
}
