using System.Linq.Expressions;
using Crm.Sdk.Customers;
using Crm.Sdk.Specifications;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Specifications;

public sealed class ConditionReaderTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 1, 1, 12, 0);
    private static readonly CustomerId Some = new(new Guid(1, 0, 0, new byte[8]));
    private static readonly string? Captured = "a";
    private static string? Nothing => null;
    private static readonly int? MaybeNumber = 7;
    private static readonly List<string?> Owners = ["a", "b"];

    public static TheoryData<Expression<Func<Customer, bool>>, string> Forms => new()
    {
        { c => c.Owner == "a", "owner Equal a" },
        { c => "a" == c.Owner, "owner Equal a" },
        { c => c.Owner != Captured, "owner NotEqual a" },
        { c => c.Owner == null, "owner is null" },
        { c => c.Owner == Nothing, "owner is null" },
        { c => c.Owner != null, "not owner is null" },
        { c => c.Owner!.Equals("a"), "owner Equal a" },
        { c => c.Kind == CustomerKind.Person, "kind Equal Person" },
        { c => c.Stage != LifecycleStage.Former, "stage NotEqual Former" },
        { c => c.RegisteredAt < Noon, "registered_at Less 1767268800000000" },
        { c => Noon <= c.RegisteredAt, "registered_at GreaterOrEqual 1767268800000000" },
        { c => c.Id == Some, "id Equal 00000001-0000-0000-0000-000000000000" },
        { c => c.Key == Some.Value, "id Equal 00000001-0000-0000-0000-000000000000" },
        { c => c.Parent == Some, "parent_id Equal 00000001-0000-0000-0000-000000000000" },
        { c => c.Parent == null, "parent_id is null" },
        { c => c.Parent.HasValue, "not parent_id is null" },
        { c => !c.Parent.HasValue, "not not parent_id is null" },
        { c => c.Parent!.Value == Some, "parent_id Equal 00000001-0000-0000-0000-000000000000" },
        { c => c.Owner!.StartsWith("st", StringComparison.Ordinal), "owner has 'st' at Start" },
        { c => c.Owner!.EndsWith("st", StringComparison.Ordinal), "owner has 'st' at End" },
        { c => c.Owner!.Contains(Captured!), "owner has 'a' at Anywhere" },
        { c => c.Owner!.StartsWith('x'), "owner has 'x' at Start" },
        { c => c.Owner!.Contains('x'), "owner has 'x' at Anywhere" },
        { c => new[] { "a", "b" }.Contains(c.Owner), "owner in (a, b)" },
        { c => Owners.Contains(c.Owner), "owner in (a, b)" },
        { c => new List<string?> { "a", null }.Contains(c.Owner) || c.Owner == "z", "REFUSED" },
        { c => new HashSet<string>(StringComparer.Ordinal).Contains(c.Name), "name in ()" },
        { c => new[] { CustomerKind.Person }.Contains(c.Kind), "kind in (Person)" },
        { c => new CustomerId?[] { Some, null }.Contains(c.Parent), "(parent_id in (00000001-0000-0000-0000-000000000000) or parent_id is null)" },
        { c => c.Attributes["size"]!.Equals(5L), "size Equal 5" },
        { c => (long?)c.Attributes["size"] > 5, "size Greater 5" },
        { c => (bool?)c.Attributes["vip"] == true, "vip Equal True" },
        { c => (string?)c.Attributes["motto"] == Captured, "motto Equal a" },
        { c => c.Attributes["motto"] == null, "motto is null" },
        { c => c.Owner == "a" && c.Kind == CustomerKind.Person || !(c.Name == "b"), "((owner Equal a and kind Equal Person) or not name Equal b)" },
        { c => true, "true" },
        { c => Captured == null || c.Owner == Captured, "(false or owner Equal a)" },
        { c => Captured != "b", "true" },
        { c => MaybeNumber.HasValue && MaybeNumber.Value > 6, "(true and true)" },
        { c => MaybeNumber >= 8, "false" },
        { c => (long?)c.Attributes["size"] == MaybeNumber!.Value, "size Equal 7" },
        { c => (long?)c.Attributes["size"] == (long)Cut, "size Equal 2" },
        { c => c.Owner == Names[1], "owner Equal z" },
        { c => c.Owner == Owners[1], "owner Equal b" },
    };

    private static string[] Names => ["y", "z"];

    private static double Cut => 2.7;

    public static TheoryData<Expression<Func<Customer, bool>>, string> Refusals => new()
    {
        { c => c.Name.Length > 3, "*c.Name.Length*no property that is stored*" },
        { c => c.IsArchived, "*c.IsArchived*no condition that stores know*" },
        { c => c.Name.Trim() == "A", "*c.Name.Trim()*no property that is stored*" },
        { c => c.Name == c.Owner, "*compares two properties*" },
        { c => c.Stage > LifecycleStage.Prospect, "*order*stored by name*" },
        { c => c.Stage == (LifecycleStage)99, "*99, which is no LifecycleStage*" },
        { c => c.Name.StartsWith("st", StringComparison.OrdinalIgnoreCase), "*StringComparison.Ordinal, or Search*" },
        { c => c.Name.Equals("a", StringComparison.OrdinalIgnoreCase), "*calls a method that stores do not know*" },
        { c => c.Name.Contains(Nothing!), "*looks for null*" },
        { c => IsGood(c), "*IsGood(c)*calls a method that stores do not know*" },
        { c => c.Name[0] == 'a', "*no property that is stored*" },
        { c => c.ExternalIds.Count == 0, "*ExternalIds.Count*" },
        { c => c.Name == (Captured ?? "b"), "*put it into a variable first*" },
        { c => c.Version == 1, "*c.Version*" },
        { c => new[] { "a" }.Contains(c.Name, StringComparer.OrdinalIgnoreCase), "*compares in a way of its own*" },
        { c => new HashSet<string>(StringComparer.OrdinalIgnoreCase).Contains(c.Name), "*compares in a way of its own*" },
        { c => Captured!.Contains(c.Name), "*calls a method that stores do not know*" },
        { c => new Range().Contains(c.Name), "*calls a method that stores do not know*" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_has_its_place_in_the_tree(Expression<Func<Customer, bool>> condition, string expected)
    {
        if (expected == "REFUSED")
        {
            // A list that is made in the condition itself has no value until the condition runs.
            FluentActions.Invoking(() => Tree(condition)).Should().Throw<NotSupportedException>().WithMessage("*put it into a variable first*");
            return;
        }

        Tree(condition).Should().Be(expected);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_has_no_place_is_refused_by_its_text(Expression<Func<Customer, bool>> condition, string why) =>
        FluentActions.Invoking(() => Tree(condition)).Should().Throw<NotSupportedException>().WithMessage(why);

    [Fact]
    public void A_refusal_names_what_is_stored() =>
        FluentActions.Invoking(() => Tree(c => c.IsArchived)).Should().Throw<NotSupportedException>().WithMessage("*customer*Stored are: id, Name, Kind,*RegisteredAt and Attributes[key]*");

    [Fact]
    public void Search_and_order_take_stored_properties_only()
    {
        FluentActions.Invoking(() => Specification<Customer>.Of(q => q.OrderBy(c => c.Name.Length))).Should().Throw<NotSupportedException>().WithMessage("*c.Name.Length*");
        FluentActions.Invoking(() => Specification<Customer>.Of(q => q.Search(c => c.Name + "x", "a"))).Should().Throw<NotSupportedException>();
        Specification<Customer>.Of(q => q.Search(c => c.Owner, "a%")).ToQuery().Where!.ToString().Should().Be("owner like 'a%'");
    }

    private static string Tree(Expression<Func<Customer, bool>> condition) => Specification<Customer>.Of(q => q.Where(condition)).ToQuery().Where!.ToString()!;

    private static bool IsGood(Customer customer) => customer.Name.Length > 0;

    private sealed class Range
    {
        public bool Contains(string text) => text.Length > 0;
    }
}
