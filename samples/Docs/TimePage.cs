using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about time and periods.</summary>
public static class TimePage
{
    /// <summary>Months whose days begin in Berlin.</summary>
    public static async Task Months(TextWriter output)
    {
        MetricEngine engine = await Shop.OpenAsync();

        #region Months
        Cube cube = await engine.EvaluateAsync(new MetricQuery
        {
            Metrics = ["orders", "revenue"],
            From = new LocalDate(2026, 1, 1),
            To = new LocalDate(2026, 4, 1),
            Grain = Grain.Month,
            Calendar = new ReportingCalendar(DateTimeZoneProviders.Tzdb["Europe/Berlin"]),
            Now = Instant.FromUtc(2026, 4, 1, 0, 0),
        });
        output.Write(CubeTable.Write(cube));
        #endregion
    }

    /// <summary>The same months in UTC: one order moves.</summary>
    public static Task Utc(TextWriter output) =>
        Shop.PrintAsync(output, Shop.AskByMonth("orders", "revenue") with { Calendar = ReportingCalendar.Utc });

    /// <summary>A question in the middle of March.</summary>
    public static async Task Now(TextWriter output)
    {
        MetricQuery query = Shop.AskByMonth("orders", "revenue", "orders.due");

        #region Now
        query = query with { To = new LocalDate(2026, 5, 1), Now = Instant.FromUtc(2026, 3, 10, 0, 0) };
        #endregion
        await Shop.PrintAsync(output, query);
    }

    /// <summary>A fiscal year that begins in April.</summary>
    public static Task Fiscal(TextWriter output)
    {
        #region Fiscal
        var calendar = new ReportingCalendar(DateTimeZone.Utc, fiscalStartMonth: 4);
        foreach (ReportingPeriod period in calendar.Periods(new LocalDate(2026, 2, 1), new LocalDate(2026, 8, 1), Grain.Quarter))
        {
            output.WriteLine($"{period.Label}: {period.Start:uuuu-MM-dd} up to, and without, {period.End:uuuu-MM-dd}");
        }
        #endregion
        return Task.CompletedTask;
    }

    /// <summary>Rows without a time belong to no period.</summary>
    public static async Task Undated(TextWriter output)
    {
        MetricEngine engine = await Shop.OpenAsync();

        #region Undated
        Cube everything = await engine.EvaluateAsync(Shop.Ask("orders"));
        Cube quarter = await engine.EvaluateAsync(Shop.AskByMonth("orders"));
        output.WriteLine($"all time: {everything.Find("orders")!.Value} orders");
        output.WriteLine($"the quarter: {quarter.Find("orders")!.Value} orders, and {quarter.Meta.Undated[0]} without a time");
        #endregion
    }
}
