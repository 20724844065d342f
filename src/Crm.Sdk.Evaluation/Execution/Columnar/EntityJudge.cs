using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>
/// Says of an entity, from what its rows came to, whether it takes part and what its value is. Comparisons of a count or a sum with
/// a constant run on whole numbers; everything else in exact fractions.
/// </summary>
internal sealed class EntityJudge
{
    private readonly BoundExpression? _condition;
    private readonly BoundExpression? _value;
    private readonly EntityTable _table;
    private readonly EntityFold _fold;
    private readonly Dictionary<BoundAggregate, int> _atomOf = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<BoundField, Func<int, Scalar>> _readers = new(ReferenceEqualityComparer.Instance);
    private readonly Func<int, bool>? _fast;
    private readonly Quick? _quick;
    private readonly Func<BoundExpression, Scalar> _leaf;
    private int _slot;
    private int _entity;

    public EntityJudge(
        BoundExpression? condition, BoundExpression? value, IReadOnlyList<BoundAggregate> aggregates, EntityTable table, EntityFold fold, int[] atomOf)
    {
        _condition = condition;
        _value = value;
        _table = table;
        _fold = fold;
        for (int i = 0; i < atomOf.Length; i++)
        {
            _atomOf[aggregates[i]] = atomOf[i];
        }

        _fast = condition is null ? static _ => true : Fast(condition);
        _quick = condition is null ? static takes => takes.Fill(true) : AtLeast(condition);
        _leaf = Leaf;
    }

    private delegate void Quick(Span<bool> takes);

    // The commonest condition by far, a count or a sum that reaches a constant, runs over all slots in one loop.
    private Quick? AtLeast(BoundExpression condition)
    {
        if (_fast is null || condition is not BoundBinary
            {
                Operator: BinaryOperator.GreaterOrEqual,
                Left: BoundAggregate { Kind: AggregateKind.Count or AggregateKind.Sum } aggregate, Right: BoundLiteral limit,
            })
        {
            return null;
        }

        int atom = _atomOf[aggregate];
        bool counts = aggregate.Kind == AggregateKind.Count;
        long bound = (long)limit.Number.ToScaled(counts ? 0 : _fold.ScaleOf(atom));
        return takes =>
        {
            ReadOnlySpan<long> values = counts ? _fold.CountsOf(atom) : _fold.SumsOf(atom);
            for (int slot = 0; slot < takes.Length; slot++)
            {
                takes[slot] = values[slot] >= bound;
            }
        };
    }

    /// <summary>Whether every pair in the fold takes part, slot by slot.</summary>
    public void TakePart(EntityFold fold, Span<bool> takes)
    {
        if (_quick is not null)
        {
            _quick(takes);
            return;
        }

        for (int slot = 0; slot < takes.Length; slot++)
        {
            takes[slot] = TakesPart(slot, fold[slot].Entity);
        }
    }

    public bool TakesPart(int slot, int entity)
    {
        if (_fast is not null)
        {
            return _fast(slot);
        }

        (_slot, _entity) = (slot, entity);
        return Scalar.Compute(_condition!, _leaf).IsTrue;
    }

    public Scalar ValueOf(int slot, int entity)
    {
        if (_value is null)
        {
            return Scalar.Null;
        }

        (_slot, _entity) = (slot, entity);
        return Scalar.Compute(_value, _leaf);
    }

    private Scalar Leaf(BoundExpression leaf)
    {
        if (leaf is BoundAggregate aggregate)
        {
            return _fold.ValueOf(aggregate, _slot, _atomOf[aggregate]);
        }

        if (leaf is BoundSpan span)
        {
            return _table.LengthOf!(span);
        }

        if (leaf is BoundNow now)
        {
            return _table.Now(now);
        }

        if (_entity >= _table.Index.TableCount)
        {
            return Scalar.Null;
        }

        if (leaf is BoundRowValue value)
        {
            NumberVector numbers = _table.Values(value);
            return numbers.IsNull(_entity) ? Scalar.Null : Scalar.Of((Rational)numbers.Values[_entity]);
        }

        var field = (BoundField)leaf;
        if (!_readers.TryGetValue(field, out Func<int, Scalar>? reader))
        {
            _readers.Add(field, reader = _table.Reader(field));
        }

        return reader(_entity);
    }

    // Counts and sums are never null, so two-valued logic is enough among their comparisons.
    private Func<int, bool>? Fast(BoundExpression condition)
    {
        if (condition is BoundBinary { Operator: BinaryOperator.And or BinaryOperator.Or } logic)
        {
            Func<int, bool>? left = Fast(logic.Left), right = Fast(logic.Right);
            return left is null || right is null ? null
                : logic.Operator == BinaryOperator.And ? slot => left(slot) && right(slot) : slot => left(slot) || right(slot);
        }

        if (condition is not BoundBinary { Left: BoundAggregate { Kind: AggregateKind.Count or AggregateKind.Sum } aggregate, Right: BoundLiteral { Text: null } limit } c
            || c.Operator is < BinaryOperator.Equal or > BinaryOperator.GreaterOrEqual)
        {
            return null;
        }

        int atom = _atomOf[aggregate];
        bool counts = aggregate.Kind == AggregateKind.Count;
        int scale = counts ? 0 : _fold.ScaleOf(atom);
        if ((!counts && !_fold.HasSum(atom)) || !limit.Number.TryGetScale(out int places) || places > scale || limit.Number.Abs() > 1_000_000)
        {
            return null;
        }

        long bound = (long)limit.Number.ToScaled(scale);
        Func<long[]> of = counts ? () => _fold.CountsOf(atom) : () => _fold.SumsOf(atom);
        return c.Operator switch
        {
            BinaryOperator.Equal => slot => of()[slot] == bound,
            BinaryOperator.NotEqual => slot => of()[slot] != bound,
            BinaryOperator.Less => slot => of()[slot] < bound,
            BinaryOperator.LessOrEqual => slot => of()[slot] <= bound,
            BinaryOperator.Greater => slot => of()[slot] > bound,
            _ => slot => of()[slot] >= bound,
        };
    }
}
