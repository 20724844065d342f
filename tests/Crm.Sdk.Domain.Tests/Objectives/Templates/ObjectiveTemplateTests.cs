using Crm.Sdk.Objectives;
using Crm.Sdk.Objectives.Templates;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Objectives.Templates;

public sealed class ObjectiveTemplateTests
{
    private static readonly LocalDate Start = new(2027, 1, 1);

    [Theory]
    [InlineData("retention-in-a-year", "5", "Raise the share of customers who stay by 5 % within a year", "+5 %", "2028-01-01", "2027-04-01 2027-07-01 2027-10-01")]
    [InlineData("satisfaction-in-half-a-year", "0.5", "Raise the satisfaction of customers by 0.5 points within six months", "+0.5 points", "2027-07-01", "2027-03-01 2027-05-01")]
    [InlineData("more-revenue-in-a-quarter", "12.50", "Raise revenue from larger and further purchases by 12.5 % within a quarter", "+12.5 %", "2027-04-01", "2027-02-01 2027-03-01")]
    [InlineData("satisfaction-in-half-a-year", "1", "Raise the satisfaction of customers by 1 point within six months", "+1 point", "2027-07-01", "2027-03-01 2027-05-01")]
    public void The_three_shipped_ones_need_an_amount_and_a_day(string key, string amount, string title, string target, string to, string reviews)
    {
        ObjectiveTemplates.Standard.Should().HaveCount(3);
        ObjectivePlan plan = ObjectiveTemplates.Standard.Single(t => t.Key == key).Draft(decimal.Parse(amount), Start, "ann", "germans", "my_metric");

        (plan.Title, plan.Target.ToString(), plan.Owner, plan.Segment, plan.Metric).Should().Be((title, target, "ann", "germans", "my_metric"));
        (plan.From, $"{plan.To:uuuu-MM-dd}", string.Join(' ', plan.Reviews.Select(r => $"{r:uuuu-MM-dd}"))).Should().Be((Start, to, reviews));
        ObjectiveTemplates.Standard.Single(t => t.Key == key).Draft(decimal.Parse(amount), Start).Metric.Should().NotBe("my_metric").And.NotBeEmpty();
    }

    [Fact]
    public void A_draft_lacks_only_what_a_template_cannot_know()
    {
        ObjectivePlan plan = ObjectiveTemplates.Standard[0].Draft(5, Start, "ann");
        var objective = SmartObjective.Draft(new ObjectiveId(Guid.Parse("0199f0c2-7c1e-7d3a-9b1e-6f1f6a3f0c11")), plan, Instant.FromUtc(2026, 12, 1, 0, 0));

        objective.Gaps().Select(g => g.Letter).Should().Equal('M', 'A', 'R');
    }

    [Fact]
    public void Templates_of_a_host_are_read_in_the_form_in_which_they_are_written()
    {
        ObjectiveTemplate own = ObjectiveTemplates.Standard[0] with { Key = "fewer-returns", Title = "Fewer returns: {change}", Change = TargetKind.Relative, Months = 1, ReviewMonths = 3, Pace = PaceCurve.Profile };
        IReadOnlyList<ObjectiveTemplate> all = [.. ObjectiveTemplates.Standard, own];

        ObjectiveTemplates.Read(ObjectiveTemplates.Write(all)).Should().Equal(all);
        ObjectivePlan plan = own.Draft(-10, Start);
        (plan.Title, plan.Target.ToString(), plan.Pace).Should().Be(("Fewer returns: -10 %", "-10 %", PaceCurve.Profile));
        plan.Reviews.Should().Equal(new LocalDate(2027, 1, 16));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[{\"key\":\"a\"}]")]
    [InlineData("[")]
    [InlineData("TWICE")]
    [InlineData("UNKNOWN")]
    public void What_is_no_list_of_templates_is_refused(string json)
    {
        string one = ObjectiveTemplates.Write([ObjectiveTemplates.Standard[0]]).Trim('[', ']', '\n');
        string text = json switch
        {
            "TWICE" => $"[{one},{one}]",
            "UNKNOWN" => $"[{one.Replace("\"months\"", "\"moths\"", StringComparison.Ordinal)}]",
            _ => json,
        };
        FluentActions.Invoking(() => ObjectiveTemplates.Read(text)).Should().Throw<FormatException>();
    }

    [Fact]
    public void No_amount_and_no_length_are_mistakes()
    {
        ObjectiveTemplate template = ObjectiveTemplates.Standard[0];
        FluentActions.Invoking(() => template.Draft(0, Start)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => (template with { Months = 0 }).Draft(1, Start)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => (template with { Change = TargetKind.AtLeast }).Draft(1, Start)).Should().Throw<InvalidOperationException>();
    }
}
