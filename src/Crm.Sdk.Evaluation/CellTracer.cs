using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Execution.Reference;
using Crm.Sdk.Evaluation.Explanations;
using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.Evaluation;

/// <summary>Finds the rows of a cell the way the reference executor finds its value: row by row.</summary>
internal static class CellTracer
{
    /// <summary>Explains a cell.</summary>
    /// <param name="query">A query of one metric, answered already.</param>
    /// <param name="cube">The answer.</param>
    /// <param name="cell">The number of the cell.</param>
    /// <param name="facts">The tables.</param>
    /// <param name="ct">Ends the work early.</param>
    public static CellExplanation Explain(BoundQuery query, Cube cube, int cell, FactSet facts, CancellationToken ct)
    {
        var evaluation = new QueryEvaluation(query, facts, ct);
        int[] position = cube.PositionOf(cell);
        BoundMetric metric = query.MeaningOf(query.Asked[0], position[0]);
        return new CellExplanation(
            metric,
            MembersOf(cube, cell),
            cube.CellsOf(0)[cell],
            [.. evaluation.InputsOf(metric.Value, cell).Select(i => Input(evaluation, i.Aggregate, i.Cell, cube))]);
    }

    private static CellInput Input(QueryEvaluation evaluation, BoundAggregate aggregate, int cell, Cube cube)
    {
        IReadOnlyList<ContributingRow> rows = evaluation.Contributing(aggregate, cell);
        var counts = new SortedDictionary<ExclusionReason, long>();
        foreach (ExcludedRow row in evaluation.Excluded(aggregate, cell, rows))
        {
            counts[row.Reason] = counts.GetValueOrDefault(row.Reason) + 1;
        }

        return new CellInput(aggregate, ExpressionText.Of(aggregate), MembersOf(cube, cell), rows, counts, () => evaluation.Excluded(aggregate, cell, rows));
    }

    private static AxisMember[] MembersOf(Cube cube, int cell) => [.. cube.PositionOf(cell).Select((p, axis) => cube.Axes[axis].Members[p])];
}
