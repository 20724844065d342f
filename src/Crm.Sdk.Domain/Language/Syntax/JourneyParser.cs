using Crm.Sdk.Validation;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Reads funnels and cohorts.</summary>
internal sealed class JourneyParser(TokenCursor cursor, ExpressionParser expressions, OperandParser operands)
{
    /// <summary>A funnel; its keyword was taken and began at <paramref name="start"/>.</summary>
    public FunnelDeclaration ReadFunnel(int start)
    {
        Token name = cursor.ExpectPlainName("the funnel");
        NameExpression entity = ReadEntity("funnel checkout of customer steps (visit, order) within 7 days");
        ExpectWord("steps", "Name the steps: steps (visit where page = 'cart', order).");
        var steps = new List<StepExpression>();
        Token open = cursor.Current;
        if (cursor.Expect("(", "before the steps", "Write the steps between parentheses, parted by commas."))
        {
            do
            {
                steps.Add(ReadStep("a step"));
            }
            while (cursor.Take(","));
            cursor.Close(open);
        }

        if (steps.Count == 1)
        {
            cursor.Report(SyntaxFindings.BadClauseValue, steps[0].Span, "A funnel has two steps or more.", "Add the step that is to follow.");
        }

        StepOrder? order = null;
        bool isPerStep = false, isIncreasing = false;
        DurationLiteral? within = null;
        FunnelAnchor? anchor = null;
        while (true)
        {
            Token word = cursor.Current;
            bool isRepeated = (word.IsWord("order") && order is not null) || (word.IsWord("within") && within is not null)
                || (word.IsWord("anchor") && anchor is not null) || (word.IsWord("strictly") && isIncreasing);
            if (isRepeated)
            {
                cursor.ReportHere(SyntaxFindings.Repeated, $"'{word.Value}' stands here twice.", "Keep one of the two.");
            }

            if (cursor.TakeWord("order"))
            {
                order = ReadOrder();
            }
            else if (cursor.TakeWord("within"))
            {
                within = ReadWithin();
                isPerStep = cursor.TakeWord("per");
                if (isPerStep)
                {
                    ExpectWord("step", "Write 'within 7 days per step', or leave out 'per' to count from the first step.");
                }
            }
            else if (cursor.TakeWord("anchor"))
            {
                anchor = ReadAnchor();
            }
            else if (cursor.TakeWord("strictly"))
            {
                isIncreasing = true;
                ExpectWord("increasing", "Write 'strictly increasing'.");
            }
            else
            {
                break;
            }
        }

        return new FunnelDeclaration
        {
            Name = name.Value, NameSpan = name.Span, Entity = entity, Steps = steps, Order = order ?? StepOrder.Ordered, IsStrictlyIncreasing = isIncreasing,
            Within = within, IsPerStep = isPerStep, Anchor = anchor ?? FunnelAnchor.Each, Span = cursor.From(start),
        };
    }

    /// <summary>A cohort; its keyword was taken and began at <paramref name="start"/>.</summary>
    public CohortDeclaration ReadCohort(int start)
    {
        const string Example = "cohort buyers of customer start first ever order return order every month";
        Token name = cursor.ExpectPlainName("the cohort");
        NameExpression entity = ReadEntity(Example);
        ExpectWord("start", $"Write it as in: {Example}.");
        ExpectWord("first", "A cohort begins with the first row ever: 'start first ever order'.");
        ExpectWord("ever", "A cohort begins with the first row ever: 'start first ever order'.");
        StepExpression first = ReadStep("the rows of which the first begins the cohort");
        ExpectWord("return", "Say what counts as a return: 'return order'.");
        StepExpression again = ReadStep("the rows that are a return");
        ExpectWord("every", "Say how long the intervals are: 'every month'.");
        DurationUnit every = ReadUnit();
        bool isRolling = cursor.TakeWord("rolling");
        if (!isRolling && !(cursor.Current.IsFirstOnLine && cursor.AtDeclaration))
        {
            cursor.TakeWord("calendar");
        }

        return new CohortDeclaration
        {
            Name = name.Value, NameSpan = name.Span, Entity = entity, Start = first, Return = again, Every = every, IsRolling = isRolling,
            Span = cursor.From(start),
        };
    }

    /// <summary>An attribution; its keyword was taken and began at <paramref name="start"/>.</summary>
    public AttributionDeclaration ReadAttribution(int start)
    {
        const string Example = "attribution credit of customer outcome (order) touches (click) within 30 days model linear";
        Token name = cursor.ExpectPlainName("the attribution");
        NameExpression entity = ReadEntity(Example);
        StepExpression? outcome = ReadStepOf("outcome", "the rows that are shared", Example);
        StepExpression? touches = outcome is null ? null : ReadStepOf("touches", "the rows that share them", Example);
        if (outcome is null || touches is null)
        {
            // What follows would only be found wrong because of this.
            cursor.SkipUnlessDeclaration();
            StepExpression none = new() { Of = entity };
            return new AttributionDeclaration
            {
                Name = name.Value, NameSpan = name.Span, Entity = entity, Outcome = outcome ?? none, Touches = none, Model = AttributionModel.Last, Span = cursor.From(start),
            };
        }

        DurationLiteral? within = cursor.TakeWord("within") ? ReadWithin("This is no time to look back.") : null;
        ExpectWord("model", $"Say how the touches share an outcome, as in: {Example}.");
        AttributionModel? model = null;
        foreach ((string word, AttributionModel known) in CrmGrammar.AttributionModels)
        {
            if (model is null && cursor.TakeWord(word))
            {
                model = known;
            }
        }

        if (model is null)
        {
            Wrong("no model", "Write first, last, linear, position(40 %) or decay(7 days).", CrmGrammar.AttributionModels.Select(m => m.Word));
        }

        Expression? argument = model is AttributionModel.Position or AttributionModel.Decay ? ReadArgument() : null;
        if (model == AttributionModel.Position && !JourneyWriting.IsShare((argument as NumberLiteral)?.Value))
        {
            cursor.ReportUnlessReported(SyntaxFindings.BadClauseValue, argument!.Span, "This is no share of the first and of the last.", "Write more than 0 % and up to 50 %, in steps of 0.01 %: position(40 %).");
        }

        if (model == AttributionModel.Decay && argument is not DurationLiteral { Unit: <= DurationUnit.Weeks, Count: > 0 and <= 1_000_000 })
        {
            cursor.ReportUnlessReported(SyntaxFindings.BadClauseValue, argument!.Span, "This is no half-life.", "Write for example decay(7 days); also seconds, minutes, hours, weeks.");
        }

        return new AttributionDeclaration
        {
            Name = name.Value, NameSpan = name.Span, Entity = entity, Outcome = outcome, Touches = touches, Within = within, Model = model ?? AttributionModel.Last,
            Share = model == AttributionModel.Position ? (argument as NumberLiteral)?.Value ?? new Values.Rational(2, 5) : null,
            HalfLife = model == AttributionModel.Decay ? argument as DurationLiteral ?? new DurationLiteral { Count = 7, Unit = DurationUnit.Days } : null, Span = cursor.From(start),
        };
    }

    // Null after a finding.
    private StepExpression? ReadStepOf(string word, string what, string example)
    {
        if (!cursor.TakeWord(word))
        {
            ExpectWord(word, $"Write it as in: {example}.");
            return null;
        }

        Token open = cursor.Current;
        if (!cursor.Is("("))
        {
            cursor.Expect("(", $"behind '{word}'", $"Write it as in: {example}.");
            return null;
        }

        cursor.Advance();
        StepExpression step = ReadStep(what);
        cursor.Close(open);
        return step;
    }

    private Expression ReadArgument()
    {
        Token open = cursor.Current;
        cursor.Expect("(", "behind the model", "Write position(40 %) or decay(7 days).");
        Expression argument = expressions.Read();
        cursor.Close(open);
        return argument;
    }

    private NameExpression ReadEntity(string example)
    {
        ExpectWord("of", $"Write it as in: {example}.");
        int start = cursor.Current.Span.Start;
        Token entity = cursor.ExpectPlainName("the entity");
        return new NameExpression { Parts = [entity.Value], Span = cursor.From(start) };
    }

    private StepExpression ReadStep(string what)
    {
        int start = cursor.Current.Span.Start;
        NameExpression of = operands.ReadPath(what);
        Clauses clauses = expressions.ReadClauses();
        return new StepExpression { Of = of, Where = clauses.Where, By = clauses.By, Span = cursor.From(start) };
    }

    private StepOrder ReadOrder()
    {
        foreach ((string word, StepOrder order) in CrmGrammar.StepOrders)
        {
            if (cursor.TakeWord(word))
            {
                return order;
            }
        }

        Wrong("no order of steps", "Write ordered, strict or any.", CrmGrammar.StepOrders.Select(o => o.Word));
        return StepOrder.Ordered;
    }

    private FunnelAnchor ReadAnchor()
    {
        if (cursor.TakeWord("each"))
        {
            return FunnelAnchor.Each;
        }

        if (cursor.TakeWord("best"))
        {
            return FunnelAnchor.Best;
        }

        if (!cursor.TakeWord("first"))
        {
            Wrong("no anchor", "Write 'anchor each', 'anchor first ever', 'anchor first in period' or 'anchor best'.", ["each", "first", "best"]);
            return FunnelAnchor.Each;
        }

        if (cursor.TakeWord("in"))
        {
            ExpectWord("period", "Write 'anchor first in period'.");
            return FunnelAnchor.FirstInPeriod;
        }

        ExpectWord("ever", "Write 'anchor first ever', 'anchor first in period', or 'anchor each' for every row of the first step.");
        return FunnelAnchor.FirstEver;
    }

    private DurationLiteral? ReadWithin(string problem = "This is no time that a way may take.")
    {
        Expression length = expressions.Read(Level.Postfix);
        if (length is DurationLiteral { Unit: <= DurationUnit.Weeks, Count: > 0 and <= 1_000_000 } duration)
        {
            return duration;
        }

        cursor.ReportUnlessReported(SyntaxFindings.BadClauseValue, length.Span, problem, "Write for example within 7 days; also seconds, minutes, hours, weeks.");
        return null;
    }

    private DurationUnit ReadUnit()
    {
        foreach ((string one, _, DurationUnit unit) in CrmGrammar.Units)
        {
            if (unit >= DurationUnit.Days && cursor.TakeWord(one))
            {
                return unit;
            }
        }

        Wrong("no interval", "Write day, week, month, quarter or year.", CrmGrammar.Units.Select(u => u.One));
        return DurationUnit.Months;
    }

    private void ExpectWord(string word, string mend)
    {
        if (!cursor.TakeWord(word))
        {
            cursor.ReportMissing(SyntaxFindings.Expected, $"'{word}' is expected here, not {cursor.Current.Display}.", mend);
        }
    }

    private void Wrong(string what, string mend, IEnumerable<string> known)
    {
        string? nearest = cursor.Current.Kind == TokenKind.Word ? Suggestion.For(cursor.Current.Value, known) : null;
        cursor.ReportHere(SyntaxFindings.BadClauseValue, $"{cursor.Current.Display} is {what}.", Suggestion.DidYouMean(nearest, mend));
        if (cursor.Current.IsName && !cursor.AtDeclaration)
        {
            cursor.Advance();
        }
    }
}
