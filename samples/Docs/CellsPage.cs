using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Cubes;
using NodaTime;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about cells.</summary>
public static class CellsPage
{
    /// <summary>What a cell of a ratio holds.</summary>
    public static async Task Ratio(TextWriter output)
    {
        MetricEngine engine = await Shop.OpenAsync();

        #region Ratio
        Cube cube = await engine.EvaluateAsync(Shop.AskByMonth("order.average"));
        Cell cell = cube.Find("order.average", ("period", "2026-02"))!;
        output.WriteLine($"{cell.Numerator} / {cell.Denominator} = {cell.Value}, shown as {CellFormat.Of(cube, 0).Text(cell)}");
        output.WriteLine($"n {cell.N}, rows {cell.Rows}, reason {cell.Reason}, flags {cell.Flags}");
        #endregion
    }

    /// <summary>Values that are missing, and why.</summary>
    public static Task Reasons(TextWriter output) => Shop.PrintAsync(output, Shop.Ask("phone.average", "phone.paid_rate", "plan.excess"));

    /// <summary>Rows that match and rows that contribute.</summary>
    public static async Task Rows(TextWriter output)
    {
        MetricEngine engine = await Shop.OpenAsync();

        #region Rows
        Cube cube = await engine.EvaluateAsync(Shop.AskByMonth("nps"));
        foreach (Cell cell in cube.CellsOf(0))
        {
            output.WriteLine(cell);
        }
        #endregion
    }

    /// <summary>Totals are computed, not added up.</summary>
    public static async Task Totals(TextWriter output)
    {
        #region Totals
        await Shop.PrintAsync(output, Shop.AskByMonth("buyers", "order.average"));
        #endregion
    }

    /// <summary>Flags.</summary>
    public static async Task Flags(TextWriter output)
    {
        MetricEngine engine = await Shop.OpenAsync();

        #region Flags
        Cube cube = await engine.EvaluateAsync(Shop.AskByMonth("revenue") with { Now = Instant.FromUtc(2026, 2, 5, 0, 0) });
        foreach (Cell cell in cube.CellsOf(0))
        {
            output.WriteLine($"{CellFormat.Of(cube, 0).Text(cell),-12} {cell.Reason}, {cell.Flags}");
        }
        #endregion
    }
}
