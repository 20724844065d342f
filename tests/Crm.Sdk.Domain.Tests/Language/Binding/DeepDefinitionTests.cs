using System.Diagnostics;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Domain.Tests.Language.Binding;

public class DeepDefinitionTests
{
    public static TheoryData<string, string> DeepDefinitions => new()
    {
        { "a chain of metrics", Lines("metric m0 = count(order)", 3_000, i => $"metric m{i} = m{i - 1} + 1") },
        { "metrics that double", Lines("metric m0 = count(order)", 200, i => $"metric m{i} = m{i - 1} + m{i - 1}") },
        { "filtered metrics that double", Lines("metric m0 = count(order)", 30, i => $"metric m{i} = (m{i - 1} where qty > {i}) + (m{i - 1} where channel = 'x')") },
        { "a chain of sets", Lines("set s0 = order", 3_000, i => $"set s{i} = s{i - 1} where qty > {i}") },
        { "a chain of sets, the last first", string.Join('\n', Lines("set s0 = order", 3_000, i => $"set s{i} = s{i - 1} where qty > {i}").Split('\n').Reverse()) },
        { "derived fields that double", Lines("fact f event key id { dim d0 int", 60, i => $"dim d{i} int = d{i - 1} + d{i - 1}") + "}" },
        { "a list of 30,000 values", $"metric m = count(order where qty in ({string.Join(',', Enumerable.Range(0, 30_000))}))" },
        { "a sum of 9,000 counts", $"metric m = {string.Join(" + ", Enumerable.Repeat("count(order)", 9_000))}" },
        { "3,000 conditions", $"metric m = count(order where {string.Join(" and ", Enumerable.Range(0, 3_000).Select(i => $"qty > {i}"))})" },
        { "3,000 parentheses", $"metric m = {new string('(', 3_000)}1{new string(')', 3_000)}" },
        { "3,000 signs", $"metric m = {new string('-', 3_000)}1" },
        { "facts that all refer to one another", Knot(40) + "\nmetric m = count(each f1 where count(f2) > 1)" },
    };

    [Theory]
    [MemberData(nameof(DeepDefinitions))]
    public void A_definition_out_of_all_proportion_ends_in_a_finding_soon(string what, string definitions)
    {
        var watch = Stopwatch.StartNew();
        Checked<CrmModel> model = ShopModel.Parse(definitions);
        model.IsValid.Should().BeFalse(what);
        model.Findings.Count.Should().BeLessThan(10, "each cause is said once");
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Metrics_may_stand_on_metrics_thirty_two_deep()
    {
        string chain = Lines("metric m0 = count(order)", 32, i => $"metric m{i} = m{i - 1} + 1");
        ShopModel.Parse(chain).IsValid.Should().BeTrue();
        ShopModel.Parse(chain + "\nmetric m33 = m32 + 1").Findings.Should().ContainSingle()
            .Which.Should().Match<Finding>(f => f.Code == "CRM2023" && f.Place.Line == ShopModel.Lines + 34);
    }

    [Fact]
    public void A_metric_that_is_too_large_is_said_to_be_so_where_it_is_written()
    {
        Checked<CrmModel> model = ShopModel.Parse(Lines("metric m0 = count(order)", 20, i => $"metric m{i} = m{i - 1} + m{i - 1}"));
        model.Findings.Should().ContainSingle().Which.Code.Should().Be("CRM2023");
        model.Findings[0].Place.Line.Should().Be(ShopModel.Lines + 14, "m12 has 2^13 parts, and m13 more than 20000 with its sums");
    }

    private static string Lines(string first, int count, Func<int, string> line) =>
        string.Join('\n', Enumerable.Range(1, count).Select(line).Prepend(first));

    private static string Knot(int facts) => string.Join('\n', Enumerable.Range(0, facts).Select(i =>
        $"fact f{i} entity key id {{ {string.Join(' ', Enumerable.Range(0, facts).Where(j => j != i).Select(j => $"ref r{j} to f{j}"))} }}"));
}
