using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution.Reference;

/// <summary>Answers queries by interpreting the bound tree row by row in exact fractions: what a metric means, written out.</summary>
/// <remarks>
/// The oracle of every other executor, which must give the same cubes in every field. Meant to be read and believed, not to be
/// fast: time grows with rows times aggregates, memory with rows times cells that each belongs to. Stateless; safe for use from
/// several threads.
/// </remarks>
public sealed class ReferenceExecutor
{
    /// <summary>What cubes name as their executor.</summary>
    public string Name { get; } = "reference";

    /// <summary>Answers a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="facts">The tables; those that the query does not need may be left out.</param>
    /// <param name="ct">Ends the work early.</param>
    /// <exception cref="ArgumentException">A table has other fields than the fact was bound with.</exception>
    /// <exception cref="InvalidDefinitionException">The query needs a fact of which there is no table, or the cube would have too many cells.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public Cube Evaluate(BoundQuery query, FactSet facts, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(facts);
        QueryGuard.CheckTables(query, facts);
        var evaluation = new QueryEvaluation(query, facts, ct);
        return VersionPicker.Pick(query, new Cube(
            evaluation.Axes,
            query.Metrics,
            [.. query.Metrics.Select(metric => CellsOf(metric, evaluation))],
            new CubeMeta
            {
                Now = query.Now,
                Calendar = query.Calendar,
                Undated = [.. query.Metrics.Select(metric => evaluation.UndatedOf(metric.Value))],
                Position = facts.Position,
                Executor = Name,
                Excluded = Exclusions.Of(query, other => Evaluate(other, facts, ct)),
                Rates = [.. query.Rates.Values.Distinct().OrderBy(r => r.Name, StringComparer.Ordinal)],
            }));
    }

    private static Cell[] CellsOf(BoundMetric metric, QueryEvaluation evaluation)
    {
        var leaves = QueryEvaluation.Leaves(metric.Value).Distinct().ToDictionary(leaf => leaf, evaluation.Compute);
        var totals = new Dictionary<BoundOver, int[]>();
        return [.. Enumerable.Range(0, evaluation.CellCount).Select(cell => CellOf(metric, leaf => At(leaf, cell)))];

        Outcome At(BoundExpression node, int cell)
        {
            if (node is not BoundOver over)
            {
                return leaves[node][cell];
            }

            if (!totals.TryGetValue(over, out int[]? cells))
            {
                totals.Add(over, cells = evaluation.CellsOver(over));
            }

            return Formula.Evaluate(over.Operand, leaf => At(leaf, cells[cell]));
        }
    }

    private static Cell CellOf(BoundMetric metric, Func<BoundExpression, Outcome> leaf)
    {
        Outcome outcome;
        Rational numerator, denominator;
        bool isObservable = true;
        if (metric.Value is BoundBinary { Operator: BinaryOperator.Divide } ratio)
        {
            Outcome x = Formula.Evaluate(ratio.Left, leaf);
            Outcome y = Formula.Evaluate(ratio.Right, leaf);
            outcome = Formula.Divide(x, y);
            numerator = x.Value.IsNull ? Rational.Zero : x.Value.Number;
            denominator = y.Value.IsNull ? Rational.Zero : y.Value.Number;
            isObservable = x.Reason != CellReason.NotYetObservable && y.Reason != CellReason.NotYetObservable;
        }
        else
        {
            outcome = Formula.Evaluate(metric.Value, leaf);
            numerator = outcome.Value.IsNull ? Rational.Zero : outcome.Value.Number.Numerator;
            denominator = outcome.Value.IsNull ? Rational.Zero : outcome.Value.Number.Denominator;
            isObservable = outcome.Reason != CellReason.NotYetObservable;
        }

        var cell = new Cell
        {
            Value = outcome.Value.IsNull ? null : outcome.Value.Number,
            Numerator = isObservable ? numerator : Rational.Zero,
            Denominator = isObservable ? denominator : Rational.Zero,
            N = isObservable ? outcome.N : 0,
            Rows = isObservable ? outcome.Rows : 0,
            Reason = outcome.Reason,
            Flags = isObservable ? outcome.Flags : CellFlags.None,
        };
        if (isObservable && cell.Flags.HasFlag(CellFlags.Immature))
        {
            cell = new Cell
            {
                Reason = CellReason.NotYetObservable, Numerator = numerator, Denominator = denominator, N = outcome.N, Rows = outcome.Rows, Flags = outcome.Flags,
            };
        }

        if (metric.Confidence is { } confidence && cell.Value is not null)
        {
            (Rational low, Rational high) = Confidence.Of(confidence, part => Formula.Evaluate(part, leaf).Value.Number);
            cell = new Cell
            {
                Value = cell.Value, Numerator = cell.Numerator, Denominator = cell.Denominator, N = cell.N, Rows = cell.Rows, Flags = cell.Flags, Low = low, High = high,
            };
        }

        bool isSuppressed = metric.Minimum > 0 && cell.N < metric.Minimum && (isObservable || cell.Reason != CellReason.NotYetObservable);
        return isSuppressed ? new Cell { Reason = CellReason.Suppressed } : cell;
    }
}
