using System.Linq.Expressions;
using Crm.Sdk.Attributes;
using Crm.Sdk.Customers;
using Crm.Sdk.Specifications;
using FsCheck.Xunit;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Specifications;

/// <summary>A condition means what its C# means: each is run both ways on random customers.</summary>
public sealed class SpecificationTests
{
    private static readonly AttributeDefinition<long> Size = AttributeDefinition.Integer("size");
    private static readonly AttributeDefinition<bool> Vip = AttributeDefinition.Flag("vip");
    private static readonly Instant Origin = Instant.FromUtc(2026, 1, 1, 0, 0);
    private static readonly CustomerId[] Ids = [.. Enumerable.Range(1, 4).Select(i => new CustomerId(new Guid(i, 0, 0, new byte[8])))];
    private static readonly string?[] Some = ["a", null];

    private static readonly Expression<Func<Customer, bool>>[] Conditions =
    [
        c => c.Owner == "a",
        c => c.Owner != "a",
        c => c.Owner == null,
        c => !(c.Owner == "b"),
        c => c.Name.StartsWith("ab", StringComparison.Ordinal),
        c => c.Owner != null && c.Owner.EndsWith("bA", StringComparison.Ordinal),
        c => c.Owner != null && c.Owner.Contains("bA", StringComparison.Ordinal),
        c => Some.Contains(c.Owner),
        c => !Some.Contains(c.Owner),
        c => c.Kind == CustomerKind.Person,
        c => c.Stage != LifecycleStage.Active,
        c => c.RegisteredAt < Origin,
        c => c.RegisteredAt >= Origin,
        c => c.Parent == Ids[1],
        c => c.Parent != Ids[1],
        c => c.Parent.HasValue,
        c => Ids.Contains(c.Id),
        c => (long?)c.Attributes["size"] > 1,
        c => !((long?)c.Attributes["size"] > 1),
        c => (long?)c.Attributes["size"] != 2,
        c => (bool?)c.Attributes["vip"] == true,
        c => (bool?)c.Attributes["vip"] != true,
        c => c.Owner == "a" && c.Kind == CustomerKind.Person || c.Name == "ab",
    ];

    [Property(MaxTest = 300)]
    public bool A_condition_holds_where_its_lambda_holds(int seed)
    {
        Customer customer = Drawn(new Random(seed));

        return Conditions.All(c => Specification<Customer>.Of(q => q.Where(c)).IsSatisfiedBy(customer) == c.Compile()(customer));
    }

    [Property(MaxTest = 300)]
    public bool And_Or_and_Not_are_those_of_logic(int seed, byte one, byte two)
    {
        Customer customer = Drawn(new Random(seed));
        Specification<Customer> a = Numbered(one), b = Numbered(two);
        bool holdsA = a.IsSatisfiedBy(customer), holdsB = b.IsSatisfiedBy(customer);

        return a.And(b).IsSatisfiedBy(customer) == (holdsA && holdsB)
            && a.Or(b).IsSatisfiedBy(customer) == (holdsA || holdsB)
            && a.Not().IsSatisfiedBy(customer) == !holdsA
            && a.Not().Not().IsSatisfiedBy(customer) == holdsA
            && a.And(b).Not().IsSatisfiedBy(customer) == a.Not().Or(b.Not()).IsSatisfiedBy(customer)
            && a.Or(b).Not().IsSatisfiedBy(customer) == a.Not().And(b.Not()).IsSatisfiedBy(customer);
    }

    [Fact]
    public void Several_conditions_must_all_hold()
    {
        Customer customer = Drawn(new Random(1));
        string name = customer.Name;

        Specification<Customer>.Of(q => q.Where(c => c.Name == name).Where(c => c.Name != name)).IsSatisfiedBy(customer).Should().BeFalse();
        Specification<Customer>.Of(q => q.Where(c => c.Name == name).Where(c => c.Id == customer.Id)).IsSatisfiedBy(customer).Should().BeTrue();
        Specification<Customer>.Of(_ => { }).IsSatisfiedBy(customer).Should().BeTrue();
        Specification<Customer>.Of(_ => { }).Not().IsSatisfiedBy(customer).Should().BeFalse();
    }

    [Fact]
    public void What_is_joined_must_be_a_condition_only_and_order_stays_with_the_first()
    {
        var condition = Specification<Customer>.Of(q => q.Where(c => c.Owner == "a"));
        var ordered = Specification<Customer>.Of(q => q.OrderBy(c => c.Name).Take(3));

        condition.Invoking(c => c.And(ordered)).Should().Throw<ArgumentException>().WithMessage("*condition only*");
        condition.Invoking(c => c.Or(ordered)).Should().Throw<ArgumentException>();
        ordered.And(condition).ToQuery().Should().Match<RowQuery>(q => q.Take == 3 && q.Order.Count == 1 && q.Where != null);
        ordered.Not().Take.Should().Be(3);
        condition.Take.Should().BeNull("joining changes neither");
    }

    [Fact]
    public void An_archived_one_counts_only_when_archived_ones_are_wanted()
    {
        Customer customer = Drawn(new Random(2));
        customer.Archive(Origin);

        Specification<Customer>.Of(_ => { }).IsSatisfiedBy(customer).Should().BeFalse();
        Specification<Customer>.Of(q => q.IncludeArchived()).IsSatisfiedBy(customer).Should().BeTrue();
        Specification<Customer>.Of(_ => { }).And(Specification<Customer>.Of(q => q.IncludeArchived())).IncludesArchived.Should().BeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_page_of_none_is_refused(int take) =>
        FluentActions.Invoking(() => Specification<Customer>.Of(q => q.Take(take))).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void A_class_says_its_condition_in_its_constructor() =>
        new Prospects("a").ToQuery().Where!.ToString().Should().Be("(stage Equal Prospect and owner Equal a)");

    private static Specification<Customer> Numbered(byte number) => Specification<Customer>.Of(q => q.Where(Conditions[number % Conditions.Length]));

    private static Customer Drawn(Random random)
    {
        string[] texts = ["a", "b", "ab", "A", "bA", "\U0001F600a"];
        var customer = Customer.Register(Ids[0], texts[random.Next(texts.Length)], (CustomerKind)random.Next(2), Origin + Duration.FromSeconds(random.Next(-1, 2)));
        customer.AssignTo(random.Next(3) == 0 ? null : texts[random.Next(texts.Length)], Origin);
        customer.MoveTo((LifecycleStage)random.Next(3), Origin);
        customer.PlaceUnder(random.Next(3) == 0 ? null : Ids[random.Next(1, 4)], Origin);
        if (random.Next(3) != 0)
        {
            customer.Set(Size, random.Next(4), Origin);
        }

        if (random.Next(3) != 0)
        {
            customer.Set(Vip, random.Next(2) == 0, Origin);
        }

        return customer;
    }

    private sealed class Prospects : Specification<Customer>
    {
        public Prospects(string owner) => Query.Where(c => c.Stage == LifecycleStage.Prospect).Where(c => c.Owner == owner);
    }
}
