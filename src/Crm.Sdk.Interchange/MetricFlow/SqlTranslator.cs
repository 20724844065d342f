using Crm.Sdk.Interchange.Sql;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Interchange.MetricFlow;

/// <summary>What names in SQL stand for.</summary>
internal abstract class SqlScope
{
    /// <summary>Whether the expression speaks of a row; otherwise of metrics.</summary>
    public abstract bool IsOverRows { get; }

    /// <summary>The field of each name that was given out.</summary>
    public Dictionary<Expression, FieldDraft> Fields { get; } = new(ReferenceEqualityComparer.Instance);

    /// <exception cref="SqlProblemException">It stands for nothing.</exception>
    public abstract Expression Column(SqlColumn column);

    /// <exception cref="SqlProblemException">It stands for nothing.</exception>
    public virtual Expression Reference(SqlReference reference) => throw new SqlProblemException("a reference between braces stands in filters only");

    /// <summary>A quotient over rows was rounded.</summary>
    public virtual void Rounded()
    {
    }
}

/// <summary>Makes an expression of the language of what was read in SQL.</summary>
internal sealed class SqlTranslator(SqlScope scope, int quotientScale)
{
    private static readonly string[] NumberTypes = ["float", "float64", "float8", "double", "real", "numeric", "decimal", "number", "bignumeric"];
    private static readonly string[] TextTypes = ["text", "varchar", "string", "char"];

    /// <exception cref="SqlProblemException">Something has no counterpart.</exception>
    public Expression Translate(SqlNode node)
    {
        switch (node)
        {
            case SqlNumber number:
                return Trees.Number(number.Value);
            case SqlText text:
                return Text(text.Value);
            case SqlBoolean truth:
                return new BooleanLiteral { Value = truth.Value };
            case SqlDate date:
                return new DateLiteral { Value = date.Value };
            case SqlColumn column:
                return scope.Column(column);
            case SqlReference reference:
                return scope.Reference(reference);
            case SqlUnary { Operator: UnaryOperator.Not } not:
                return new UnaryExpression { Operator = UnaryOperator.Not, Operand = Condition(not.Operand) };
            case SqlUnary minus:
                return new UnaryExpression { Operator = UnaryOperator.Negate, Operand = Hinted(minus.Operand, DataKind.Decimal) };
            case SqlBinary binary:
                return Binary(binary);
            case SqlIn among:
                Expression operand = Translate(among.Operand);
                return new InExpression { Operand = operand, Items = [.. among.Items.Select(i => Literal(i, operand))] };
            case SqlBetween between:
                Expression middle = Translate(between.Operand);
                return new BetweenExpression { Operand = middle, Low = Against(between.Low, middle), High = Against(between.High, middle) };
            case SqlIsNull isNull:
                return new IsNullExpression { Operand = Translate(isNull.Operand) };
            case SqlCase choice:
                return Case(choice);
            case SqlCall call:
                return Call(call);
            case SqlCast cast:
                return Cast(cast);
            default:
                throw new SqlProblemException(node is SqlNull ? "'null' has no counterpart here" : "'*' is not read here");
        }
    }

    /// <summary>A condition; a field that stands alone is a yes or no.</summary>
    /// <exception cref="SqlProblemException">Something has no counterpart.</exception>
    public Expression Condition(SqlNode node) => Hinted(node, DataKind.Boolean);

    /// <summary>An expression of a kind.</summary>
    /// <exception cref="SqlProblemException">Something has no counterpart.</exception>
    public Expression Hinted(SqlNode node, DataKind kind)
    {
        Expression expression = Translate(node);
        Hint(expression, kind);
        return expression;
    }

    private static TextLiteral Text(string value) => value.Any(c => char.IsControl(c) || char.IsSurrogate(c))
        ? throw new SqlProblemException("a text holds a character that definitions do not hold")
        : new TextLiteral { Value = value };

    private void Hint(Expression expression, DataKind kind)
    {
        if (scope.Fields.TryGetValue(expression, out FieldDraft? field))
        {
            field.Hint(kind);
        }
        else if (expression is CallExpression { Function: "orElse" or "if" } call)
        {
            foreach (Expression argument in call.Arguments.Skip(call.Function == "if" ? 1 : 0))
            {
                Hint(argument, kind);
            }
        }
    }

    private Expression Binary(SqlBinary binary)
    {
        switch (binary.Operator)
        {
            case BinaryOperator.And or BinaryOperator.Or:
                return Trees.Binary(binary.Operator, Condition(binary.Left), Condition(binary.Right));
            case BinaryOperator.Starts:
                return Trees.Binary(binary.Operator, Hinted(binary.Left, DataKind.Text), Translate(binary.Right));
            case >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual:
                Expression left = binary.Left is SqlText ? Against(binary.Left, Translate(binary.Right)) : Translate(binary.Left);
                return Trees.Binary(binary.Operator, left, Against(binary.Right, left));
            case BinaryOperator.Divide:
                // A quotient by nothing is missing, so what keeps SQL from failing there is not needed.
                SqlNode divisor = binary.Right is SqlCall { Function: "nullif", Arguments: [var x, SqlNumber { Value.IsZero: true }] } ? x : binary.Right;
                BinaryExpression quotient = Trees.Binary(BinaryOperator.Divide, Hinted(binary.Left, DataKind.Decimal), Hinted(divisor, DataKind.Decimal));
                return scope.IsOverRows ? RoundedQuotient(quotient) : quotient;
            default:
                return Trees.Binary(binary.Operator, Hinted(binary.Left, DataKind.Decimal), Hinted(binary.Right, DataKind.Decimal));
        }
    }

    private CallExpression RoundedQuotient(Expression quotient)
    {
        scope.Rounded();
        return Trees.Call("round", quotient, Trees.Number(quotientScale));
    }

    private Expression Literal(SqlNode node, Expression other) => node is SqlNumber or SqlText or SqlBoolean or SqlDate
        ? Against(node, other)
        : throw new SqlProblemException("'in' lists constants only");

    // A constant takes the form of what it is compared with.
    private Expression Against(SqlNode node, Expression other)
    {
        FieldDraft? field = scope.Fields.GetValueOrDefault(other);
        DataKind? kind = field?.Type?.Kind;
        switch (node)
        {
            case SqlText text when kind == DataKind.Date:
                string day = text.Value.EndsWith(" 00:00:00", StringComparison.Ordinal) ? text.Value[..^9] : text.Value;
                return LocalDatePattern.Iso.Parse(day) is { Success: true } date ? new DateLiteral { Value = date.Value } : throw new SqlProblemException($"'{text.Value}' is no day");
            case SqlText or SqlDate when kind == DataKind.Instant:
                throw new SqlProblemException("an instant cannot be compared with a constant: a day begins where the zone of the question says so");
            case SqlNumber number when kind is DataKind.Reference || field?.Role == Facts.FieldRole.Key:
                return new TextLiteral { Value = number.Value.ToString() };
            case SqlText:
                field?.Hint(DataKind.Text);
                break;
            case SqlNumber:
                field?.Hint(DataKind.Decimal);
                break;
            case SqlBoolean:
                field?.Hint(DataKind.Boolean);
                break;
            case SqlDate:
                field?.Hint(DataKind.Date);
                break;
        }

        return Translate(node);
    }

    private Expression Case(SqlCase choice)
    {
        if (choice.Otherwise is null)
        {
            throw new SqlProblemException("a 'case' without 'else' gives null, and no definition says that inside an expression");
        }

        return choice.Branches.Reverse().Aggregate(Translate(choice.Otherwise), (rest, branch) => Alike(Condition(branch.When), Translate(branch.Then), rest));
    }

    private CallExpression Alike(Expression? condition, Expression left, Expression right)
    {
        HintLike(left, right);
        HintLike(right, left);
        return condition is null ? Trees.Call("orElse", left, right) : Trees.Call("if", condition, left, right);
    }

    private void HintLike(Expression expression, Expression example)
    {
        DataKind? kind = example switch
        {
            NumberLiteral => DataKind.Decimal,
            TextLiteral => DataKind.Text,
            BooleanLiteral => DataKind.Boolean,
            _ => null,
        };
        if (kind is { } known)
        {
            Hint(expression, known);
        }
    }

    private Expression Call(SqlCall call)
    {
        switch (call.Function, call.Arguments)
        {
            case ("coalesce" or "ifnull" or "nvl", { Count: >= 2 } values):
                return values.SkipLast(1).Reverse().Aggregate(Translate(values[^1]), (rest, value) => Alike(null, Translate(value), rest));
            case ("if" or "iff", [var condition, var then, var otherwise]):
                return Alike(Condition(condition), Translate(then), Translate(otherwise));
            case ("abs", [var x]):
                return Trees.Call("abs", Hinted(x, DataKind.Decimal));
            case ("lower", [var text]):
                return Trees.Call("lower", Hinted(text, DataKind.Text));
            case ("round", [var x]):
                return Trees.Call("round", Hinted(x, DataKind.Decimal), Trees.Number(0));
            case ("round", [var x, SqlNumber { Value: { IsInteger: true, Sign: >= 0 } } places]) when places.Value <= DataType.MaxScale:
                // What is rounded anyway need not be rounded inside.
                Expression inner = x is SqlBinary { Operator: BinaryOperator.Divide } quotient && scope.IsOverRows
                    ? Trees.Binary(BinaryOperator.Divide, Hinted(quotient.Left, DataKind.Decimal), Hinted(quotient.Right, DataKind.Decimal))
                    : Hinted(x, DataKind.Decimal);
                return Trees.Call("round", inner, Trees.Number(places.Value));
            default:
                throw new SqlProblemException($"{call.Function}(…) has no counterpart");
        }
    }

    private Expression Cast(SqlCast cast) => NumberTypes.Contains(cast.Type, StringComparer.Ordinal) ? Hinted(cast.Operand, DataKind.Decimal)
        : TextTypes.Contains(cast.Type, StringComparer.Ordinal) && cast.Operand is SqlColumn or SqlReference ? Hinted(cast.Operand, DataKind.Text)
        : cast is { Type: "date", Operand: SqlText text } && LocalDatePattern.Iso.Parse(text.Value) is { Success: true } day ? new DateLiteral { Value = day.Value }
        : throw new SqlProblemException($"a cast to {cast.Type} has no counterpart");
}
