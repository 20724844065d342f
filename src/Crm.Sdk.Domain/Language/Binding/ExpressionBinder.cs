using System.Runtime.CompilerServices;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <summary>Resolves the names of an expression and checks its types; gives null after it has logged an error.</summary>
internal sealed partial class ExpressionBinder(CrmFacts facts, Definitions definitions, FindingLog log)
{
    private const int MaxSteps = 20_000;
    private const int MaxStepsInAll = 4_000_000;
    private int _steps;
    private int _stepsInAll;
    private bool _isTooLarge;

    /// <summary>Whether literals stand for values that are not known yet: two that differ here may be the same, and the other way round.</summary>
    public bool IsSample { get; set; }

    /// <summary>Begins a new definition: each has its own limit of size, and all together have one.</summary>
    public void Restart()
    {
        _stepsInAll += _steps;
        _steps = 0;
        _isTooLarge = false;
    }

    public BoundExpression? Bind(Expression expression, BindingContext context)
    {
        if (++_steps > MaxSteps || _stepsInAll > MaxStepsInAll || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return TooLarge(context, expression, $"The definition has more than {MaxSteps} parts when the metrics in it are written out.",
                "Split it, or let it use fewer metrics of metrics and shorter lists.");
        }

        return expression switch
        {
            NumberLiteral n => Literal(context.Level == Level.Row ? NumberType(n.Value) : DataType.Number, n.Value),
            TextLiteral t => new BoundLiteral(DataType.Text, default, t.Value),
            BooleanLiteral b => Literal(DataType.Boolean, b.Value ? 1 : 0),
            DateLiteral d => Literal(DataType.Date, StorageForm.Of(d.Value)),
            DurationLiteral d => d.Unit > DurationUnit.Weeks
                ? Error(context, d, BindingFindings.CalendarUnit, "Months, quarters and years differ in length.", "Write days or weeks; only windows such as .trailing(3 months) take them.")
                : Literal(DataType.Duration, (Rational)d.Count * Microseconds(d.Unit)),
            NameExpression n => BindName(n, context),
            ReadingExpression r => BindReading(r, context),
            UnaryExpression u => BindUnary(u, context),
            BinaryExpression b => BindBinary(b, context),
            InExpression i => BindIn(i, context),
            BetweenExpression b => BindBetween(b, context),
            IsNullExpression n => Bind(n.Operand, context) is { } operand ? new BoundIsNull(operand) : null,
            CallExpression { Function: "firstEntry" or "lastEntry" or "timeIn" } c => BindHistory(c, context),
            CallExpression c => BindCall(c, context),
            StageConversionExpression s => BindConversion(s, context),
            AggregateExpression a => BindAggregate(a, context),
            FilteredExpression f => BindFiltered(f, context),
            MethodExpression m => BindOperation(m, context),
            OverExpression o => BindOver(o, context),
            ConversionExpression c => BindConversion(c, context),
            MetricCallExpression m => BindMetricCall(m, context),
            EachExpression e => Error(context, e, BindingFindings.WrongLevel, "'each' stands only as the operand of an aggregate.",
                "Write for example count(each customer where …)."),
            _ => throw new InvalidOperationException($"Unknown node {expression.GetType().Name}."),
        };
    }

    // Said once of a definition, where it is written: all that is bound of it from there on is in vain.
    private BoundExpression? TooLarge(BindingContext context, Expression expression, string message, string mend)
    {
        _steps = MaxSteps;
        if (!_isTooLarge)
        {
            _isTooLarge = true;
            definitions.TooLarge.UnionWith(context.Resolving.Take(1));
            ErrorAtUse(context, expression, BindingFindings.TooLarge, message, mend);
        }

        return null;
    }

    /// <summary>Binds a condition: an expression that is true or false.</summary>
    public BoundExpression? BindCondition(Expression expression, BindingContext context)
    {
        BoundExpression? bound = Bind(expression, context);
        if (bound is not null && bound.Type.Kind != DataKind.Boolean)
        {
            return Error(context, expression, BindingFindings.TypeMismatch, $"A condition is true or false, and this is {Describe(bound)}.",
                "Compare it with something.");
        }

        if (bound is not null && context.Level == Level.Row && !IsSample && Contradictions.Find(bound) is { } problem)
        {
            return Error(context, expression, BindingFindings.Contradiction, $"No row can meet this condition: {problem}.",
                problem.EndsWith("bounds", StringComparison.Ordinal) ? "Turn the bounds around, use 'or', or drop one of the two." : "Use 'or', or drop one of the two.");
        }

        return bound;
    }

    private static BoundLiteral Literal(DataType type, Rational value) => new(type, value, null);

    private static DataType NumberType(Rational value) => value.TryGetScale(out int scale) ? TypeRules.Numeric(scale) : DataType.Number;

    public static long Microseconds(DurationUnit unit) => unit switch
    {
        DurationUnit.Seconds => 1_000_000,
        DurationUnit.Minutes => 60_000_000,
        DurationUnit.Hours => 3_600_000_000,
        DurationUnit.Days => StorageForm.MicrosecondsPerDay,
        _ => 7 * StorageForm.MicrosecondsPerDay,
    };

    private static string Describe(BoundExpression bound) => bound.Type.Kind == DataKind.Boolean ? "a yes or no" : $"of type {bound.Type}";

    private BoundExpression? Error(BindingContext context, SyntaxNode node, string code, string message, string mend)
    {
        log.Error(context.Document, node.Span, code, message, mend);
        return null;
    }

    private BoundExpression? BindUnary(UnaryExpression unary, BindingContext context)
    {
        if (unary.Operator == UnaryOperator.Not)
        {
            return BindCondition(unary.Operand, context) is { } condition ? new BoundUnary(UnaryOperator.Not, condition) : null;
        }

        BoundExpression? operand = Bind(unary.Operand, context);
        return operand is null ? null
            : operand.Type.IsAdditive ? new BoundUnary(UnaryOperator.Negate, operand)
            : Error(context, unary, BindingFindings.TypeMismatch, $"A minus needs a number, and this is {Describe(operand)}.", "Drop the minus.");
    }

    private BoundExpression? BindBinary(BinaryExpression binary, BindingContext context)
    {
        if (binary.Operator is BinaryOperator.And or BinaryOperator.Or)
        {
            BoundExpression? a = BindOperandOfLogic(binary.Left, context), b = BindOperandOfLogic(binary.Right, context);
            if (binary.Operator == BinaryOperator.Or)
            {
                WarnIfNever(binary.Left, a, context, "This side of 'or' is never true");
                WarnIfNever(binary.Right, b, context, "This side of 'or' is never true");
            }

            return a is null || b is null ? null : new BoundBinary(DataType.Boolean, binary.Operator, a, b);
        }

        BoundExpression? left = Bind(binary.Left, context), right = Bind(binary.Right, context);
        if (left is null || right is null)
        {
            return null;
        }

        return binary.Operator switch
        {
            BinaryOperator.Starts => left.Type.IsTextual && right is BoundLiteral { Type.Kind: DataKind.Text } prefix
                ? new BoundBinary(DataType.Boolean, BinaryOperator.Starts, left, Folded(left, prefix))
                : Error(context, binary, BindingFindings.TypeMismatch, "'starts' compares a text with a text between quotes.", "Write for example channel starts 'web'."),
            >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual => Compare(binary, left, right, context),
            _ => Arithmetic(binary, left, right, context),
        };
    }

    private void WarnIfNever(Expression node, BoundExpression? condition, BindingContext context, string what)
    {
        if (condition is not null && context.Level == Level.Row && !IsSample && Contradictions.Find(condition) is { } problem)
        {
            log.Warn(context.Document, node.Span, BindingFindings.Unreachable, $"{what}: {problem}.", "Mend it, or drop it.");
        }
    }

    // The parts of a conjunction are checked for contradictions together, by the condition that they belong to.
    private BoundExpression? BindOperandOfLogic(Expression expression, BindingContext context)
    {
        BoundExpression? bound = Bind(expression, context);
        return bound is null || bound.Type.Kind == DataKind.Boolean ? bound
            : Error(context, expression, BindingFindings.TypeMismatch, $"'and' and 'or' join conditions, and this is {Describe(bound)}.",
                "Compare it with something.");
    }

    private BoundExpression? Compare(BinaryExpression binary, BoundExpression left, BoundExpression right, BindingContext context)
    {
        (left, right) = (Coerced(left, right), Coerced(right, left));
        if (!TypeRules.Comparable(left.Type, right.Type))
        {
            string mend = (left.Type.Kind, right.Type.Kind) switch
            {
                (DataKind.Date, DataKind.Text) or (DataKind.Text, DataKind.Date) => "Write a date without quotes: 2026-01-31.",
                (DataKind.Duration, _) or (_, DataKind.Duration) => "Write a length of time with its unit: 30 days.",
                (DataKind.Instant, DataKind.Date) or (DataKind.Date, DataKind.Instant) =>
                    "A day begins when the zone of the question says so: use the range of the question, or a field of type date.",
                (DataKind.Money, DataKind.Money) => "Amounts in two currencies have no order.",
                _ when left.Type.CurrencyField is not null || right.Type.CurrencyField is not null => "Each row has a currency of its own: compare with 0, or convert in a metric.",
                (DataKind.Text or DataKind.Reference, _) => "Write a text or a key between single quotes: '5'.",
                (_, DataKind.Text or DataKind.Reference) => "Write a number without quotes.",
                _ => "Compare values of one kind.",
            };
            return Mismatch(context, binary, left.Type.Kind == right.Type.Kind, $"{left.Type} cannot be compared with {right.Type}.", mend);
        }

        bool ordered = binary.Operator is not (BinaryOperator.Equal or BinaryOperator.NotEqual);
        if (ordered && left.Type.Kind == DataKind.Boolean)
        {
            return Error(context, binary, BindingFindings.TypeMismatch, "Yes and no have no order.", "Use = or !=.");
        }

        if (binary.Operator == BinaryOperator.NotEqual && (left is BoundField) != (right is BoundField))
        {
            log.Warn(context.Document, binary.Span, BindingFindings.InequalityAndNull,
                "'!=' does not match rows where the value is missing.", "Add \"or … is null\" if they belong to it.");
        }

        return new BoundBinary(DataType.Boolean, binary.Operator, left, right);
    }

    private BoundExpression? Arithmetic(BinaryExpression binary, BoundExpression left, BoundExpression right, BindingContext context)
    {
        (left, right) = (DayOfNow(left, right), DayOfNow(right, left));
        bool exact = context.Level == Level.Row && !context.AllowsDivision;
        if (binary.Operator == BinaryOperator.Divide && exact)
        {
            return Error(context, binary, BindingFindings.DivisionOverRow, "A row keeps exact decimals, and a quotient may have no end.",
                "Say how many decimal places to keep: round(x / y, 4).");
        }

        if (TypeRules.Arithmetic(binary.Operator, left.Type, right.Type, out string? problem) is not { } type)
        {
            return Mismatch(context, binary, left.Type.IsAdditive && right.Type.IsAdditive, problem!, MendArithmetic(binary.Operator, left.Type, right.Type));
        }

        int scale = TypeRules.ScaleOf(binary.Operator, left.Type, right.Type);
        return exact && type.Kind is DataKind.Decimal or DataKind.Money && scale > DataType.MaxScale && exact
            ? Error(context, binary, BindingFindings.ScaleTooLarge, $"The exact result needs {scale} decimal places; {DataType.MaxScale} are kept.",
                "Round one of the two: round(x, 4).")
            : new BoundBinary(type, binary.Operator, left, right);
    }

    // Where only the units differ, either operand is right by itself: what is wrong is that this operator joins them.
    private BoundExpression? Mismatch(BindingContext context, BinaryExpression binary, bool isOfUnits, string message, string mend)
    {
        TextSpan place = isOfUnits && binary.OperatorSpan.Length > 0 ? binary.OperatorSpan : binary.Span;
        log.Error(context.Document, place, isOfUnits ? BindingFindings.UnitMismatch : BindingFindings.TypeMismatch, message, mend);
        return null;
    }

    private static string MendArithmetic(BinaryOperator op, DataType left, DataType right)
    {
        DataKind[] kinds = [left.Kind, right.Kind];
        bool sums = op is BinaryOperator.Add or BinaryOperator.Subtract;
        return kinds.Contains(DataKind.Date) || kinds.Contains(DataKind.Instant)
                ? "Only the time between two of them can be had: elapsed(from, to)."
            : !left.IsAdditive || !right.IsAdditive ? "Only numbers, amounts and lengths of time can be reckoned with."
            : kinds.Contains(DataKind.Duration) ? "Turn a length of time into a number first: (x / 1 day)."
            : left.Kind == right.Kind && sums ? "Say into which currency: (x in EUR at transaction)."
            : sums ? "A plain number is no amount: multiply by it, or divide amounts first."
            : op == BinaryOperator.Multiply ? "Multiply an amount by a plain number."
            : "Divide amounts by amounts of one currency, or by a plain number.";
    }

    private BoundExpression? BindIn(InExpression node, BindingContext context)
    {
        if (Bind(node.Operand, context) is not { } operand)
        {
            return null;
        }

        var items = new List<BoundLiteral>();
        foreach (Expression item in node.Items)
        {
            if (Bind(item, context) is not { } bound)
            {
                return null;
            }

            if (Coerced(bound, operand) is not BoundLiteral literal || !TypeRules.Comparable(operand.Type, literal.Type))
            {
                return Error(context, item, BindingFindings.TypeMismatch, $"'in' lists constants of the type that is looked for, here {operand.Type}.",
                    operand.Type.IsTextual ? "Write texts and keys between single quotes." : operand.Type.Kind == DataKind.Date ? "Write dates without quotes: 2026-01-31." : "Write numbers without quotes.");
            }

            items.Add(literal);
        }

        return new BoundIn(operand, items);
    }

    private BoundBinary? BindBetween(BetweenExpression node, BindingContext context)
    {
        // What does not compare is the end in question.
        var low = new BinaryExpression
        {
            Operator = BinaryOperator.GreaterOrEqual, OperatorSpan = node.Low.Span, Left = node.Operand, Right = node.Low, Span = node.Span,
        };
        var high = new BinaryExpression
        {
            Operator = BinaryOperator.LessOrEqual, OperatorSpan = node.High.Span, Left = node.Operand, Right = node.High, Span = node.Span,
        };
        BoundExpression? a = Bind(low, context), b = a is null ? null : Bind(high, context);
        return a is null || b is null ? null : new BoundBinary(DataType.Boolean, BinaryOperator.And, a, b);
    }

    // A constant takes the form of what it is compared with: its currency, its letter case, or the day of an instant.
    private static BoundExpression Coerced(BoundExpression literal, BoundExpression other) => literal switch
    {
        BoundLiteral { Type.IsNumeric: true } l when other.Type.Kind == DataKind.Money && (other.Type.CurrencyField is null || l.Number.IsZero) => new BoundLiteral(other.Type, l.Number, null),
        BoundLiteral { Type.Kind: DataKind.Text } l => Folded(other, l),
        _ => DayOfNow(literal, other),
    };

    private static BoundExpression DayOfNow(BoundExpression now, BoundExpression other) =>
        now is BoundNow && other.Type.Kind == DataKind.Date ? new BoundNow(DataType.Date) : now;

    private static BoundLiteral Folded(BoundExpression other, BoundLiteral literal) =>
        other is BoundField { Field.FoldsCase: true } ? new BoundLiteral(literal.Type, default, StorageForm.Fold(literal.Text!)) : literal;
}
