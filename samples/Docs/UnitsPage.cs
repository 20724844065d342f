namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about units, money and rounding.</summary>
public static class UnitsPage
{
    /// <summary>Units of durations, ratios and instants.</summary>
    public static Task Units(TextWriter output) => Shop.PrintAsync(output, Shop.Ask("case.took", "case.effort", "case.effort_share", "order.first"));

    /// <summary>Rounding at the end, in the definition, and row by row.</summary>
    public static Task Rounding(TextWriter output) => Shop.PrintAsync(output, Shop.Ask("order.third", "order.third_rounded", "order.thirds_of_rows"));
}
