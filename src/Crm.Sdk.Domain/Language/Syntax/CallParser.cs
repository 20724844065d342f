using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Reads what has a name and parentheses: aggregates and functions.</summary>
internal sealed partial class CallParser
{
    private readonly TokenCursor _cursor;
    private readonly ExpressionParser _expressions;
    private readonly OperandParser _operands;

    public CallParser(TokenCursor cursor, ExpressionParser expressions, OperandParser operands)
    {
        _cursor = cursor;
        _expressions = expressions;
        _operands = operands;
    }

    /// <summary>Whether <c>each</c> and an entity stand here; before an operator or a clause it is a plain name.</summary>
    public bool AtEach => _cursor.IsWord("each")
        && (_cursor.Next.Kind == TokenKind.QuotedWord
            || (_cursor.Next.Kind == TokenKind.Word && !CrmGrammar.InfixWords.Contains(_cursor.Next.Value)));

    /// <summary>A call; the current token is its name and the next one the parenthesis.</summary>
    public Expression Read()
    {
        Token name = _cursor.Advance();
        Token open = _cursor.Advance();
        string function = name.Value;
        if (!CrmGrammar.CallWords.Contains(function))
        {
            string? nearest = Suggestion.For(function, CrmGrammar.CallWords.Order(StringComparer.Ordinal));
            _cursor.Report(
                SyntaxFindings.UnknownFunction,
                name.Span,
                $"There is no function '{Token.Clip(function)}'.",
                Suggestion.DidYouMean(nearest, $"The functions are {string.Join(", ", CrmGrammar.CallWords.Order(StringComparer.Ordinal))}."));
            function = nearest ?? function;
        }

        if (!_expressions.Enter())
        {
            return _expressions.Missing();
        }

        Expression call = function == CrmGrammar.ConversionWord ? ReadConversion(name, open) : CrmGrammar.AggregateWords.TryGetValue(function, out AggregateKind kind)
            ? ReadAggregate(kind, name, open)
            : ReadFunction(name, open, first: null, height: 0);
        _expressions.Leave();
        return call;
    }

    /// <summary>The operand <c>each entity …</c>.</summary>
    public EachExpression ReadEach()
    {
        int start = _cursor.Advance().Span.Start;
        NameExpression entity = _operands.ReadPath("an entity after 'each'");
        bool includingEmpty = _cursor.TakeWord("including");
        if (includingEmpty && !_cursor.TakeWord("empty"))
        {
            _cursor.ReportHere(SyntaxFindings.IncompleteOperator, "'including' is followed by 'empty'.", "Write 'including empty'.");
        }

        int height = 1;
        Expression? value = null, where = null;
        if (_cursor.Take(":"))
        {
            value = _expressions.Read();
            height = Math.Max(height, _expressions.Height);
        }

        if (_cursor.TakeWord("where"))
        {
            where = _expressions.Read();
            height = Math.Max(height, _expressions.Height);
        }

        _expressions.Height = height + 1;
        return new EachExpression { Entity = entity, IncludingEmpty = includingEmpty, Value = value, Where = where, Span = _cursor.From(start) };
    }

    private Expression ReadAggregate(AggregateKind kind, Token name, Token open)
    {
        int operandStart = _cursor.Current.Span.Start;
        Expression operand = AtEach ? ReadEach() : _expressions.Read();
        int height = _expressions.Height;
        Clauses clauses = _expressions.ReadClauses();
        height = Math.Max(height, _expressions.Height);
        if (kind is AggregateKind.Min or AggregateKind.Max or AggregateKind.TimeIn && _cursor.Is(","))
        {
            if (operand is EachExpression)
            {
                _cursor.Report(
                    SyntaxFindings.MisplacedEach, operand.Span, $"With several arguments '{name.Value}' is no aggregate.", "Write 'each' in an aggregate of its own.");
            }

            _expressions.Height = height;
            Expression first = clauses.IsEmpty ? operand : _expressions.Filter(operand, clauses, operandStart);
            return ReadFunction(name, open, first, _expressions.Height);
        }

        Rational? probability = null;
        Expression? ended = null, at = null;
        PercentileMethod method = PercentileMethod.Linear;
        if (kind == AggregateKind.Percentile)
        {
            probability = ReadProbability();
            method = ReadMethod();
            Clauses more = _expressions.ReadClauses();
            height = Math.Max(height, _expressions.Height);
            clauses = Join(clauses, more);
        }
        else if (kind is AggregateKind.Survival or AggregateKind.Lifetime)
        {
            _cursor.Expect(",", "before whether it has ended", "Write the length, whether it has ended, and what is asked: survival(customer.tenure, churned, 12).");
            ended = _expressions.Read();
            height = Math.Max(height, _expressions.Height);
            if (kind == AggregateKind.Survival)
            {
                _cursor.Expect(",", "before the length that is asked", "Write the length that is asked last: survival(customer.tenure, churned, 12).");
                at = _expressions.Read();
                if (at is not (NumberLiteral or DurationLiteral))
                {
                    _cursor.ReportUnlessReported(SyntaxFindings.BadProbability, at.Span, "The length that is asked is a number or a length of time.", "Write 12 or 90 days.");
                }
            }
            else
            {
                probability = _cursor.Is(",") ? ReadProbability() : new Rational(1, 2);
            }

            Clauses more = _expressions.ReadClauses();
            height = Math.Max(height, _expressions.Height);
            clauses = Join(clauses, more);
        }
        else if (_cursor.Is(","))
        {
            _cursor.ReportHere(
                SyntaxFindings.TooManyArguments, $"'{name.Value}' takes one operand.", "Only min, max, percentile, survival and lifetime take more.");
            _cursor.SkipToClose();
            return _expressions.Missing();
        }

        _cursor.Close(open);
        Expression? where = clauses.Where;
        if (operand is EachExpression each && where is not null)
        {
            // The condition of `each` may stand behind the share of a percentile or behind `by`.
            if (each.Where is not null)
            {
                ReportRepeated(clauses);
            }

            operand = new EachExpression
            {
                Entity = each.Entity, IncludingEmpty = each.IncludingEmpty, Value = each.Value, Where = where, Span = each.Span,
            };
            where = null;
            height++;
        }

        _expressions.Height = height + 1;
        return new AggregateExpression
        {
            Kind = kind,
            Operand = operand,
            Probability = probability,
            Ended = ended,
            At = at,
            Method = method,
            Where = where,
            By = clauses.By,
            Span = _cursor.From(name.Span.Start),
        };
    }

    private Clauses Join(Clauses early, Clauses late)
    {
        if ((early.Where is not null && late.Where is not null) || (early.By is not null && late.By is not null))
        {
            ReportRepeated(late);
        }

        return new Clauses(early.Where ?? late.Where, early.By ?? late.By, late.IsEmpty ? early.Span : late.Span);
    }

    private void ReportRepeated(Clauses clauses) => _cursor.Report(
        SyntaxFindings.Repeated, clauses.Span, "The aggregate has this clause twice.", "Join two conditions with 'and'; keep one time role.");

    private Rational? ReadProbability()
    {
        if (!_cursor.Take(","))
        {
            _cursor.ReportMissing(
                SyntaxFindings.BadProbability,
                $"The share of the percentile is missing before {_cursor.Current.Display}.",
                "Write it after a comma, as in percentile(x, 0.9).");
            return null;
        }

        Expression share = _expressions.Read();
        if (share is NumberLiteral { Value: var value } && value.Sign >= 0 && value <= Rational.One && (value * 10_000).IsInteger)
        {
            return value;
        }

        _cursor.ReportUnlessReported(
            SyntaxFindings.BadProbability,
            share.Span,
            "The share of a percentile is a number from 0 to 1 with at most four decimal places.",
            "Write 0.9 or 90 % for the 90th percentile.");
        return null;
    }

    private PercentileMethod ReadMethod()
    {
        if (!_cursor.Take(","))
        {
            return PercentileMethod.Linear;
        }

        Token word = _cursor.Current;
        foreach ((string name, PercentileMethod method) in CrmGrammar.Methods)
        {
            if (_cursor.TakeWord(name))
            {
                return method;
            }
        }

        string? nearest = word.Kind == TokenKind.Word ? Suggestion.For(word.Value, CrmGrammar.Methods.Select(m => m.Name)) : null;
        _cursor.ReportHere(
            SyntaxFindings.UnknownMethod, $"{word.Display} is no method of a percentile.", Suggestion.DidYouMean(nearest, "Write linear or nearest."));
        if (word.IsName)
        {
            _cursor.Advance();
        }

        return PercentileMethod.Linear;
    }

    /// <summary>An operation; the current token is the point before its name.</summary>
    public Expression ReadOperation(Expression operand, int start)
    {
        int height = _expressions.Height;
        _cursor.Advance();
        Token name = _cursor.Advance();
        Token open = _cursor.Advance();
        string method = name.Value;
        bool isCall = !CrmGrammar.Operations.Contains(method) && operand is NameExpression { Version: null };
        if (!isCall && !CrmGrammar.Operations.Contains(method))
        {
            string? nearest = Suggestion.For(method, CrmGrammar.Operations);
            _cursor.Report(
                SyntaxFindings.UnknownFunction, name.Span, $"There is no operation '{Token.Clip(method)}'.",
                Suggestion.DidYouMean(nearest, $"The operations are {string.Join(", ", CrmGrammar.Operations)}."));
            method = nearest ?? method;
        }

        var arguments = new List<Expression>();
        if (!_expressions.Enter())
        {
            return new MethodExpression
        {
            Operand = operand, Method = method, Arguments = arguments, MethodSpan = _cursor.From(name.Span.Start), Span = _cursor.From(start),
        };
        }

        while (!_cursor.Is(")") && !_cursor.AtEnd)
        {
            arguments.Add(_expressions.Read());
            height = Math.Max(height, _expressions.Height);
            if (!_cursor.Take(","))
            {
                break;
            }
        }

        _expressions.Leave();
        _cursor.Close(open);
        _expressions.Height = height + 1;
        if (isCall)
        {
            var metric = new NameExpression { Parts = [.. ((NameExpression)operand).Parts, method], Span = new TextSpan(operand.Span.Start, name.Span.End - operand.Span.Start) };
            return new MetricCallExpression { Metric = metric, Arguments = arguments, Span = _cursor.From(start) };
        }

        return new MethodExpression
        {
            Operand = operand, Method = method, Arguments = arguments, MethodSpan = _cursor.From(name.Span.Start), Span = _cursor.From(start),
        };
    }

    private CallExpression ReadFunction(Token name, Token open, Expression? first, int height)
    {
        var arguments = new List<Expression>();
        if (first is not null)
        {
            arguments.Add(first);
            _cursor.Take(",");
        }

        do
        {
            arguments.Add(_expressions.ReadFiltered());
            height = Math.Max(height, _expressions.Height);
        }
        while (_cursor.Take(","));
        _cursor.Close(open);
        _expressions.Height = height + 1;
        return new CallExpression { Function = name.Value, Arguments = arguments, Span = _cursor.From(name.Span.Start) };
    }
}
