using System.Globalization;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Reads the operands of expressions: literals, names, parentheses, and what stands behind them.</summary>
internal sealed class OperandParser
{
    private readonly TokenCursor _cursor;
    private readonly ExpressionParser _expressions;
    private readonly CallParser _calls;
    private readonly ConversionParser _conversions;

    public OperandParser(TokenCursor cursor, ExpressionParser expressions)
    {
        _cursor = cursor;
        _expressions = expressions;
        _calls = new CallParser(cursor, expressions, this);
        _conversions = new ConversionParser(cursor, expressions);
    }

    /// <summary>Whether a minus with its number stands here, which together are one literal.</summary>
    public bool AtNegativeNumber => _cursor.Is("-") && _cursor.Next.Kind == TokenKind.Number && !_cursor.AfterNext.IsOneOf(CrmGrammar.UnitWords.Keys);

    /// <summary>An operand with the readings behind it, such as <c>stage now</c>.</summary>
    public Expression ReadPostfix()
    {
        int start = _cursor.Current.Span.Start;
        Expression value = ReadPrimary();
        while (true)
        {
            if (_cursor.Is("%"))
            {
                _cursor.ReportHere(SyntaxFindings.MisplacedPercent, "'%' follows a number.", "Write a number such as 5 %, or divide by 100.");
                _cursor.Advance();
            }
            else if (AtOperation)
            {
                value = _calls.ReadOperation(value, start);
            }
            else if (_cursor.IsWord("over"))
            {
                value = ReadOver(value, start);
            }
            else if (_conversions.IsHere)
            {
                value = _conversions.Read(value, start);
            }
            else if (TryReading(out Reading reading))
            {
                _expressions.Height++;
                value = new ReadingExpression { Operand = value, Reading = reading, Span = _cursor.From(start) };
                if (_expressions.CheckHeight(start))
                {
                    return value;
                }
            }
            else
            {
                return value;
            }
        }
    }

    /// <summary>The literals behind <c>in</c>.</summary>
    public Expression ReadList(Expression operand, int start)
    {
        _expressions.Height = 1;
        Token open = _cursor.Current;
        var items = new List<Expression>();
        if (!_cursor.Expect("(", "after 'in'", "Write the values between parentheses, as in x in ('a', 'b')."))
        {
            return operand;
        }

        if (!_expressions.Enter())
        {
            return operand;
        }

        do
        {
            Expression item = _expressions.Read();
            items.Add(item);
            if (item is not (NumberLiteral or TextLiteral or BooleanLiteral or DateLiteral or DurationLiteral))
            {
                _cursor.ReportUnlessReported(
                    SyntaxFindings.NotALiteral, item.Span, "'in' looks among literals only.", "Write numbers, texts, dates, durations, true or false.");
            }
        }
        while (_cursor.Take(","));
        _expressions.Leave();
        _cursor.Close(open);
        _expressions.Height = 1;
        return new InExpression { Operand = operand, Items = items, Span = _cursor.From(start) };
    }

    /// <summary>A name with its dots, and that of a metric with its version.</summary>
    /// <param name="what">What it names, for findings.</param>
    /// <param name="isMetric">Whether it names a metric that is declared: a parenthesis behind it holds parameters, and is no operation.</param>
    public NameExpression ReadPath(string what, bool isMetric = false)
    {
        int start = _cursor.Current.Span.Start;
        return ReadPath(_cursor.ExpectName(what), start, isMetric, isOperation: !isMetric);
    }

    /// <summary>Whether a point, a name and a parenthesis stand here.</summary>
    private bool AtOperation => _cursor.Is(".") && _cursor.Next.IsName && _cursor.AfterNext.IsSymbol("(");

    private NameExpression ReadPath(Token first, int start, bool isMetric, bool isOperation = true)
    {
        var parts = new List<string> { first.Value };
        while (!(isOperation && AtOperation) && _cursor.Take("."))
        {
            parts.Add(_cursor.ExpectName("what follows the dot").Value);
        }

        _expressions.Height = 1;
        int? version = isMetric ? ReadVersion() : null;
        return new NameExpression { Parts = parts, Version = version, Span = _cursor.From(start) };
    }

    /// <summary>The version behind the name of a metric, or null when none stands there.</summary>
    private int? ReadVersion()
    {
        if (!_cursor.Take("@"))
        {
            return null;
        }

        Token number = _cursor.Current;
        if (number.Kind == TokenKind.Number && int.TryParse(number.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int version)
            && version is > 0 and <= MetricDeclaration.MostVersions && number.Value[0] != '0')
        {
            _cursor.Advance();
            return version;
        }

        _cursor.ReportHere(SyntaxFindings.BadVersion, $"{number.Display} is no version.", $"Write a whole number from 1 to {MetricDeclaration.MostVersions}, such as revenue@2.");
        if (number.Kind == TokenKind.Number)
        {
            _cursor.Advance();
        }

        return null;
    }

    private OverExpression ReadOver(Expression operand, int start)
    {
        int height = _expressions.Height;
        _cursor.Advance();
        bool isDropping = _cursor.TakeWord("dropping");
        if (!isDropping && !_cursor.TakeWord("total"))
        {
            _cursor.ReportHere(
                SyntaxFindings.IncompleteOperator, "'over' is followed by 'total' or 'dropping'.",
                "Write 'over total', 'over total per channel' or 'over dropping channel'.");
            if (_cursor.Current.IsName && !_cursor.Current.IsOneOf(CrmGrammar.InfixWords) && !_cursor.Current.IsOneOf(CrmGrammar.StopWords))
            {
                _cursor.Advance();
            }
        }

        var dimensions = new List<NameExpression>();
        if (isDropping || _cursor.TakeWord("per"))
        {
            Token open = _cursor.Current;
            bool several = _cursor.Take("(");
            do
            {
                dimensions.Add(ReadPath("a dimension"));
            }
            while (several && _cursor.Take(","));
            if (several)
            {
                _cursor.Close(open);
            }
        }

        _expressions.Height = height + 1;
        return new OverExpression { Operand = operand, IsDropping = isDropping, Dimensions = dimensions, Span = _cursor.From(start) };
    }

    private bool TryReading(out Reading reading)
    {
        Token token = _cursor.Current;
        reading = default;
        if (token.Value == "over" || !token.IsOneOf(CrmGrammar.ReadingWords))
        {
            return false;
        }

        string words = token.Value;
        if (words == "at")
        {
            if (!_cursor.Next.IsWord("start") && !_cursor.Next.IsWord("end"))
            {
                _cursor.ReportHere(SyntaxFindings.IncompleteOperator, "'at' is followed by 'start' or 'end'.", "Write 'at start' or 'at end'; of the period.");
                _cursor.Advance();
                if (_cursor.Current.Kind == TokenKind.Word && !_cursor.Current.IsOneOf(CrmGrammar.InfixWords) && !_cursor.Current.IsOneOf(CrmGrammar.StopWords))
                {
                    _cursor.Advance();
                }

                return false;
            }

            _cursor.Advance();
            words = "at " + _cursor.Current.Value;
        }

        _cursor.Advance();
        reading = CrmGrammar.Readings.First(r => r.Text == words).Reading;
        return true;
    }

    private Expression ReadPrimary()
    {
        Token token = _cursor.Current;
        _expressions.Height = 1;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return ReadNumber(token.Span.Start, negative: false);
            case TokenKind.Symbol when AtNegativeNumber:
                _cursor.Advance();
                return ReadNumber(token.Span.Start, negative: true);
            case TokenKind.Date:
                return ReadDate();
            case TokenKind.Title:
                _cursor.ReportHere(SyntaxFindings.WrongQuotes, "A text in an expression is in single quotes.", "Write '…'; double quotes are for titles.");
                _cursor.Advance();
                return new TextLiteral { Value = token.Value, Span = token.Span };
            case TokenKind.Text:
                _cursor.Advance();
                return new TextLiteral { Value = token.Value, Span = token.Span };
            case TokenKind.Symbol when token.Value == "(":
                return ReadParenthesis();
            case TokenKind.Word:
                return ReadWord(token);
            case TokenKind.QuotedWord:
                return ReadPath(_cursor.Advance(), token.Span.Start, isMetric: true);
            default:
                return MissingOperand();
        }
    }

    private Expression MissingOperand()
    {
        string mend = _cursor.Is("*") ? "Write what is counted, as in count(order)."
            : _cursor.Is(".") && _cursor.Next.Kind == TokenKind.Number ? "Write a digit before the point, as in 0.5."
            : "Write a literal, a name, a call or an expression in parentheses.";
        _cursor.ReportMissing(SyntaxFindings.MissingOperand, $"An operand is missing before {_cursor.Current.Display}.", mend);
        if (_cursor.Is("*") && _cursor.Next.IsSymbol(")"))
        {
            _cursor.Advance();
        }

        return _expressions.Missing();
    }

    private Expression ReadParenthesis()
    {
        Token open = _cursor.Advance();
        if (!_expressions.Enter())
        {
            return _expressions.Missing();
        }

        Expression inner = _expressions.ReadFiltered();
        _expressions.Leave();
        _cursor.Close(open);
        return inner;
    }

    private Expression ReadWord(Token token)
    {
        Token next = _cursor.Next;
        if (token.IsFirstOnLine && (_cursor.AtDeclaration || _cursor.AtField) && !CrmGrammar.InfixWords.Contains(next.Value))
        {
            return MissingOperand();
        }

        if (next.IsSymbol("("))
        {
            return CrmGrammar.InfixWords.Contains(token.Value) ? MissingOperand() : _calls.Read();
        }

        if (token.Value is "true" or "false" && !next.IsSymbol("."))
        {
            _cursor.Advance();
            return new BooleanLiteral { Value = token.Value == "true", Span = token.Span };
        }

        if (token.Value == "null" && !next.IsSymbol("."))
        {
            _cursor.ReportHere(SyntaxFindings.NullIsNoValue, "null is no value.", "Write 'x is null' to test for it, or `null` between backticks for a field of that name.");
            _cursor.Advance();
            return _expressions.Missing();
        }

        if (_calls.AtEach && !CrmGrammar.StopWords.Contains(next.Value))
        {
            _cursor.ReportHere(SyntaxFindings.MisplacedEach, "'each' stands at the beginning of an aggregate's parentheses only.", "Write sum(each customer : …), for example.");
            return _calls.ReadEach();
        }

        // An operator is no name when an operand follows it: no operand could follow a name.
        bool operandFollows = next.Kind is TokenKind.Number or TokenKind.Text or TokenKind.Date or TokenKind.QuotedWord
            || (next.Kind == TokenKind.Word && !CrmGrammar.InfixWords.Contains(next.Value) && !CrmGrammar.StopWords.Contains(next.Value));
        bool isOperator = CrmGrammar.InfixWords.Contains(token.Value) && !CrmGrammar.ReadingWords.Contains(token.Value);
        return isOperator && operandFollows ? MissingOperand() : ReadPath(_cursor.Advance(), token.Span.Start, isMetric: true);
    }

    private Expression ReadDate()
    {
        Token token = _cursor.Advance();
        int year = Digits(token.Value, 0, 4), month = Digits(token.Value, 5, 2), day = Digits(token.Value, 8, 2);
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month))
        {
            _cursor.Report(SyntaxFindings.NoSuchDay, token.Span, $"There is no day {token.Value}.", "Write year, month and day of a day of the calendar.");
            return _expressions.Missing();
        }

        return new DateLiteral { Value = new LocalDate(year, month, day), Span = token.Span };

        static int Digits(string text, int start, int length) => int.Parse(text.AsSpan(start, length));
    }

    /// <summary>A number, with a percent sign or a unit of time if one follows.</summary>
    private Expression ReadNumber(int start, bool negative)
    {
        Token token = _cursor.Advance();
        if (!Rational.TryParse(token.Value, out Rational value))
        {
            value = Rational.Zero;
        }

        if (!negative && _cursor.Current.IsOneOf(CrmGrammar.UnitWords.Keys))
        {
            return ReadDuration(value, token);
        }

        if (_cursor.Take("%"))
        {
            value /= 100;
            if (!CrmLexer.CanWrite(value))
            {
                _cursor.Report(SyntaxFindings.NumberTooLong, _cursor.From(start), $"The number has more than {CrmLexer.MaxDigits} digits.", "Write fewer digits.");
            }
        }

        return new NumberLiteral { Value = negative ? -value : value, Span = _cursor.From(start) };
    }

    private Expression ReadDuration(Rational value, Token number)
    {
        Token unit = _cursor.Advance();
        TextSpan span = _cursor.From(number.Span.Start);
        if (!value.IsInteger || value.Numerator > long.MaxValue || number.Value.Contains('.'))
        {
            _cursor.Report(
                SyntaxFindings.BadDuration, span, "A duration is a whole number and a unit of time.", "Use a smaller unit, as in 36 hours for a day and a half.");
            return _expressions.Missing();
        }

        return new DurationLiteral { Count = (long)value.Numerator, Unit = CrmGrammar.UnitWords[unit.Value], Span = span };
    }
}
