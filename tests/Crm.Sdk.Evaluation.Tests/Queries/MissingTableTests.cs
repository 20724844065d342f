using Crm.Sdk.Evaluation.Execution.Columnar;
using Crm.Sdk.Evaluation.Execution.Reference;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Evaluation.Tests.Execution.Reference;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Evaluation.Tests.Queries;

public class MissingTableTests
{
    private const string Definitions = """
        fact region entity key id { dim name text }
        fact customer entity key id { ref region  dim country text  measure limit int }
        fact order event key id { time placed instant default  ref customer  dim channel text  measure net int  measure share int = net - customer.limit }
        fact answer event key id { ref order }
        fact click event key id { time at instant  ref customer  dim campaign text }
        attribution credit of customer outcome (order where customer.limit > 3) touches (click) model last
        metric credited = credit.sum(net)
        metric orders = count(order)
        metric buyers = distinct(order.customer)
        metric german = count(order where customer.country = 'DE')
        metric share = sum(order.share)
        metric regular = count(each customer where count(order) >= 2)
        metric answering = count(each customer where count(answer) >= 1)
        metric rich = count(each customer where country = 'DE' and count(order) >= 1)
        metric all = count(each customer including empty where count(order) >= 0)
        segment dutch = customer where country = 'NL'
        segment lucky = customer where credit.count() >= 1
        segment loud = customer where count(answer) >= 1
        """;

    private static readonly CrmModel Model = CrmModel.Parse(Definitions).ThrowIfInvalid();

    public static TheoryData<string, string, string, string[]> Needs => new()
    {
        { "orders", "", "", ["order: metrics: 'orders'"] },
        { "buyers", "", "", ["order: metrics: 'buyers'"] },
        { "german", "", "", ["order: metrics: 'german'", "customer: metrics: 'german'"] },
        { "share", "", "", ["order: metrics: 'share'", "customer: metrics: 'share'"] },
        { "regular", "", "", ["order: metrics: 'regular'"] },
        { "answering", "", "", ["answer: metrics: 'answering'", "order: metrics: 'answering'"] },
        { "rich", "", "", ["customer: metrics: 'rich'", "order: metrics: 'rich'"] },
        { "all", "", "", ["order: metrics: 'all'", "customer: metrics: 'all'"] },
        { "orders", "channel", "", ["order: metrics: 'orders'"] },
        { "orders", "customer", "", ["order: metrics: 'orders'", "customer: by: 'orders' by 'customer'"] },
        { "orders", "customer.country", "", ["order: metrics: 'orders'", "customer: by: 'orders' by 'customer.country'"] },
        { "orders", "region.name", "", ["order: metrics: 'orders'", "customer: by: 'orders' by 'region.name'", "region: by: 'orders' by 'region.name'"] },
        { "orders", "", "dutch", ["order: metrics: 'orders'", "customer: segments: The segment 'dutch'"] },
        { "credited", "campaign", "", ["order: metrics: 'credited'", "customer: metrics: 'credited'", "click: metrics: 'credited'"] },
        { "orders", "", "lucky", ["order: metrics: 'orders'", "customer: segments: The segment 'lucky'", "click: segments: The segment 'lucky'"] },
        { "orders", "", "loud", ["order: metrics: 'orders'", "answer: segments: The segment 'loud'", "customer: segments: The segment 'loud'"] },
    };

    [Theory]
    [MemberData(nameof(Needs))]
    public void A_query_needs_the_facts_that_it_reads(string metric, string by, string segment, string[] needs) =>
        Bind(metric, by, segment).Needs.Select(n => $"{n.Fact}: {n.Path}: {n.NeededBy}").Should().Equal(needs);

    [Theory]
    [MemberData(nameof(Needs))]
    public void A_query_that_lacks_a_table_is_refused_by_whoever_answers(string metric, string by, string segment, string[] needs)
    {
        BoundQuery query = Bind(metric, by, segment);
        foreach (FactNeed need in query.Needs)
        {
            var facts = new FactSet(Model.Facts.Values.Where(f => f.Name != need.Fact.Name).Select(f => FactTable.Empty(f.Schema)));
            string finding = $"{need.Path}: error CRM3013: {need.NeededBy} needs the rows of '{need.Fact}', and there is no table of them. "
                + "Give its table to the FactSet; FactTable.Empty says on purpose that it has no rows.";
            foreach (Action ask in Ways(query, facts, metric, by, segment))
            {
                ask.Should().Throw<InvalidDefinitionException>().WithMessage(finding);
            }
        }

        needs.Should().HaveCount(query.Needs.Count);
    }

    [Theory]
    [MemberData(nameof(Needs))]
    public void A_table_that_no_part_of_the_query_reads_may_be_absent(string metric, string by, string segment, string[] needs)
    {
        BoundQuery query = Bind(metric, by, segment);
        var facts = new FactSet(query.Needs.Select(n => FactTable.Empty(n.Fact)));
        facts.Tables.Should().HaveCount(needs.Length);
        foreach (Action ask in Ways(query, facts, metric, by, segment))
        {
            ask.Should().NotThrow();
        }
    }

    [Fact]
    public void Every_missing_table_is_told_at_once() =>
        FluentActions.Invoking(() => new ReferenceExecutor().Evaluate(Bind("german", "region.name", "loud"), new FactSet()))
            .Should().Throw<InvalidDefinitionException>().Which.Findings.Should().HaveCount(4).And.OnlyContain(f => f.Code == "CRM3013");

    [Fact]
    public void A_cube_that_is_too_large_is_refused_by_either_executor_in_the_same_words()
    {
        CrmModel model = CrmModel.Parse("fact item event key id { dim a text  dim b text  dim c text } metric items = count(item)").ThrowIfInvalid();
        var builder = new FactBatchBuilder(model.Facts["item"].Schema, 300);
        for (int row = 0; row < 300; row++)
        {
            for (int field = 0; field < 4; field++)
            {
                builder.SetText(field, $"{row}");
            }

            builder.EndRow();
        }

        var facts = new FactSet(new FactTable(model.Facts["item"].Schema, [builder.Take()]));
        BoundQuery query = QueryBinder.Bind(model, Questions.Of("items") with { By = ["a", "b", "c"] }).ThrowIfInvalid();
        foreach (Action ask in (Action[])[() => new ReferenceExecutor().Evaluate(query, facts), () => new ColumnarExecutor(model, facts).Evaluate(query)])
        {
            ask.Should().Throw<InvalidDefinitionException>().WithMessage(
                "by: error CRM3012: The answer would have 27270901 cells for each of 1 metrics; 20000000 are the most in all. "
                + "Ask for fewer periods, dimensions or segments at once.");
        }
    }

    private static MetricQuery Query(string metric, string by, string segment) =>
        Questions.Of(metric) with { By = by.Length == 0 ? [] : [by], Segments = segment.Length == 0 ? [] : [segment] };

    private static BoundQuery Bind(string metric, string by, string segment) => QueryBinder.Bind(Model, Query(metric, by, segment)).ThrowIfInvalid();

    private static IEnumerable<Action> Ways(BoundQuery query, FactSet facts, string metric, string by, string segment)
    {
        yield return () => new ReferenceExecutor().Evaluate(query, facts);
        yield return () => new ColumnarExecutor(Model, facts).Evaluate(query);
        foreach (ExecutorKind executor in Enum.GetValues<ExecutorKind>())
        {
            yield return () => new MetricEngine(Model, facts).EvaluateAsync(Query(metric, by, segment), executor).AsTask().GetAwaiter().GetResult();
        }
    }
}
