using System.Collections;
using System.Collections.Frozen;
using System.Linq.Expressions;
using System.Reflection;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Attributes;
using Crm.Sdk.Facts;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Specifications;

/// <summary>Brings a condition written in C# into the closed tree.</summary>
internal sealed class ConditionReader(Concept concept, LambdaExpression lambda)
{
    private static readonly IEqualityComparer<string> LetterByLetter = new HashSet<string>().Comparer;

    private readonly ParameterExpression _row = lambda.Parameters[0];

    public RowPredicate Condition() => Condition(lambda.Body);

    public RowTarget Target() => FindTarget(lambda.Body) ?? throw Refused(lambda.Body, "is no property that is stored");

    private RowPredicate Condition(Expression e) => e switch
    {
        BinaryExpression { NodeType: ExpressionType.AndAlso } b => new RowPredicate.And(Condition(b.Left), Condition(b.Right)),
        BinaryExpression { NodeType: ExpressionType.OrElse } b => new RowPredicate.Or(Condition(b.Left), Condition(b.Right)),
        UnaryExpression { NodeType: ExpressionType.Not } u => new RowPredicate.Not(Condition(u.Operand)),
        BinaryExpression b when Comparisons.TryGetValue(b.NodeType, out RowComparison how) => Mentions(b) ? Compared(b, how) : new RowPredicate.Constant(Holds(b, how)),
        MethodCallExpression call => Called(call),
        MemberExpression { Member.Name: "HasValue" } m when m.Expression is { } inner && FindTarget(inner) is { } target => new RowPredicate.Not(new RowPredicate.IsNull(target)),
        MemberExpression when FindTarget(e) is { } flag => new RowPredicate.Comparison(flag, RowComparison.Equal, true),
        _ when !Mentions(e) => new RowPredicate.Constant((bool)Evaluate(e)!),
        _ => throw Refused(e, "is no condition that stores know"),
    };

    private static readonly Dictionary<ExpressionType, RowComparison> Comparisons = new()
    {
        [ExpressionType.Equal] = RowComparison.Equal, [ExpressionType.NotEqual] = RowComparison.NotEqual,
        [ExpressionType.LessThan] = RowComparison.Less, [ExpressionType.LessThanOrEqual] = RowComparison.LessOrEqual,
        [ExpressionType.GreaterThan] = RowComparison.Greater, [ExpressionType.GreaterThanOrEqual] = RowComparison.GreaterOrEqual,
    };

    private RowPredicate Compared(BinaryExpression b, RowComparison how)
    {
        (Expression own, Expression other) = (b.Left, b.Right);
        if (!Mentions(own))
        {
            (own, other) = (other, own);
            how = how switch
            {
                RowComparison.Less => RowComparison.Greater, RowComparison.LessOrEqual => RowComparison.GreaterOrEqual,
                RowComparison.Greater => RowComparison.Less, RowComparison.GreaterOrEqual => RowComparison.LessOrEqual,
                _ => how,
            };
        }

        if (Mentions(other))
        {
            throw Refused(b, "compares two properties; compare with a value");
        }

        Type type = Strip(own).Type;
        RowTarget target = FindTarget(own) ?? throw Refused(own, "is no property that is stored");
        object? value = ToStored(Evaluate(other), type, b);
        return (value, how) switch
        {
            (null, RowComparison.Equal) => new RowPredicate.IsNull(target),
            (null, RowComparison.NotEqual) => new RowPredicate.Not(new RowPredicate.IsNull(target)),
            (null, _) => new RowPredicate.Constant(false),
            (string, not (RowComparison.Equal or RowComparison.NotEqual)) when IsEnum(type) => throw Refused(b, "puts values of an enumeration in order, which are stored by name"),
            _ => new RowPredicate.Comparison(target, how, value!),
        };
    }

    private RowPredicate Called(MethodCallExpression call)
    {
        if (call is { Object: { } text, Method.Name: "StartsWith" or "EndsWith" or "Contains" } && call.Method.DeclaringType == typeof(string)
            && FindTarget(text) is { } target && !Mentions(call.Arguments[0]))
        {
            if (call.Arguments.Count > 1 && !Equals(Evaluate(call.Arguments[1]), StringComparison.Ordinal))
            {
                throw Refused(call, "compares by a culture or without case; use StringComparison.Ordinal, or Search");
            }

            TextPlace place = call.Method.Name switch { "StartsWith" => TextPlace.Start, "EndsWith" => TextPlace.End, _ => TextPlace.Anywhere };
            return new RowPredicate.HasText(target, place, Evaluate(call.Arguments[0])?.ToString() ?? throw Refused(call, "looks for null"));
        }

        if (call.Method.Name == "Contains" && Sought(call) is (var list, var item) && FindTarget(item) is { } one && !Mentions(list))
        {
            object? sought = Evaluate(list);
            if (sought is not IEnumerable all || ComparesItsOwnWay(call, sought))
            {
                throw Refused(call, "looks in a list that is null, or compares in a way of its own");
            }

            var values = all.Cast<object?>().Select(v => ToStored(v, Strip(item).Type, call)).ToList();
            RowPredicate isOneOf = new RowPredicate.IsOneOf(one, [.. values.OfType<object>()]);
            return values.Contains(null) ? new RowPredicate.Or(isOneOf, new RowPredicate.IsNull(one)) : isOneOf;
        }

        if (call is { Method.Name: "Equals", Arguments.Count: 1, Object: { } left } && left.Type == call.Arguments[0].Type)
        {
            return Compared(Expression.Equal(left, call.Arguments[0]), RowComparison.Equal);
        }

        return Mentions(call) ? throw Refused(call, "calls a method that stores do not know") : new RowPredicate.Constant((bool)Evaluate(call)!);
    }

    // list.Contains(x), Enumerable.Contains(list, x) and MemoryExtensions.Contains(span of list, x), which arrays bind to.
    private static (Expression List, Expression Item)? Sought(MethodCallExpression call) => call switch
    {
        { Object: { } list, Arguments.Count: 1 } when list.Type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(list.Type) => (list, call.Arguments[0]),
        { Object: null, Arguments.Count: 2 or 3 } when call.Method.DeclaringType == typeof(Enumerable) || call.Method.DeclaringType == typeof(MemoryExtensions) =>
            (Unwrap(call.Arguments[0]), call.Arguments[1]),
        _ => null,
    };

    // A comparer that finds more than what is the same letter by letter would be lost in a store.
    private bool ComparesItsOwnWay(MethodCallExpression call, object list)
    {
        object? comparer = call.Object is null && call.Arguments.Count == 3 ? Evaluate(call.Arguments[2]) : list switch
        {
            HashSet<string> set => set.Comparer,
            FrozenSet<string> set => set.Comparer,
            _ => null,
        };
        return comparer is not null && !ReferenceEquals(comparer, StringComparer.Ordinal) && !ReferenceEquals(comparer, LetterByLetter);
    }

    // A comparison of values that are known already.
    private bool Holds(BinaryExpression b, RowComparison how)
    {
        (object? left, object? right) = (Evaluate(b.Left), Evaluate(b.Right));
        if (left is null || right is null)
        {
            return how switch
            {
                RowComparison.Equal => left is null && right is null,
                RowComparison.NotEqual => left is not null || right is not null,
                _ => false,
            };
        }

        return b.Method is { } method ? (bool)method.Invoke(null, [left, right])! : how switch
        {
            RowComparison.Equal => Equals(left, right),
            RowComparison.NotEqual => !Equals(left, right),
            RowComparison.Less => Comparer.DefaultInvariant.Compare(left, right) < 0,
            RowComparison.LessOrEqual => Comparer.DefaultInvariant.Compare(left, right) <= 0,
            RowComparison.Greater => Comparer.DefaultInvariant.Compare(left, right) > 0,
            _ => Comparer.DefaultInvariant.Compare(left, right) >= 0,
        };
    }

    private static Expression Unwrap(Expression e) => e switch
    {
        MethodCallExpression { Method.Name: "op_Implicit", Arguments: [var array] } => array,
        UnaryExpression { NodeType: ExpressionType.Convert } u when !typeof(IEnumerable).IsAssignableFrom(u.Type) => u.Operand,
        _ => e,
    };

    // The property, column or attribute that an expression reads of the row; null when it reads something else.
    private RowTarget? FindTarget(Expression e)
    {
        e = Strip(e);
        if (e is MethodCallExpression { Method.Name: "get_Item", Object: { } bag } item && bag.Type == typeof(AttributeBag) && Strip(bag) is MemberExpression { Expression: { } owner } && owner == _row)
        {
            return RowTarget.OfAttribute((string)Evaluate(item.Arguments[0])!);
        }

        var path = new List<string>();
        for (; Strip(e) is MemberExpression m; e = m.Expression!)
        {
            bool isValue = m.Member.Name == "Value" && m.Expression is { } inner && Nullable.GetUnderlyingType(inner.Type) is not null;
            if (!isValue)
            {
                path.Insert(0, m.Member.Name);
            }
        }

        if (Strip(e) != _row || path.Count == 0)
        {
            return null;
        }

        string property = string.Join('.', path);
        if (property is "Id" or "Key" or "Id.Value")
        {
            return RowTarget.Id;
        }

        int ordinal = concept.Schema.OrdinalOfProperty(property);
        return ordinal < 0 || concept.Schema.Columns[ordinal].Kind == ColumnKind.Json ? null : RowTarget.Of(concept.Schema, ordinal);
    }

    private static Expression Strip(Expression e)
    {
        while (e is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } u)
        {
            e = u.Operand;
        }

        return e;
    }

    private static bool IsEnum(Type type) => (Nullable.GetUnderlyingType(type) ?? type).IsEnum;

    // Values as rows have them. An enumeration is compared as its number in C#, and stored as its name.
    private object? ToStored(object? value, Type type, Expression where)
    {
        Type own = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            null => null,
            _ when own.IsEnum => Enum.GetName(own, value) ?? throw Refused(where, $"compares with {value}, which is no {own.Name}"),
            string or bool or Guid or long => value,
            int or short or byte or sbyte or ushort or uint => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
            Instant instant => StorageForm.Of(instant),
            LocalDate date => StorageForm.Of(date),
            IEntityId id => id.Value,
            Currency currency => currency.Code,
            _ => throw Refused(where, $"compares with a {value.GetType().Name}"),
        };
    }

    private bool Mentions(Expression e)
    {
        var finder = new Finder(_row);
        finder.Visit(e);
        return finder.Found;
    }

    // Constants and captured variables, without generating code.
    private object? Evaluate(Expression e) => e switch
    {
        ConstantExpression c => c.Value,
        DefaultExpression d => d.Type.IsValueType && Nullable.GetUnderlyingType(d.Type) is null ? throw Refused(e, "has no value") : null,
        MemberExpression { Member: FieldInfo field } m => field.GetValue(m.Expression is null ? null : Evaluate(m.Expression)),
        MemberExpression { Expression: { } nullable, Member.Name: "HasValue" } when Nullable.GetUnderlyingType(nullable.Type) is not null => Evaluate(nullable) is not null,
        MemberExpression { Expression: { } nullable, Member.Name: "Value" } when Nullable.GetUnderlyingType(nullable.Type) is not null => Evaluate(nullable) ?? throw Refused(e, "has no value"),
        MemberExpression { Member: PropertyInfo property } m => property.GetValue(m.Expression is null ? null : Evaluate(m.Expression)),
        UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } u => Converted(u),
        BinaryExpression { NodeType: ExpressionType.ArrayIndex } b => ((Array)Evaluate(b.Left)!).GetValue((int)Evaluate(b.Right)!),
        NewArrayExpression a => a.Expressions.Select(Evaluate).ToArray(),
        MethodCallExpression call => call.Method.Invoke(call.Object is null ? null : Evaluate(call.Object), [.. call.Arguments.Select(Evaluate)]),
        NewExpression { Constructor: { } constructor } n => constructor.Invoke([.. n.Arguments.Select(Evaluate)]),
        _ => throw Refused(e, "is no value; put it into a variable first"),
    };

    private object? Converted(UnaryExpression u)
    {
        object? value = Evaluate(u.Operand);
        Type to = Nullable.GetUnderlyingType(u.Type) ?? u.Type;
        if (value is double or float && to != typeof(double) && to != typeof(float))
        {
            // A cast cuts off, where Convert rounds.
            value = Math.Truncate(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture));
        }

        return u.Method is { } method ? method.Invoke(null, [value])
            : value is IConvertible && to.IsPrimitive && !value.GetType().IsEnum ? Convert.ChangeType(value, to, System.Globalization.CultureInfo.InvariantCulture) : value;
    }

    private NotSupportedException Refused(Expression e, string why) =>
        new($"'{e}' in a condition on {concept.Name} {why}. Stored are: id, {string.Join(", ", concept.Schema.Columns.Where(c => c.Kind != ColumnKind.Json).Select(c => c.Property))} and Attributes[key].");

    private sealed class Finder(ParameterExpression wanted) : ExpressionVisitor
    {
        public bool Found { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found |= node == wanted;
            return node;
        }
    }
}
