namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about metrics per entity.</summary>
public static class EachPage
{
    /// <summary>Entities that meet a condition.</summary>
    public static Task Repeat(TextWriter output) => Shop.PrintAsync(output, Shop.AskByMonth("buyers.repeat"));

    /// <summary>An aggregate of values of entities.</summary>
    public static Task Values(TextWriter output) => Shop.PrintAsync(output, Shop.AskByMonth("spend.average", "spend.median"));

    /// <summary>Entities without rows.</summary>
    public static Task IncludingEmpty(TextWriter output) =>
        Shop.PrintAsync(output, Shop.AskByMonth("customers.all", "customers.silent", "spend.of_all"));
}
