using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <summary>Finds conjunctions that no row can meet: one field that would have to be two things, or outside its own bounds.</summary>
/// <remarks>Looks at fields compared with constants, joined by <c>and</c>; it may miss a contradiction, and never invents one.</remarks>
internal static class Contradictions
{
    /// <summary>What contradicts what, or null.</summary>
    public static string? Find(BoundExpression condition)
    {
        var ranges = new Dictionary<string, Range>(StringComparer.Ordinal);
        foreach (BoundExpression part in condition.Conjuncts())
        {
            if (Constraint(part) is not { } constraint)
            {
                continue;
            }

            string key = Key(constraint.Field);
            if (!ranges.TryGetValue(key, out Range? range))
            {
                ranges[key] = range = new Range();
            }

            if (range.Narrow(constraint.Operator, constraint.Values) is { } problem)
            {
                return $"'{constraint.Field.Field.Name}' {problem}";
            }
        }

        return null;
    }

    private static string Key(BoundField field) =>
        $"{string.Join('/', field.Path.Select(r => $"{r.From.Name}.{r.Ordinal}{r.AsOf?.Reading}"))}/{field.Owner.Name}.{field.Ordinal}";

    private static (BoundField Field, BinaryOperator Operator, IReadOnlyList<BoundLiteral> Values)? Constraint(BoundExpression part) => part switch
    {
        BoundBinary { Left: BoundField f, Right: BoundLiteral l, Operator: >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual } b
            when b.Operator != BinaryOperator.NotEqual => (f, b.Operator, [l]),
        BoundIn { Operand: BoundField f } i => (f, BinaryOperator.Equal, i.Items),
        BoundIsNull { Operand: BoundField f } => (f, BinaryOperator.Starts, []),
        _ => null,
    };

    /// <summary>The values that a field may still have.</summary>
    private sealed class Range
    {
        private const string MissingAndPresent = "would have to be missing and to have a value";

        private HashSet<(string?, Rational)>? _allowed;
        private Rational? _low;
        private Rational? _high;
        private bool _lowOpen;
        private bool _highOpen;
        private bool _mustBeNull;
        private bool _mustHaveValue;

        /// <summary>Takes one more constraint; gives what is impossible about it, or null.</summary>
        public string? Narrow(BinaryOperator op, IReadOnlyList<BoundLiteral> values)
        {
            if (op == BinaryOperator.Starts)
            {
                _mustBeNull = true;
                return _mustHaveValue ? MissingAndPresent : null;
            }

            _mustHaveValue = true;
            if (op == BinaryOperator.Equal)
            {
                var these = values.Select(v => (v.Text, v.Number)).ToHashSet();
                _allowed = _allowed is null ? these : [.. _allowed.Intersect(these)];
            }
            else if (values[0].Text is null)
            {
                Bound(op, values[0].Number);
            }

            bool reachable = _allowed is null
                ? _low is null || _high is null || _low < _high || (_low == _high && !_lowOpen && !_highOpen)
                : _allowed.Any(v => v.Item1 is not null || Inside(v.Item2));
            return _mustBeNull ? MissingAndPresent
                : reachable ? null
                : _allowed is { Count: 0 } ? "would have to be two things at once"
                : "has no value within its bounds";
        }

        private bool Inside(Rational value) =>
            (_low is null || value > _low || (value == _low && !_lowOpen)) && (_high is null || value < _high || (value == _high && !_highOpen));

        private void Bound(BinaryOperator op, Rational value)
        {
            bool open = op is BinaryOperator.Less or BinaryOperator.Greater;
            if (op is BinaryOperator.Greater or BinaryOperator.GreaterOrEqual)
            {
                if (_low is null || value > _low || (value == _low && open))
                {
                    (_low, _lowOpen) = (value, open);
                }
            }
            else if (_high is null || value < _high || (value == _high && open))
            {
                (_high, _highOpen) = (value, open);
            }
        }
    }
}
