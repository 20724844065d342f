namespace Crm.Sdk.House.Tests.PublicApi;

public sealed class ApiDifferenceTests
{
    [Fact]
    public void Equal_texts_do_not_differ() => ApiDifference.Between("N: class A\n    A()\n", "N: class A\n    A()\n").Should().BeEmpty();

    [Fact]
    public void A_changed_member_is_told_behind_its_type() =>
        ApiDifference.Between("N: class A\n    int B { get; }\n", "N: class A\n    long B { get; }\n")
            .Should().Equal("- N: class A | int B { get; }", "+ N: class A | long B { get; }");

    [Fact]
    public void A_new_type_is_told_in_one_line() =>
        ApiDifference.Between("", "N: class A\n    A()\n    int B { get; }\n").Should().Equal("+ N: class A (2 members)");
}
