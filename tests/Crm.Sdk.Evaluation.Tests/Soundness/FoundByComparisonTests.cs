using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Tests.Execution.Reference;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Soundness;

/// <summary>Wrong answers and crashes that the comparison of executors over made-up models found.</summary>
public class FoundByComparisonTests
{
    // The columnar executor looked for a way from the entity of the each to the segment's, though no row of it was asked about.
    [Fact]
    public void An_each_is_cut_by_segments_that_its_entity_does_not_lead_to()
    {
        var cube = new HandTables(
            """
            fact customer entity key id { }
            fact product entity key id { dim kind text }
            fact order event key id { ref customer  ref product }
            metric buyers = count(each customer where count(order) > 0)
            segment books = product where kind = 'book'
            """,
            "customer id\nc1\nc2", "product id kind\np1 book\np2 toy", "order id customer product\no1 c1 p1\no2 c1 p2\no3 c2 p2")
            .Ask(Questions.Of("buyers") with { Segments = ["books"] });
        cube.Find("buyers", ("segment", "books"))!.N.Should().Be(1);
        cube.Find("buyers")!.N.Should().Be(2);
    }

    // Over metrics the columnar executor gave the days between two dates where microseconds are meant: 36 for 36 days.
    [Fact]
    public void The_difference_of_two_dates_over_metrics_is_a_length_of_time() =>
        HandTables.OfShop("metric m = max(order.shipped) - min(order.shipped)  metric n = elapsed(min(order.shipped), max(order.shipped))")
            .Ask(Questions.Of("m", "n")).Total("m").Should().Be("7171200000000 (7171200000000 / 1, n 4, rows 6, None)"); // 83 days

    // The columnar executor said that the ratio waits, where its numerator, which is read first, has no rows.
    [Fact]
    public void A_ratio_gives_the_reason_of_its_numerator_before_that_of_a_denominator_that_waits() =>
        HandTables.OfShop("metric m = avg(order.net by promised) / count(order by placed)")
            .Ask(Questions.Of("m").ByMonth("2027-01-01", "2027-02-01") with { Now = Questions.At("2026-12-31T00:00:00Z") })
            .Total("m").Should().Be("NoRows (0 / 0, n 0, rows 0, None)");

    // A range that held 30 December 2011, a day that Samoa skipped, could not be asked about at all.
    [Fact]
    public void A_day_that_a_zone_skips_is_an_empty_period()
    {
        var cube = new HandTables(
            "fact visit event key id { time began instant default  time day date }  metric visits = count(visit)  metric days = count(visit by day)",
            "visit id began day\nv1 2011-12-30T09:59:59Z 2011-12-29\nv2 2011-12-30T10:00:00Z 2011-12-31\nv3 - 2011-12-30").Ask(
            Questions.Of("visits", "days").ByMonth("2011-12-29", "2012-01-01", Grain.Day)
            with { Calendar = new ReportingCalendar(DateTimeZoneProviders.Tzdb["Pacific/Apia"]) });
        cube.Labels("period").Should().Equal("2011-12-29", "2011-12-30", "2011-12-31", "(total)");
        cube.CellsOf(0).Select(c => c.N).Should().Equal(1, 0, 1, 2);
        cube.CellsOf(1).Select(c => c.N).Should().Equal(1, 1, 1, 3);
    }

    // The reference executor read a time between which a history is asked as of no period, and threw where it changes over time.
    [Fact]
    public void A_time_between_which_a_history_is_asked_may_itself_have_a_history() =>
        new HandTables(
            "fact deal entity key id { time created instant default  dim due instant history promise }  fact promise interval key deal from since to until { dim due instant }"
            + "  metric m = sum(timeIn(promise, deal.created, deal.due then))",
            "deal id created\nd1 2026-01-01T00:00:00Z", "promise deal since until due\nd1 2025-12-31T00:00:00Z - 2026-01-03T00:00:00Z")
            .Ask(Questions.Of("m")).Total("m").Should().Be("172800000000 (172800000000 / 1, n 1, rows 1, None)");

    // The role beside an each was read, checked by nobody, and forgotten: the default one placed the rows.
    [Fact]
    public void A_role_beside_an_each_places_the_rows_of_its_aggregates()
    {
        var cube = HandTables.OfShop("metric m = count(each customer where count(order) > 0 by shipped)  metric n = (count(each customer where count(order) > 0) by shipped)")
            .Ask(Questions.Of("m", "n").ByMonth("2026-01-01", "2026-04-01"));
        cube.CellsOf(0).Select(c => c.N).Should().Equal(1, 2, 1, 2); // o1 | o2, o3 | o6
        cube.CellsOf(1).Should().Equal(cube.CellsOf(0));
    }

    // A fact of the host could refer to a fact that nobody declared; the columnar executor took each of its keys for a row of it.
    [Fact]
    public void A_fact_of_the_host_does_not_refer_to_one_that_is_not_there()
    {
        FactMapping<string> mapping = FactSchema.For<string>("call").Key(c => c).Reference("agent", c => c + "!").Build();
        CrmModel.Parse("metric calls = count(call)", mapping.Schema).Findings.Should().ContainSingle().Which.Code.Should().Be("CRM2002");
    }

    // A value that has more decimal places in one period than in another threw where it was not added up.
    [Fact]
    public void A_greatest_value_may_have_other_decimal_places_in_each_period() =>
        new HandTables(
            """
            fact customer entity key id { time joined instant  dim level decimal(2) history stay }
            fact stay interval key customer from came to went { dim level decimal(2) }
            metric most = max(round(customer.level at end / customer.level at start, 2))
            """,
            "customer id joined level\nc1 2026-01-15T00:00:00Z 8.00\nc2 2026-02-15T00:00:00Z 3.00",
            "stay customer came went level\nc1 2025-01-01T00:00:00Z 2026-01-20T00:00:00Z 4.00\nc1 2026-01-20T00:00:00Z - 8.00\nc2 2025-01-01T00:00:00Z 2026-02-20T00:00:00Z 4.00\nc2 2026-02-20T00:00:00Z - 3.00")
            .Ask(Questions.Of("most").ByMonth("2026-01-01", "2026-03-01")).CellsOf(0).Select(c => c.Value?.ToString()).Should().Equal("2", "0.75", "2");

    // Metrics of one atom are finished side by side, and each sorted the lengths that all of them read: found over real data.
    [Fact]
    public void Many_survivals_of_one_length_do_not_disturb_each_other()
    {
        string[] rows = [.. Enumerable.Range(0, 20_000).Select(i => $"p{i} {(i * 7919L % 20_000 % 3 == 0 ? "true" : "false")} {i * 7919L % 20_000 % 100}")];
        var tables = new HandTables(
            "fact patient entity key id { dim ended bool  measure weeks int }\n" + string.Join('\n', Enumerable.Range(0, 16).Select(i => $"metric m{i} = survival(patient.weeks, ended, {i * 6})")),
            "patient id ended weeks\n" + string.Join('\n', rows));
        tables.Ask(Questions.Of([.. Enumerable.Range(0, 16).Select(i => $"m{i}")])).CellCount.Should().Be(1);
    }

    // Rows of an interval that begin together were walked in the order in which they were stored.
    [Fact]
    public void Of_two_rows_of_an_interval_that_begin_together_the_one_that_ends_first_comes_first() =>
        new HandTables(
            """
            fact customer entity key id { dim city text }
            fact stay interval key customer from came to went overlapping { dim room text }
            funnel visits of customer steps (stay by came, stay by came) anchor first ever
            metric rooms = count(visits by came where room = 'short')
            """,
            "customer id city\nc1 Graz",
            "stay customer came went room\nc1 2026-01-10T00:00:00Z - open\nc1 2026-01-10T00:00:00Z 2026-03-01T00:00:00Z long\nc1 2026-01-10T00:00:00Z 2026-02-01T00:00:00Z short")
            .Ask(Questions.Of("rooms").ByMonth("2026-01-01", "2026-02-01")).CellsOf(0).Select(c => c.Value?.ToString()).Should().Equal("1", "1");

    // The rows of a length that is not reached yet were counted for the minimum, if what is divided by it has none.
    [Fact]
    public void What_is_divided_by_a_length_that_is_not_reached_yet_has_no_rows_for_the_minimum()
    {
        var cube = new HandTables(
            """
            fact patient entity key id { dim ended bool  measure weeks int }
            fact visit event key id { time at instant  ref patient  measure cost int }
            metric hidden = avg(visit.cost) / lifetime(patient.weeks, ended) minimum 2
            metric shown = avg(visit.cost) / lifetime(patient.weeks, ended)
            """,
            "patient id ended weeks\np1 false 3\np2 false 5\np3 false 8", "visit id at patient cost")
            .Ask(Questions.Of("hidden", "shown"));
        cube.CellsOf(0).Select(c => c.Reason).Should().Equal(CellReason.Suppressed);
        cube.CellsOf(1).Select(c => c.Reason).Should().Equal(CellReason.NoRows);
    }

    // A month before the 30th of May lies no day, and the year before no day was looked for by going on from there, which threw.
    [Fact]
    public void The_year_before_a_day_that_no_month_before_has_is_not_comparable() =>
        new HandTables("fact call event key id { time at instant }\nmetric m = count(call).yoy().prior(1 months)", "call id at\nc1 2025-04-30T10:00:00Z")
            .Ask(Questions.Of("m").ByMonth("2026-05-30", "2026-06-01", Grain.Day)).CellsOf(0).Select(c => c.Reason)
            .Should().Equal(CellReason.NotComparable, CellReason.None, CellReason.None);
}
