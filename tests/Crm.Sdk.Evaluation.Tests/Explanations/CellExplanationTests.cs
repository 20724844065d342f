using Crm.Sdk.Evaluation.Explanations;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Evaluation.Tests.Execution.Reference;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Explanations;

public class CellExplanationTests
{
    private const string Definitions = """
        fact customer entity key id { dim country text }
        fact order event key id { time placed date ref customer dim status text measure net int }
        metric refunds = count(order where status = 'refunded') / count(order)
        metric regulars = count(each customer where count(order) >= 2)
        metric share = sum(order.net) / sum(order.net) over total
        segment german = customer where country = 'DE'
        """;

    private static readonly HandTables Tables = new(
        Definitions,
        "customer id country\nc1 DE\nc2 AT",
        """
        order id placed customer status net
        a 2026-03-01 c1 refunded 5
        b 2026-03-02 c1 paid 7
        c 2026-03-03 c2 - -
        d 2026-02-01 c1 paid 1
        e - c1 paid 1
        f 2026-03-30 c1 paid 1
        g 2026-03-04 - paid 2
        """);

    private static readonly MetricQuery March = new()
    {
        Metrics = ["refunds"], From = new LocalDate(2026, 3, 1), To = new LocalDate(2026, 4, 1), Now = Instant.FromUtc(2026, 3, 29, 12, 0),
    };

    [Fact]
    public async Task Each_aggregate_of_a_formula_has_its_rows_and_says_why_others_are_not_among_them()
    {
        CellExplanation explanation = (await Engine().ExplainCellAsync(March, []))!;

        Told(explanation).Should().Equal(
            "count(order where status = 'refunded'): a; b FilterFalse, c FilterUnknown, d FilterFalse, e FilterFalse, f FilterFalse, g FilterFalse",
            "count(order): a b c g; d OutsidePeriod, e NoTime, f AfterNow");
        explanation.Cell.Value.ToString().Should().Be("0.25");
    }

    [Fact]
    public async Task Members_and_segments_leave_rows_out()
    {
        MetricQuery query = March with { Metrics = ["share"], By = ["customer"], Segments = ["german"] };

        CellExplanation explanation = (await Engine().ExplainCellAsync(query, [("customer", "c1"), ("segment", "german")]))!;

        Told(explanation).Should().Equal(
            "sum(order.net): a=5 b=7; c OtherMember, d OutsidePeriod, e NoTime, f AfterNow, g OtherMember",
            "sum(order.net): a=5 b=7; c NotInSegment, d OutsidePeriod, e NoTime, f AfterNow, g NotInSegment");
        explanation.Inputs.Select(i => string.Join(' ', i.Members)).Should().Equal("(total) c1 german", "(total) (total) german");
    }

    [Fact]
    public async Task Rows_of_each_name_their_entity_and_one_without_is_left_out()
    {
        CellExplanation explanation = (await Engine().ExplainCellAsync(March with { Metrics = ["regulars"] }, []))!;

        CellInput input = explanation.Inputs.Single();
        input.Rows.Select(r => (r.Key, r.Entity)).Should().Equal(("a", "c1"), ("b", "c1"), ("c", "c2"));
        input.Excluded.Should().Contain(ExclusionReason.NoEntity, 1);
        explanation.Cell.Value.ToString().Should().Be("1");
    }

    [Fact]
    public async Task Rows_of_an_attribution_are_outcomes_with_a_touch_and_their_values_the_parts()
    {
        var tables = new HandTables(
            """
            fact customer entity key id { }
            fact click event key id { time at instant ref customer dim campaign text }
            fact order event key id { time placed instant ref customer measure net money(EUR) }
            attribution credit of customer outcome (order) touches (click) model linear
            metric m = credit.sum(net)
            """,
            "customer id\nc1",
            "click id at customer campaign\nk1 2026-03-01T10:00:00Z c1 A\nk2 2026-03-02T10:00:00Z c1 B\nk3 2026-03-02T11:00:00Z c1 B",
            "order id placed customer net\no1 2026-03-02T12:00:00Z c1 1.00\no2 2026-03-01T09:00:00Z c1 5.00");
        var query = new MetricQuery { Metrics = ["m"], By = ["campaign"], Now = Instant.FromUtc(2026, 4, 1, 0, 0) };
        var engine = new MetricEngine(tables.Model, tables.Facts);

        Told((await engine.ExplainCellAsync(query, [("campaign", "B")]))!).Should().Equal("sum(credit.part(net)): o1/2=0.33 o1/3=0.33; o1/1 OtherMember, o2/0 OtherMember");
        Told((await engine.ExplainCellAsync(query, [("campaign", "(unattributed)")]))!).Should().Equal("sum(credit.part(net)): o2/0=5; o1/1 OtherMember, o1/2 OtherMember, o1/3 OtherMember");
    }

    [Fact]
    public async Task A_cell_that_is_not_there_has_no_explanation()
    {
        (await Engine().ExplainCellAsync(March, [("customer", "c1")])).Should().BeNull();
        (await Engine().ExplainCellAsync(March with { By = ["customer"] }, [("customer", "c9")])).Should().BeNull();
        Func<Task> act = async () => await Engine().ExplainCellAsync(March with { Metrics = ["refunds", "share"] }, []);
        await act.Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task A_metric_that_is_read_day_by_day_says_where_its_rows_are()
    {
        var tables = new HandTables(
            "fact deal entity key id { }\nfact stay interval key deal from began date to ended { }\nmetric open = count(stay).dailyAverage()",
            "deal id\nd1", "stay deal began ended\nd1 2026-03-01 -");

        Func<Task> act = async () => await new MetricEngine(tables.Model, tables.Facts).ExplainCellAsync(March with { Metrics = ["open"] }, []);

        (await act.Should().ThrowAsync<InvalidDefinitionException>()).Which.Findings.Should().ContainSingle(f => f.Code == "CRM3046" && f.Mend.Contains("at end"));
    }

    private static MetricEngine Engine() => new(Tables.Model, Tables.Facts);

    private static IEnumerable<string> Told(CellExplanation explanation) => explanation.Inputs.Select(i =>
        $"{i.Text}: {string.Join(' ', i.Rows.Select(r => i.Text.StartsWith("sum", StringComparison.Ordinal) ? $"{r.Key}={r.Value.Number}" : r.Key))}; "
        + string.Join(", ", i.ExcludedRows().Select(r => $"{r.Key} {r.Reason}")));

    /// <summary>The same text was made in two places, and a decimal in the key of a snapshot was written in two ways.</summary>
    [Fact]
    public async Task A_row_without_a_key_is_called_what_its_history_calls_it()
    {
        CrmModel model = CrmModel.Parse(
            "fact account entity key id { }\nfact price snapshot key account, size at day date { dim size decimal(2)  measure amount decimal(2) }\nmetric prices = sum(price.amount) at end").ThrowIfInvalid();
        FactSchema schema = model.Facts["price"].Schema;
        object?[] values = new object?[schema.Fields.Count];
        values[schema.OrdinalOf("account")] = "a1";
        values[schema.OrdinalOf("size")] = 1250L;
        values[schema.OrdinalOf("day")] = 20_000L;
        values[schema.OrdinalOf("amount")] = 700L;
        var row = new FactRecord(schema, values);
        var engine = new MetricEngine(model, new FactHistoryBuilder(schema, model.Facts["account"].Schema).Commit(1, Instant.FromUtc(2026, 1, 1, 0, 0)).Put(row).ToHistory());

        CellExplanation explanation = (await engine.ExplainCellAsync(new MetricQuery { Metrics = ["prices"], Now = Instant.FromUtc(2030, 1, 1, 0, 0) }, []))!;

        explanation.Inputs[0].Rows[0].Key.Should().Be(FactHistory.IdentityOf(row)).And.Be("a1 at 20000 of 1250");
    }
}
