using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Domain.Tests.Language.Binding;

public class BadAttributionTests
{
    private const string Good = "attribution a of customer outcome (order) touches (visit by began) within 30 days model linear\n";
    private const string Start = "attribution a of customer outcome (order) touches (visit by began) ";

    /// <summary>What a person wrote about attributions, where the finding stands, and what it tells them to do.</summary>
    public static TheoryData<string, string, string> BadDefinitions => new()
    {
        { Start + "model lineer", "(1,74) CRM1033", "Did you mean 'linear'?" },
        { Start + "linear", "(1,68) CRM1023", "Say how the touches share an outcome, as in: attribution credit of customer outcome (order) touches (click) within 30 days model linear." },
        { Start + "model position(60 %)", "(1,83) CRM1033", "Write more than 0 % and up to 50 %, in steps of 0.01 %: position(40 %)." },
        { Start + "model position(0.00001)", "(1,83) CRM1033", "Write more than 0 % and up to 50 %, in steps of 0.01 %: position(40 %)." },
        { Start + "model position", "(1,82) CRM1023", "Write position(40 %) or decay(7 days)." },
        { Start + "model decay(3)", "(1,80) CRM1033", "Write for example decay(7 days); also seconds, minutes, hours, weeks." },
        { Start + "model decay(1 months)", "(1,80) CRM1033", "Write for example decay(7 days); also seconds, minutes, hours, weeks." },
        { Start + "within 3 model first", "(1,75) CRM1033", "Write for example within 7 days; also seconds, minutes, hours, weeks." },
        { "attribution a of customer outcome order touches (visit by began) model first", "(1,35) CRM1023", "Write it as in: attribution credit of customer outcome (order) touches (click) within 30 days model linear." },
        { "attribution a of customer touches (visit by began) outcome (order) model first", "(1,27) CRM1023", "Write it as in: attribution credit of customer outcome (order) touches (click) within 30 days model linear." },
        { "attribution a of custmer outcome (order) touches (visit by began) model first", "(1,18) CRM2002", "Did you mean 'customer'?" },
        { "attribution a of customer outcome (order) touches (visit) model first", "(1,52) CRM2006", "Say which one: by began or by ended." },
        { "attribution a of customer outcome (order by shipped) touches (visit by began) model first", "(1,63) CRM2032", "Use times of one kind." },
        { "attribution a of customer outcome (order by shipped) touches (order by shipped) within 3 hours model first", "(1,88) CRM2088", "Write days or weeks." },
        { "attribution a of customer outcome (order by shipped) touches (order by shipped) model decay(36 hours)", "(1,93) CRM2088", "Write days or weeks." },
        { "attribution a of customer outcome (order) touches (visit where ended < now by began) model first", "(1,52) CRM2088", "Leave out 'now', what a history or a rate says: the conditions and the time are of the row itself." },
        { "attribution a of customer outcome (order where stage then = 'won') touches (visit by began) model first", "(1,48) CRM2017", "Write 'now', or say in its declaration which interval holds it: history deal_stage." },
        { "attribution a of customer outcome (order) touches (note) model first", "(1,52) CRM2006", "A step happens at some time: declare a time of the fact." },
        { "fact stay interval key guest to customer from since to until { }\nattribution a of customer outcome (order) touches (stay by since) model first", "(2,52) CRM2088", "Name an event or an entity." },
        { "fact deal event key id { time share instant  ref customer }\nattribution a of customer outcome (deal) touches (visit by began) model first", "(2,13) CRM2088", "Give the time of the outcome, or the entity, another name." },
        { Good + "attribution b of customer outcome (a) touches (visit by began) model first", "(2,36) CRM2088", "Name the fact of what happened." },
        { "set s = a where share > 0.5\n" + Good + "attribution b of customer outcome (order) touches (s) model first\nmetric m = s.count()", "(3,52) CRM2088", "Name the fact of what happened." },
        { Good + "funnel f of customer steps (a, order)", "(2,29) CRM2032", "Name the fact of what happened." },
        { Good + "set a = order", "(2,5) CRM2001", "Give one of the two another name." },
        { "attribution order of customer outcome (order) touches (visit by began) model first", "(1,13) CRM2001", "Give one of the two another name." },
        { "metric a.sum(n int) = count(order where qty > n)\n" + Good, "(2,13) CRM2088", "Give one of the two another name." },
        { Start + "within 3 model first\nmetric m = a.sum(net) + a.count() + sum(a.share)", "(1,75) CRM1033", "Write for example within 7 days; also seconds, minutes, hours, weeks." },
        { Good + "metric m = a.sum(touch.page)", "(2,18) CRM2003", "Known here: channel, cost, customer, id, net, payer, placed, promised, qty, shipped, stage, took, …." },
        { Good + "metric m = a.sum(channel)", "(2,18) CRM2089", "Share an amount, a number or a length of time of the outcome." },
        { Good + "metric m = a.sum(placed)", "(2,18) CRM2089", "Share an amount, a number or a length of time of the outcome." },
        { Good + "metric m = a.sum(elapsed(placed, now))", "(2,18) CRM2089", "Share a measure of the outcome." },
        { Good + "metric m = a.sum()", "(2,12) CRM2089", "Write for example sum(credit.part(net)), or credit.sum(net)." },
        { Good + "metric m = a.count(net)", "(2,12) CRM2089", "Write for example credit.count(); credit.share is the share that one row has." },
        { Good + "metric m = sum(a.part(net, qty))", "(2,16) CRM2089", "Write for example sum(credit.part(net)), or credit.sum(net)." },
        { Good + "metric m = a.part(net)", "(2,12) CRM2089", "Write for example sum(credit.part(net)), or credit.sum(net)." },
        { Good + "metric m = sum(order.net where a.part(net) > 1)", "(2,32) CRM2089", "Write for example sum(credit.part(net)), or credit.sum(net)." },
        { Good + "metric m = sum(a.sum(net))", "(2,16) CRM2089", "Write it without 'sum'; of the parts of rows, sum(a.part(net))." },
        { Good + "metric m = order.sum(net)", "(2,12) CRM2004", "Write sum(order.net)." },
        { Good + "metric m = order.count()", "(2,12) CRM2004", "Write count(order)." },
        { Good + "metric m = a.total(net)", "(2,12) CRM2004", "An attribution has a.sum(net) with an amount of the outcome, a.count(), and of each row a.part(net)." },
    };

    /// <summary>What can be answered and was probably not meant.</summary>
    public static TheoryData<string, string> Doubtful => new()
    {
        { "linear\nmetric m = sum(a.outcome.net)", "(2,16) CRM2089 Warning" },
        { "linear\nmetric m = avg(a.outcome.qty * 2)", "(2,16) CRM2089 Warning" },
        { "last\nmetric m = sum(a.outcome.net)", "" },
        { "linear\nmetric m = max(a.outcome.net)", "" },
        { "linear\nmetric m = sum(a.outcome.net where place = 1)", "" },
        { "linear\nmetric m = sum(a.part(net))", "" },
        { "linear\nmetric m = sum(a.part(net) where outcome.qty > 3)", "" },
        { "linear\nmetric m = count(order)", "(1,13) CRM2094 Information" },
    };

    [Theory]
    [MemberData(nameof(Doubtful))]
    public void What_counts_an_outcome_more_than_once_is_pointed_at(string definition, string findings)
    {
        Checked<CrmModel> model = ShopModel.Parse(Start + "model " + definition);
        model.IsValid.Should().BeTrue();
        string.Join(' ', model.Findings.Select(f => $"({f.Place.Line - ShopModel.Lines},{f.Place.Column}) {f.Code} {f.Severity}")).Should().Be(findings);
    }

    [Theory]
    [MemberData(nameof(BadDefinitions))]
    public void A_bad_attribution_is_found_where_it_is_written_with_what_to_do(string definition, string places, string mend)
    {
        Checked<CrmModel> model = ShopModel.Parse(definition);
        model.IsValid.Should().BeFalse();
        Finding[] errors = [.. model.Findings.Where(f => f.Severity == FindingSeverity.Error)];
        string.Join(' ', errors.Select(f => $"({f.Place.Line - ShopModel.Lines},{f.Place.Column}) {f.Code}")).Should().Be(places);
        errors.Select(f => f.Mend).Distinct().Should().Equal(mend);
    }
}
