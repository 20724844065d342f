using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Evaluation.Tests.Execution.Reference;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Evaluation.Tests.Execution;

public class StateGuardTests
{
    private const string Facts = """
        fact deal entity key id { dim stage text history stay  dim mood text history stay.stage default now }
        fact stay interval key deal from came date to went { dim stage text }
        fact tag interval key deal from came to went overlapping { }
        metric stays = count(stay) at end
        metric tags = count(tag) at end
        metric deals = count(deal)
        metric each_deal = count(each deal including empty where (count(stay) at end) >= 0)

        """;

    private static Finding Refused(string metric, string rows, params string[] by) => FluentActions
        .Invoking(() => new HandTables(Facts, rows, "deal id\nd1").Ask(Questions.Of(metric) with { By = by }))
        .Should().Throw<InvalidDefinitionException>().Which.Findings.Should().ContainSingle().Subject;

    [Theory]
    [InlineData("d1 2026-01-01 2026-01-05\nd1 2026-01-04 2026-01-06", "'d1' from 2026-01-04")]
    [InlineData("d1 2026-01-01 -\nd1 2026-01-04 2026-01-06\nd2 2026-01-01 -", "'d1' from 2026-01-04")]
    [InlineData("d1 2026-01-01 2026-01-05\nd1 2026-01-02 2026-01-02", "'d1' from 2026-01-02")]
    [InlineData("d1 2026-01-01 2026-01-09\nd1 2026-01-02 2026-01-03\nd1 2026-01-05 2026-01-07", "'d1' from 2026-01-02, 'd1' from 2026-01-05")]
    public void States_of_an_entity_that_overlap_are_refused_and_named(string rows, string named)
    {
        Finding finding = Refused("stays", $"stay deal came went\n{rows}");

        finding.Code.Should().Be("CRM3030");
        finding.Message.Should().Contain(named);
    }

    [Fact]
    public void A_state_that_ends_before_it_begins_is_refused() =>
        Refused("stays", "stay deal came went\nd1 2026-01-05 2026-01-04").Should().Match<Finding>(
            f => f.Code == "CRM3031" && f.Message == "Of 'stay' a row ends before it begins: 'd1' from 2026-01-05.");

    [Theory]
    [InlineData("d1 2026-01-01 2026-01-05\nd1 2026-01-05 2026-01-05\nd1 2026-01-05 -\nd2 2026-01-01 -", 2)]
    [InlineData("- 2026-01-01 -\n- 2026-01-01 -", 2)]
    [InlineData("d1 - 2026-01-05\nd1 2026-01-01 -", 1)]
    public void States_that_touch_and_rows_without_entity_or_beginning_are_fine(string rows, int inForce) =>
        new HandTables(Facts, $"stay deal came went\n{rows}").Ask(Questions.Of("stays")).Find("stays")!.Value.Should().Be((Values.Rational)inForce);

    [Fact]
    public void An_interval_may_say_that_its_states_overlap() =>
        new HandTables(Facts, "tag deal came went\nd1 2026-01-01T00:00:00Z -\nd1 2026-01-01T00:00:00Z -").Ask(Questions.Of("tags")).Find("tags")!.Value.Should().Be((Values.Rational)2);

    [Fact]
    public void A_history_is_looked_at_where_it_is_read() =>
        Refused("stays", "stay deal came went\nd1 2026-01-01 -\nd1 2026-01-02 -", "deal.stage").Code.Should().Be("CRM3030");

    [Theory]
    [InlineData("deals", "'stage' changes over time, and 'deals' is of rows of 'deal', which have no time.")]
    [InlineData("each_deal", "'stage' changes over time, and 'each_deal' is of each deal, rows or not.")]
    public void What_has_no_time_cannot_be_grouped_by_what_changes(string metric, string message)
    {
        Finding finding = Refused(metric, "stay deal came went", "deal.stage");

        (finding.Code, finding.Message).Should().Be(("CRM3032", message.Replace("'stage'", "'deal.stage'", StringComparison.Ordinal)));
        new HandTables(Facts, "stay deal came went", "deal id\nd1").Ask(Questions.Of(metric) with { By = ["deal.mood"] });
    }
}
