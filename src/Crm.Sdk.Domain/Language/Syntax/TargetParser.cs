using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Reads targets.</summary>
internal sealed class TargetParser(TokenCursor cursor, ExpressionParser expressions, OperandParser operands)
{
    private const string Example = "Write it as in: target t for revenue period 2027 at least 500000.";

    /// <param name="start">Where the declaration begins.</param>
    /// <param name="readTitle">Reads the title, if one stands here.</param>
    public TargetDeclaration Read(int start, Func<string?> readTitle)
    {
        Token name = cursor.ExpectPlainName("the target");
        string? title = readTitle();
        Expect("for", "the target is 'for' a metric", Example);
        NameExpression metric = operands.ReadPath("the metric", isMetric: true);
        NameExpression? segment = cursor.TakeWord("in") ? ReadSegment() : null;
        Clauses clauses = expressions.ReadClauses();
        List<NameExpression> per = cursor.TakeWord("per") ? ReadDimensions() : [];
        string? calendar = cursor.TakeWord("calendar") ? ReadWord(CrmGrammar.TargetCalendars, "calendar of a target") : null;
        TargetStretch? baseline = cursor.TakeWord("baseline") ? ReadStretch() : null;
        (TargetStretch? period, DateLiteral? until) = ReadTime();
        TargetGoal goal = ReadGoal();
        TargetAllocationClause? allocation = cursor.IsWord("allocate") ? ReadAllocation() : null;
        return new TargetDeclaration
        {
            Name = name.Value, NameSpan = name.Span, Title = title, Metric = metric, Segment = segment, Where = clauses.Where, By = clauses.By, Per = per, Calendar = calendar,
            Baseline = baseline, Period = period, Until = until, Goal = goal, Allocation = allocation, Span = cursor.From(start),
        };
    }

    private void Expect(string word, string what, string mend)
    {
        if (!cursor.TakeWord(word))
        {
            cursor.ReportMissing(SyntaxFindings.BadTarget, $"{char.ToUpperInvariant(what[0])}{what[1..]}, and {cursor.Current.Display} stands here.", mend);
        }
    }

    private NameExpression ReadSegment()
    {
        Expect("segment", "'in' is followed by 'segment'", "Write in segment regulars.");
        Token name = cursor.ExpectPlainName("the segment");
        return new NameExpression { Parts = [name.Value], Span = name.Span };
    }

    private List<NameExpression> ReadDimensions()
    {
        var dimensions = new List<NameExpression>();
        Token open = cursor.Current;
        bool several = cursor.Take("(");
        do
        {
            dimensions.Add(operands.ReadPath("a dimension", isMetric: false));
        }
        while (several && cursor.Take(","));
        if (several)
        {
            cursor.Close(open);
        }

        return dimensions;
    }

    private (TargetStretch?, DateLiteral?) ReadTime()
    {
        if (cursor.TakeWord("until"))
        {
            return (null, ReadDay("until"));
        }

        if (cursor.IsWord("from") || cursor.TakeWord("period"))
        {
            return (ReadStretch(), null);
        }

        cursor.ReportMissing(SyntaxFindings.BadTarget, $"It is not said when the target is to be reached before {cursor.Current.Display}.",
            "Write period 2027, from 2027-01-01 until 2027-06-30, or until 2027-12-31 with a baseline.");
        return default;
    }

    private TargetStretch? ReadStretch()
    {
        Token token = cursor.Current;
        int start = token.Span.Start;
        if (cursor.TakeWord("from"))
        {
            DateLiteral? first = ReadDay("from");
            Expect("until", "a first day is followed by 'until'", "Write from 2027-01-01 until 2027-06-30; both days are included.");
            DateLiteral? last = ReadDay("until");
            return new TargetStretch { First = first?.Value ?? default, Last = last?.Value ?? default, Span = cursor.From(start) };
        }

        if (token.Kind == TokenKind.Text || (token.Kind == TokenKind.Number && token.Value.Length == 4 && token.Value.All(char.IsAsciiDigit)))
        {
            cursor.Advance();
            return new TargetStretch { Label = token.Value, Span = token.Span };
        }

        cursor.ReportHere(SyntaxFindings.BadTarget, $"{token.Display} is no stretch of time.", "Write a year, 2026, the name of a period, '2026-Q3', or from 2026-07-01 until 2026-09-30.");
        if (token.Kind is TokenKind.Number or TokenKind.Date)
        {
            cursor.Advance();
        }

        return null;
    }

    private DateLiteral? ReadDay(string after)
    {
        Token token = cursor.Current;
        if (token.Kind != TokenKind.Date)
        {
            cursor.ReportHere(SyntaxFindings.BadTarget, $"'{after}' is followed by a day, not by {token.Display}.", $"Write for example {after} 2027-12-31.");
            if (token.Kind == TokenKind.Number)
            {
                cursor.Advance();
            }

            return null;
        }

        cursor.Advance();
        ParseResult<LocalDate> day = LocalDatePattern.Iso.Parse(token.Value);
        if (day.Success && day.Value.Year >= 1)
        {
            return new DateLiteral { Value = day.Value, Span = token.Span };
        }

        cursor.Report(SyntaxFindings.NoSuchDay, token.Span, $"There is no day {token.Value}.", "Write year, month and day of a day of the calendar.");
        return null;
    }

    private TargetGoal ReadGoal()
    {
        int start = cursor.Current.Span.Start;
        TargetForm? form = null;
        if (cursor.TakeWord("between"))
        {
            TargetAmount low = ReadAmount(ref form);
            Expect("and", "'between' has two values with 'and' between them", "Write between 3 % and 4 %.");
            TargetAmount high = ReadAmount(ref form);
            return new TargetGoal { Bound = TargetBound.Between, Form = form ?? TargetForm.Value, Low = low, High = high, Span = cursor.From(start) };
        }

        TargetBound bound = TargetBound.AtLeast;
        if (cursor.IsWord("at") && (cursor.Next.IsWord("least") || cursor.Next.IsWord("most")))
        {
            cursor.Advance();
            bound = cursor.Advance().Value == "most" ? TargetBound.AtMost : bound;
        }
        else
        {
            cursor.ReportMissing(SyntaxFindings.BadTarget, $"It is not said what is to be reached before {cursor.Current.Display}.", "Write at least, at most or between, and a value: at least 85 %.");
        }

        TargetAmount amount = ReadAmount(ref form);
        return new TargetGoal { Bound = bound, Form = form ?? TargetForm.Value, Low = amount, Span = cursor.From(start) };
    }

    private TargetAmount ReadAmount(ref TargetForm? form)
    {
        int start = cursor.Current.Span.Start;
        bool isRelative = cursor.TakeWord("relative") || form == TargetForm.Relative;
        int sign = cursor.Take("+") ? 1 : cursor.Take("-") ? -1 : 0;
        if (ReadNumber() is not { } number)
        {
            return new TargetAmount { Value = Rational.One, Span = cursor.From(start) };
        }

        Rational value = sign < 0 ? -number : number;
        bool isPercent = cursor.Take("%");
        value = isPercent ? value / 100 : value;
        TargetForm own = isRelative ? TargetForm.Relative
            : !isPercent && sign != 0 && (cursor.TakeWord("points") || cursor.TakeWord("point")) ? TargetForm.Points : TargetForm.Value;
        if (isRelative && !isPercent)
        {
            cursor.ReportUnlessReported(SyntaxFindings.BadTarget, cursor.From(start), "A relative change is a share of the baseline.", "Write it in percent: relative +5 %.");
        }
        else if (own == TargetForm.Value && sign > 0)
        {
            cursor.ReportUnlessReported(SyntaxFindings.BadTarget, cursor.From(start), "'+' says that this is a change, and not of what.",
                isPercent ? $"Write relative +{number} % for a share of the baseline, +{number} points for percentage points, or {number} % for the value." : $"Write +{number} points, relative +{number} %, or {number} for the value.");
        }
        else if (form is { } other && other != own)
        {
            cursor.ReportUnlessReported(SyntaxFindings.BadTarget, cursor.From(start), "The two values are not said in the same way.", "Write between relative +5 % and +10 %, between +1 points and +3 points, or between 3 % and 4 %.");
        }

        form = own;
        string? unit = own == TargetForm.Value && !isPercent ? ReadUnit() : null;
        Rational? of = own == TargetForm.Value && cursor.TakeWord("of") ? ReadNumber() : null;
        return new TargetAmount { Value = value, IsPercent = isPercent, Unit = unit, Of = of, Span = cursor.From(start) };
    }

    private Rational? ReadNumber()
    {
        Token token = cursor.Current;
        if (token.Kind == TokenKind.Number && Rational.TryParse(token.Value, out Rational value))
        {
            cursor.Advance();
            return value;
        }

        cursor.ReportHere(SyntaxFindings.BadTarget, $"A value is expected here, not {token.Display}.", "Write a number, such as 85 %, 500000 EUR, relative +5 % or +3 points.");
        return null;
    }

    private string? ReadUnit()
    {
        Token token = cursor.Current;
        if (token.Kind != TokenKind.Word || cursor.AtDeclaration)
        {
            return null;
        }

        if (CrmGrammar.UnitWords.TryGetValue(token.Value, out DurationUnit unit))
        {
            cursor.Advance();
            return CrmGrammar.Units.First(u => u.Unit == unit).Many;
        }

        return Currency.Find(token.Value) is not null || CrmGrammar.NumberUnits.Contains(token.Value, StringComparer.Ordinal) ? cursor.Advance().Value : null;
    }

    private TargetAllocationClause ReadAllocation()
    {
        int start = cursor.Advance().Span.Start;
        string word = ReadWord([.. CrmGrammar.Allocations.Select(a => a.Word)], "way to allocate") ?? "";
        AllocationKind kind = CrmGrammar.Allocations.FirstOrDefault(a => a.Word == word).Kind;
        string? calendar = null;
        if (kind is AllocationKind.BusinessDays or AllocationKind.Profile)
        {
            Token open = cursor.Current;
            cursor.Expect("(", $"after '{word}'", kind == AllocationKind.Profile ? "Write profile(last year)." : "Name the business hours: businessDays('office').");
            if (kind == AllocationKind.Profile)
            {
                Expect("last", "a profile is that of the last year", "Write profile(last year).");
                Expect("year", "a profile is that of the last year", "Write profile(last year).");
            }
            else if (cursor.Current.Kind == TokenKind.Text)
            {
                calendar = cursor.Advance().Value;
            }
            else
            {
                cursor.ReportHere(SyntaxFindings.BadTarget, $"The name of a calendar is expected here, not {cursor.Current.Display}.", "Write it between quotes: businessDays('office').");
            }

            cursor.Close(open);
        }

        Expect("by", "an allocation says into which periods", "Write for example allocate even by month.");
        string? level = ReadWord(CrmGrammar.GrainWords, "level of periods");
        return new TargetAllocationClause { Kind = kind, Calendar = calendar, Grain = (Grain)Math.Max(0, Array.IndexOf(CrmGrammar.GrainWords, level)), Span = cursor.From(start) };
    }

    private string? ReadWord(string[] words, string what)
    {
        Token token = cursor.Current;
        if (token.IsOneOf(words))
        {
            return cursor.Advance().Value;
        }

        cursor.ReportHere(SyntaxFindings.BadTarget, $"{token.Display} is no {what}.",
            Suggestion.DidYouMean(token.Kind == TokenKind.Word ? Suggestion.For(token.Value, words) : null, $"Write {string.Join(", ", words[..^1])} or {words[^1]}."));
        if (token.Kind == TokenKind.Word && !cursor.AtDeclaration)
        {
            cursor.Advance();
        }

        return null;
    }
}
