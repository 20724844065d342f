using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about executors.</summary>
public static class ExecutorsPage
{
    /// <summary>Both executors, one answer.</summary>
    public static async Task Both(TextWriter output)
    {
        MetricEngine engine = await Shop.OpenAsync();

        #region Both
        MetricQuery query = Shop.AskByMonth("order.average", "buyers.repeat") with { By = ["channel"] };
        Cube fast = await engine.EvaluateAsync(query);
        Cube plain = await engine.EvaluateAsync(query, ExecutorKind.Reference);
        bool equal = Enumerable.Range(0, query.Metrics.Count).All(m => fast.CellsOf(m).SequenceEqual(plain.CellsOf(m)));
        output.WriteLine($"{fast.Meta.Executor} and {plain.Meta.Executor}: {(equal ? "equal" : "different")}");
        #endregion
    }

    /// <summary>What an answer stands on.</summary>
    public static async Task Explain(TextWriter output)
    {
        MetricEngine engine = await Shop.OpenAsync();

        #region Explain
        output.Write(engine.Explain(Shop.AskByMonth("order.average", "revenue", "buyers.repeat")));
        #endregion
    }
}
