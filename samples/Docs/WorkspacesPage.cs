using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Import.Workspaces;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about workspaces.</summary>
public static class WorkspacesPage
{
    /// <summary>A workspace from code.</summary>
    public static async Task Open(TextWriter output)
    {
        string folder = Shop.Folder;

        #region Open
        Workspace workspace = Workspace.Open(folder).ThrowIfInvalid();
        WorkspaceFacts loaded = await workspace.LoadAsync();
        var engine = new MetricEngine(workspace.Model, loaded.Facts);
        Cube cube = await engine.EvaluateAsync(new MetricQuery
        {
            Metrics = ["revenue"],
            Calendar = workspace.Calendar,
            Now = workspace.Now!.Value,
        });
        output.WriteLine($"{workspace.Name}: {CellFormat.Of(cube, 0).Text(cube.Find("revenue")!)} EUR");
        #endregion
    }
}
