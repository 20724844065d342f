using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about queries and cubes.</summary>
public static class QueriesPage
{
    /// <summary>Metrics by month and channel.</summary>
    public static async Task Question(TextWriter output)
    {
        MetricEngine engine = await Shop.OpenAsync();

        #region Question
        var query = new MetricQuery
        {
            Metrics = ["orders", "revenue"],
            From = new LocalDate(2026, 2, 1),
            To = new LocalDate(2026, 4, 1),
            Grain = Grain.Month,
            By = ["channel"],
            Segments = ["german"],
            Calendar = Shop.Berlin,
            Now = Shop.Now,
        };
        Cube cube = await engine.EvaluateAsync(query);
        output.Write(CubeTable.Write(cube));
        #endregion
    }

    /// <summary>Labels of rows that lead nowhere.</summary>
    public static Task Dangling(TextWriter output) => Shop.PrintAsync(output, Shop.Ask("orders", "revenue") with { By = ["customer"] });

    /// <summary>Reading single cells.</summary>
    public static async Task Find(TextWriter output)
    {
        MetricEngine engine = await Shop.OpenAsync();
        Cube cube = await engine.EvaluateAsync(Shop.AskByMonth("revenue") with { By = ["channel"] });

        #region Find
        foreach (CubeAxis axis in cube.Axes)
        {
            output.WriteLine($"{axis.Name}: {string.Join(", ", axis.Members)}");
        }

        output.WriteLine(cube.Find("revenue", ("period", "2026-03"), ("channel", "web"))!.Value);
        output.WriteLine(cube.Find("revenue", ("channel", "web"))!.Value);
        output.WriteLine(cube.Find("revenue", ("channel", "phone")) is null);
        #endregion
    }

    /// <summary>Periods as columns.</summary>
    public static async Task Across(TextWriter output)
    {
        MetricEngine engine = await Shop.OpenAsync();

        #region Across
        Cube cube = await engine.EvaluateAsync(Shop.AskByMonth("orders", "revenue", "order.average"));
        output.Write(CubeTable.Write(cube, periodsAcross: true));
        #endregion
    }

    /// <summary>The same cube for a spreadsheet.</summary>
    public static async Task Csv(TextWriter output)
    {
        MetricEngine engine = await Shop.OpenAsync();

        #region Csv
        Cube cube = await engine.EvaluateAsync(Shop.Ask("refund.rate"));
        CubeCsv.Write(cube, output);
        #endregion
    }

    /// <summary>A question that cannot be answered.</summary>
    public static Task Broken(TextWriter output)
    {
        CrmModel model = Shop.Workspace.Model;

        #region Broken
        Checked<BoundQuery> bound = QueryBinder.Bind(model, new MetricQuery
        {
            Metrics = ["revenu"],
            From = new LocalDate(2026, 1, 1),
            To = new LocalDate(2026, 1, 1),
            Segments = ["loyal"],
            Now = Shop.Now,
        });
        foreach (Finding finding in bound.Findings)
        {
            output.WriteLine(finding);
        }
        #endregion
        return Task.CompletedTask;
    }
}
