namespace Crm.Sdk.House.Tests.Architecture;

public sealed class GraphTests
{
    [Fact]
    public void A_chain_has_no_circle() => Circles("ab", "bc", "ac").Should().BeEmpty();

    [Fact]
    public void A_name_that_uses_itself_is_no_circle() => Circles("aa").Should().BeEmpty();

    [Fact]
    public void Circles_that_share_a_name_are_one() => Circles("ab", "ba", "bc", "cb", "cd").Should().Equal("abc");

    [Fact]
    public void Circles_that_share_no_name_are_told_apart() => Circles("ab", "ba", "bc", "cd", "dc").Should().Equal("ab", "cd");

    private static IEnumerable<string> Circles(params string[] arrows) =>
        new Graph(arrows.Select(a => (a[..1], a[1..]))).Circles().Select(circle => string.Concat(circle));
}
