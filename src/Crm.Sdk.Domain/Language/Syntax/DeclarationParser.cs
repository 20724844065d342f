using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Reads declarations one after the other; after a finding it goes on with the next one.</summary>
internal sealed class DeclarationParser
{
    public const int MaxDeclarations = 10_000;

    private readonly TokenCursor _cursor;
    private readonly ExpressionParser _expressions;
    private readonly OperandParser _operands;
    private readonly FactParser _facts;
    private readonly JourneyParser _journeys;

    public DeclarationParser(TokenCursor cursor)
    {
        _cursor = cursor;
        _expressions = new ExpressionParser(cursor);
        _operands = new OperandParser(cursor, _expressions);
        _facts = new FactParser(cursor, _expressions);
        _journeys = new JourneyParser(cursor, _expressions, _operands);
    }

    public IReadOnlyList<Declaration> ReadAll()
    {
        var declarations = new List<Declaration>();
        while (!_cursor.AtEnd)
        {
            Token word = _cursor.Current;
            if (declarations.Count == MaxDeclarations)
            {
                _cursor.Report(
                    SyntaxFindings.TooManyDeclarations, word.Span, $"The text has more than {MaxDeclarations} declarations.", "Split it into several texts.");
                break;
            }

            if (Keyword(word) is { } keyword)
            {
                _cursor.Advance();
                declarations.Add(Read(keyword, word.Span.Start));
                EndDeclaration(keyword);
            }
            else
            {
                _cursor.SkipToDeclaration();
            }
        }

        return declarations;
    }

    // The keyword that stands here or was probably meant to; null after a finding that offers none.
    private string? Keyword(Token word)
    {
        if (word.IsOneOf(CrmGrammar.DeclarationWords))
        {
            return word.Value;
        }

        string? nearest = word.Kind == TokenKind.Word ? Suggestion.For(word.Value, CrmGrammar.DeclarationWords) : null;
        _cursor.ReportHere(
            SyntaxFindings.UnknownDeclaration,
            $"{word.Display} begins no declaration.",
            Suggestion.DidYouMean(nearest, $"A declaration begins with {string.Join(", ", CrmGrammar.DeclarationWords.SkipLast(1))} or {CrmGrammar.DeclarationWords[^1]}."));
        return _cursor.Next.IsName ? nearest : null;
    }

    private Declaration Read(string keyword, int start) => keyword switch
    {
        "fact" => _facts.Read(start),
        "set" => ReadSet(start),
        "segment" => ReadSegment(start),
        "funnel" => _journeys.ReadFunnel(start),
        "cohort" => _journeys.ReadCohort(start),
        "attribution" => _journeys.ReadAttribution(start),
        "calendar" => new CalendarParser(_cursor).Read(start),
        "target" => new TargetParser(_cursor, _expressions, _operands).Read(start, ReadTitle),
        _ => ReadMetric(start),
    };

    private SetDeclaration ReadSet(int start)
    {
        Token name = _cursor.ExpectPlainName("the set");
        _cursor.Expect("=", "after the name of the set", "Write it as in: set won = deal where stage = 'won'.");
        NameExpression of = _operands.ReadPath("the fact or set from which rows are taken");
        Clauses clauses = _expressions.ReadClauses();
        return new SetDeclaration
        {
            Name = name.Value, NameSpan = name.Span, Of = of, Where = clauses.Where, By = clauses.By, Span = _cursor.From(start),
        };
    }

    private SegmentDeclaration ReadSegment(int start)
    {
        Token name = _cursor.ExpectPlainName("the segment");
        string? title = ReadTitle();
        _cursor.Expect("=", "after the name of the segment", "Write it as in: segment vip = customer where count(order) >= 3.");
        int entityStart = _cursor.Current.Span.Start;
        Token entity = _cursor.ExpectPlainName("the entity");
        var entityName = new NameExpression { Parts = [entity.Value], Span = _cursor.From(entityStart) };
        Expression where;
        if (_cursor.TakeWord("where"))
        {
            where = _expressions.Read();
        }
        else
        {
            _cursor.ReportMissing(
                SyntaxFindings.Expected, $"'where' is expected after the entity, not {_cursor.Current.Display}.", "Write 'where' and a condition on the entity.");
            where = _expressions.Missing();
        }

        return new SegmentDeclaration
        {
            Name = name.Value, NameSpan = name.Span, Title = title, Entity = entityName, Where = where, Span = _cursor.From(start),
        };
    }

    private MetricDeclaration ReadMetric(int start)
    {
        int nameStart = _cursor.Current.Span.Start;
        NameExpression name = _operands.ReadPath("the metric", isMetric: true);
        IReadOnlyList<ParameterDeclaration> parameters = new ParameterParser(_cursor, _expressions).Read();
        string? title = ReadTitle();
        DateLiteral? from = _cursor.TakeWord("from") ? ReadFirstDay() : null;
        _cursor.Expect("=", "after the name of the metric", "Write it as in: metric revenue = sum(order.net).");
        Expression value = _expressions.ReadFiltered();
        Token? unit = null;
        var better = Direction.None;
        int minimum = 0;
        DurationLiteral? mature = null;
        var exclusions = new List<ExclusionClause>();
        Rational? confidence = null;
        TextSpan level = default;
        var seen = new HashSet<string>();
        while (Clause() is { } clause)
        {
            Token word = _cursor.Advance();
            if (!seen.Add(clause) && clause != "exclude")
            {
                _cursor.Report(SyntaxFindings.Repeated, word.Span, $"'{clause}' stands here twice.", "Keep one of the two.");
            }

            switch (clause)
            {
                case "unit":
                    unit = ReadUnit();
                    break;
                case "better":
                    better = ReadDirection();
                    break;
                case "mature":
                    mature = ReadMature();
                    break;
                case "exclude":
                    exclusions.Add(ReadExclusion(word, exclusions));
                    break;
                case "confidence":
                    (confidence, level) = ReadConfidence();
                    break;
                default:
                    minimum = ReadMinimum();
                    break;
            }
        }

        return new MetricDeclaration
        {
            Name = name.Path,
            NameSpan = new TextSpan(nameStart, name.Span.Length),
            Title = title,
            Version = name.Version,
            From = from,
            Parameters = parameters,
            Value = value,
            Unit = unit?.Value,
            UnitSpan = unit?.Span ?? default,
            Better = better,
            Minimum = minimum,
            Mature = mature,
            Exclusions = exclusions,
            Confidence = confidence,
            ConfidenceSpan = level,
            Span = _cursor.From(start),
        };
    }

    private DateLiteral? ReadFirstDay()
    {
        Expression day = _expressions.Read(Level.Postfix);
        if (day is DateLiteral date)
        {
            return date;
        }

        _cursor.ReportUnlessReported(SyntaxFindings.BadClauseValue, day.Span, "'from' is followed by a day.", "Write for example from 2026-07-01.");
        return null;
    }

    // The clause of a metric that stands here; a misspelt one before its value is reported and taken for the right one.
    private string? Clause()
    {
        Token word = _cursor.Current;
        if (word.IsOneOf(CrmGrammar.MetricClauses))
        {
            return word.Value;
        }

        if (word.Kind != TokenKind.Word || _cursor.AtDeclaration || _cursor.Next.Kind is not (TokenKind.Word or TokenKind.Number)
            || Suggestion.For(word.Value, [.. CrmGrammar.MetricClauses, .. CrmGrammar.InfixWords]) is not { } nearest
            || !CrmGrammar.MetricClauses.Contains(nearest))
        {
            return null;
        }

        _cursor.ReportHere(SyntaxFindings.Unexpected, $"{word.Display} is no clause of a metric.", $"Did you mean '{nearest}'?");
        return nearest;
    }

    private string? ReadTitle()
    {
        Token token = _cursor.Current;
        if (token.Kind == TokenKind.Text)
        {
            _cursor.ReportHere(SyntaxFindings.WrongQuotes, "A title is in double quotes.", "Write \"…\"; single quotes are for texts in expressions.");
        }

        return token.Kind is TokenKind.Text or TokenKind.Title ? _cursor.Advance().Value : null;
    }

    private Token? ReadUnit()
    {
        if (_cursor.Current.IsName && !(_cursor.AtDeclaration && _cursor.Current.IsFirstOnLine))
        {
            return _cursor.Advance();
        }

        _cursor.ReportHere(
            SyntaxFindings.BadClauseValue,
            $"The unit is missing before {_cursor.Current.Display}.",
            _cursor.Is("%") ? "Write percent." : "Write a name such as percent, days or EUR.");
        _cursor.Take("%");
        return null;
    }

    private Direction ReadDirection()
    {
        if (_cursor.TakeWord("up"))
        {
            return Direction.Up;
        }

        if (_cursor.TakeWord("down"))
        {
            return Direction.Down;
        }

        _cursor.ReportHere(
            SyntaxFindings.BadClauseValue, $"{_cursor.Current.Display} is no direction.", "Write 'up' when more is better, 'down' when less is.");
        SkipValue();
        return Direction.None;
    }

    private int ReadMinimum()
    {
        Token number = _cursor.Current;
        if (number.Kind == TokenKind.Number && int.TryParse(number.Value, out int minimum))
        {
            _cursor.Advance();
            return minimum;
        }

        _cursor.ReportHere(
            SyntaxFindings.BadClauseValue, $"{number.Display} is no smallest number of rows.", "Write a whole number from 0 to 2,147,483,647.");
        SkipValue();
        return 0;
    }

    private DurationLiteral? ReadMature()
    {
        Expression length = _expressions.Read(Level.Postfix);
        if (length is DurationLiteral { Count: > 0 and <= 100_000 } duration)
        {
            return duration;
        }

        _cursor.ReportUnlessReported(SyntaxFindings.BadClauseValue, length.Span, "This is no time that is waited.", "Write for example mature 180 days, or mature 6 months.");
        return null;
    }

    private ExclusionClause ReadExclusion(Token word, List<ExclusionClause> others)
    {
        Token at = _cursor.Current;
        string? name = ReadTitle();
        if (name is null)
        {
            _cursor.ReportHere(SyntaxFindings.BadClauseValue, "Rows that are left out are counted by a name.", "Write for example exclude \"Test orders\" order.channel = 'test'.");
        }
        else if (others.Exists(e => e.Name == name))
        {
            _cursor.Report(SyntaxFindings.Repeated, at.Span, $"Two exclusions are called '{name}'.", "Give one of the two another name, or join their conditions with 'or'.");
        }

        Expression where = _expressions.Read();
        return new ExclusionClause { Name = name ?? "", Where = where, Span = _cursor.From(word.Span.Start) };
    }

    private (Rational?, TextSpan) ReadConfidence()
    {
        Expression level = _expressions.Read(Level.Postfix);
        if (level is NumberLiteral { Value: var share } && Array.Exists(CrmGrammar.Levels, l => l.Level == share))
        {
            return (share, level.Span);
        }

        _cursor.ReportUnlessReported(SyntaxFindings.BadClauseValue, level.Span, "This is no level of confidence.",
            $"Write one of {string.Join(", ", CrmGrammar.Levels.Select(l => $"{l.Level * 100} %"))}.");
        return default;
    }

    // Takes what stands where a clause's value should, unless something new begins there.
    private void SkipValue()
    {
        if (_cursor.Current.Kind is not (TokenKind.Symbol or TokenKind.End)
            && !_cursor.AtDeclaration && !_cursor.Current.IsOneOf(CrmGrammar.MetricClauses))
        {
            _cursor.Advance();
        }
    }

    private void EndDeclaration(string keyword)
    {
        if (_cursor.AtEnd || _cursor.AtDeclaration)
        {
            return;
        }

        Token token = _cursor.Current;
        if (token.IsWord("where") || token.IsWord("by"))
        {
            _cursor.ReportHere(
                SyntaxFindings.MisplacedClause, $"'{token.Value}' does not belong here.", "Put it into the parentheses of the aggregate that it is for.");
        }
        else if (token.IsFirstOnLine && token.Kind == TokenKind.Word && !_cursor.Previous.IsSymbol("="))
        {
            // A new line with a word is probably a declaration whose keyword is misspelt.
            return;
        }
        else
        {
            _cursor.ReportUnexpected($"at the end of the {keyword}", "A declaration ends where the next one begins.");
        }

        _cursor.SkipUnlessDeclaration();
    }
}
