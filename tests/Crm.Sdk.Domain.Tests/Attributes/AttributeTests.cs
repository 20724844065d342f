using Crm.Sdk.Attributes;
using Crm.Sdk.Customers;
using FsCheck.Xunit;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Attributes;

public sealed class AttributeTests
{
    private static readonly Instant At = Instant.FromUtc(2026, 1, 1, 9, 0);

    [Theory]
    [InlineData("")]
    [InlineData("Size")]
    [InlineData("1st")]
    [InlineData("a b")]
    [InlineData("gr\u00F6\u00DFe")]
    [InlineData("_a")]
    public void A_key_is_small_letters_digits_and_underscores(string key) =>
        FluentActions.Invoking(() => AttributeDefinition.Text(key)).Should().Throw<ArgumentException>();

    [Fact]
    public void Values_of_every_type_come_back()
    {
        ComesBack(AttributeDefinition.Text("a"), "");
        ComesBack(AttributeDefinition.Text("a", isPersonal: true), "Ann \u0000 \U0001F600");
        ComesBack(AttributeDefinition.Flag("a"), false);
        ComesBack(AttributeDefinition.Integer("a"), long.MinValue);
        ComesBack(AttributeDefinition.Decimal("a", 2), -12.34m);
        ComesBack(AttributeDefinition.Decimal("a", 0), long.MaxValue);
        ComesBack(AttributeDefinition.Decimal("a", 12), -9223372.036854775808m);
        ComesBack(AttributeDefinition.Date("a"), LocalDate.MinIsoValue);
        ComesBack(AttributeDefinition.Instant("a"), Instant.FromUnixTimeTicks(-10));
    }

    [Property]
    public bool A_bag_comes_back_from_its_JSON_and_equal_bags_have_one_text(string? text, long number, bool flag, string? key)
    {
        Customer customer = Ann();
        customer.Set(AttributeDefinition.Text("z"), text ?? "", At);
        customer.Set(AttributeDefinition.Integer("a"), number, At);
        customer.Set(AttributeDefinition.Flag("m"), flag, At);
        Customer other = Ann();
        other.Set(AttributeDefinition.Flag("m"), flag, At);
        other.Set(AttributeDefinition.Integer("a"), number, At);
        other.Set(AttributeDefinition.Text("z"), text ?? "", At);
        AttributeBag bag = customer.Attributes;

        return AttributeBag.FromJson(bag.ToJson()).Equals(bag) && other.Attributes.Equals(bag) && other.Attributes.ToJson() == bag.ToJson()
            && other.Attributes.GetHashCode() == bag.GetHashCode() && bag[key ?? ""] is null == !bag.Keys.Contains(key ?? "");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"a":1.5}""")]
    [InlineData("""{"a":null}""")]
    [InlineData("""{"a":{}}""")]
    [InlineData("""{"a":9223372036854775808}""")]
    public void What_is_no_bag_is_refused(string json) =>
        FluentActions.Invoking(() => AttributeBag.FromJson(json)).Should().Throw<FormatException>().WithMessage("This is no bag of attributes.");

    [Fact]
    public void An_empty_bag_is_an_empty_object()
    {
        AttributeBag.Empty.ToJson().Should().Be("{}");
        AttributeBag.FromJson("{}").Should().BeSameAs(AttributeBag.Empty);
        AttributeBag.FromJson(" { } ").Should().Be(AttributeBag.Empty);
    }

    [Fact]
    public void A_bag_prints_its_keys_only()
    {
        Customer customer = Ann();
        customer.Set(AttributeDefinition.Text("nickname", isPersonal: true), "Secret", At);

        customer.Attributes.ToString().Should().Be("nickname");
    }

    [Fact]
    public void Setting_what_is_there_and_clearing_what_is_not_raise_nothing()
    {
        Customer customer = Ann();
        customer.Set(AttributeDefinition.Integer("a"), 1, At);
        int events = customer.PendingEvents.Count;

        customer.Set(AttributeDefinition.Integer("a"), 1, At);
        customer.Clear(AttributeDefinition.Integer("b"), At);

        customer.PendingEvents.Should().HaveCount(events);
    }

    [Fact]
    public void A_number_with_too_many_decimals_is_refused() =>
        Ann().Invoking(c => c.Set(AttributeDefinition.Decimal("rate", 2), 1.005m, At)).Should().Throw<ArgumentException>().WithMessage("*1.005*'rate'*2 decimals*");

    [Fact]
    public void A_scale_above_twelve_is_refused() =>
        FluentActions.Invoking(() => AttributeDefinition.Decimal("a", 13)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void A_kind_of_aggregate_has_a_key_once()
    {
        AttributeRegistry registry = new AttributeRegistry().Add("customer", AttributeDefinition.Text("a"), AttributeDefinition.Flag("b"));

        registry.Of("customer").Select(a => a.Key).Should().Equal("a", "b");
        registry.Of("contact").Should().BeEmpty();
        registry.Invoking(r => r.Add("customer", AttributeDefinition.Integer("a"))).Should().Throw<ArgumentException>().WithMessage("*'customer' has an attribute 'a' already*");
        registry.Invoking(r => r.Add("contact", AttributeDefinition.Integer("a"))).Should().NotThrow();
    }

    private static Customer Ann() => Customer.Register(new CustomerId(new Guid(1, 0, 0, new byte[8])), "Ann", CustomerKind.Person, At);

    private static void ComesBack<T>(AttributeDefinition<T> attribute, T value)
        where T : notnull
    {
        Customer customer = Ann();
        customer.Set(attribute, value, At);

        customer.Attributes.TryGet(attribute, out T? back).Should().BeTrue();
        back.Should().Be(value);
        AttributeBag.FromJson(customer.Attributes.ToJson()).Should().Be(customer.Attributes);
        customer.Clear(attribute, At);
        customer.Attributes.TryGet(attribute, out _).Should().BeFalse();
    }
}
