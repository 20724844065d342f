using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Domain.Tests.Validation;

public class SuggestionTests
{
    [Theory]
    [InlineData("revenu", "revenue")] // one is missing
    [InlineData("revennue", "revenue")] // one is too many
    [InlineData("ravenue", "revenue")] // another one
    [InlineData("reevnue", "revenue")] // two are swapped
    [InlineData("REVENUE", "revenue")]
    [InlineData("Revenu", "revenue")]
    [InlineData("nte", "net")]
    [InlineData("custommmer", "customer")]
    public void A_slip_of_the_keyboard_finds_the_name(string typed, string meant) =>
        Suggestion.For(typed, ["customer", "net", "revenue"]).Should().Be(meant);

    [Theory]
    [InlineData("")]
    [InlineData("n")]
    [InlineData("nxx")]
    [InlineData("income")]
    [InlineData("revxnxe_y")]
    public void What_is_far_from_every_name_finds_none(string typed) => Suggestion.For(typed, ["customer", "net", "revenue"]).Should().BeNull();

    [Fact]
    public void A_short_name_is_not_reached_by_changing_most_of_it() => Suggestion.For("by_month", ["by", "on", "month_ly"]).Should().BeNull();

    [Fact]
    public void The_nearest_wins_and_then_the_first() => Suggestion.For("orders", ["order", "borders", "ORDERS", "Orders"]).Should().Be("ORDERS");

    [Fact]
    public void A_name_that_nobody_types_is_not_looked_for() => Suggestion.For(new string('x', 65), [new string('x', 65)]).Should().BeNull();

    [Fact]
    public void Words_of_the_language_and_names_of_a_model_are_found_by_one_rule()
    {
        CrmParser.Parse("metrci m = 1").Findings[0].Mend.Should().Be("Did you mean 'metric'?");
        CrmModel.Parse("fact order event key id { measure worth int }  metric m = sum(order.wroth)").Findings[0].Mend.Should().Be("Did you mean 'worth'?");
    }
}
