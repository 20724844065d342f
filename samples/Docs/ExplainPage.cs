using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Explanations;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about the rows of a cell.</summary>
public static class ExplainPage
{
    /// <summary>The rows behind one number.</summary>
    public static async Task Cell(TextWriter output)
    {
        MetricEngine engine = await Shop.OpenAsync();

        #region Cell
        CellExplanation? cell = await engine.ExplainCellAsync(Shop.AskByMonth("refund.rate"), [("period", "2026-02")]);
        foreach (CellInput input in cell!.Inputs)
        {
            output.WriteLine($"{input.Text}: {string.Join(", ", input.Rows.Select(r => r.Key))}");
            foreach ((ExclusionReason reason, long count) in input.Excluded)
            {
                output.WriteLine($"  without {count}: {ExcludedRow.Words(reason)}");
            }
        }
        #endregion
    }

    /// <summary>Why a row is not among them.</summary>
    public static async Task Others(TextWriter output)
    {
        MetricEngine engine = await Shop.OpenAsync();

        #region Others
        CellExplanation? cell = await engine.ExplainCellAsync(Shop.AskByMonth("revenue"), [("period", "2026-02")]);
        foreach (ExcludedRow row in cell!.Inputs[0].ExcludedRows().Take(3))
        {
            output.WriteLine($"{row.Key}: {ExcludedRow.Words(row.Reason)}");
        }
        #endregion
    }
}
