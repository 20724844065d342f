using System.Text;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Differences;
using Crm.Sdk.Evaluation.Explanations;
using Crm.Sdk.Evaluation.Execution.Columnar;
using Crm.Sdk.Evaluation.Execution.Reference;
using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Evaluation.Targets;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Rates;
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

    private MetricEngine(CrmModel model, KnownFacts facts) => (Model, _facts) = (model, facts);

    /// <summary>The definitions.</summary>
    public CrmModel Model { get; }

    /// <summary>The tables of exchange rates of queries that bring none; none unless said.</summary>
    public IReadOnlyList<RateTable> Rates { get; init; } = [];

    /// <summary>Resolves the names of a query, without answering it.</summary>
    /// <returns>The query with its names resolved, or what stands in the way of an answer.</returns>
    public Checked<BoundQuery> Bind(MetricQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return QueryBinder.Bind(Model, WithRates(query));
    }

    private MetricQuery WithRates(MetricQuery query) => query.Rates.Count > 0 || Rates.Count == 0 ? query : query with { Rates = Rates };

    /// <summary>An engine over the rows of now and their columns for a model that has all definitions of this one's, and more.</summary>
    internal MetricEngine With(CrmModel wider) => new(wider, _facts.With(wider)) { Rates = Rates };

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
        return ValueTask.FromResult(Evaluate(query, executor, cancellationToken));
    }

    /// <summary>Says how far targets are reached: their values, attainment, progress, what is missing, and what is expected by now.</summary>
    /// <param name="query">Which targets, as of when, by which calendar.</param>
    /// <param name="executor">How the cells below are answered.</param>
    /// <param name="cancellationToken">Stops the work between its steps.</param>
    /// <returns>A report for each target in the order of the question; for one that is set per dimension, one for each of its members that has rows.</returns>
    /// <exception cref="InvalidDefinitionException">
    /// There is no such target, the calendar does not have its periods, or a question for its cells cannot be answered, see <see cref="EvaluateAsync"/>.
    /// </exception>
    public ValueTask<IReadOnlyList<TargetReport>> EvaluateTargetsAsync(
        TargetQuery query, ExecutorKind executor = ExecutorKind.Columnar, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ValueTask.FromResult(new TargetEvaluator(Model, q => Evaluate(q, executor, cancellationToken)).Evaluate(query));
    }

    /// <summary>Lists the rows that one cell is made of, and those that take no part in it, with reasons.</summary>
    /// <param name="query">A question about one metric.</param>
    /// <param name="members">Where the cell stands: pairs of the name of an axis and the label of a member; other axes are read at their totals.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The explanation; null when an axis or a member is not in the answer.</returns>
    /// <remarks>Rows are looked at one by one as the reference executor does it: time grows with rows times aggregates.</remarks>
    /// <exception cref="ArgumentException">The query asks for several metrics.</exception>
    /// <exception cref="InvalidDefinitionException">The query cannot be answered, or its metric is read day by day.</exception>
    public ValueTask<CellExplanation?> ExplainCellAsync(MetricQuery query, IReadOnlyList<(string Axis, string Member)> members, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(members);
        if (query.Metrics.Count > 1)
        {
            throw new ArgumentException("A cell is explained of a question about one metric.", nameof(query));
        }

        BoundQuery bound = Bind(query).ThrowIfInvalid();
        KnownFacts.View view = _facts.Of(query);
        Cube cube = view.Columnar.Evaluate(bound, cancellationToken);
        int[] position = [.. cube.Axes.Select(a => members.Any(m => m.Axis == a.Name) ? a.IndexOf(members.Last(m => m.Axis == a.Name).Member) : a.Members.Count - 1)];
        return ValueTask.FromResult(position.Contains(-1) || members.Any(m => cube.Axes.All(a => a.Name != m.Axis))
            ? null : CellTracer.Explain(bound, cube, cube.IndexOf(position), view.Facts, cancellationToken));
    }

    /// <summary>Says why two answers to one question differ: which corrections, which late facts and what else moved each cell, by how much.</summary>
    /// <param name="before">The first question.</param>
    /// <param name="after">The second one: the same but for <see cref="MetricQuery.KnownAt"/> or <see cref="MetricQuery.AtPosition"/>, <see cref="MetricQuery.Now"/>, and the versions of its metrics.</param>
    /// <param name="detail">How finely the difference is taken apart. The question is answered once more for each step.</param>
    /// <param name="cancellationToken">Stops the work between steps.</param>
    /// <exception cref="InvalidDefinitionException">
    /// A question cannot be answered, the two are not the same, the second is of an earlier position than the first, or more than 1,000 rows are to be looked at one by one.
    /// </exception>
    public ValueTask<AnswerDifference> ExplainDifferenceAsync(
        MetricQuery before, MetricQuery after, DifferenceDetail detail = DifferenceDetail.Causes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        KnownFacts.View first = _facts.Of(before), second = _facts.Of(after);
        (FactHistory, long, long)? positions = ReferenceEquals(first, second) ? null
            : first.Facts.Position <= second.Facts.Position ? (_facts.History("atPosition"), first.Facts.Position.Value, second.Facts.Position.Value)
            : throw new InvalidDefinitionException([new Finding(
                "CRM3047", FindingSeverity.Error, $"The first answer is of position {first.Facts.Position}, which is behind position {second.Facts.Position} of the second.", "Name the earlier one first.", new FindingPlace { Path = "atPosition" })]);
        var explainer = new DifferenceExplainer(Model, (query, facts) => facts == first.Facts ? first.Columnar.Evaluate(query, cancellationToken)
            : new ColumnarExecutor(Model, facts).Evaluate(query, cancellationToken));
        return ValueTask.FromResult(explainer.Explain(WithRates(before), WithRates(after), first.Facts, positions, detail, cancellationToken));
    }

    /// <summary>Says in words what a query's metrics stand on and how it would be computed, a line a step.</summary>
    /// <exception cref="InvalidDefinitionException">The query names what the model does not have, or asks for what cannot be answered.</exception>
    public string Explain(MetricQuery query)
    {
        BoundQuery bound = Bind(query).ThrowIfInvalid();
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
                string time = aggregate.Moment is { } moment ? moment.ToString() : $"then, by {aggregate.Fact}.{aggregate.Role}";
                text.Append($"by {dimension.Name} of {aggregate.Fact}: read {time}\n");
            }
        }

        foreach (BoundSegmentUse use in bound.Segments)
        {
            text.Append($"segment {use.Segment.Name} of {use.Segment.Entity}: members as of now, definition {use.Segment.Hash[..12]}\n");
        }

        return text.Append(new QueryPlan(bound).Describe()).ToString();
    }

    private Cube Evaluate(MetricQuery query, ExecutorKind executor, CancellationToken cancellationToken)
    {
        BoundQuery bound = Bind(query).ThrowIfInvalid();
        KnownFacts.View view = _facts.Of(query);
        return executor == ExecutorKind.Reference
            ? new ReferenceExecutor().Evaluate(bound, view.Facts, cancellationToken)
            : view.Columnar.Evaluate(bound, cancellationToken);
    }
}
