using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Evaluation.Tests.Execution.Reference;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Queries;

public class QueryFindingTests
{
    private const string Model = """
        fact region entity key id { dim name text }
        fact customer entity key id int { ref region  dim country text  dim since date  dim seen instant }
        fact order event key id { time placed instant default  ref customer  ref payer to customer  dim channel text  dim code int  measure net money(EUR) }
        fact visit event key id { ref customer  dim channel text  dim code text }
        fact stock event key id { dim channel bool }
        metric revenue = sum(order.net)
        metric orders = count(order)
        metric visits = count(visit)
        metric stocks = count(stock)
        metric buyers = count(each customer including empty where count(order) > 0)
        segment german = customer where country = 'DE'
        segment north = region where name = 'north'
        """;

    private static readonly MetricQuery Good = Questions.Of("revenue");

    public static TheoryData<string, string> BadQueries => new()
    {
        { "no metric", "metrics: CRM3001: The query names no metric. Known here: revenue, orders, visits, stocks, buyers." },
        { "unknown metric", "metrics: CRM3002: No metric is called 'revenu'. Did you mean 'revenue'?" },
        { "metric twice", "metrics: CRM3009: 'revenue' is asked for twice. Name it once." },
        { "unknown segment", "segments: CRM3003: No segment is called 'germany'. Did you mean 'german'?" },
        { "segment twice", "segments: CRM3009: 'german' is named twice. Name each segment once." },
        { "segment out of reach", "segments: CRM3008: 'german' is a segment of 'customer', to which 'stock' leads in no way. Ask without it, or add a reference to 'customer'." },
        { "segment in several ways", "segments: CRM3008: 'north' is a segment of 'region', to which 'order' leads in several ways. Give 'order' a reference that is called 'region': it is the way that counts." },
        { "unknown dimension", "by: CRM3004: 'chanel' cannot group 'order'. 'order' has no field 'chanel'. Did you mean 'channel'?" },
        { "dimension of one fact only", "by: CRM3004: 'payer' cannot group 'visit'. 'visit' has no field 'payer'. Known here: channel, code, customer, id, order, region, stock, visit." },
        { "path through a text", "by: CRM3004: 'channel.name' cannot group 'order'. 'channel' of 'order' leads to no other fact." },
        { "dimension in several ways", "by: CRM3004: 'region.name' cannot group 'order'. Rows of 'order' lead to 'region' in several ways. Name one: order.customer.region or order.payer.region." },
        { "dimension out of reach", "by: CRM3004: 'customer.country' cannot group 'stock'. Rows of 'stock' do not lead to 'customer'." },
        { "dimension twice", "by: CRM3009: 'channel' is named twice. Name each dimension once." },
        { "dimension without a name", "by: CRM3009: A dimension has no name. Name each dimension once." },
        { "amount as dimension", "by: CRM3010: 'net' is of type money(EUR), which does not group. Group by a text, a reference, a day, a yes or no, or a bucket." },
        { "instant as dimension", "by: CRM3010: 'placed' is of type instant, which does not group. Group by a text, a reference, a day, a yes or no, or a bucket." },
        { "dimension of two types", "by: CRM3010: 'code' is of different types on the facts of this query. Ask for the metrics one by one." },
        { "from without to", "to: CRM3005: A range has a first day and the day after its last. Say both from and to." },
        { "to without from", "from: CRM3005: A range has a first day and the day after its last. Say both from and to." },
        { "empty range", "to: CRM3005: The range ends on 2026-01-01, which is not after 2026-01-01. 'to' is the day after the last one." },
        { "before the year 1", "from: CRM3005: The calendar begins with the year 1. Leave out from and to for all time." },
        { "grain without range", "grain: CRM3006: A grain cuts a range of days, and none is given. Say from and to." },
        { "months of ISO 8601", "grain: CRM3020: The calendar 'iso' has no months. Ask by day or week or year, or with another calendar." },
        { "beyond a table", "to: CRM3021: The calendar lists the days from 2025-01-01 up to, and without, 2026-01-01, and the range reaches further. Ask for days within it, by day, or add periods to the calendar." },
        { "before a table", "from: CRM3021: The calendar lists the days from 2025-01-01 up to, and without, 2026-01-01, and the range reaches further. Ask for days within it, by day, or add periods to the calendar." },
        { "too many weeks", "grain: CRM3011: The range has more than 100000 weeks. Ask by year, or for a shorter range." },
        { "too many days", "grain: CRM3011: The range has more than 100000 days. Ask by year, or for a shorter range." },
        { "too many months", "grain: CRM3011: The range has more than 100000 months. Ask by year, or for a shorter range." },
        { "range over a fact without time", "metrics: CRM3007: 'visits' counts rows of 'visit', which has no time. Ask without a range, or declare a time role of the fact." },
        { "end of all time as now", "now: CRM3005: 'now' lies outside the years 1 to 9999. Ask as of a day that people have a calendar for." },
    };

    [Theory]
    [MemberData(nameof(BadQueries))]
    public void A_bad_query_is_told_what_is_wrong_and_what_to_do(string what, string finding)
    {
        Checked<BoundQuery> query = QueryBinder.Bind(CrmModel.Parse(Model).ThrowIfInvalid(), Query(what));
        query.IsValid.Should().BeFalse();
        query.Findings.Select(f => $"{f.Place.Path}: {f.Code}: {f.Message} {f.Mend}".TrimEnd()).Should().Equal(finding);
    }

    [Fact]
    public void Several_findings_of_a_query_come_together() =>
        QueryBinder.Bind(CrmModel.Parse(Model).ThrowIfInvalid(), Good with { Metrics = ["x", "orders"], By = ["y"], Segments = ["z"], Grain = Grain.Day })
            .Findings.Select(f => f.Code).Should().Equal("CRM3002", "CRM3004", "CRM3003", "CRM3006");

    [Theory]
    [InlineData(Grain.Day, "9999-12-01", 30)]
    [InlineData(Grain.Week, "9999-12-01", 5)]
    [InlineData(Grain.Month, "9999-01-01", 12)]
    [InlineData(Grain.Quarter, "9999-01-01", 5)]
    [InlineData(Grain.Year, "2026-01-01", 7975)]
    public async Task The_last_day_of_the_calendar_ends_a_range(Grain grain, string from, int periods)
    {
        MetricQuery query = Good.ByMonth(from, "9999-12-31", grain) with { Calendar = new ReportingCalendar(DateTimeZoneProviders.Tzdb["Asia/Tokyo"], 3) };
        CrmModel model = CrmModel.Parse(Model).ThrowIfInvalid();
        var engine = new MetricEngine(model, new FactSet(FactTable.Empty(model.Facts["order"].Schema)));
        foreach (ExecutorKind executor in Enum.GetValues<ExecutorKind>())
        {
            (await engine.EvaluateAsync(query, executor)).Axes[0].Members.Should().HaveCount(periods + 1);
        }
    }

    private static ReportingCalendar Listed() => new(DateTimeZone.Utc, CalendarScheme.Of(CalendarTable.Check(
        new Dictionary<Grain, IReadOnlyList<CalendarEntry>> { [Grain.Year] = [new CalendarEntry(new LocalDate(2025, 1, 1), "Y")] }, new LocalDate(2026, 1, 1)).ThrowIfInvalid()));

    private static MetricQuery Query(string what) => what switch
    {
        "no metric" => Good with { Metrics = [] },
        "unknown metric" => Good with { Metrics = ["revenu", "orders"] },
        "metric twice" => Good with { Metrics = ["revenue", "revenue"] },
        "unknown segment" => Good with { Segments = ["germany"] },
        "segment twice" => Good with { Segments = ["german", "german"] },
        "segment out of reach" => Good with { Metrics = ["stocks"], Segments = ["german"] },
        "segment in several ways" => Good with { Segments = ["north"] },
        "unknown dimension" => Good with { By = ["chanel"] },
        "dimension of one fact only" => Good with { Metrics = ["orders", "visits"], By = ["payer"] },
        "path through a text" => Good with { By = ["channel.name"] },
        "dimension in several ways" => Good with { By = ["region.name"] },
        "dimension out of reach" => Good with { Metrics = ["stocks"], By = ["customer.country"] },
        "dimension twice" => Good with { By = ["channel", "channel"] },
        "dimension without a name" => Good with { By = [""] },
        "amount as dimension" => Good with { By = ["net"] },
        "instant as dimension" => Good with { By = ["placed"] },
        "dimension of two types" => Good with { Metrics = ["orders", "visits"], By = ["code"] },
        "from without to" => Good with { From = new LocalDate(2026, 1, 1) },
        "to without from" => Good with { To = new LocalDate(2026, 1, 1) },
        "empty range" => Good.ByMonth("2026-01-01", "2026-01-01"),
        "before the year 1" => Good with { From = LocalDate.MinIsoValue, To = new LocalDate(2026, 1, 1) },
        "grain without range" => Good with { Grain = Grain.Month },
        "months of ISO 8601" => Good.ByMonth("2026-01-01", "2026-02-01") with { Calendar = new ReportingCalendar(DateTimeZone.Utc, CalendarScheme.Iso) },
        "beyond a table" => Good.ByMonth("2025-03-01", "2026-01-02", Grain.Year) with { Calendar = Listed() },
        "before a table" => Good.ByMonth("2024-12-31", "2025-02-02", Grain.Year) with { Calendar = Listed() },
        "too many weeks" => Good.ByMonth("0001-01-01", "9999-12-31", Grain.Week),
        "too many days" => Good.ByMonth("1700-01-01", "2026-01-01", Grain.Day),
        "too many months" => Good.ByMonth("0001-01-01", "9999-12-31"),
        "range over a fact without time" => (Good with { Metrics = ["visits"] }).ByMonth("2026-01-01", "2026-02-01"),
        "end of all time as now" => Good with { Now = Instant.MaxValue },
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };
}
