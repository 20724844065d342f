using Crm.Sdk.Validation;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Reads expressions by the levels of <see cref="CrmGrammar"/>: an operand, then operators as long as they hold tightly enough.</summary>
internal sealed class ExpressionParser
{
    /// <summary>How deep parentheses, calls and prefixes may stand inside each other.</summary>
    public const int MaxNesting = 64;

    /// <summary>How many nodes may lie between an expression and its innermost operand; bounds every later walk over the tree.</summary>
    public const int MaxHeight = 256;

    private readonly TokenCursor _cursor;
    private readonly OperandParser _operands;
    private int _nesting;

    public ExpressionParser(TokenCursor cursor)
    {
        _cursor = cursor;
        _operands = new OperandParser(cursor, this);
    }

    /// <summary>The height of the expression that was read last.</summary>
    public int Height { get; set; }

    /// <summary>An expression where clauses may follow a closed aggregate or a name: behind a metric's <c>=</c> and inside parentheses.</summary>
    public Expression ReadFiltered()
    {
        int start = _cursor.Current.Span.Start;
        Expression value = Read();
        int height = Height;
        Clauses clauses = ReadClauses();
        Height = Math.Max(height, Height);
        return clauses.IsEmpty ? value : Filter(value, clauses, start);
    }

    /// <summary>A name with its dots.</summary>
    public NameExpression ReadPath(string what) => _operands.ReadPath(what);

    /// <summary>Puts clauses around an aggregate or a name; anything else is a finding.</summary>
    public Expression Filter(Expression operand, Clauses clauses, int start)
    {
        if (!CanFilter(operand))
        {
            string word = clauses.Where is null ? "by" : "where";
            _cursor.Report(
                SyntaxFindings.MisplacedClause,
                clauses.Span,
                $"'{word}' follows an aggregate or a metric, and this is neither.",
                $"Put the aggregate and its '{word}' in parentheses.");
        }

        Height++;
        return new FilteredExpression { Operand = operand, Where = clauses.Where, By = clauses.By, Span = _cursor.From(start) };
    }

    /// <summary>Whether clauses may follow an expression: an aggregate or a name, with or without operations behind it.</summary>
    public static bool CanFilter(Expression operand) => operand switch
    {
        MethodExpression method => CanFilter(method.Operand),
        OverExpression over => CanFilter(over.Operand),
        ConversionExpression conversion => CanFilter(conversion.Operand),
        _ => operand is AggregateExpression or StageConversionExpression or NameExpression or MetricCallExpression,
    };

    /// <summary>The clauses <c>where</c> and <c>by</c> as far as they stand here, in any order, each once.</summary>
    public Clauses ReadClauses()
    {
        int start = _cursor.Current.Span.Start;
        int height = 0;
        Expression? where = null;
        string? by = null;
        while (_cursor.IsWord("where") || _cursor.IsWord("by"))
        {
            Token word = _cursor.Advance();
            if (word.Value == "where" ? where is not null : by is not null)
            {
                _cursor.Report(
                    SyntaxFindings.Repeated,
                    word.Span,
                    $"'{word.Value}' stands here twice.",
                    word.Value == "where" ? "Join the two conditions with 'and'." : "Keep one of the two.");
            }

            if (word.Value == "where")
            {
                where = Read();
                height = Math.Max(height, Height);
            }
            else
            {
                by = _cursor.ExpectName("the time role after 'by'").Value;
            }
        }

        Height = height;
        return new Clauses(where, by, where is null && by is null ? default : _cursor.From(start));
    }

    /// <summary>An expression without clauses.</summary>
    public Expression Read(Level level = Level.Or)
    {
        int start = _cursor.Current.Span.Start;
        Expression left = ReadPrefix(level, out Level ceiling);
        bool compared = false;
        while (TryOperator(out Level found) && found >= level && found <= ceiling)
        {
            if (found == Level.Comparison)
            {
                if (compared)
                {
                    _cursor.ReportHere(
                        SyntaxFindings.ChainedComparison,
                        "Comparisons do not chain.",
                        "Compare twice and join with 'and', as in a < b and b < c, or use parentheses.");
                }

                compared = true;
            }

            int height = Height;
            left = ReadOperator(left, start);
            Height = Math.Max(height, Height) + (found == Level.Comparison ? 2 : 1);
            if (CheckHeight(start))
            {
                return left;
            }

            ceiling = found;
        }

        return left;
    }

    /// <summary>Enters something nested; when that is too deep, reports it and gives up the declaration.</summary>
    public bool Enter()
    {
        if (_nesting == MaxNesting)
        {
            _cursor.ReportHere(
                SyntaxFindings.TooDeep, $"This is nested more than {MaxNesting} deep.", "Name a part of it as a set or a metric of its own.");
            _cursor.Abandon();
            return false;
        }

        _nesting++;
        return true;
    }

    public void Leave() => _nesting--;

    /// <summary>What stands in for an expression that is not there; its document has a finding and is never used.</summary>
    public Expression Missing()
    {
        Height = 1;
        return new NameExpression { Parts = ["missing"], Span = new TextSpan(_cursor.Current.Span.Start, 0) };
    }

    /// <summary>Whether the expression that was read last is too high; that is reported once, and the declaration given up.</summary>
    public bool CheckHeight(int start)
    {
        if (Height <= MaxHeight)
        {
            return false;
        }

        _cursor.Report(
            SyntaxFindings.TooDeep,
            _cursor.From(start),
            $"This holds more than {MaxHeight} operations inside each other.",
            "Name a part of it as a metric of its own, or use 'in' for a list of values.");
        _cursor.Abandon();
        Height = 1;
        return true;
    }

    private bool TryOperator(out Level level)
    {
        Token token = _cursor.Current;
        level = Level.Comparison;
        if (token.Kind is not (TokenKind.Symbol or TokenKind.Word))
        {
            return false;
        }

        if (CrmGrammar.Infix.TryGetValue(token.Value, out (BinaryOperator Operator, Level Level) row))
        {
            level = row.Level;
            return true;
        }

        return token.Kind == TokenKind.Word && token.Value is "in" or "between" or "is" or "not";
    }

    private Expression ReadOperator(Expression left, int start)
    {
        Token token = _cursor.Advance();
        if (CrmGrammar.Infix.TryGetValue(token.Value, out (BinaryOperator Operator, Level Level) row))
        {
            Expression right = Read(row.Level + 1);
            return new BinaryExpression { Operator = row.Operator, OperatorSpan = token.Span, Left = left, Right = right, Span = _cursor.From(start) };
        }

        if (token.Value == "is")
        {
            return ReadIsNull(left, start);
        }

        if (token.Value != "not")
        {
            return ReadRange(left, token, start);
        }

        if (_cursor.IsWord("in") || _cursor.IsWord("between") || _cursor.IsWord("starts"))
        {
            return Not(ReadRange(left, _cursor.Advance(), start), start);
        }

        _cursor.ReportHere(
            SyntaxFindings.IncompleteOperator,
            "'not' after an operand is followed by 'in', 'between' or 'starts'.",
            "Write 'not in', 'not between', 'not starts', or 'and not'.");
        return left;
    }

    private UnaryExpression Not(Expression operand, int start)
    {
        Height++;
        return new UnaryExpression { Operator = UnaryOperator.Not, Operand = operand, Span = _cursor.From(start) };
    }

    private Expression ReadIsNull(Expression left, int start)
    {
        bool negated = _cursor.TakeWord("not");
        Height = 0;
        if (!_cursor.TakeWord("null"))
        {
            _cursor.ReportHere(
                SyntaxFindings.IncompleteOperator, "'is' is followed by 'null' or 'not null'.", "Write '=' to compare with a value.");
        }

        var test = new IsNullExpression { Operand = left, Span = _cursor.From(start) };
        return negated ? Not(test, start) : test;
    }

    private Expression ReadRange(Expression left, Token word, int start)
    {
        switch (word.Value)
        {
            case "starts":
                Expression beginning = Read(Level.Additive);
                return new BinaryExpression
                {
                    Operator = BinaryOperator.Starts, OperatorSpan = word.Span, Left = left, Right = beginning, Span = _cursor.From(start),
                };
            case "in":
                return _operands.ReadList(left, start);
            default:
                Expression low = Read(Level.Additive);
                int height = Height;
                if (!_cursor.TakeWord("and"))
                {
                    _cursor.ReportHere(
                        SyntaxFindings.IncompleteOperator, "'between' lacks its 'and'.", "Write 'between' low 'and' high; both ends belong to it.");
                    return left;
                }

                Expression high = Read(Level.Additive);
                Height = Math.Max(height, Height);
                return new BetweenExpression { Operand = left, Low = low, High = high, Span = _cursor.From(start) };
        }
    }

    private Expression ReadPrefix(Level level, out Level ceiling)
    {
        ceiling = Level.Postfix;
        if (_cursor.IsWord("not") && !NotIsName())
        {
            if (level > Level.Not)
            {
                _cursor.ReportHere(SyntaxFindings.MisplacedNot, "'not' holds more loosely than the operator before it.", "Put 'not' and its operand in parentheses.");
            }

            ceiling = Level.And;
            return ReadUnary(UnaryOperator.Not, Level.Not);
        }

        if (_cursor.Is("+"))
        {
            _cursor.ReportHere(SyntaxFindings.UnaryPlus, "A plus stands between two operands.", "Leave it out.");
            _cursor.Advance();
        }

        if (_cursor.Is("-") && !_operands.AtNegativeNumber)
        {
            return ReadUnary(UnaryOperator.Negate, Level.Unary);
        }

        return _operands.ReadPostfix();
    }

    // A name spelt `not` is recognised where no operand follows it.
    private bool NotIsName()
    {
        Token next = _cursor.Next;
        return next.Kind == TokenKind.End || (next.Kind == TokenKind.Symbol && next.Value is not ("(" or "-" or "+"));
    }

    private Expression ReadUnary(UnaryOperator kind, Level operandLevel)
    {
        int start = _cursor.Advance().Span.Start;
        if (!Enter())
        {
            return Missing();
        }

        Expression operand = kind == UnaryOperator.Not ? Read(operandLevel) : ReadPrefix(operandLevel, out _);
        Leave();
        Height++;
        return new UnaryExpression { Operator = kind, Operand = operand, Span = _cursor.From(start) };
    }
}

/// <summary>A <c>where</c> and a <c>by</c>, as far as they were written.</summary>
internal readonly struct Clauses
{
    public Clauses(Expression? where, string? by, TextSpan span)
    {
        Where = where;
        By = by;
        Span = span;
    }

    public Expression? Where { get; }

    public string? By { get; }

    public TextSpan Span { get; }

    public bool IsEmpty => Where is null && By is null;
}
