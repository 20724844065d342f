using System.Globalization;
using System.Text;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Writes expressions with the parentheses that their levels ask for.</summary>
internal sealed class ExpressionPrinter
{
    private readonly StringBuilder _text;

    public ExpressionPrinter(StringBuilder text) => _text = text;

    /// <summary>The name itself, once it is known to be one.</summary>
    public static string Name(string name) =>
        Names.IsName(name) ? name : throw new ArgumentException($"'{name}' is no name of the language.", nameof(name));

    /// <summary>Writes an expression where clauses may follow it without parentheses.</summary>
    public void WriteFiltered(Expression expression)
    {
        if (expression is not FilteredExpression filtered)
        {
            Write(expression, Level.Or);
            return;
        }

        WriteOperand(filtered.Operand);
        WriteClauses(filtered.Where, filtered.By);
    }

    public void WriteClauses(Expression? where, string? by)
    {
        if (where is not null)
        {
            _text.Append(" where ");
            Write(where, Level.Or);
        }

        if (by is not null)
        {
            _text.Append(" by ").Append(Name(by));
        }
    }

    /// <summary>Writes an expression, in parentheses when it holds more loosely than the place where it stands.</summary>
    public void Write(Expression expression, Level place)
    {
        if (expression is FilteredExpression || LevelOf(expression) < place)
        {
            _text.Append('(');
            WriteFiltered(expression);
            _text.Append(')');
            return;
        }

        switch (expression)
        {
            case NameExpression name:
                WritePath(name);
                break;
            case UnaryExpression unary:
                WriteUnary(unary);
                break;
            case BinaryExpression binary:
                WriteBinary(binary, "");
                break;
            case InExpression or BetweenExpression or IsNullExpression:
                WriteTest(expression, "");
                break;
            case ReadingExpression reading:
                WriteOperand(reading.Operand);
                _text.Append(' ').Append(CrmGrammar.Readings.First(r => r.Reading == reading.Reading).Text);
                break;
            case CallExpression call:
                WriteCall(call);
                break;
            case MethodExpression method:
                WriteOperand(method.Operand, IsLiteral(method.Operand));
                _text.Append('.').Append(Name(method.Method)).Append('(');
                WriteSeparated(method.Arguments, a => Write(a, Level.Or));
                _text.Append(')');
                break;
            case OverExpression over:
                WriteOver(over);
                break;
            case MetricCallExpression metric:
                WriteMetricCall(metric);
                break;
            case ConversionExpression conversion:
                WriteConversion(conversion);
                break;
            case AggregateExpression aggregate:
                WriteAggregate(aggregate);
                break;
            case StageConversionExpression conversion:
                WriteConversion(conversion);
                break;
            case EachExpression:
                throw new ArgumentException("'each' stands in an aggregate only.", nameof(expression));
            default:
                WriteLiteral(expression);
                break;
        }
    }

    /// <summary>Writes a path; its first part between backticks when it would be read as a keyword.</summary>
    public void WritePath(NameExpression name, bool isEntity = false)
    {
        if (name.Parts.Count == 0)
        {
            throw new ArgumentException("A name has no parts.", nameof(name));
        }

        string first = Name(name.Parts[0]);
        bool isKeyword = CrmGrammar.OperandWords.Contains(first)
            || (CrmGrammar.InfixWords.Contains(first) && (isEntity || !CrmGrammar.ReadingWords.Contains(first)));
        _text.Append(isKeyword ? $"`{first}`" : first);
        foreach (string part in name.Parts.Skip(1))
        {
            _text.Append('.').Append(Name(part));
        }

        WriteVersion(_text, name.Version);
    }

    /// <summary>Writes a version behind a name.</summary>
    public static void WriteVersion(StringBuilder text, int? version)
    {
        if (version is { } number)
        {
            text.Append(number is > 0 and <= MetricDeclaration.MostVersions ? string.Create(CultureInfo.InvariantCulture, $"@{number}")
                : throw new ArgumentException($"There is no version {number}.", nameof(version)));
        }
    }

    private static Level LevelOf(Expression expression) => expression switch
    {
        BinaryExpression binary => Row(binary.Operator).Level,
        InExpression or BetweenExpression or IsNullExpression => Level.Comparison,
        UnaryExpression { Operator: UnaryOperator.Not } not => IsTest(not.Operand) ? Level.Comparison : Level.Not,
        UnaryExpression => Level.Unary,
        _ => Level.Postfix,
    };

    private static (string Symbol, BinaryOperator Operator, Level Level) Row(BinaryOperator kind) =>
        CrmGrammar.Operators.First(o => o.Operator == kind);

    // What takes its `not` inside, as in `x not in (…)`.
    private static bool IsTest(Expression operand) =>
        operand is InExpression or BetweenExpression or IsNullExpression or BinaryExpression { Operator: BinaryOperator.Starts };

    // A minus and a number that follows it directly are one literal, so a negated number stands in parentheses.
    private static bool BeginsWithNumber(Expression operand) => operand switch
    {
        NumberLiteral number => number.Value.Sign >= 0,
        ReadingExpression reading => BeginsWithNumber(reading.Operand),
        OverExpression over => BeginsWithNumber(over.Operand),
        ConversionExpression conversion => BeginsWithNumber(conversion.Operand),
        MethodExpression method => !IsLiteral(method.Operand) && BeginsWithNumber(method.Operand),
        _ => false,
    };

    private static bool IsLiteral(Expression operand) =>
        operand is NumberLiteral or TextLiteral or BooleanLiteral or DateLiteral or DurationLiteral;

    private void WriteUnary(UnaryExpression unary)
    {
        if (unary.Operator == UnaryOperator.Negate)
        {
            _text.Append('-');
            // No level holds as tightly as parentheses.
            Write(unary.Operand, BeginsWithNumber(unary.Operand) ? Level.Postfix + 1 : Level.Unary);
        }
        else if (unary.Operand is BinaryExpression { Operator: BinaryOperator.Starts } starts)
        {
            WriteBinary(starts, "not ");
        }
        else if (IsTest(unary.Operand))
        {
            WriteTest(unary.Operand, "not ");
        }
        else
        {
            _text.Append("not ");
            Write(unary.Operand, Level.Not);
        }
    }

    private void WriteBinary(BinaryExpression binary, string not)
    {
        (string symbol, _, Level level) = Row(binary.Operator);
        Write(binary.Left, level == Level.Comparison ? level + 1 : level);
        _text.Append(' ').Append(not).Append(symbol).Append(' ');
        Write(binary.Right, level + 1);
    }

    private void WriteTest(Expression test, string not)
    {
        switch (test)
        {
            case InExpression among:
                Write(among.Operand, Level.Additive);
                _text.Append(' ').Append(not).Append("in (");
                WriteSeparated(among.Items, WriteLiteral);
                _text.Append(')');
                break;
            case BetweenExpression between:
                Write(between.Operand, Level.Additive);
                _text.Append(' ').Append(not).Append("between ");
                Write(between.Low, Level.Additive);
                _text.Append(" and ");
                Write(between.High, Level.Additive);
                break;
            case IsNullExpression isNull:
                Write(isNull.Operand, Level.Additive);
                _text.Append(" is ").Append(not).Append("null");
                break;
        }
    }

    private void WriteCall(CallExpression call)
    {
        _text.Append(Name(call.Function)).Append('(');
        WriteSeparated(call.Arguments, WriteFiltered);
        _text.Append(')');
    }

    private void WriteMetricCall(MetricCallExpression call)
    {
        if (call.Metric.Parts.Count < 2 || CrmGrammar.Operations.Contains(call.Metric.Parts[^1]))
        {
            throw new ArgumentException("The name of a metric with parameters has a dot, and its last part is no operation.", nameof(call));
        }

        WritePath(call.Metric);
        _text.Append('(');
        WriteSeparated(call.Arguments, a => Write(a, Level.Or));
        _text.Append(')');
    }

    // What stands behind a conversion belongs to all of it, and is told from its words by parentheses.
    private void WriteOperand(Expression operand, bool isClosed = false) =>
        Write(operand, isClosed || operand is ConversionExpression ? Level.Postfix + 1 : Level.Postfix);

    private void WriteConversion(ConversionExpression conversion)
    {
        bool isFixed = conversion.At == RatePolicy.Fixed;
        if (Currency.Find(conversion.Currency) is null || isFixed != conversion.Day is not null || conversion.Within is < 0 or > ConversionParser.LongestGap)
        {
            throw new ArgumentException("A conversion names a currency of ISO 4217, a day where its rate is fixed, and a gap of at most a year.", nameof(conversion));
        }

        WriteOperand(conversion.Operand);
        _text.Append(" in ").Append(conversion.Currency).Append(" at ").Append(CrmGrammar.Policies.First(p => p.Policy == conversion.At).Text);
        if (conversion.Day is { } day)
        {
            _text.Append(' ');
            WriteLiteral(new DateLiteral { Value = day });
        }

        if (conversion.Using is not null)
        {
            _text.Append(" using ");
            WriteLiteral(new TextLiteral { Value = conversion.Using });
        }

        _text.Append(conversion.Within > 0 ? string.Create(CultureInfo.InvariantCulture, $" missing previous within {conversion.Within} {(conversion.Within == 1 ? "day" : "days")}") : "");
        _text.Append(conversion.RoundsLines ? " round line" : "");
    }

    private void WriteOver(OverExpression over)
    {
        WriteOperand(over.Operand);
        _text.Append(over.IsDropping ? " over dropping " : over.Dimensions.Count > 0 ? " over total per " : " over total");
        if (over.IsDropping && over.Dimensions.Count == 0)
        {
            throw new ArgumentException("'over dropping' names a dimension.", nameof(over));
        }

        _text.Append(over.Dimensions.Count > 1 ? "(" : "");
        WriteSeparated(over.Dimensions, d => WritePath((NameExpression)d));
        _text.Append(over.Dimensions.Count > 1 ? ")" : "");
    }

    private void WriteSeparated(IReadOnlyList<Expression> expressions, Action<Expression> write)
    {
        for (int i = 0; i < expressions.Count; i++)
        {
            _text.Append(i == 0 ? "" : ", ");
            write(expressions[i]);
        }
    }

    private void WriteAggregate(AggregateExpression aggregate)
    {
        _text.Append(CrmGrammar.Aggregates.First(a => a.Kind == aggregate.Kind).Name).Append('(');
        if (aggregate.Operand is EachExpression each)
        {
            WriteEach(each);
            if (aggregate.Where is not null)
            {
                throw new ArgumentException("An aggregate over 'each' has its condition in the 'each'.", nameof(aggregate));
            }
        }
        else
        {
            Write(aggregate.Operand, Level.Or);
        }

        if (aggregate.Kind == AggregateKind.Percentile)
        {
            _text.Append(", ").Append(aggregate.Probability?.ToString() ?? throw new ArgumentException("A percentile has no share.", nameof(aggregate)));
            _text.Append(aggregate.Method == PercentileMethod.Nearest ? ", nearest" : "");
        }

        if (aggregate.Kind is AggregateKind.Survival or AggregateKind.Lifetime)
        {
            WriteEnding(aggregate);
        }

        WriteClauses(aggregate.Where, aggregate.By);
        _text.Append(')');
    }

    private void WriteEnding(AggregateExpression aggregate)
    {
        _text.Append(", ");
        Write(aggregate.Ended ?? throw new ArgumentException("Whether it has ended is not said.", nameof(aggregate)), Level.Or);
        if (aggregate.Kind == AggregateKind.Survival)
        {
            _text.Append(", ");
            WriteLiteral(aggregate.At is NumberLiteral or DurationLiteral ? aggregate.At : throw new ArgumentException("No length is asked.", nameof(aggregate)));
        }
        else if (aggregate.Probability is { } share && share != new Rational(1, 2))
        {
            _text.Append(", ").Append(share);
        }
    }

    private void WriteConversion(StageConversionExpression conversion)
    {
        _text.Append(CrmGrammar.ConversionWord).Append('(');
        WritePath(conversion.Stage);
        _text.Append(" from ");
        WriteStage(conversion.From);
        _text.Append(" to ");
        WriteStage(conversion.To);
        if (conversion.Through.Count > 0)
        {
            _text.Append(" through (");
            WriteSeparated(conversion.Through, WriteStage);
            _text.Append(')');
        }

        _text.Append(conversion.ExcludesSkips ? " skips excluded" : "").Append(conversion.IgnoresBackward ? " backward ignored" : "").Append(conversion.IsFirstOnly ? " reentry first" : "");
        WriteClauses(conversion.Where, conversion.By);
        _text.Append(')');
    }

    private void WriteStage(Expression stage) => _text.Append(stage is NameExpression { Parts: [var p] } ? CrmGrammar.StageWords.Contains(p) ? $"`{p}`" : Name(p) : CrmPrinter.Print(stage));

    private void WriteEach(EachExpression each)
    {
        _text.Append("each ");
        WritePath(each.Entity, isEntity: true);
        _text.Append(each.IncludingEmpty ? " including empty" : "");
        if (each.Value is not null)
        {
            _text.Append(" : ");
            Write(each.Value, Level.Or);
        }

        WriteClauses(each.Where, by: null);
    }

    private void WriteLiteral(Expression literal)
    {
        switch (literal)
        {
            case NumberLiteral number when CrmLexer.CanWrite(number.Value):
                _text.Append(number.Value);
                break;
            case TextLiteral text when CrmLexer.CanQuote(text.Value):
                _text.Append('\'').Append(text.Value.Replace("'", "''", StringComparison.Ordinal)).Append('\'');
                break;
            case BooleanLiteral truth:
                _text.Append(truth.Value ? "true" : "false");
                break;
            case DateLiteral { Value.Year: >= 1 and <= 9999 } date:
                _text.Append(CultureInfo.InvariantCulture, $"{date.Value.Year:0000}-{date.Value.Month:00}-{date.Value.Day:00}");
                break;
            case DurationLiteral { Count: >= 0 } duration:
                (string one, string many, _) = CrmGrammar.Units.First(u => u.Unit == duration.Unit);
                _text.Append(CultureInfo.InvariantCulture, $"{duration.Count} {(duration.Count == 1 ? one : many)}");
                break;
            default:
                throw new ArgumentException($"No text says this {literal.GetType().Name}.", nameof(literal));
        }
    }
}
