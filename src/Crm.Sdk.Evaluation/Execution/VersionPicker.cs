using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.Evaluation.Execution;

/// <summary>Makes the cells of metrics with versions out of those of their versions: each period goes by the one in force on its first day.</summary>
internal static class VersionPicker
{
    /// <summary>The cube of the metrics that were asked for.</summary>
    /// <param name="query">The query.</param>
    /// <param name="cube">The cube of the metrics that were evaluated; it is the answer when none has versions.</param>
    public static Cube Pick(BoundQuery query, Cube cube)
    {
        if (query.Asked.SequenceEqual(query.Metrics))
        {
            return cube;
        }

        var numbers = query.Metrics.Select((metric, i) => (metric, i)).ToDictionary(p => p.metric, p => p.i);
        int perPeriod = cube.CellCount / (query.Periods.Count + 1);
        int Number(BoundMetric metric, int position) => numbers[query.MeaningOf(metric, position)];
        return new Cube(
            cube.Axes,
            query.Asked,
            [.. query.Asked.Select(metric => Enumerable.Range(0, cube.CellCount).Select(i => cube.CellsOf(Number(metric, i / perPeriod))[i]).ToArray())],
            cube.Meta with { Undated = [.. query.Asked.Select(metric => cube.Meta.Undated[Number(metric, query.Periods.Count)])] });
    }
}
