using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.Evaluation.Execution;

/// <summary>Counts the rows that the metrics of a query leave out: a question of its own, over the whole range.</summary>
internal static class Exclusions
{
    /// <summary>For each metric, what it leaves out.</summary>
    /// <param name="query">The query.</param>
    /// <param name="answer">How the executor answers another one.</param>
    public static IReadOnlyList<IReadOnlyList<ExcludedRows>> Of(BoundQuery query, Func<BoundQuery, Cube> answer)
    {
        BoundMetric[] counts = [.. query.Metrics.SelectMany(m => m.Exclusions)];
        if (counts.Length == 0)
        {
            return [.. query.Metrics.Select(_ => Array.Empty<ExcludedRows>())];
        }

        Cube cube = answer(query.OfTotals(counts));
        int next = 0;
        return [.. query.Metrics.Select(metric => (IReadOnlyList<ExcludedRows>)[.. metric.Exclusions.Select(e => new ExcludedRows
        {
            Name = e.Name, Count = (long)(cube.CellsOf(next++)[^1].Value?.Numerator ?? 0),
        })])];
    }
}
