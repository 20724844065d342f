using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Domain.Tests.Language.Binding;

public class BadDefinitionTests
{
    /// <summary>What a person wrote, where which finding stands, and what it tells them to do.</summary>
    public static TheoryData<string, string, string> BadDefinitions => new()
    {
        { "metric m = count(ordr)", "(1,18) CRM2002", "Did you mean 'order'?" },
        { "metric m = sum(order.nett)", "(1,16) CRM2003", "Did you mean 'net'?" },
        { "metric m = sum(net)", "(1,16) CRM2014", "Write the fact before the field: order.net." },
        { "metric m = sum(nett)", "(1,16) CRM2014", "Write the fact before the field: order.net." },
        { "metric m = sum(whatever)", "(1,16) CRM2014", "Name a fact or a set: customer, note, order, region, tag, visit." },
        { "metric m = revenue / count(order)", "(1,12) CRM2004", "Declare it, as in: metric revenue = …." },
        { "metric revenue = sum(order.net)  metric m = revenu / 2", "(1,45) CRM2004", "Did you mean 'revenue'?" },
        { "metric m = order", "(1,12) CRM2013", "Write count(order)." },
        { "metric m = order.net", "(1,12) CRM2013", "Write for example sum(order.net)." },
        { "metric m = order.channel", "(1,12) CRM2013", "Write count(order.channel)." },
        { "metric m = sum(order)", "(1,16) CRM2013", "Write for example sum(order.net)." },
        { "metric m = sum(order.channel)", "(1,16) CRM2011", "Texts can be counted: count or distinct." },
        { "metric m = sum(customer.vip)", "(1,16) CRM2011", "Count the rows for which it holds: count(… where …)." },
        { "metric m = avg(order.placed)", "(1,16) CRM2011", "Of times there are min, max, count and distinct." },
        { "metric m = count(visit)", "(1,12) CRM2006", "Say which one places a row in a period: by began or by ended." },
        { "metric m = count(visit by start)", "(1,12) CRM2005", "Known here: began, ended." },
        { "metric m = sum(order.net by plced)", "(1,12) CRM2005", "Did you mean 'placed'?" },
        { "set s = order by plced", "(1,1) CRM2005", "Did you mean 'placed'?" },
        { "metric m = (count(order) by shiped)", "(1,13) CRM2005", "Did you mean 'shipped'?" },
        { "metric m = count(each customer where count(order) > 1 by nonsense)", "(1,38) CRM2005", "Known here: placed, promised, shipped." },
        { "metric m = sum(order.net + order.cost)", "(1,26) CRM2012", "Say into which currency: (x in EUR at transaction)." },
        { "metric m = sum(order.net) + sum(order.cost)", "(1,27) CRM2012", "Say into which currency: (x in EUR at transaction)." },
        { "metric m = sum(order.net) + count(order)", "(1,27) CRM2012", "A plain number is no amount: multiply by it, or divide amounts first." },
        { "metric m = sum(order.net) * sum(order.net)", "(1,27) CRM2012", "Multiply an amount by a plain number." },
        { "metric m = count(order) / sum(order.net)", "(1,25) CRM2012", "Divide amounts by amounts of one currency, or by a plain number." },
        { "metric m = sum(order.net / order.qty)", "(1,16) CRM2019", "Say how many decimal places to keep: round(x / y, 4)." },
        { "metric m = sum(order.weight * order.weight * order.weight)", "(1,16) CRM2021", "Round one of the two: round(x, 4)." },
        { "metric m = sum(order.took * 0.5)", "(1,27) CRM2012", "Turn a length of time into a number first: (x / 1 day)." },
        { "metric m = max(order.shipped) + 5 days", "(1,12) CRM2011", "Only the time between two of them can be had: elapsed(from, to)." },
        { "metric m = max(order.placed) + max(order.placed)", "(1,12) CRM2011", "Only the time between two of them can be had: elapsed(from, to)." },
        { "metric m = sum(order.qty + order.channel)", "(1,16) CRM2011", "Only numbers, amounts and lengths of time can be reckoned with." },
        { "metric m = -max(order.placed)", "(1,12) CRM2011", "Drop the minus." },
        { "metric m = count(order where channel = 5)", "(1,30) CRM2011", "Write a text or a key between single quotes: '5'." },
        { "metric m = count(order where customer = 5)", "(1,30) CRM2011", "Write a text or a key between single quotes: '5'." },
        { "metric m = count(order where qty = 'many')", "(1,30) CRM2011", "Write a number without quotes." },
        { "metric m = count(order where qty)", "(1,30) CRM2011", "Compare it with something." },
        { "metric m = count(order where channel = 'web' and qty)", "(1,50) CRM2011", "Compare it with something." },
        { "metric m = count(order where placed > 2026-01-01)", "(1,30) CRM2011", "A day begins when the zone of the question says so: use the range of the question, or a field of type date." },
        { "metric m = count(order where shipped > '2026-01-01')", "(1,30) CRM2011", "Write a date without quotes: 2026-01-31." },
        { "metric m = count(order where took > 5)", "(1,30) CRM2011", "Write a length of time with its unit: 30 days." },
        { "metric m = count(order where net = cost)", "(1,34) CRM2012", "Amounts in two currencies have no order." },
        { "metric m = sum(order.net) + sum(order.net) + sum(order.net) - sum(order.cost) + sum(order.net)", "(1,61) CRM2012", "Say into which currency: (x in EUR at transaction)." },
        { "metric m = count(order where net between 1 and cost)", "(1,48) CRM2012", "Amounts in two currencies have no order." },
        { "metric m = count(order where net between cost and 1)", "(1,42) CRM2012", "Amounts in two currencies have no order." },
        { "metric m = count(order where customer.vip > true)", "(1,30) CRM2011", "Use = or !=." },
        { "metric m = count(order where channel = 'web' and channel = 'shop')", "(1,30) CRM2018", "Use 'or', or drop one of the two." },
        { "metric m = count(order where qty > 5 and qty < 3)", "(1,30) CRM2018", "Turn the bounds around, use 'or', or drop one of the two." },
        { "metric m = count(order where qty between 5 and 1)", "(1,30) CRM2018", "Turn the bounds around, use 'or', or drop one of the two." },
        { "metric m = count(order where cost is null and cost > 1)", "(1,30) CRM2018", "Use 'or', or drop one of the two." },
        { "metric m = (count(order where channel = 'web') where channel = 'shop')", "(1,54) CRM2018", "Drop one of them." },
        { "metric m = count(order where stage = 'won')", "(1,30) CRM2016", "Say when it is read: stage now." },
        { "metric m = count(order where stage then = 'won')", "(1,30) CRM2017", "Write 'now', or say in its declaration which interval holds it: history deal_stage." },
        { "metric m = count(order at end)", "(1,18) CRM2013", "Put it behind the parentheses, as in count(order) at end." },
        { "metric m = count(order where channel then = 'won')", "(1,30) CRM2017", "Drop the reading, or declare the history of the field." },
        { "metric m = count(order) at end", "(1,12) CRM2051", "Only intervals and snapshots have a state; count what happened up to then with .allTime()." },
        { "metric m = count(order) then", "(1,12) CRM2013", "Write 'at end' or 'at start' behind the parentheses for what is in force then." },
        { "metric m = count(order where channel in ('web', 5))", "(1,49) CRM2011", "Write texts and keys between single quotes." },
        { "metric m = count(order where channel starts qty)", "(1,30) CRM2011", "Write for example channel starts 'web'." },
        { "metric m = 5", "(1,12) CRM2022", "Use count, sum or another aggregate of a fact." },
        { "metric m = 'text'", "(1,12) CRM2011", "Texts can be counted: count or distinct." },
        { "metric m = count(order) > 5", "(1,12) CRM2011", "Count the rows or the entities for which it holds, or write if(…, 1, 0)." },
        { "metric m = m + 1", "(1,12) CRM2010", "Define one of them without the others." },
        { "metric a = b  metric b = a", "(1,26) CRM2010 (1,12) CRM2010", "Define one of them without the others." },
        { "set s = s where qty > 1", "(1,9) CRM2010", "Start from a fact." },
        { "set s = t  set t = s", "(1,9) CRM2010", "Start from a fact." },
        { "set s = ordr", "(1,9) CRM2002", "Did you mean 'order'?" },
        { "metric m = count(each order where count(order) > 1)", "(1,23) CRM2024", "Declare it 'entity' if other facts refer to it." },
        { "metric m = count(each custmer where count(order) > 1)", "(1,23) CRM2002", "Did you mean 'customer'?" },
        { "metric m = count(each customer where country = 'DE')", "(1,18) CRM2026", "Use the rows themselves: count(customer where …)." },
        { "metric m = max(each customer : score)", "(1,16) CRM2026", "Use the rows themselves: max(customer.score where …)." },
        { "metric m = sum(each customer where count(order) > 1)", "(1,12) CRM2020", "Write sum(each customer : value)." },
        { "metric m = sum(each customer : country where count(order) > 1)", "(1,32) CRM2011", "Texts can be counted: count or distinct." },
        { "metric m = count(each customer where contry = 'DE' and count(order) > 1)", "(1,38) CRM2003", "Did you mean 'country'?" },
        { "metric m = count(each customer where count(note) > 1)", "(1,38) CRM2007", "Give 'note' a reference that is called 'customer': it is the way that counts." },
        { "metric m = count(each region where count(order) > 1)", "(1,36) CRM2007", "Give 'order' a reference that is called 'region': it is the way that counts." },
        { "metric m = count(each note where count(order) > 1)", "(1,23) CRM2024", "Declare it 'entity' if other facts refer to it." },
        { "metric m = count(each customer where count(each customer where count(order) > 1) > 1)", "(1,44) CRM2013", "Put an aggregate there, or ask the two questions apart." },
        { "metric a = count(each customer where count(order) > 1)\nmetric m = count(each region where a > 1)", "(2,36) CRM2013", "Put an aggregate there, or ask the two questions apart." },
        { "metric tags = count(tag)\nmetric m = count(each customer where tags > 1)", "(2,38) CRM2008", "Add a reference to 'customer' to 'tag'." },
        { "metric m = count(order where count(tag) > 1)", "(1,30) CRM2013", "Use it in a metric, or in a condition of a segment or of 'each'." },
        { "metric country = count(order)\nmetric m = count(each customer where country > 1)", "(2,38) CRM2009", "Write customer.country for the attribute, or rename the metric." },
        { "metric m = sum(order.net) unit percent", "(1,32) CRM2012", "It is shown in EUR." },
        { "metric m = sum(order.net) unit parsecs", "(1,32) CRM2027", "It is shown in EUR." },
        { "metric m = sum(order.net) unit USD", "(1,32) CRM2012", "It is shown in EUR." },
        { "metric m = count(order) unit days", "(1,30) CRM2012", "It is shown in number, count, ratio, percent, points." },
        { "metric m = sum(order.took) unit percent", "(1,33) CRM2012", "It is shown in seconds, minutes, hours, days, weeks." },
        { "metric m = count(order)  metric m = count(tag)", "(1,33) CRM2001", "Give one of the two another name." },
        { "fact order event key id { }", "(1,6) CRM2001", "Give one of the two another name." },
        { "set order = tag", "(1,5) CRM2001", "Give one of the two another name." },
        { "fact f event key id { dim a text  dim a int }", "(1,35) CRM2001", "Drop one of the two." },
        { "fact f event key id { time a date default  time b date default }", "(1,44) CRM2001", "Keep one default." },
        { "fact f event key id { ref nowhere }", "(1,23) CRM2002", "Known here: customer, f, note, order, region, tag, visit." },
        { "fact f event key id { dim a int = b  dim b int = a }", "(1,50) CRM2010", "Derive it from stored fields." },
        { "fact f event key id { dim a int = 'x'  dim b int = a  time t date = a }  metric m = sum(f.b by t)", "(1,35) CRM2011", "Declare it as text." },
        { "fact f event key id { measure a int = 1.5 }", "(1,39) CRM2011", "Declare it as decimal(1)." },
        { "fact f event key id { dim t text = 5 }", "(1,36) CRM2011", "Declare it as int." },
        { "fact f event key id { ref customer  dim c text = customer.contry }", "(1,50) CRM2003", "Did you mean 'country'?" },
        { "segment s = order where qty > 1", "(1,13) CRM2024", "Declare it 'entity' if other facts refer to it." },
        { "segment s = customer where sum(order.net)", "(1,28) CRM2011", "Compare it with something." },
        { "segment s = customer where orders > 1", "(1,28) CRM2003", "Known here: country, id, joined, region, score, tier, vip." },
        { "segment s = nobody where score > 1", "(1,13) CRM2002", "Known here: customer, region." },
        { "segment s = customer where tier = 'gold'", "(1,28) CRM2016", "Say when it is read: tier now." },
        { "metric m = round(count(order), 13)", "(1,12) CRM2011", "It takes a number or an amount and a count of decimal places from 0 to 12, as in round(x / y, 4)." },
        { "metric m = lower(count(order))", "(1,12) CRM2011", "It takes a text." },
        { "metric m = if(count(order), 1, 2)", "(1,12) CRM2011", "It takes a condition and two values of one kind." },
        { "metric m = if(count(order) > 1, sum(order.net), sum(order.cost))", "(1,12) CRM2011", "It takes a condition and two values of one kind." },
        { "metric m = orElse(sum(order.net), 'none')", "(1,12) CRM2011", "It takes two values of one kind." },
        { "metric m = elapsed(min(order.placed), max(order.shipped))", "(1,12) CRM2011", "It takes two times of one kind, the earlier first." },
        { "metric m = bucket(count(order), 1, 2)", "(1,12) CRM2011", "It takes a number and edges that rise, as in bucket(age, 18, 65), over a row." },
        { "metric m = max(count(order), sum(order.net))", "(1,12) CRM2011", "It takes numbers of one unit." },
        { "metric m = distinct(bucket(order.qty, 5, 3))", "(1,21) CRM2011", "It takes a number and edges that rise, as in bucket(age, 18, 65), over a row." },
        { "metric m = abs(count(order), 2)", "(1,12) CRM2020", "It takes numbers of one unit." },
        { "metric m = sum(order.customer)", "(1,16) CRM2011", "Texts can be counted: count or distinct." },
        { "metric m = count(order.customer.region.nam)", "(1,18) CRM2003", "Did you mean 'name'?" },
        { "metric m = count(order.channel.name)", "(1,18) CRM2003", "Only references do: customer, payer." },
        { "metric m = count(region.name.name)", "(1,18) CRM2003", "Drop what follows the point." },
        { "metric m = sum(order.qty - visit.page)", "(1,28) CRM2015", "Aggregate each fact on its own and combine the results." },
        { "metric m = count(order where vip)", "(1,30) CRM2003", "It is behind a reference: customer.vip or payer.vip." },
        { "metric m = percentile(order.channel, 0.5)", "(1,23) CRM2011", "Texts can be counted: count or distinct." },
        { "metric m = count(order where net in ('a', 'b'))", "(1,38) CRM2011", "Write numbers without quotes." },
        { "calendar c zone 'Europe/Berln' { mon 09:00-17:00 }", "(1,17) CRM2040", "Did you mean 'Europe/Berlin'?" },
        { "calendar c zone 'Europe/Berln' { mon 09:00-17:00 }\nmetric m = sum(business('c', order.placed, order.placed))", "(1,17) CRM2040", "Did you mean 'Europe/Berlin'?" },
        { "calendar c zone 'UTC' { mon 09:00-17:00 }  calendar c zone 'UTC' { tue 09:00-17:00 }", "(1,53) CRM2001", "Give one of the two another name." },
        { "metric m = sum(business('c', order.placed, order.placed))", "(1,25) CRM2041", "Declare it: calendar support zone 'Europe/Berlin' { mon tue wed thu fri 09:00-17:00 }." },
        { "calendar support zone 'UTC' { mon 09:00-17:00 }\nmetric m = sum(business('suport', order.placed, order.placed))", "(2,25) CRM2041", "Did you mean 'support'?" },
        { "calendar c zone 'UTC' { mon 09:00-17:00 }\nmetric m = business('c', order.placed, order.placed)", "(2,12) CRM2013", "Put it into an aggregate, as in avg(business('support', case.opened, case.resolved))." },
        { "calendar c zone 'UTC' { mon 09:00-17:00 }\nmetric m = sum(business(order.placed, order.placed, order.placed))", "(2,16) CRM2011", "It takes the name of a calendar in quotes and two instants, the earlier first, as in business('support', opened, closed)." },
        { "calendar c zone 'UTC' { mon 09:00-17:00 }\nmetric m = sum(business('c', order.placed))", "(2,16) CRM2020", "It takes the name of a calendar in quotes and two instants, the earlier first, as in business('support', opened, closed)." },
    };

    [Theory]
    [MemberData(nameof(BadDefinitions))]
    public void A_bad_definition_is_found_where_it_is_written_with_what_to_do(string definition, string places, string mend)
    {
        Checked<CrmModel> model = ShopModel.Parse(definition);
        model.IsValid.Should().BeFalse();
        string.Join(' ', model.Findings.Select(f => $"({f.Place.Line - ShopModel.Lines},{f.Place.Column}) {f.Code}")).Should().Be(places);
        model.Findings.Select(f => f.Mend).Distinct().Should().Equal(mend);
    }

    [Theory]
    [InlineData("metric a = sum(order.net) + count(order) better up", "+")]
    [InlineData("metric a = count(order where net >= cost)", ">=")]
    [InlineData("metric a = sum(order.net) better up unit percent minimum 3", "percent")]
    [InlineData("metric a = sum(order.net)\n  unit parsecs", "parsecs")]
    [InlineData("metric b = sum(order.net) + sum(order.cost)  metric a = b / 2", "+")]
    public void What_is_wrong_with_units_is_marked_and_nothing_else(string definition, string marked)
    {
        Checked<CrmModel> model = ShopModel.Parse(definition);
        foreach (Finding finding in model.Findings)
        {
            ShopModel.Text(definition).Substring(finding.Place.Span!.Value.Start, finding.Place.Span.Value.Length).Should().Be(marked);
        }

        model.Findings.Should().NotBeEmpty();
    }

    [Fact]
    public void An_inequality_that_passes_over_missing_values_is_a_warning()
    {
        Checked<CrmModel> model = ShopModel.Parse("metric m = count(order where channel != 'web')");
        model.IsValid.Should().BeTrue();
        model.Findings.Should().ContainSingle().Which.ToString().Should().EndWith(
            "warning CRM2025: '!=' does not match rows where the value is missing. Add \"or … is null\" if they belong to it.");
    }

    [Fact]
    public void Several_findings_come_together_and_each_once()
    {
        Checked<CrmModel> model = ShopModel.Parse("""
            metric a = sum(order.nett)
            metric b = a / count(ordr)
            metric c = a + b
            segment s = customer where a > 1
            """);
        model.Findings.Select(f => (f.Place.Line - ShopModel.Lines, f.Code)).Should().BeEquivalentTo([(1, "CRM2003"), (2, "CRM2002")]);
    }

    [Fact]
    public void Every_message_is_a_sentence_about_what_was_written()
    {
        foreach (object[] row in BadDefinitions)
        {
            foreach (Finding finding in ShopModel.Parse((string)row[0]).Findings)
            {
                finding.Message.Should().EndWith(".").And.NotContain("Crm.Sdk").And.NotContain("Bound");
                finding.Mend.Should().Match(m => m.Length == 0 || m.EndsWith('.') || m.EndsWith('?'));
            }
        }
    }
}
