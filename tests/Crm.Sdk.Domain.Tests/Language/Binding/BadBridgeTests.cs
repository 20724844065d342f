using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Domain.Tests.Language.Binding;

public class BadBridgeTests
{
    private const string Facts = """

        fact customer entity key id { }
        fact contract interval key customer from began date to ended { measure fee money(EUR)  measure seats int }
        fact sale event key id { time closed date  ref customer  measure amount money(EUR) }
        metric mrr = sum(contract.fee) at end
        """;

    private const string Takes =
        "It takes an entity and start, new, reactivation, expansion, contraction, churn or end, and 'count' to count entities: mrr.bridge(customer, churn), mrr.bridge(customer, churn, count).";

    /// <summary>What a person wrote about bridges, where the finding stands, and what it tells them to do.</summary>
    public static TheoryData<string, string, string> BadDefinitions => new()
    {
        { "metric m = mrr.bridge(customer)", "(1,16) CRM2020", Takes },
        { "metric m = mrr.bridge(customer, lost)", "(1,16) CRM2020", Takes },
        { "metric m = mrr.bridge(customer, new, all)", "(1,16) CRM2020", Takes },
        { "metric m = mrr.bridge()", "(1,16) CRM2020", Takes },
        { "metric m = mrr.brigde(customer, new)", "(1,12) CRM2004", "Did you mean '.bridge'?" },
        { "metric m = mrr.bridge(custmer, new)", "(1,23) CRM2002", "Did you mean 'customer'?" },
        { "metric m = mrr.bridge(sale, new)", "(1,23) CRM2024", "Declare it 'entity' if other facts refer to it." },
        { "metric m = sum(sale.amount).bridge(customer, new)", "(1,12) CRM2051", "Only intervals and snapshots have a state; count what happened up to then with .allTime()." },
        { "metric m = sum(contract.fee by began).bridge(customer, new)", "(1,12) CRM2052", "Drop one of the two." },
        { "metric m = avg(contract.fee).bridge(customer, new)", "(1,30) CRM2068", "Let it stand on 'sum', 'count' or 'distinct', added or subtracted." },
        { "metric m = (sum(contract.fee) / count(contract)).bridge(customer, churn)", "(1,50) CRM2068", "Let it stand on 'sum', 'count' or 'distinct', added or subtracted." },
        { "metric m = mrr.bridge(customer, new).trailing(90 days)", "(1,12) CRM2056", "Drop what stands around it." },
        { "metric m = mrr.bridge(customer, new) at end", "(1,12) CRM2056", "Drop what stands around it." },
        { "metric m = sum(contract.fee).trailing(3 days).bridge(customer, new)", "(1,12) CRM2056", "Drop one of the two." },
        { "metric m = count(each customer where mrr.bridge(customer, new) > 0)", "(1,38) CRM2013", "Put it into a metric of its own." },
        { "metric m = sum(contract.fee.bridge(customer, new))", "(1,29) CRM2013", "Put it behind the parentheses of the aggregate, as in count(order).trailing(90 days)." },
    };

    [Theory]
    [MemberData(nameof(BadDefinitions))]
    public void A_finding_names_the_place_and_tells_what_to_do(string text, string place, string mend)
    {
        Finding finding = CrmModel.Parse(text + Facts).Findings[0];

        $"{finding.Place} {finding.Code}".Should().EndWith(place);
        finding.Mend.Should().Be(mend);
    }
}
