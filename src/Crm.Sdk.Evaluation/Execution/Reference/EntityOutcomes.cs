using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;
using NodaTime;

namespace Crm.Sdk.Evaluation.Execution.Reference;

/// <summary>What is said of entities, one by one: attributes of their rows, and aggregates over the rows that lead to them.</summary>
internal sealed class EntityOutcomes
{
    private readonly BoundFact _entity;
    private readonly RowInterpreter _interpreter;
    private readonly Dictionary<BoundAggregate, Dictionary<string, List<Value>>> _operands = [];

    /// <summary>Creates outcomes of entities that no row leads to yet.</summary>
    public EntityOutcomes(BoundFact entity, RowInterpreter interpreter)
    {
        _entity = entity;
        _interpreter = interpreter;
    }

    /// <summary>Adds rows of one aggregate.</summary>
    public void Add(BoundAggregate aggregate, IEnumerable<(string Entity, Value Operand, LocalDate? Day)> rows)
    {
        _operands.Add(aggregate, rows.GroupBy(row => row.Entity, StringComparer.Ordinal).ToDictionary(
            own => own.Key,
            own => MatchedRows.OfLastDay([.. own], row => row.Day, row => row.Operand).Select(row => row.Operand).ToList(),
            StringComparer.Ordinal));
    }

    /// <summary>The keys of entities with at least one aggregate that is not empty.</summary>
    public IEnumerable<string> NotEmpty() => _operands.Values
        .SelectMany(operands => operands.Where(entity => entity.Value.Exists(operand => !operand.IsNull)))
        .Select(entity => entity.Key)
        .Distinct();

    /// <summary>What an expression gives for an entity.</summary>
    public Value Evaluate(BoundExpression expression, string entity) => Formula.Evaluate(expression, leaf => leaf switch
    {
        BoundAggregate aggregate => Aggregation.Of(
            aggregate.Kind, aggregate.Probability, aggregate.Method, _operands[aggregate].GetValueOrDefault(entity) ?? []),
        BoundField or BoundRowValue => Outcome.Constant(
            _interpreter.TryFind(_entity.Schema, entity, out FactRow row) ? _interpreter.Evaluate(leaf, row) : Value.Null),
        BoundSpan span => Outcome.Constant(_interpreter.LengthOf(span)),
        BoundNow now => Outcome.Constant(_interpreter.Now(now)),
        _ => throw new InvalidOperationException($"{leaf.GetType().Name} does not stand over an entity."),
    }).Value;
}
