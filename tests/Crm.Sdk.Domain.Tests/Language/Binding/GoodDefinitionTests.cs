using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Domain.Tests.Language.Binding;

public class GoodDefinitionTests
{
    /// <summary>What a person wrote, the type and unit of the metric m in it, and its lineage.</summary>
    public static TheoryData<string, string, string> GoodDefinitions => new()
    {
        { "metric m = count(order)", "number in number", "time: order.placed (default)" },
        { "metric m = sum(order.net)", "money(EUR) in EUR", "time: order.placed (default)" },
        { "metric m = avg(order.qty)", "number in number", "time: order.placed (default)" },
        { "metric m = sum(order.took)", "duration in days", "time: order.placed (default)" },
        { "metric m = max(order.shipped)", "date in date", "time: order.placed (default)" },
        { "metric m = min(order.placed)", "instant in instant", "time: order.placed (default)" },
        { "metric m = max(order.shipped) - min(order.shipped)", "duration in days", "time: order.placed (default)" },
        { "metric m = elapsed(min(order.placed), max(order.placed)) unit hours", "duration in hours", "time: order.placed (default)" },
        { "metric m = sum(order.net) / count(order)", "money(EUR) in EUR", "time: order.placed (default)" },
        { "metric m = sum(order.net) / sum(order.net) unit percent", "number in percent", "time: order.placed (default)" },
        { "metric m = count(order) / 3", "number in number", "time: order.placed (default)" },
        { "metric m = sum(order.net * order.weight)", "money(EUR, 8) in EUR", "time: order.placed (default)" },
        { "metric m = sum(order.net * 1.19) unit EUR", "money(EUR, 4) in EUR", "time: order.placed (default)" },
        { "metric m = distinct(order.customer)", "number in number", "time: order.placed (default)" },
        { "metric m = count(order where customer = 'c1' and customer.country = 'DE')", "number in number", "time: order.placed (default)" },
        { "metric m = count(order where customer.country in ('de', 'AT') by shipped)", "number in number", "time: order.shipped" },
        { "set web = order where channel = 'web' by shipped\nmetric m = sum(web.net)", "money(EUR) in EUR", "set: web; time: order.shipped" },
        { "set web = order where channel = 'web'  set big = web where net > 100\nmetric m = count(big where qty > 1 by promised)", "number in number", "set: big; set: web; time: order.promised" },
        { "metric a = count(order)\nmetric m = (a where channel = 'web') / a", "number in number", "metric: a; time: order.placed (default)" },
        { "metric m = (count(order) by shipped) / count(order)", "number in number", "time: order.placed (default); time: order.shipped" },
        { "metric m = count(order where stage now = 'won')", "number in number", "reading: stage now; time: order.placed (default)" },
        { "metric m = count(each customer where count(order) > 1)", "number in number", "time: order.placed (default)" },
        { "metric m = sum(each customer : score where count(order) > 1)", "number in number", "time: order.placed (default)" },
        { "metric m = avg(each customer including empty : sum(order.net))", "money(EUR) in EUR", "time: order.placed (default)" },
        { "metric m = count(each customer where tier now = 'gold' and country = 'DE' and count(order) > 1)", "number in number", "reading: tier now; time: order.placed (default)" },
        { "metric m = count(each customer where count(order) > 1 by shipped)", "number in number", "time: order.shipped" },
        { "metric m = count(each region where sum(customer.score) > 1)", "number in number", "time: customer.joined (default)" },
        { "metric m = orElse(sum(order.net), 0)", "money(EUR) in EUR", "time: order.placed (default)" },
        { "metric m = if(count(order) > 1, sum(order.net), 0)", "money(EUR) in EUR", "time: order.placed (default)" },
        { "metric m = max(sum(order.net), 0)", "money(EUR) in EUR", "time: order.placed (default)" },
        { "metric m = round(sum(order.net) / 3, 2)", "money(EUR) in EUR", "time: order.placed (default)" },
        { "metric m = percentile(order.took, 90 %, nearest) unit minutes", "duration in minutes", "time: order.placed (default)" },
        { "metric m = count(order where customer is null or customer.region.name starts 'No')", "number in number", "time: order.placed (default)" },
        { "metric m = distinct(bucket(order.qty, 1, 10))", "number in number", "time: order.placed (default)" },
        { "metric m = count(tag)", "number in number", "" },
        { "metric m = sum(order.net - order.net * 0.1)", "money(EUR, 3) in EUR", "time: order.placed (default)" },
    };

    [Theory]
    [MemberData(nameof(GoodDefinitions))]
    public void A_good_definition_has_a_type_a_unit_and_a_lineage(string definition, string typeAndUnit, string lineage)
    {
        Checked<CrmModel> model = ShopModel.Parse(definition);
        model.Findings.Should().BeEmpty();
        BoundMetric metric = model.ThrowIfInvalid().Metrics["m"];
        $"{metric.Value.Type} in {metric.Unit}".Should().Be(typeAndUnit);
        string.Join("; ", metric.Lineage).Should().Be(lineage);
    }

    [Fact]
    public void The_order_of_definitions_does_not_matter()
    {
        string[] lines =
        [
            "set web = order where channel = 'web'", "set big = web where net > 100", "metric a = sum(big.net)", "metric m = a / count(order)",
            "segment rich = customer where m > 50",
        ];
        ShopModel.Parse(string.Join('\n', lines)).Findings.Should().BeEmpty();
        ShopModel.Parse(string.Join('\n', lines.Reverse())).Findings.Should().BeEmpty();
    }

    [Fact]
    public void A_field_with_the_name_of_its_fact_is_read_behind_the_fact()
    {
        BoundMetric metric = ShopModel.Parse("fact word event key id { dim word text }  metric m = distinct(word.word where word = 'a')").ThrowIfInvalid().Metrics["m"];
        ((BoundField)((BoundAggregate)metric.Value).Operand!).Field.Name.Should().Be("word");
    }

    [Fact]
    public void A_role_beside_an_each_is_that_of_its_aggregates()
    {
        BoundMetric metric = ShopModel.Parse("metric m = count(each customer where count(order) > 1 by shipped)").ThrowIfInvalid().Metrics["m"];
        metric.Value.Aggregates().Single().Role!.Name.Should().Be("shipped");
    }
}
