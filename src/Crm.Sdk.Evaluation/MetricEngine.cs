using System.Text;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Execution.Columnar;
using Crm.Sdk.Evaluation.Execution.Reference;
using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Evaluation;

/// <summary>The ways in which a query can be answered. All give the same cube, bit for bit.</summary>
public enum ExecutorKind
{
    /// <summary>Over columns; the fast one.</summary>
    Columnar,

    /// <summary>Row by row in exact fractions; slow, and simple enough to be read as the definition of what is right.</summary>
    Reference,
}

/// <summary>Answers queries over the definitions of a model and the rows of its facts.</summary>
/// <remarks>
/// The facts must not change; columns are built when they are first read and kept, for the rows of now and for those of the earlier
/// position that was asked for last. Safe for use from several threads.
/// </remarks>
public sealed class MetricEngine
{
    private readonly KnownFacts _facts;

    /// <summary>Creates an engine.</summary>
    /// <param name="model">The definitions.</param>
    /// <param name="facts">The tables; those of facts that no query needs may be left out.</param>
    public MetricEngine(CrmModel model, FactSet facts)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(facts);
        Model = model;
        _facts = new KnownFacts(model, facts);
    }

    /// <summary>Creates an engine that can also say what was known earlier, see <see cref="MetricQuery.KnownAt"/>.</summary>
    /// <param name="model">The definitions.</param>
    /// <param name="history">All versions of the rows; facts that no query needs may be left out.</param>
    public MetricEngine(CrmModel model, FactHistory history)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(history);
        Model = model;
        _facts = new KnownFacts(model, history);
    }

    /// <summary>The definitions.</summary>
    public CrmModel Model { get; }

    /// <summary>Answers a query.</summary>
    /// <param name="query">The question.</param>
    /// <param name="executor">How it is answered.</param>
    /// <param name="cancellationToken">Stops the work between its steps.</param>
    /// <exception cref="InvalidDefinitionException">
    /// The query names what the model does not have, asks for what cannot be answered, needs a fact of which there is no table, or a position that the log does not have.
    /// </exception>
    public ValueTask<Cube> EvaluateAsync(
        MetricQuery query, ExecutorKind executor = ExecutorKind.Columnar, CancellationToken cancellationToken = default)
    {
        BoundQuery bound = QueryBinder.Bind(Model, query).ThrowIfInvalid();
        KnownFacts.View view = _facts.Of(query);
        return ValueTask.FromResult(executor == ExecutorKind.Reference
            ? new ReferenceExecutor().Evaluate(bound, view.Facts, cancellationToken)
            : view.Columnar.Evaluate(bound, cancellationToken));
    }

    /// <summary>Says in words what a query's metrics stand on and how it would be computed, a line a step.</summary>
    /// <exception cref="InvalidDefinitionException">The query names what the model does not have, or asks for what cannot be answered.</exception>
    public string Explain(MetricQuery query)
    {
        BoundQuery bound = QueryBinder.Bind(Model, query).ThrowIfInvalid();
        var text = new StringBuilder();
        foreach (BoundMetric metric in bound.Metrics)
        {
            text.Append($"{metric.Name}{(metric.Title is null ? "" : $" \"{metric.Title}\"")} in {metric.Unit}, definition {metric.Hash[..12]}\n");
            foreach (string line in metric.Lineage)
            {
                text.Append("  ").Append(line).Append('\n');
            }
        }

        foreach (BoundDimension dimension in bound.Dimensions)
        {
            foreach (BoundAggregate aggregate in bound.Metrics.SelectMany(m => m.Value.Aggregates()).Where(a => dimension.Reads(a.Fact)).DistinctBy(a => (a.Fact, a.Role, a.Grouping ?? a.Frame)))
            {
                string time = (aggregate.Grouping ?? aggregate.Frame) is { IsState: true } moment ? moment.ToString() : $"then, by {aggregate.Fact}.{aggregate.Role}";
                text.Append($"by {dimension.Name} of {aggregate.Fact}: read {time}\n");
            }
        }

        foreach (BoundSegmentUse use in bound.Segments)
        {
            text.Append($"segment {use.Segment.Name} of {use.Segment.Entity}: members as of now, definition {use.Segment.Hash[..12]}\n");
        }

        return text.Append(new QueryPlan(bound).Describe()).ToString();
    }
}
