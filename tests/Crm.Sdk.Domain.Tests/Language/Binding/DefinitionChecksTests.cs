using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Domain.Tests.Language.Binding;

public class DefinitionChecksTests
{
    /// <summary>What a person wrote that can be answered and was probably not meant, with the finding.</summary>
    public static TheoryData<string, string, string> Doubtful => new()
    {
        { "metric m = count(order where qty > 1) / count(order where channel = 'web') unit percent", "(1,12) CRM2091", "Ask above for all that is asked below, or leave out 'unit percent': the value can exceed 100 %." },
        { "metric m = count(order by shipped) / count(order by placed) unit percent", "(1,12) CRM2091", "Place both by one time, or leave out 'unit percent': the value can exceed 100 %." },
        { "metric m = 100 * (sum(order.net where qty >= 1) / sum(order.net where qty >= 2)) unit percent", "(1,12) CRM2091", "Ask above for all that is asked below, or leave out 'unit percent': the value can exceed 100 %." },
        { "metric m = count(order where channel in ('web', 'shop')) / count(order where channel in ('web', 'mail')) unit percent", "(1,12) CRM2091", "Ask above for all that is asked below, or leave out 'unit percent': the value can exceed 100 %." },
        { "metric m = count(each customer where count(order) >= 1) / count(each customer where count(order) >= 2) unit percent", "(1,12) CRM2091", "Ask above for all that is asked below, or leave out 'unit percent': the value can exceed 100 %." },
        { "metric m = sum(each customer : sum(order.net) / count(order))", "(1,12) CRM2092", "Write avg or median of them, or divide the sums of all." },
        { "metric m = sum(each customer : avg(order.net))", "(1,12) CRM2092", "Write avg or median of them, or divide the sums of all." },
        { "metric m = sum(each customer : median(order.net))", "(1,12) CRM2092", "Write avg or median of them, or divide the sums of all." },
        { "metric m = count(order where qty > 5 or (qty > 3 and qty < 2))", "(1,42) CRM2093", "Mend it, or drop it." },
        { "metric m = sum(if(order.channel = 'web' and order.channel = 'shop', 1, order.qty))", "(1,19) CRM2093", "Mend it, or drop it." },
        { "set lost = order where qty = 0\nmetric m = count(order)", "(1,5) CRM2094", "Use it, or drop it." },
        { "funnel f of customer steps (order, visit by began)\nmetric m = count(order)", "(1,8) CRM2094", "Use it, or drop it." },
        { "calendar c zone 'UTC' { mon 09:00-17:00 }\nmetric m = count(order)", "(1,10) CRM2094", "Use it, or drop it." },
    };

    /// <summary>What looks much like it, and is meant.</summary>
    public static TheoryData<string> Fine => new()
    {
        "metric m = count(order where channel = 'web' and qty > 1) / count(order where channel = 'web') unit percent",
        "metric m = count(order where channel = 'web') / count(order where channel in ('web', 'shop')) unit percent",
        "metric m = count(order where channel = 'web') / count(order where channel in ('web', 'shop')) confidence 95 %",
        "metric now@1 = count(order)\nmetric now@2 from 2026-07-01 = count(visit by began)\nmetric m = now + 1",
        "metric m = count(order where qty >= 9) / count(order where qty >= 0) unit percent",
        "metric m = count(order where qty = 9) / count(order where qty between 0 and 10) unit percent",
        "metric m = count(order where qty > 3) / count(order where qty is not null) unit percent",
        "metric m = count(order where channel = 'web') / count(order) unit percent",
        "metric m = count(each customer where count(order) >= 2) / count(each customer where count(order) >= 1) unit percent",
        "metric m = count(order by shipped) / count(order by placed)",
        "metric m = sum(order.net) / sum(order.net) over total unit percent",
        "metric m = avg(each customer : sum(order.net) / count(order))",
        "metric m = sum(each customer : max(order.net))",
        "metric m = sum(each customer : sum(order.net) / 2)",
        "metric m = count(order where qty > 5 or qty < 2)",
        "set paid = order where qty > 0\nset more = paid where qty > 1\nmetric m = count(more)",
        "set paid = order where qty > 0\nsegment s = customer where count(paid) > 1",
        "set paid = order where qty > 0\nfunnel f of customer steps (paid, visit by began)\nmetric m = f.conversion()",
        "set seen = visit where page = 'a' by began\nfunnel f of customer steps (order, seen)\nmetric m = f.conversion()",
        "set paid = order where qty > 0\ncohort c of customer start first ever order return paid every month\nmetric m = c.retention(1)",
        "set paid = order where qty > 0",
    };

    [Theory]
    [MemberData(nameof(Doubtful))]
    public void A_definition_that_was_probably_not_meant_is_answered_and_pointed_at(string definition, string places, string mend)
    {
        Checked<CrmModel> model = ShopModel.Parse(definition);
        model.IsValid.Should().BeTrue();
        string.Join(' ', model.Findings.Select(f => $"({f.Place.Line - ShopModel.Lines},{f.Place.Column}) {f.Code}")).Should().Be(places);
        model.Findings.Select(f => f.Mend).Should().Equal(mend);
    }

    [Theory]
    [MemberData(nameof(Fine))]
    public void A_definition_that_only_looks_like_one_is_left_alone(string definition) =>
        ShopModel.Parse(definition).Findings.Should().BeEmpty();
}
