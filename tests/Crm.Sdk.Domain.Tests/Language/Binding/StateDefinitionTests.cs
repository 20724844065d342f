using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Domain.Tests.Language.Binding;

public class StateDefinitionTests
{
    private const string Facts = """
        fact deal entity key id {
          time created instant  time closed instant
          dim stage text history deal_stage  dim owner text history deal_owner.person default now  dim mood text history
        }
        fact deal_stage interval key deal from entered to left { dim stage text  measure amount money(USD) }
        fact deal_owner interval key deal from since date to until { dim person text }
        fact tag interval key deal from began to ended overlapping { dim label text }
        fact note event key id { time written date  ref deal }
        fact star event key id { ref deal }
        set open = deal_stage where stage = 'open'
        set entered = deal_stage by entered

        """;

    private static readonly int Lines = Facts.Count(c => c == '\n');

    public static TheoryData<string, string, string> BadDefinitions => new()
    {
        { "metric m = count(deal_stage)", "(1,12) CRM2050", "Write 'at end' or 'at start' behind the parentheses for what is in force then; by entered for those that begin in the period; or by left for those that end in it." },
        { "metric m = count(deal_stage).trailing(90 days)", "(1,12) CRM2050", "Write 'at end' or 'at start' behind the parentheses for what is in force then; by entered for those that begin in the period; or by left for those that end in it." },
        { "metric m = count(note) at start", "(1,12) CRM2051", "Only intervals and snapshots have a state; count what happened up to then with .allTime()." },
        { "metric m = count(open by entered) at end", "(1,12) CRM2052", "Drop one of the two." },
        { "metric m = (count(open) by left) at end", "(1,13) CRM2052", "Drop one of the two." },
        { "metric m = count(open).trailing(90 days) at end", "(1,12) CRM2056", "Drop one of the two." },
        { "metric m = (count(open) at end).trailing(90 days)", "(1,13) CRM2056", "Drop the window: a state is no sum over time." },
        { "metric m = count(open).prior(1) at end", "(1,12) CRM2029", "Put the reading inside: (x at end).prior(…)." },
        { "metric m = count(deal where stage = 'won' by created)", "(1,29) CRM2016", "Say when it is read: stage now; stage then, at the time of the row; stage at start or stage at end, of the period." },
        { "metric m = count(each deal where stage = 'won' and count(note) > 0)", "(1,34) CRM2016", "Say when it is read: stage now, stage at start or stage at end, of the period." },
        { "metric m = count(each deal where stage then = 'won' and count(note) > 0)", "(1,34) CRM2017", "Write stage now, stage at start or stage at end, of the period." },
        { "segment s = deal where stage = 'won'", "(1,24) CRM2016", "Say when it is read: stage now." },
        { "segment s = deal where stage at end = 'won'", "(1,24) CRM2017", "Write stage now." },
        { "metric m = count(deal where mood then = 'won' by created)", "(1,29) CRM2017", "Write 'now', or say in its declaration which interval holds it: history deal_stage." },
        { "metric m = count(star where deal.stage then = 'won')", "(1,12) CRM2055", "Write 'now', or declare a time of the fact." },
        { "fact x event key id { ref deal_stage }", "(1,23) CRM2054", "Refer to the entity: ref deal." },
        { "fact x entity key id { dim stage text history deal_stage }", "(1,24) CRM2053", "Name an interval of 'x' that does not overlap and has a field of the same type." },
        { "fact x interval key deal from a to b { time t instant default }", "(1,40) CRM2050", "Drop 'default': aggregates say 'at end', 'at start' or 'by' a time." },
        { "fact x interval key deal from deal to b { }", "(1,31) CRM2001", "The key of an interval declares its entity and its ends." },
        { "fact x interval key deals from a to b { }", "(1,17) CRM2002", "Did you mean 'deal'?" },
        { "fact x interval key y to deal from a to b { dim d bool = orElse(y.stage then = 'won', false)  time t instant = if(y.stage then = 'won', a, b) }", "(1,112) CRM2017", "Write 'now', or use a time of the interval itself." },
        { "metric m = timeIn(note)", "(1,12) CRM2051", "Only rows of an interval last." },
        { "metric m = timeIn(deal_stage.amount)", "(1,19) CRM2013", "Write timeIn(deal_stage)." },
        { "metric m = timeIn(open by entered)", "(1,12) CRM2052", "Drop one of the two." },
        { "metric m = timeIn(open) at end", "(1,12) CRM2061", "Drop one of the two." },
        { "metric m = timeIn(open).trailing(90 days)", "(1,12) CRM2061", "Drop one of the two." },
        { "metric m = timeIn(deal_stage where deal.stage then = 'open')", "(1,12) CRM2062", "Write 'now', 'at start' or 'at end', or use a field of the interval itself." },
        { "metric m = count(deal_stage where deal.stage at end = 'open').dailyMin()", "(1,12) CRM2062", "Write 'then' for the end of that day, or 'now'." },
        { "metric m = median(open.amount).timeWeighted()", "(1,12) CRM2061", "Weight a sum or a count, or read it day by day: .dailyAverage()." },
        { "metric m = max(open.entered).dailyAverage()", "(1,12) CRM2061", "Ask for .dailyMin() or .dailyMax() of what is in force." },
        { "metric m = survival(elapsed(open.entered, open.left), stage = 'open', 3 days).dailyMax()", "(1,12) CRM2061", "Ask for .dailyMin() or .dailyMax() of what is in force." },
        { "metric m = (sum(open.amount) / count(open)).dailyAverage()", "(1,45) CRM2060", "Put it behind each of them, as in count(deal_stage).dailyAverage()." },
        { "metric m = sum(each deal : count(open)).timeWeighted()", "(1,41) CRM2060", "Put it behind each of them, as in count(deal_stage).timeWeighted()." },
        { "metric m = count(note).timeWeighted()", "(1,12) CRM2051", "Only intervals and snapshots have a state; count what happened up to then with .allTime()." },
        { "metric m = count(open).dailyAverage(3)", "(1,24) CRM2020", "Write .dailyAverage()." },
        { "metric m = count(open).trailing(90 days).dailyAverage()", "(1,12) CRM2056", "Drop one of the two." },
        { "metric m = count(open).dailyAverage().trailing(90 days)", "(1,12) CRM2029", "Keep one of the two." },
        { "metric m = count(open).prior(1).dailyAverage()", "(1,12) CRM2029", "Put the reading inside: x.timeWeighted().prior(…)." },
        { "metric m = sum(each deal : count(open).dailyMax())", "(1,28) CRM2061", "Write .timeWeighted(), or read them day by day outside of the each." },
        { "segment s = deal where count(open).timeWeighted() > 1", "(1,24) CRM2061", "Write timeIn(…), or 'at end'." },
        { "metric m = conversion(deal_stage.stage from 'new' to 'won' through ('new', 'offer'))", "(1,12) CRM2063", "List the stages in their order, each once: through ('new', 'offer', 'won')." },
        { "metric m = conversion(deal_stage.stage from 'won' to 'new' through ('new', 'won'))", "(1,12) CRM2063", "List the stages in their order, each once: through ('new', 'offer', 'won')." },
        { "metric m = conversion(deal_stage.stage from 'a' to 'b' through ('a', 'a', 'b'))", "(1,12) CRM2063", "List the stages in their order, each once: through ('new', 'offer', 'won')." },
        { "metric m = conversion(tag.label from 'a' to 'b')", "(1,23) CRM2063", "Name the field of an interval that does not overlap, as in deal_stage.stage." },
        { "metric m = conversion(note.id from 'a' to 'b')", "(1,23) CRM2063", "Name the field of an interval that does not overlap, as in deal_stage.stage." },
        { "metric m = conversion(deal_stage from 'a' to 'b')", "(1,23) CRM2013", "Write for example deal_stage.stage." },
        { "metric m = conversion(deal_stage.amount from 'a' to 'b')", "(1,23) CRM2011", "Name the field that holds the stage." },
        { "metric m = conversion(deal_stage.stage from 'a' to 'b' by left)", "(1,12) CRM2063", "Write by entered, or leave it out." },
        { "metric m = conversion(deal_stage.stage from 'a' to 'b') at end", "(1,12) CRM2052", "Drop one of the two." },
        { "metric m = count(deal where conversion(deal_stage.stage from 'a' to 'b') > 0 by created)", "(1,29) CRM2013", "Use it in a metric of its own." },
        { "metric m = conversion(deal_stage.stage to 'b')", "(1,40) CRM1072", "Write for example conversion(deal_stage.stage from 'new' to 'won' through ('new', 'offer', 'won'))." },
        { "metric m = conversion(deal_stage.stage from 'a' to 3)", "(1,52) CRM1072", "Write it between single quotes, as in 'won'." },
        { "metric m = conversion(deal_stage.stage from i to 'b')", "(1,45) CRM2063", "Write the stage between single quotes, or give the metric a parameter for it, such as (i text)." },
        { "metric x.m(i text) = conversion(deal_stage.stage from 'a' to i)\nmetric m = x.m('a')", "(1,22) CRM2063", "List the stages in their order, each once: through ('new', 'offer', 'won')." },
        { "metric x.m(i int) = conversion(deal_stage.stage from 'a' to i)", "(1,61) CRM2063", "Write the stage between single quotes, or give the metric a parameter for it, such as (i text)." },
        { "metric x.m(i text = 'a') = conversion(deal_stage.stage from 'a' to i)", "(1,28) CRM2063", "List the stages in their order, each once: through ('new', 'offer', 'won')." },
        { "metric x.m(i text) = conversion(deal_stage.amount from 'a' to i)", "(1,33) CRM2011", "Name the field that holds the stage." },
        { "metric m = conversion(deal_stage.stage from to 'b')", "(1,45) CRM1072", "Write it between single quotes, as in 'won'." },
        { "metric m = conversion(deal_stage.stage from 'a' to 'b' skips never)", "(1,62) CRM1072", "Write 'skips passed' or 'skips excluded'." },
        { "metric m = firstEntry(open)", "(1,12) CRM2013", "Put it into an aggregate, as in median(elapsed(created, firstEntry(won)))." },
        { "metric m = count(deal where firstEntry(note) is null by created)", "(1,40) CRM2064", "Known here: deal_owner, deal_stage, tag." },
        { "metric m = count(lead where firstEntry(open) is null)  fact lead event key id { time t instant }", "(1,40) CRM2064", "Ask it of rows of 'deal'." },
        { "metric m = count(deal where firstEntry(deal_stage where deal.stage then = 'won') is null by created)", "(1,40) CRM2064", "Name rows by fields of the interval, or write 'now'." },
        { "metric m = count(deal where firstEntry(open, 3) is null by created)", "(1,29) CRM2020", "It takes rows of an interval: firstEntry(deal_stage where stage = 'won')." },
        { "metric m = sum(timeIn(open, deal.created, 3) by created)", "(1,16) CRM2011", "Give two times of the same type as those of the interval." },
        { "fact x event key id { time t instant  ref deal  dim d bool = deal.stage at end = 'won' }", "(1,62) CRM2017", "Write deal.stage now or deal.stage then." },
    };

    [Theory]
    [MemberData(nameof(BadDefinitions))]
    public void A_bad_definition_is_a_finding_that_tells_what_to_do(string text, string where, string mend)
    {
        Finding finding = CrmModel.Parse(Facts + text).Findings.First(f => f.Severity == FindingSeverity.Error);

        $"({finding.Place.Line - Lines},{finding.Place.Column}) {finding.Code}".Should().Be(where, "{0}", finding);
        finding.Mend.Should().Be(mend);
    }

    [Theory]
    [InlineData("dim stage text history nothing", "no interval is called 'nothing'")]
    [InlineData("dim stage text history deal", "no interval is called 'deal'")]
    [InlineData("dim stage text history tag.label", "its states may overlap, so that there would be two values")]
    [InlineData("dim stage text history deal_owner", "it stores no field 'stage'")]
    [InlineData("dim stage bool history deal_stage", "its field is of another type or letter case")]
    [InlineData("dim stage text fold history deal_stage", "its field is of another type or letter case")]
    [InlineData("dim stage text history deal_stage = 'x'", "a derived field has the history of what it is derived from")]
    public void A_history_that_cannot_be_one_says_why(string field, string why)
    {
        string text = $$"""
            fact deal entity key id { {{field}} }
            fact deal_stage interval key deal from entered to left { dim stage text }
            fact deal_owner interval key deal from since to until { dim person text }
            fact tag interval key deal from began to ended overlapping { dim label text }
            """;

        CrmModel.Parse(text).Findings.Should().Contain(f => f.Code == "CRM2053" && f.Message.EndsWith($": {why}.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("metric m = sum(open.amount) at end", "set: open|state: deal_stage at end")]
    [InlineData("metric m = count(entered)", "set: entered|time: deal_stage.entered")]
    [InlineData("metric m = (count(entered) at start).prior(1)", "set: entered|state: deal_stage at start, prior 1")]
    [InlineData("metric m = count(deal where stage then = 'won' by closed)", "reading: stage then|time: deal.closed")]
    [InlineData("metric m = count(each deal where owner at start = 'ann' and count(note) > 0)", "reading: owner at start|time: note.written (default)")]
    public void Lineage_says_which_state_and_which_reading_was_used(string text, string lineage) =>
        CrmModel.Parse(Facts + text).ThrowIfInvalid().Metrics["m"].Lineage.Should().Equal(lineage.Split('|'));

    [Fact]
    public void The_outermost_reading_replaces_those_inside()
    {
        CrmModel model = CrmModel.Parse(Facts + "metric closing = count(open) at end  metric m = closing at start").ThrowIfInvalid();

        model.Metrics["m"].Value.Aggregates().Should().ContainSingle().Which.Frame.Window.Should().Be(FrameWindow.Opening);
    }

    [Fact]
    public void An_aggregate_with_something_that_differs_between_periods_is_read_for_each()
    {
        BoundAggregate Of(string filter) =>
            CrmModel.Parse(Facts + $"metric m = count(deal where {filter} by closed)").ThrowIfInvalid().Metrics["m"].Value.Aggregates().Single();

        (Of("stage then = 'won'").IsPlain, Of("stage then = 'won'").IsPositional).Should().Be((true, false));
        (Of("stage at end = 'won'").IsPlain, Of("stage at end = 'won'").IsPositional).Should().Be((false, true));
    }

    [Fact]
    public void Grouping_reads_then_unless_the_dimension_says_now()
    {
        CrmModel model = CrmModel.Parse(Facts + "metric m = count(note)").ThrowIfInvalid();
        BoundExpression Dimension(string name) => model.FindDimension(name, model.Facts["note"], out _)!;

        Dimension("deal.stage").Should().BeOfType<BoundField>().Which.Path[^1].AsOf!.Reading.Should().Be(Reading.Then);
        Dimension("deal.owner").ReadsHistory().Should().BeFalse();
        model.Metrics["m"].Value.Aggregates().Single().Read(Dimension("deal.stage"))
            .Should().BeOfType<BoundField>().Which.Path[^1].AsOf!.Time!.Name.Should().Be("written");
    }
}
