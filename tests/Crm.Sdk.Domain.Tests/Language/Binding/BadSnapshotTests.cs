using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Domain.Tests.Language.Binding;

public class BadSnapshotTests
{
    private const string Facts = """

        fact account entity key id { dim tier text history stay }
        fact stay interval key account from came to went { dim tier text }
        fact balance snapshot key account at day date { time due date planned  dim branch text  measure amount money(EUR) }
        fact sale event key id { time closed date  ref account  measure amount money(EUR) }
        """;

    private const string Readings =
        "Write 'at end' or 'at start' behind the parentheses for the last of each before then, .carry(30 days) for one that is not older, .exact() for the last day with a snapshot, "
        + ".lastNonEmpty() for the last day with a value in the cell, .lag(30 days) for what was said so long before the end; or by day for each that was taken in it.";

    /// <summary>What a person wrote about snapshots, where the finding stands, and what it tells them to do.</summary>
    public static TheoryData<string, string, string> BadDefinitions => new()
    {
        { "metric m = sum(balance.amount)", "(1,12) CRM2066", Readings },
        { "metric m = count(each account where count(balance) > 1)", "(1,37) CRM2066", Readings },
        { "metric m = sum(balance.amount).trailing(30 days)", "(1,12) CRM2066", Readings },
        { "metric m = sum(balance.amount by day) at end", "(1,12) CRM2052", "Drop one of the two; 'by' another time of the row keeps those that speak of the period." },
        { "metric m = sum(balance.amount by deu) at end", "(1,12) CRM2005", "Did you mean 'due'?" },
        { "metric m = (sum(balance.amount) at end).trailing(30 days)", "(1,13) CRM2056", "Drop the window: a state is no sum over time." },
        { "metric m = sum(balance.amount).exact().trailing(30 days)", "(1,12) CRM2056", "Drop the window: a snapshot is no sum over time." },
        { "metric m = (sum(balance.amount by day).trailing(30 days)).exact()", "(1,13) CRM2056", "Drop one of the two." },
        { "metric m = (sum(balance.amount).prior(1)).exact()", "(1,13) CRM2029", "Put the reading inside: (x at end).prior(…)." },
        { "metric m = sum(balance.amount).exact() at start", "(1,12) CRM2067", "Drop one of the two; of the period before it is (x.exact()).prior(1)." },
        { "metric m = (sum(balance.amount) at start).lastNonEmpty()", "(1,13) CRM2067", "Drop one of the two; of the period before it is (x.exact()).prior(1)." },
        { "metric m = sum(balance.amount).carry(30)", "(1,32) CRM2020", "It takes how old a row may be, the period, or nothing: .carry(30 days), .carry(period), .carry()." },
        { "metric m = sum(balance.amount).lag()", "(1,32) CRM2020", "It takes a length of 1 to 100000 days, weeks, months, quarters or years before the end: .lag(30 days)." },
        { "metric m = sum(balance.amount).lag(3 hours)", "(1,32) CRM2020", "It takes a length of 1 to 100000 days, weeks, months, quarters or years before the end: .lag(30 days)." },
        { "metric m = sum(balance.amount).exact(1)", "(1,32) CRM2020", "It takes nothing: .exact()." },
        { "metric m = sum(balance.amount).exakt()", "(1,32) CRM1043", "Did you mean 'exact'?" },
        { "metric m = sum(sale.amount).lag(30 days)", "(1,12) CRM2067", "Count what happened in the period without a reading." },
        { "metric m = count(stay).exact()", "(1,12) CRM2067", "Write 'at end' or 'at start' behind the parentheses for what is in force then." },
        { "metric m = sum(balance.amount.carry())", "(1,31) CRM2013", "Put it behind the parentheses of the aggregate, as in count(order).trailing(90 days)." },
        { "funnel f of account steps (sale, balance by day)", "(1,34) CRM2032", "Name a fact of what happened." },
        { "metric m = count(each balance where count(sale) > 1)", "(1,23) CRM2024", "Declare it 'entity' if other facts refer to it." },
        { "fact b snapshot key acount at day { }", "(1,17) CRM2002", "Did you mean 'account'?" },
        { "fact b snapshot key account, x at day { dim x text = 'y' }", "(1,30) CRM2065", "Name stored references, dimensions or times: there are none." },
        { "fact b snapshot key account, x at day { dim y text }", "(1,30) CRM2065", "Name stored references, dimensions or times: y." },
        { "fact b snapshot key account, v at day { measure v int  dim y text }", "(1,30) CRM2065", "Name stored references, dimensions or times: y." },
        { "fact b snapshot key account, y, y at day { dim y text }", "(1,33) CRM2065", "Name stored references, dimensions or times: y." },
        { "fact b snapshot key account, day at day { }", "(1,30) CRM2065", "Name stored references, dimensions or times: there are none." },
        { "fact b snapshot key account at day { time day date }", "(1,32) CRM2001", "The key of a snapshot declares its entity and its time." },
        { "fact b snapshot key account at day { time due date default }", "(1,38) CRM2066", "Drop 'default': aggregates say how they read it, such as 'at end', or 'by' a time." },
        { "fact x event key id { ref balance }", "(1,23) CRM2054", "Refer to the entity: ref account." },
    };

    [Theory]
    [MemberData(nameof(BadDefinitions))]
    public void A_finding_names_the_place_and_tells_what_to_do(string text, string place, string mend)
    {
        Finding finding = CrmModel.Parse(text + Facts).Findings[0];

        $"{finding.Place} {finding.Code}".Should().EndWith(place);
        finding.Mend.Should().Be(mend);
    }

    [Theory]
    [InlineData("(sum(balance.amount) at start) at end", "at end")]
    [InlineData("sum(balance.amount).carry(3 days).exact()", "at end, exact")]
    [InlineData("sum(balance.amount).carry(30 days) at start", "at start, carried 30 days")]
    [InlineData("(sum(balance.amount) at start).carry(30 days)", "at start, carried 30 days")]
    [InlineData("(sum(balance.amount) at start).lag(1 month)", "at start, lag 1 month")]
    [InlineData("sum(balance.amount by due).lag(2 months).prior(1)", "at end, lag 2 months, prior 1")]
    public void The_outermost_reading_holds_and_the_moment_may_stand_on_either_side(string formula, string frame)
    {
        CrmModel model = CrmModel.Parse($"metric m = {formula}" + Facts).ThrowIfInvalid();

        model.Metrics["m"].Value.Aggregates().Single().Frame.ToString().Should().Be(frame);
    }

    [Fact]
    public void A_set_may_bring_the_time_of_which_its_rows_speak()
    {
        CrmModel model = CrmModel.Parse("set s = balance by due\nset t = balance by day\nmetric a = count(s) at end\nmetric b = count(t) at end" + Facts).ThrowIfInvalid();

        (model.Metrics["a"].Value.Aggregates().Single().Within?.Name, model.Metrics["b"].Value.Aggregates().Single().Within).Should().Be(("due", null));
    }
}
