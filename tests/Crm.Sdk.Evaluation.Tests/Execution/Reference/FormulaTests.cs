using Crm.Sdk.Evaluation.Cubes;

namespace Crm.Sdk.Evaluation.Tests.Execution.Reference;

public class FormulaTests
{
    private const string Parts = """
        metric web = count(order where channel = 'web')
        metric all = count(order)
        metric none = count(order where channel = 'fax')
        metric gone = avg(order.net where channel = 'fax')
        metric money = sum(order.net)
        metric flat = sum(order.net where channel = 'web' and quantity is null) - sum(order.net where quantity is null)
        """;

    [Theory]
    [InlineData("web / all", "0.5 (3 / 6, n 6, rows 6, None)")]
    [InlineData("all / web", "2 (6 / 3, n 3, rows 3, None)")]
    [InlineData("money / all", "22.125 (132.75 / 6, n 6, rows 6, None)")]
    [InlineData("money / sum(order.net) * all", "6 (6 / 1, n 5, rows 6, None)")]
    [InlineData("none / all", "0 (0 / 6, n 6, rows 6, None)")]
    [InlineData("all / none", "EmptyDenominator (6 / 0, n 0, rows 0, None)")]
    [InlineData("none / none", "EmptyDenominator (0 / 0, n 0, rows 0, Empty)")]
    [InlineData("money / (all - all)", "ZeroDenominator (132.75 / 0, n 6, rows 6, None)")]
    [InlineData("money / flat", "ZeroDenominator (132.75 / 0, n 1, rows 1, None)")]
    [InlineData("all / 0", "ZeroDenominator (6 / 0, n 6, rows 6, None)")]
    [InlineData("none / 0", "ZeroDenominator (0 / 0, n 0, rows 0, Empty)")]
    [InlineData("all / 4", "1.5 (6 / 4, n 6, rows 6, None)")]
    [InlineData("1 / all", "1/6 (1 / 6, n 6, rows 6, None)")]
    [InlineData("money / gone", "NoRows (132.75 / 0, n 0, rows 0, None)")]
    [InlineData("gone / money", "NoRows (0 / 132.75, n 5, rows 6, None)")]
    [InlineData("gone / sum(order.net where channel = 'fax')", "NoRows (0 / 0, n 0, rows 0, Empty)")]
    public void A_ratio_keeps_its_pair_and_counts_its_denominator(string formula, string cell) => Check(formula, cell);

    [Theory]
    [InlineData("web + all", "9 (9 / 1, n 3, rows 3, None)")]
    [InlineData("web + 1", "4 (4 / 1, n 3, rows 3, None)")]
    [InlineData("-web", "-3 (-3 / 1, n 3, rows 3, None)")]
    [InlineData("100 * (web / all)", "50 (50 / 1, n 6, rows 6, None)")]
    [InlineData("web - all / none", "EmptyDenominator (0 / 0, n 0, rows 0, None)")]
    [InlineData("all / none + 1 / (all - all)", "EmptyDenominator (0 / 0, n 0, rows 0, None)")]
    [InlineData("1 / (all - all) + all / none", "ZeroDenominator (0 / 0, n 0, rows 0, None)")]
    [InlineData("none + none", "0 (0 / 1, n 0, rows 0, Empty)")]
    [InlineData("none + 1", "1 (1 / 1, n 0, rows 0, Empty)")]
    [InlineData("none + all", "6 (6 / 1, n 0, rows 0, None)")]
    [InlineData("round(money / all, 1)", "22.1 (221 / 10, n 6, rows 6, None)")]
    [InlineData("round(money / all, 2)", "22.13 (2213 / 100, n 6, rows 6, None)")] // 22.125 away from zero
    [InlineData("round(-money / all, 2)", "-22.13 (-2213 / 100, n 6, rows 6, None)")]
    [InlineData("abs(web - all)", "3 (3 / 1, n 3, rows 3, None)")]
    [InlineData("min(web, all, 5)", "3 (3 / 1, n 3, rows 3, None)")]
    [InlineData("max(web, all, 7)", "7 (7 / 1, n 3, rows 3, None)")]
    [InlineData("max(money, gone)", "NoRows (0 / 0, n 0, rows 0, None)")]
    [InlineData("orElse(gone, money)", "132.75 (531 / 4, n 0, rows 0, None)")]
    [InlineData("orElse(all / none, 0)", "0 (0 / 1, n 0, rows 0, None)")]
    [InlineData("orElse(none / none, 7)", "7 (7 / 1, n 0, rows 0, Empty)")]
    [InlineData("orElse(money, gone)", "132.75 (531 / 4, n 0, rows 0, None)")]
    [InlineData("orElse(all / none, money / gone * 1)", "EmptyDenominator (0 / 0, n 0, rows 0, None)")]
    [InlineData("if(web > 2, all, web)", "6 (6 / 1, n 3, rows 3, None)")]
    [InlineData("if(web > 3, all, web)", "3 (3 / 1, n 3, rows 3, None)")]
    [InlineData("if(gone > 3, money, -money)", "-132.75 (-531 / 4, n 0, rows 0, None)")]
    [InlineData("if(web > 2, gone, money)", "NoRows (0 / 0, n 0, rows 0, None)")]
    [InlineData("if(gone is null and web in (2, 3), all, 0)", "6 (6 / 1, n 0, rows 0, None)")]
    [InlineData("if(gone > 0 or web = 3, all, 0)", "6 (6 / 1, n 0, rows 0, None)")]
    [InlineData("if(not (gone > 0 and web = 3), all, 0)", "0 (0 / 1, n 0, rows 0, None)")]
    public void A_formula_takes_the_smallest_of_its_inputs(string formula, string cell) => Check(formula, cell);

    [Fact]
    public void A_metric_by_name_is_its_formula()
    {
        var cube = HandTables.OfShop(Parts + "metric share = web / all  metric twice = 2 * share").Ask(Questions.Of("share", "twice"));
        cube.Total("share").Should().Be("0.5 (3 / 6, n 6, rows 6, None)");
        cube.Total("twice").Should().Be("1 (1 / 1, n 6, rows 6, None)");
    }

    [Theory]
    [InlineData("count(order where quantity = 2) minimum 2", "2 (2 / 1, n 2, rows 2, None)")]
    [InlineData("count(order where quantity = 2) minimum 3", "Suppressed (0 / 0, n 0, rows 0, None)")]
    [InlineData("count(order) / count(order where quantity = 2) minimum 3", "Suppressed (0 / 0, n 0, rows 0, None)")]
    [InlineData("count(order where quantity > 9) minimum 1", "Suppressed (0 / 0, n 0, rows 0, None)")]
    public void Below_its_minimum_a_cell_shows_nothing(string definition, string cell) =>
        HandTables.OfShop($"metric m = {definition}").Ask(Questions.Of("m")).Total("m").Should().Be(cell);

    [Fact]
    public void A_cell_has_a_value_or_a_reason()
    {
        Cube cube = HandTables.OfShop(Parts + "metric m = money / gone").Ask(Questions.Of("web", "m", "gone") with { By = ["customer", "channel"] });
        Enumerable.Range(0, 3).SelectMany(cube.CellsOf).Should().OnlyContain(cell => cell.Value == null ^ cell.Reason == CellReason.None);
    }

    private static void Check(string formula, string cell) =>
        HandTables.OfShop($"{Parts} metric m = {formula}").Ask(Questions.Of("m")).Total("m").Should().Be(cell);
}
