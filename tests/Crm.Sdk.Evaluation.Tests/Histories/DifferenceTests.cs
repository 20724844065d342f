using Crm.Sdk.Evaluation.Differences;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Histories;

/// <summary>Orders of March as they were known on 5 April, and what became known since.</summary>
public class DifferenceTests
{
    private static readonly CrmModel Model = CrmModel.Parse("""
        fact customer entity key id { dim country text }
        fact order event key id { time placed date ref customer measure net int }
        metric orders = count(order)
        metric revenue = sum(order.net)
        metric average = sum(order.net) / count(order)
        """).ThrowIfInvalid();

    private static readonly FactSchema Customer = Model.Facts["customer"].Schema, Order = Model.Facts["order"].Schema;
    private static readonly Instant Board = Instant.FromUtc(2026, 4, 5, 0, 0);

    private static readonly MetricQuery March = new()
    {
        Metrics = ["orders", "revenue", "average"], From = new LocalDate(2026, 3, 1), To = new LocalDate(2026, 4, 1), Now = Board, KnownAt = Board,
    };

    [Fact]
    public async Task What_moved_each_cell_is_told_in_the_order_of_causes()
    {
        // Known on 5 April: a 10, b 20, c 30. Since: c retracted, b corrected to 26, late d 4, e placed in April.
        AnswerDifference difference = await Engine().ExplainDifferenceAsync(March, March with { KnownAt = Board + Duration.FromDays(9) });

        DifferenceText.Write(difference).Should().Be("""
            orders: 3 to 3, 0
              -1 by retractions of order: c
              +1 by late facts of order: d
            revenue: 60 to 40, -20
              -30 by retractions of order: c
              +6 by corrections of order: b
              +4 by late facts of order: d
            average: 20.00 to 13.33, -6.67
              -5.00 by retractions of order: c
              +3.00 by corrections of order: b
              -4.67 by late facts of order: d

            """);
        difference.Steps.Select(s => s.ToString()).Should().Equal("retractions of order", "corrections of order", "late facts of order", "new facts of order");
    }

    [Fact]
    public async Task A_cell_whose_member_comes_or_goes_starts_or_ends_without_a_value()
    {
        MetricQuery byCountry = March with { Metrics = ["revenue"], By = ["customer.country"] };

        AnswerDifference difference = await Engine().ExplainDifferenceAsync(byCountry, byCountry with { KnownAt = Board + Duration.FromDays(20) });

        DifferenceText.Write(difference).Should().Be("""
            revenue, customer.country DE: 30 to 26, -4
              -10 by corrections of customer: x
              +6 by corrections of order: b
            revenue, customer.country FR: - to 14, +14
              +10 by corrections of customer: x, a value appears
              +4 by late facts of order: d
            revenue: 60 to 40, -20
              -30 by retractions of order: c
              +6 by corrections of order: b
              +4 by late facts of order: d
            revenue, customer.country (none): 30 to -, -30
              -30 by retractions of order: c, the value goes

            """);
    }

    [Fact]
    public async Task Row_by_row_each_late_fact_has_its_own_part()
    {
        MetricQuery orders = March with { Metrics = ["revenue"], KnownAt = null, AtPosition = 1 };

        AnswerDifference difference = await Engine().ExplainDifferenceAsync(orders, orders with { AtPosition = 4 }, DifferenceDetail.Rows);

        difference.Cells.Single().Parts.Select(p => (p.Step.Cause, p.Step.Rows.Single().Key, p.Step.Rows.Single().Commit.Cause, p.Difference.ToString())).Should().Equal(
            (ChangeCause.Retraction, "c", null, "-30"), (ChangeCause.Correction, "b", null, "6"), (ChangeCause.LateFact, "d", "import of May", "4"));
    }

    [Fact]
    public async Task The_passing_of_time_is_a_cause()
    {
        MetricQuery early = March with { Metrics = ["orders"], Now = Instant.FromUtc(2026, 3, 15, 0, 0) };

        AnswerDifference difference = await Engine().ExplainDifferenceAsync(early, early with { Now = Board });

        DifferenceText.Write(difference).Should().Be("orders: 1* to 3, +2\n  +2 by the passing of time\n");
    }

    [Fact]
    public async Task Answers_that_are_the_same_have_no_difference()
    {
        AnswerDifference difference = await Engine().ExplainDifferenceAsync(March, March);

        difference.Cells.Should().BeEmpty();
        difference.Steps.Should().BeEmpty();
        DifferenceText.Write(difference).Should().Be("The two answers are the same.\n");
    }

    [Fact]
    public async Task The_JSON_is_exact()
    {
        string json = DifferenceJson.Write(await Engine().ExplainDifferenceAsync(March, March with { KnownAt = Board + Duration.FromDays(9) }));

        json.Should().Contain("\"format\": \"crm-difference/1\"").And.Contain("\"difference\": \"-20/3\"").And.Contain("\"recordedAt\": \"2026-04-12T00:00:00Z\"")
            .And.Contain("\"cause\": \"lateFact\"").And.Contain("\"cause\": \"import of May\"").And.Contain("\"position\": 4");
    }

    [Fact]
    public async Task Another_question_and_a_wrong_order_are_findings()
    {
        await Refused(March, March with { By = ["customer"] }, "CRM3044", "by");
        await Refused(March, March with { Metrics = ["orders"] }, "CRM3044", "metrics");
        await Refused(March, March with { Calendar = new ReportingCalendar(DateTimeZoneProviders.Tzdb["Europe/Berlin"]) }, "CRM3044", "calendar");
        await Refused(March, March with { KnownAt = Board - Duration.FromDays(30) }, "CRM3047", "atPosition");
    }

    [Fact]
    public async Task Too_many_rows_are_not_looked_at_one_by_one()
    {
        FactHistoryBuilder history = new FactHistoryBuilder(Customer, Order).Commit(1, Board);
        for (int i = 0; i <= 1_000; i++)
        {
            history.Put(Bought($"{i}", 3, null, 1));
        }

        var engine = new MetricEngine(Model, history.ToHistory());
        MetricQuery nothing = March with { Metrics = ["orders"], KnownAt = null, AtPosition = 0 };
        Func<Task> act = async () => await engine.ExplainDifferenceAsync(nothing, nothing with { AtPosition = 1 }, DifferenceDetail.Rows);
        (await act.Should().ThrowAsync<InvalidDefinitionException>()).Which.Findings.Single().Code.Should().Be("CRM3045");
        (await engine.ExplainDifferenceAsync(nothing, nothing with { AtPosition = 1 })).Cells.Single().Difference.ToString().Should().Be("1001");
    }

    [Fact]
    public async Task Two_versions_of_a_definition_differ_in_the_cells_that_it_changes()
    {
        CrmModel model = CrmModel.Parse("""
            fact order event key id { time placed date dim channel text measure net int }
            metric m = sum(order.net)
            metric m@2 from 2027-01-01 = sum(order.net where channel = 'web')
            """).ThrowIfInvalid();
        FactSchema order = model.Facts["order"].Schema;
        var engine = new MetricEngine(model, new FactSet(FactHistory.TableOf(order, [
            new FactRecord(order, ["a", StorageForm.Of(new LocalDate(2026, 3, 1)), "web", 5L]), new FactRecord(order, ["b", StorageForm.Of(new LocalDate(2026, 3, 1)), "shop", 3L])])));
        var first = new MetricQuery { Metrics = ["m@1"], By = ["channel"], Now = Board };

        AnswerDifference difference = await engine.ExplainDifferenceAsync(first, first with { Metrics = ["m@2"] });

        DifferenceText.Write(difference).Should().Be("""
            m@2: 8 to 5, -3
              -3 by the definition
            m@2, channel shop: 3 to -, -3
              -3 by the definition, the value goes

            """);
    }

    private static async Task Refused(MetricQuery before, MetricQuery after, string code, string path)
    {
        Func<Task> act = async () => await Engine().ExplainDifferenceAsync(before, after);
        Finding finding = (await act.Should().ThrowAsync<InvalidDefinitionException>()).Which.Findings.Single();
        (finding.Code, finding.Place.Path).Should().Be((code, path));
    }

    private static MetricEngine Engine() => new(Model, new FactHistoryBuilder(Customer, Order)
        .Commit(1, Board - Duration.FromDays(1))
        .Put(Person("x", "DE")).Put(Person("y", "DE"))
        .Put(Bought("a", 14, "x", 10)).Put(Bought("b", 20, "y", 20)).Put(Bought("c", 31, null, 30))
        .Commit(2, Board + Duration.FromDays(1)).Retract(Order, "c").Put(Bought("b", 20, "y", 26))
        .Commit(4, Board + Duration.FromDays(7), "import of May").Put(Bought("d", 30, "x", 4)).Put(new FactRecord(Order, ["e", StorageForm.Of(new LocalDate(2026, 4, 6)), "x", 99L]))
        .Commit(5, Board + Duration.FromDays(15)).Put(Person("x", "FR")).ToHistory());

    private static FactRecord Person(string id, string country) => new(Customer, [id, country]);

    private static FactRecord Bought(string id, int day, string? customer, long net) => new(Order, [id, StorageForm.Of(new LocalDate(2026, 3, day)), customer, net]);
}
