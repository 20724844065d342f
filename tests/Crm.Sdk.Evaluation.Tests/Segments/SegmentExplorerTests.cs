using Crm.Sdk.Customers;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Evaluation.Segments;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Segments;
using Crm.Sdk.TestKit.Evaluation;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Segments;

/// <summary>Ten segments of a small company whose members were found by hand.</summary>
public sealed class SegmentExplorerTests
{
    private const string Metrics = """
        metric customers = count(customer)
        metric served = count(each customer: count(interaction))
        metric served_or_not = count(each customer including empty: count(interaction))
        metric lines = count(order_line)
        metric sold = sum(order_line.amount)

        """;

    private static readonly Instant Start = SmallCompany.At("2026-01-01T00:00:00Z");

    [Theory]
    [InlineData("friends", "2 6")] // the third was put out
    [InlineData("germans", "1 2")] // the fifth is archived
    [InlineData("buyers", "1 3")]
    [InlineData("big", "1")] // lines in USD have no amount, cancelled ones are worth nothing
    [InlineData("curated", "2 3")] // the first is put out, the third in
    [InlineData("recent", "2 4")] // the first has a line promised since March
    [InlineData("nobody", "")]
    [InlineData("everybody", "1 2 3 4 6")]
    [InlineData("gold", "1")]
    [InlineData("nested", "2 6")] // of the fourth it is not known whether it is German
    public async Task Members_are_those_found_by_hand(string segment, string members)
    {
        SmallCompany company = await Company();
        var explorer = new SegmentExplorer(company.Model(), company.Facts);

        explorer.Members(segment, SmallCompany.Now).Select(SmallCompany.Number).Order().Should().Equal(members.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse));
    }

    [Fact]
    public async Task Reasons_agree_with_members_for_every_customer_and_segment()
    {
        SmallCompany company = await Company();
        CrmModel model = company.Model();
        var explorer = new SegmentExplorer(model, company.Facts);
        foreach (string segment in model.Segments.Keys)
        {
            var members = explorer.Members(segment, SmallCompany.Now).ToHashSet(StringComparer.Ordinal);
            foreach (int customer in new[] { 1, 2, 3, 4, 6 })
            {
                SegmentReasons reasons = explorer.Explain(segment, SmallCompany.Key(customer), SmallCompany.Now)!;
                reasons.IsMember.Should().Be(members.Contains(SmallCompany.Key(customer)), "{0} of {1}", customer, segment);
                (reasons.Conditions[0].Holds == true).Should().Be(reasons.IsMember);
            }
        }
    }

    [Fact]
    public async Task Cubes_by_segment_count_the_same_members_under_both_executors()
    {
        SmallCompany company = await Company();
        CrmModel model = company.Model(Metrics);
        var engine = new MetricEngine(model, company.Facts);
        var explorer = new SegmentExplorer(model, company.Facts);
        var query = new MetricQuery { Metrics = ["customers", "served", "served_or_not", "lines", "sold"], Segments = [.. model.Segments.Keys], Now = SmallCompany.Now };

        Cube columnar = await engine.EvaluateAsync(query), reference = await engine.EvaluateAsync(query, ExecutorKind.Reference);

        CubeDifference.Find(reference, columnar).Should().BeNull();
        foreach (string segment in model.Segments.Keys)
        {
            var members = explorer.Members(segment, SmallCompany.Now).Select(SmallCompany.Number).ToList();
            reference.Find("customers", ("segment", segment))!.N.Should().Be(members.Count);
            reference.Find("served_or_not", ("segment", segment))!.Value.Should().Be((Values.Rational)members.Count);
            reference.Find("served", ("segment", segment))!.N.Should().Be(members.Intersect([1, 2, 4]).Count(), "only those have calls: {0}", segment);
        }
    }

    [Fact]
    public void A_rule_that_compares_an_instant_with_a_day_is_refused_with_what_can_be_done()
    {
        Segment segment = Rule(1, "recent", "count(interaction where at >= 2026-03-01) >= 1");

        CrmModel.Parse(segment.Definition(), StandardSchema.Create("EUR").Facts).Findings.Should().ContainSingle().Which.Code.Should().Be("CRM2011");
    }

    [Fact]
    public async Task Membership_is_as_of_now()
    {
        SmallCompany company = await Company();
        var explorer = new SegmentExplorer(company.Model(), company.Facts);

        explorer.Members("buyers", SmallCompany.At("2026-02-01T00:00:00Z")).Select(SmallCompany.Number).Should().Equal(1);
        explorer.Members("big", SmallCompany.At("2026-01-05T00:00:00Z")).Should().BeEmpty("what happens now has not happened yet");
        explorer.Members("friends", Start).Should().BeEmpty("nobody was chosen before the choice");
    }

    [Fact]
    public async Task Why_somebody_is_in_is_said_condition_by_condition()
    {
        SegmentReasons reasons = await Explain("gold", 1);

        reasons.IsMember.Should().BeTrue();
        Text(reasons).Should().Equal(
            "0 any of: True []", "1 all of: True []",
            "2 tier = 'gold': True [tier is 'gold']", "2 employees >= 50: True [employees is 100]",
            "2 count(segment_choice where chosen_for = 'gold' and verdict = 'Excluded') = 0: True [count(segment_choice where chosen_for = 'gold' and verdict = 'Excluded') is 0]",
            "1 count(segment_choice where chosen_for = 'gold' and verdict = 'Included') >= 1: False [count(segment_choice where chosen_for = 'gold' and verdict = 'Included') is 0]");
    }

    [Fact]
    public async Task Why_somebody_is_out_is_said_with_what_is_unknown()
    {
        SegmentReasons reasons = await Explain("nested", 4);

        reasons.IsMember.Should().BeFalse();
        Text(reasons).Should().Contain("4 not (country = 'DE' and industry = 'food'): unknown [country is unknown, industry is 'food']")
            .And.Contain("4 count(order_line) = 0: True [count(order_line) is 0]")
            .And.Contain("3 employees is null: False [employees is 20]");
    }

    [Fact]
    public async Task A_choice_against_the_rule_is_the_reason()
    {
        (await Explain("curated", 1)).Conditions.Should().Contain(c => c.Text.EndsWith("verdict = 'Excluded') = 0") && c.Holds == false && c.Found.Single().EndsWith(" is 1"));
        (await Explain("curated", 3)).Conditions.Should().Contain(c => c.Text.EndsWith("verdict = 'Included') >= 1") && c.Holds == true);
    }

    [Fact]
    public async Task Nobody_is_explained_who_is_not_there()
    {
        SmallCompany company = await Company();
        var explorer = new SegmentExplorer(company.Model(), company.Facts);

        explorer.Explain("germans", SmallCompany.Key(5), SmallCompany.Now).Should().BeNull("the fifth is archived");
        explorer.Explain("germans", "no key", SmallCompany.Now).Should().BeNull();
        FluentActions.Invoking(() => explorer.Members("french", SmallCompany.Now)).Should().Throw<ArgumentException>().WithMessage("There is no segment 'french'; there are *germans*");
    }

    [Fact]
    public async Task A_segment_over_rows_that_are_not_there_is_refused_rather_than_empty()
    {
        SmallCompany company = await Company();
        var explorer = new SegmentExplorer(company.Model(), new FactSet(company.Facts.Tables.Where(t => t.Schema.Name != "order_line")));

        FluentActions.Invoking(() => explorer.Members("buyers", SmallCompany.Now)).Should().Throw<InvalidDefinitionException>().WithMessage("*CRM3013*'buyers' needs the rows of 'order_line'*");
        FluentActions.Invoking(() => explorer.Explain("buyers", SmallCompany.Key(1), SmallCompany.Now)).Should().Throw<InvalidDefinitionException>();
        explorer.Members("germans", SmallCompany.Now).Should().HaveCount(2);
    }

    private static Task<SmallCompany> Company()
    {
        var friends = Segment.DefineStatic(SmallCompany.Id<SegmentId>(1), "friends", "Friends", Start);
        friends.Include(SmallCompany.Id<CustomerId>(2), "known", Start);
        friends.Include(SmallCompany.Id<CustomerId>(6), "known", Start);
        friends.Exclude(SmallCompany.Id<CustomerId>(3), "unknown", Start);
        Segment curated = Rule(5, "curated", "country = 'DE'");
        curated.Include(SmallCompany.Id<CustomerId>(3), "moves to Berlin", Start);
        curated.Exclude(SmallCompany.Id<CustomerId>(1), "competes", Start);
        return SmallCompany.CreateAsync(
            friends, Rule(2, "germans", "country = 'DE'"), Rule(3, "buyers", "count(order_line) >= 2"), Rule(4, "big", "sum(order_line.amount) > 20"), curated,
            Rule(6, "recent", "count(interaction) > 0 and count(order_line where promised >= 2026-03-01) = 0"), Rule(7, "nobody", "count(order_line) > 100"), Rule(8, "everybody", "true"),
            Rule(9, "gold", "tier = 'gold' and employees >= 50"),
            Rule(10, "nested", "(not (country = 'DE' and industry = 'food') and count(order_line) = 0) or employees is null"));
    }

    private static Segment Rule(int id, string name, string rule) => Segment.DefineRule(SmallCompany.Id<SegmentId>(id), name, name, rule, Start);

    private static async Task<SegmentReasons> Explain(string segment, int customer)
    {
        SmallCompany company = await Company();
        return new SegmentExplorer(company.Model(), company.Facts).Explain(segment, SmallCompany.Key(customer), SmallCompany.Now)!;
    }

    private static IEnumerable<string> Text(SegmentReasons reasons) =>
        reasons.Conditions.Select(c => $"{c.Depth} {c.Text}: {c.Holds?.ToString() ?? "unknown"} [{string.Join(", ", c.Found)}]");
}
