namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about metrics.</summary>
public static class MetricsPage
{
    /// <summary>One aggregate each.</summary>
    public static Task Simple(TextWriter output) => Shop.PrintAsync(output, Shop.AskByMonth("orders", "revenue", "order.largest", "buyers"));

    /// <summary>Divisions of aggregates and of metrics.</summary>
    public static Task Ratios(TextWriter output) => Shop.PrintAsync(output, Shop.AskByMonth("order.average", "refund.rate"));

    /// <summary>Metrics of metrics.</summary>
    public static Task Reuse(TextWriter output) =>
        Shop.PrintAsync(output, Shop.AskByMonth("revenue.web", "revenue.web_share", "orders.due"));

    /// <summary>Medians and percentiles.</summary>
    public static Task Percentiles(TextWriter output) => Shop.PrintAsync(output, Shop.Ask("order.median", "order.p90", "order.p90_seen"));

    /// <summary>A net promoter score, with and without a minimum.</summary>
    public static Task Private(TextWriter output) => Shop.PrintAsync(output, Shop.AskByMonth("nps", "nps.private"));
}
