using Crm.Sdk.Aggregates;
using Crm.Sdk.Values;

namespace Crm.Sdk.Specifications;

/// <summary>What a condition looks at in a row: its id, a column or an attribute of the host.</summary>
public sealed class RowTarget : IEquatable<RowTarget>
{
    private RowTarget(int ordinal, RowColumn? column, string? attribute) => (Ordinal, Column, Attribute) = (ordinal, column, attribute);

    /// <summary>The id.</summary>
    public static RowTarget Id { get; } = new(-1, null, null);

    /// <summary>The place of the column; -1 for the id and attributes.</summary>
    public int Ordinal { get; }

    /// <summary>The column; null for the id and attributes.</summary>
    public RowColumn? Column { get; }

    /// <summary>The key of the attribute; null for the id and columns.</summary>
    public string? Attribute { get; }

    /// <summary>A column.</summary>
    public static RowTarget Of(RowSchema schema, int ordinal)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new RowTarget(ordinal, schema.Columns[ordinal], null);
    }

    /// <summary>An attribute.</summary>
    public static RowTarget OfAttribute(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new RowTarget(-1, null, key);
    }

    /// <summary>The value in a row: null, string, long, bool or Guid.</summary>
    public object? In(Row row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Column is not null ? row.Values[Ordinal] : Attribute is not null ? row.Attributes[Attribute] : row.Id;
    }

    /// <inheritdoc/>
    public bool Equals(RowTarget? other) => other is not null && Ordinal == other.Ordinal && ReferenceEquals(Column, other.Column) && Attribute == other.Attribute;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RowTarget);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Ordinal, Attribute);

    /// <inheritdoc/>
    public override string ToString() => Column?.Name ?? Attribute ?? "id";
}

/// <summary>How two values are compared.</summary>
public enum RowComparison
{
    /// <summary>Both are the same.</summary>
    Equal,

    /// <summary>They differ.</summary>
    NotEqual,

    /// <summary>The first comes before the second.</summary>
    Less,

    /// <summary>The first comes before the second or is the same.</summary>
    LessOrEqual,

    /// <summary>The first comes after the second.</summary>
    Greater,

    /// <summary>The first comes after the second or is the same.</summary>
    GreaterOrEqual,
}

/// <summary>Where a text is looked for in another, letter by letter.</summary>
public enum TextPlace
{
    /// <summary>At the beginning.</summary>
    Start,

    /// <summary>At the end.</summary>
    End,

    /// <summary>Anywhere.</summary>
    Anywhere,
}

/// <summary>
/// A condition on a row: the closed tree into which every specification is brought, and which every store translates. It is true or
/// false, never unknown, as a condition in C# is: null equals null and nothing else, and no order holds for it.
/// </summary>
/// <remarks>A store that meets a kind that it does not know must refuse the query, not skip the condition.</remarks>
public abstract class RowPredicate
{
    private protected RowPredicate()
    {
    }

    /// <summary>Whether it holds for a row.</summary>
    public abstract bool Holds(Row row);

    /// <summary>The order of two values of one column: null first, texts by code point, false before true.</summary>
    public static int Compare(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (string a, string b) => CodePointOrder.Instance.Compare(a, b),
        (long a, long b) => a.CompareTo(b),
        (bool a, bool b) => a.CompareTo(b),
        (Guid a, Guid b) => a.CompareTo(b),
        _ => throw new ArgumentException($"A {left.GetType().Name} and a {right.GetType().Name} have no order."),
    };

    /// <summary>A value is compared with a constant, which is not null.</summary>
    public sealed class Comparison(RowTarget target, RowComparison comparison, object value) : RowPredicate
    {
        /// <summary>What is compared.</summary>
        public RowTarget Target { get; } = target;

        /// <summary>How.</summary>
        public RowComparison How { get; } = comparison;

        /// <summary>With what: a string, long, bool or Guid.</summary>
        public object Value { get; } = value;

        /// <inheritdoc/>
        public override bool Holds(Row row)
        {
            object? own = Target.In(row);
            if (own is null || own.GetType() != Value.GetType())
            {
                return How == RowComparison.NotEqual;
            }

            int order = Compare(own, Value);
            return How switch
            {
                RowComparison.Equal => order == 0,
                RowComparison.NotEqual => order != 0,
                RowComparison.Less => order < 0,
                RowComparison.LessOrEqual => order <= 0,
                RowComparison.Greater => order > 0,
                _ => order >= 0,
            };
        }

        /// <inheritdoc/>
        public override string ToString() => $"{Target} {How} {Value}";
    }

    /// <summary>A value is missing.</summary>
    public sealed class IsNull(RowTarget target) : RowPredicate
    {
        /// <summary>What is looked at.</summary>
        public RowTarget Target { get; } = target;

        /// <inheritdoc/>
        public override bool Holds(Row row) => Target.In(row) is null;

        /// <inheritdoc/>
        public override string ToString() => $"{Target} is null";
    }

    /// <summary>A value is one of some, none of which is null.</summary>
    public sealed class IsOneOf(RowTarget target, IReadOnlyList<object> values) : RowPredicate
    {
        /// <summary>What is looked at.</summary>
        public RowTarget Target { get; } = target;

        /// <summary>The values; none of them holds for no row.</summary>
        public IReadOnlyList<object> Values { get; } = values;

        /// <inheritdoc/>
        public override bool Holds(Row row) => Target.In(row) is { } own && Values.Contains(own);

        /// <inheritdoc/>
        public override string ToString() => $"{Target} in ({string.Join(", ", Values)})";
    }

    /// <summary>A text is found in another, letter by letter.</summary>
    public sealed class HasText(RowTarget target, TextPlace place, string text) : RowPredicate
    {
        /// <summary>What is looked at.</summary>
        public RowTarget Target { get; } = target;

        /// <summary>Where in it.</summary>
        public TextPlace Place { get; } = place;

        /// <summary>What is looked for; an empty one is found in every text that is not null.</summary>
        public string Text { get; } = text;

        /// <inheritdoc/>
        public override bool Holds(Row row) => Target.In(row) is string own && Place switch
        {
            TextPlace.Start => own.StartsWith(Text, StringComparison.Ordinal),
            TextPlace.End => own.EndsWith(Text, StringComparison.Ordinal),
            _ => own.Contains(Text, StringComparison.Ordinal),
        };

        /// <inheritdoc/>
        public override string ToString() => $"{Target} has '{Text}' at {Place}";
    }

    /// <summary>A text matches a pattern, as <see cref="LikePattern"/> says.</summary>
    public sealed class Like(RowTarget target, string pattern) : RowPredicate
    {
        /// <summary>What is looked at.</summary>
        public RowTarget Target { get; } = target;

        /// <summary>The pattern.</summary>
        public string Pattern { get; } = pattern;

        /// <inheritdoc/>
        public override bool Holds(Row row) => Target.In(row) is string own && LikePattern.IsMatch(own, Pattern);

        /// <inheritdoc/>
        public override string ToString() => $"{Target} like '{Pattern}'";
    }

    /// <summary>Both hold.</summary>
    public sealed class And(RowPredicate left, RowPredicate right) : RowPredicate
    {
        /// <summary>The first.</summary>
        public RowPredicate Left { get; } = left;

        /// <summary>The second.</summary>
        public RowPredicate Right { get; } = right;

        /// <inheritdoc/>
        public override bool Holds(Row row) => Left.Holds(row) && Right.Holds(row);

        /// <inheritdoc/>
        public override string ToString() => $"({Left} and {Right})";
    }

    /// <summary>One of them holds, or both.</summary>
    public sealed class Or(RowPredicate left, RowPredicate right) : RowPredicate
    {
        /// <summary>The first.</summary>
        public RowPredicate Left { get; } = left;

        /// <summary>The second.</summary>
        public RowPredicate Right { get; } = right;

        /// <inheritdoc/>
        public override bool Holds(Row row) => Left.Holds(row) || Right.Holds(row);

        /// <inheritdoc/>
        public override string ToString() => $"({Left} or {Right})";
    }

    /// <summary>It does not hold.</summary>
    public sealed class Not(RowPredicate operand) : RowPredicate
    {
        /// <summary>What does not hold.</summary>
        public RowPredicate Operand { get; } = operand;

        /// <inheritdoc/>
        public override bool Holds(Row row) => !Operand.Holds(row);

        /// <inheritdoc/>
        public override string ToString() => $"not {Operand}";
    }

    /// <summary>It holds for all rows or for none.</summary>
    public sealed class Constant(bool holds) : RowPredicate
    {
        /// <summary>Whether it holds.</summary>
        public bool Value { get; } = holds;

        /// <inheritdoc/>
        public override bool Holds(Row row) => Value;

        /// <inheritdoc/>
        public override string ToString() => Value ? "true" : "false";
    }
}
