using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Domain.Tests.Language.Binding;

public class BadKindTests
{
    private const string Share = "Write a share, count(deal where won) / count(deal), or a difference of two, 100 * (count(a where x >= 9) - count(a where x <= 6)) / count(a); or drop the clause.";
    private const string Shops = "calendar shops zone 'UTC' { event easter 2025-04-20, 2026-04-05 }\n";
    private const string Funnel = "funnel f of customer steps (order, visit by began)\n";
    private const string Cohort = "cohort c of customer start first ever order return visit by began every month\n";

    /// <summary>What a person wrote about windows, comparisons, totals, funnels and cohorts, where the finding stands, and what it tells them to do.</summary>
    public static TheoryData<string, string, string> BadDefinitions => new()
    {
        { "metric m = count(order).trailing(90)", "(1,25) CRM2020", "It takes a length of 1 to 100000 days, weeks, months, quarters or years, as in .trailing(90 days)." },
        { "metric m = count(order).trailing(90 minutes)", "(1,25) CRM2020", "It takes a length of 1 to 100000 days, weeks, months, quarters or years, as in .trailing(90 days)." },
        { "metric m = count(order).trailng(90 days)", "(1,25) CRM1043", "Did you mean 'trailing'?" },
        { "metric m = count(order).toDate(day)", "(1,25) CRM2020", "It takes week, month, quarter or year, as in .toDate(year)." },
        { "metric m = count(order).allTime(1)", "(1,25) CRM2020", "It takes nothing: .allTime()." },
        { "metric m = count(order).trailing(3 days).trailing(4 days)", "(1,12) CRM2029", "Keep one of the two." },
        { "metric a = count(order).trailing(3 days)\nmetric m = a.toDate(year)", "(2,12) CRM2029", "Keep one of the two." },
        { "metric m = count(order).prior(1).trailing(3 days)", "(1,12) CRM2029", "Put the window inside: x.trailing(90 days).prior(…)." },
        { "metric m = count(order).prior(0)", "(1,25) CRM2020", "It takes how many periods or units before, and how open periods are compared: prior(1), prior(3 months), prior(1, full), prior(1, businessDays, 'office')." },
        { "metric m = count(order).prior(1, ful)", "(1,25) CRM2020", "It takes how many periods or units before, and how open periods are compared: prior(1), prior(3 months), prior(1, full), prior(1, businessDays, 'office')." },
        { "metric m = count(order).to('2026-01-01')", "(1,25) CRM2020", "It takes a day of the period that is compared with: to(2025-01-01)." },
        { "metric m = count(order).growth(1)", "(1,25) CRM2020", "Write .growth(prior), .growth(yoy), .growth(to, 2026-01-01) or .growth(events, 'shops')." },
        { "metric m = count(order).prior(1, businessDays)", "(1,34) CRM2020", "Declare it: calendar support zone 'Europe/Berlin' { mon tue wed thu fri 09:00-17:00 }." },
        { Shops + "metric m = count(order).prior(1, businessDays)", "(2,34) CRM2020", "Write the name of a calendar behind it, in quotes: businessDays, 'shops'." },
        { Shops + "metric m = count(order).prior(1, businessDays, shops)", "(2,25) CRM2020", "It takes how many periods or units before, and how open periods are compared: prior(1), prior(3 months), prior(1, full), prior(1, businessDays, 'office')." },
        { "metric m = count(order).growth(prior, 1, businessDays, 'office')", "(1,56) CRM2041", "Declare it: calendar support zone 'Europe/Berlin' { mon tue wed thu fri 09:00-17:00 }." },
        { Shops + "metric m = count(order).prior(1, businessDays, 'shop')", "(2,48) CRM2041", "Did you mean 'shops'?" },
        { Shops + "metric m = count(order).prior(1, businessDays, 'shops')", "(2,48) CRM2116", "Give it hours, as in: mon tue wed thu fri 09:00-17:00." },
        { Shops + "metric m = sum(business('shops', order.placed, order.placed))", "(2,25) CRM2116", "Give it hours, as in: mon tue wed thu fri 09:00-17:00." },
        { Shops + "metric m = count(order).events()", "(2,25) CRM2020", "It takes a calendar, one of its events where a period may have several, and how open periods are compared: events('shops'), events('shops', 'easter', full)." },
        { Shops + "metric m = count(order).events('shops', 'eastern')", "(2,41) CRM2118", "Did you mean 'easter'?" },
        { "calendar office zone 'UTC' { mon 09:00-17:00 }\nmetric m = count(order).delta(events, 'office')", "(2,39) CRM2117", "Declare some in it, as in: event easter 2025-04-20, 2026-04-05." },
        { "calendar c zone 'UTC' { event a 2025-01-02 to 2025-01-05, 2025-01-05 }", "(1,59) CRM2119", "Let each time end before the next begins; give different events different names." },
        { "calendar c zone 'UTC' { event a 2025-01-02 to 2025-01-01 }", "(1,33) CRM2119", "Write the first day, 'to', and the last one." },
        { "calendar c zone 'UTC' { event a 2025-01-02 event a 2026-01-02 }", "(1,50) CRM2001", "Write all its days behind one mention of it." },
        { "metric m = max(order.placed).delta(prior)", "(1,30) CRM2011", "Numbers, amounts and lengths of time change." },
        { "metric m = count(tag).trailing(3 days)", "(1,12) CRM2005", "Declare a time of the fact." },
        { "metric m = sum(order.net.trailing(3 days))", "(1,26) CRM2013", "Put it behind the parentheses of the aggregate, as in count(order).trailing(90 days)." },
        { "metric m = count(order where took > 3 months)", "(1,37) CRM2028", "Write days or weeks; only windows such as .trailing(3 months) take them." },
        { "metric m = count(order) over all", "(1,30) CRM1054", "Write 'over total', 'over total per channel' or 'over dropping channel'." },
        { "metric m = count(order) over total per chanel", "(1,40) CRM2031", "'order' has no field 'chanel'. Did you mean 'channel'?" },
        { "metric m = count(each customer where count(order) over total > 5)", "(1,38) CRM2013", "Put it around the aggregate over entities." },
        { "metric m = sum(order.net over total)", "(1,16) CRM2013", "Put it around the aggregate over entities." },
        { "funnel f of customer steps (order)", "(1,29) CRM1033", "Add the step that is to follow." },
        { "funnel f of customer steps (order, visit)", "(1,36) CRM2006", "Say which one: by began or by ended." },
        { "funnel f of custmer steps (order, order)", "(1,13) CRM2002", "Did you mean 'customer'?" },
        { "funnel f of order steps (order, order)", "(1,13) CRM2024", "Declare it 'entity' if other facts refer to it." },
        { "funnel f of customer steps (order by placed, order by shipped)", "(1,46) CRM2032", "Use times of one kind." },
        { "funnel f of customer steps (visit by began, visit by ended)", "(1,45) CRM2032", "Let all steps of one fact go by one time, or count the rows by two times: count(deal by won) / count(deal by created)." },
        { "funnel f of customer steps (order by shipped, order by shipped) within 3 hours", "(1,72) CRM2032", "Write days or weeks." },
        { "funnel f of customer steps (order, visit by began) order any within 3 days per step", "(1,8) CRM2032", "Leave out 'per step'." },
        { "funnel f of customer steps (order, visit by began) anchor last", "(1,59) CRM1033", "Write 'anchor each', 'anchor first ever', 'anchor first in period' or 'anchor best'." },
        { "funnel f of customer steps (order, visit by began) anchor first", "(1,64) CRM1023", "Write 'anchor first ever', 'anchor first in period', or 'anchor each' for every row of the first step." },
        { "funnel f of customer steps (order, visit by began) anchor first in month", "(1,68) CRM1023", "Write 'anchor first in period'." },
        { "fact stay interval key guest to customer from since to until { }\nfunnel f of customer steps (stay by since, stay by since) anchor best\nmetric m = count(f) at end", "(3,12) CRM2086", "Drop the reading, or let the funnel have 'anchor each' or 'anchor first ever'." },
        { "funnel f of customer steps (order, note)", "(1,36) CRM2006", "A step happens at some time: declare a time of the fact." },
        { "funnel f of customer steps (order, f)\nmetric m = count(f)", "(1,8) CRM2010", "Start from a fact." },
        { Funnel + "funnel g of customer steps (f, order)", "(2,29) CRM2032", "Name the fact or set that its first step has." },
        { Funnel + "metric m = f.conversion(3)", "(2,14) CRM2020", "Write .conversion(), .conversion(2) or .conversion(1, 2)." },
        { Funnel + "metric m = f.retention(1)", "(2,14) CRM2013", "Write for example buyers.retention(3)." },
        { Funnel + "metric m = count(f where f.step(3) is null)", "(2,28) CRM2020", "A funnel has f.step(1) to f.step(2), reached and mature." },
        { Funnel + "metric m = count(order where f.step(1) is null)", "(2,32) CRM2013", "Write for example median(elapsed(checkout.step(1), checkout.step(2)))." },
        { Funnel + "metric m = f.step(2)", "(2,14) CRM2013", "Write for example median(elapsed(checkout.step(1), checkout.step(2)))." },
        { Funnel + "set f = order", "(2,5) CRM2001", "Give one of the two another name." },
        { "cohort c of customer start order return order every month", "(1,28) CRM1023", "A cohort begins with the first row ever: 'start first ever order'." },
        { "cohort c of customer start first ever order return order every fortnight", "(1,64) CRM1033", "Write day, week, month, quarter or year." },
        { Cohort + "metric m = c.retention(3, 1)", "(2,14) CRM2020", "A cohort has c.returned(3), .returned(1, 6) for one of these intervals, and .returned(3, full) for each up to the third." },
        { Cohort + "metric m = c.conversion()", "(2,14) CRM2013", "Write for example checkout.conversion()." },
        { "metric m = lifetime(order.net, channel = 'web')", "(1,21) CRM2011", "Lengths are numbers or lengths of time." },
        { "metric m = survival(order.took, channel = 'web', 12)", "(1,50) CRM2011", "Write a length of time with its unit: 90 days." },
        { "metric m = count(each customer where lifetime(order.qty, channel = 'web') > 1)", "(1,38) CRM2013", "Use it in a metric of its own." },
        { "metric m = count(order where qty > 3) / count(order) confidence 96 %", "(1,65) CRM1033", "Write one of 80 %, 90 %, 95 %, 98 %, 99 %, 99.9 %." },
        { "metric m = sum(order.net) confidence 95 %", "(1,38) CRM2087", Share },
        { "metric m = avg(order.qty) / count(order) confidence 95 %", "(1,53) CRM2087", Share },
        { "metric m = 1 - count(order where qty > 3) / count(order) confidence 95 %", "(1,69) CRM2087", Share },
        { "metric m = count(order where qty > 3) / count(order where channel = 'web') confidence 95 %", "(1,87) CRM2087", Share },
        { "metric m = count(order by shipped) / count(order) confidence 95 %", "(1,62) CRM2087", Share },
        { "metric m = count(order).trailing(3 days) / count(order) confidence 95 %", "(1,68) CRM2087", Share },
        { "metric m = count(visit by began) / count(order) confidence 95 %", "(1,60) CRM2087", Share },
        { "metric m = count(order.customer) / distinct(order.customer) confidence 95 %", "(1,72) CRM2087", Share },
        { "metric m = (count(order where qty > 3) - count(order where qty < 5)) / count(order) confidence 95 %", "(1,96) CRM2087", Share },
        { "metric m = (distinct(order.customer where qty > 3) - distinct(order.customer where qty < 2)) / distinct(order.customer) confidence 95 %", "(1,132) CRM2087", Share },
        { "metric m = count(each customer where count(order) > 1) / count(each customer where count(order) > 0) confidence 95 %", "(1,113) CRM2087", Share },
        { "fact f event key id { time a instant  measure age duration = elapsed(a, now) }", "(1,73) CRM2017", "Compare with 'now' where it is asked: in a condition, a set or an aggregate." },
        { "metric m = count(order where qty < now)", "(1,30) CRM2011", "Compare values of one kind." },
        { "metric m = now", "(1,12) CRM2022", "Use count, sum or another aggregate of a fact." },
        { "metric m = count(order) exclude order.channel = 'test'", "(1,33) CRM1033", "Write for example exclude \"Test orders\" order.channel = 'test'." },
        { "metric m = count(order) exclude \"a\" channel = 'x'", "(1,37) CRM2014", "Write the fact before the field, as in order.channel = 'test'." },
        { "metric m = count(order) exclude \"a\" visit.page = 'x'", "(1,37) CRM2090", "Leave out rows of a fact that it aggregates." },
        { "metric m = count(order) exclude \"a\" order.chanel = 'x'", "(1,37) CRM2003", "Did you mean 'channel'?" },
        { "metric m = count(order) exclude \"a\" order.qty", "(1,37) CRM2011", "Compare it with something." },
        { "metric m = count(order) exclude \"a\" order.qty = 1 exclude \"a\" order.qty = 2", "(1,59) CRM1030", "Give one of the two another name, or join their conditions with 'or'." },
        { "metric a.b(n int) = count(order where qty > n)\nmetric m = a.b", "(2,12) CRM2077", "Write a.b(1)." },
        { "metric a.b(n int) = count(order where qty > n)\nmetric m = a.b(1, 2)", "(2,12) CRM2077", "Write a.b(1)." },
        { "metric a.b(n int) = count(order where qty > n)\nmetric m = a.b('1')", "(2,16) CRM2077", "Write a.b(1)." },
        { "metric a.b(n int) = count(order where qty > n)\nmetric m = a.b(1.5)", "(2,16) CRM2077", "Write a.b(1)." },
        { "metric a.b(n int) = count(order where qty > n)\nmetric m = a.b(1 + 1)", "(2,16) CRM2077", "Write a.b(1)." },
        { "metric a.b = count(order)\nmetric m = a.b(1)", "(2,12) CRM2077", "Write a.b without parentheses." },
        { "metric a.b(n text) = count(order where qty > n)", "(1,40) CRM2011", "Write a number without quotes." },
        { "metric b(n int) = count(order where qty > n)", "(1,8) CRM2079", "Write for example sales.b: what is called without a dot is a function of the language." },
        { "metric a.prior(n int) = count(order where qty > n)", "(1,8) CRM2079", "Give the metric another name." },
        { "metric a.b(n int, n int) = count(order where qty > n)", "(1,19) CRM2079", "Give one of the two another name." },
        { "metric a.b(n int = 'x') = count(order where qty > n)", "(1,20) CRM2079", "Write a literal of that type." },
        { "metric a.b(n int = 1, k int) = count(order where qty > n + k)", "(1,23) CRM2079", "Put those that may be left out last." },
        { "metric a.b(n money(EUR)) = count(order where qty > n)", "(1,12) CRM1026", "Write text, bool, int, decimal(2), duration or date." },
        { "metric a.b(n int = qty) = count(order where qty > n)", "(1,20) CRM1050", "Write a number, a text, a date, a duration, true or false." },
        { "metric a.b(n int) = count(order where qty > n)\nmetric m = a.c(1)", "(2,12) CRM2004", "Did you mean 'a.b'?" },
        { "metric a.b(n int) = count(order where qty > n)\nmetric a.b@2(n int) from 2026-07-01 = count(order where qty < n)\nmetric m = a.b(1)", "(1,8) CRM2079", "Drop one of the two: give what is meant now a name of its own, or leave the parameters out." },
        { "metric a.b@1(n int) = count(order where qty > n)", "(1,8) CRM2079", "Drop one of the two: give what is meant now a name of its own, or leave the parameters out." },
        { "metric a.b(n int) = count(order) exclude \"a\" visit.page = 'x'", "(1,46) CRM2090", "Leave out rows of a fact that it aggregates." },
        { "metric a.b(n text) = count(order) exclude \"a\" order.qty = n", "(1,47) CRM2011", "Write a number without quotes." },
        { "metric a.b(n int) = a.b(n) + count(order)", "(1,21) CRM2010", "Define one of them without the others." },
        { "metric m = count(order) mature 3", "(1,32) CRM1033", "Write for example mature 180 days, or mature 6 months." },
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
}
