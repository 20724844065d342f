namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about sets and segments.</summary>
public static class SetsAndSegmentsPage
{
    /// <summary>Sets, by month.</summary>
    public static Task Sets(TextWriter output) => Shop.PrintAsync(output, Shop.AskByMonth("paid.orders", "paid.big", "due.orders"));

    /// <summary>Segments beside the total.</summary>
    public static Task Segments(TextWriter output) =>
        Shop.PrintAsync(output, Shop.Ask("orders", "revenue", "buyers") with { Segments = ["german", "returning"] });
}
