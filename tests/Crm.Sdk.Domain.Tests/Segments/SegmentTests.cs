using Crm.Sdk.Customers;
using Crm.Sdk.Domain.Tests.Aggregates;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Segments;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Segments;

public sealed class SegmentTests
{
    private static readonly CustomerId Ann = Specimens.Id<CustomerId>(1);

    [Theory]
    [InlineData("country = 'DE'")]
    [InlineData("country = 'DE' or country = 'AT'")]
    [InlineData("country = 'DE' // a remark")]
    [InlineData("count(order_line) >= 2 and\n not (stage = 'Former')")]
    [InlineData("sum(order_line.amount by placed) > 100")]
    public void A_rule_becomes_a_definition_that_binds_to_the_standard_facts(string rule)
    {
        Segment segment = Define("mine", rule);

        BoundSegment bound = CrmModel.Parse(segment.Definition(), StandardSchema.Create("EUR").Facts).ThrowIfInvalid().Segments["mine"];

        bound.Entity.Name.Should().Be("customer");
    }

    [Theory]
    [InlineData("country =")]
    [InlineData("true) or (true")]
    [InlineData("true)\nmetric m = count(customer) where (true")]
    [InlineData("true\nmetric m = 1")]
    [InlineData("country = 'DE")]
    public void A_rule_that_is_not_one_condition_is_refused(string rule)
    {
        FluentActions.Invoking(() => Define("mine", rule)).Should().Throw<Exception>().Which.Should().Match(e => e is InvalidDefinitionException || e is ArgumentException);
        Segment segment = Define("mine", "true");
        FluentActions.Invoking(() => segment.Revise(rule, Specimens.Start)).Should().Throw<Exception>();
        segment.Rule.Should().Be("true");
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("a \"title\"")]
    [InlineData("1st")]
    [InlineData("x = customer where true segment y")]
    public void A_name_that_is_no_name_of_the_language_is_refused(string name) =>
        FluentActions.Invoking(() => Segment.DefineStatic(Specimens.Id<SegmentId>(1), name, "x", Specimens.Start)).Should().Throw<Exception>()
            .Which.Should().Match(e => e is InvalidDefinitionException || e is ArgumentException);

    [Theory]
    [InlineData("Say \"hello\" \\ 'bye'")]
    [InlineData("Two\nlines")]
    [InlineData("ends with \\")]
    public void Any_title_comes_through_the_definition_or_is_refused_at_once(string title)
    {
        Segment? segment = null;
        Exception? refused = Record.Exception(() => segment = Segment.DefineStatic(Specimens.Id<SegmentId>(1), "mine", title, Specimens.Start));
        if (refused is not null)
        {
            refused.Should().Match(e => e is ArgumentException || e is InvalidDefinitionException);
            return;
        }

        CrmParser.Parse(segment!.Definition()).ThrowIfInvalid().Declarations.OfType<SegmentDeclaration>().Single().Title.Should().Be(title);
    }

    [Fact]
    public void The_last_thing_said_about_a_customer_counts_and_the_same_said_twice_is_nothing()
    {
        Segment segment = Define("mine", "true");
        segment.Include(Ann, "a friend", Specimens.Start);
        segment.Include(Ann, "still a friend", Specimens.Start);
        segment.Exclude(Ann, "no more", Specimens.Start + Duration.FromDays(1));

        segment.Choices.Should().ContainSingle().Which.Should().Be(
            new SegmentChoice { Customer = Ann, Verdict = SegmentVerdict.Excluded, Reason = "no more", At = Specimens.Start + Duration.FromDays(1) });
        segment.Withdraw(Ann, Specimens.Start);
        segment.Withdraw(Ann, Specimens.Start);
        segment.Choices.Should().BeEmpty();
        segment.PendingEvents.Should().HaveCount(4);
    }

    [Fact]
    public void A_choice_needs_a_reason_and_a_static_segment_has_no_rule()
    {
        var segment = Segment.DefineStatic(Specimens.Id<SegmentId>(1), "mine", "Mine", Specimens.Start);

        FluentActions.Invoking(() => segment.Include(Ann, " ", Specimens.Start)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => segment.Revise("true", Specimens.Start)).Should().Throw<InvalidOperationException>().WithMessage("*static*");
        segment.PendingEvents.Should().ContainSingle();
    }

    private static Segment Define(string name, string rule) => Segment.DefineRule(Specimens.Id<SegmentId>(1), name, "Mine", rule, Specimens.Start);
}
