namespace Crm.Sdk.Language.Syntax;

/// <content>Conversion from one stage to another.</content>
internal sealed partial class CallParser
{
    private const string ConversionExample = "Write for example conversion(deal_stage.stage from 'new' to 'won' through ('new', 'offer', 'won')).";

    private StageConversionExpression ReadConversion(Token name, Token open)
    {
        NameExpression stage = _operands.ReadPath("the field with the stage");
        Expression from = ReadStage("from"), to = ReadStage("to");
        var through = new List<Expression>();
        if (_cursor.TakeWord("through"))
        {
            Token list = _cursor.Current;
            _cursor.Expect("(", "after 'through'", ConversionExample);
            do
            {
                through.Add(ReadStage());
            }
            while (_cursor.Take(","));
            _cursor.Close(list);
        }

        bool excludes = ReadPolicy("skips", "passed", "excluded"), ignores = ReadPolicy("backward", "reopen", "ignored"), first = ReadPolicy("reentry", "each", "first");
        Clauses clauses = _expressions.ReadClauses();
        int height = _expressions.Height;
        _cursor.Close(open);
        _expressions.Height = height + 2;
        return new StageConversionExpression
        {
            Stage = stage, From = from, To = to, Through = through, ExcludesSkips = excludes, IgnoresBackward = ignores, IsFirstOnly = first,
            Where = clauses.Where, By = clauses.By, Span = _cursor.From(name.Span.Start),
        };
    }

    private Expression ReadStage(string word)
    {
        if (!_cursor.TakeWord(word))
        {
            _cursor.ReportMissing(SyntaxFindings.IncompleteStages, $"'{word}' and a stage are missing before {_cursor.Current.Display}.", ConversionExample);
            return new TextLiteral { Value = "" };
        }

        return ReadStage();
    }

    // A text, or the name of a parameter.
    private Expression ReadStage()
    {
        Token token = _cursor.Current;
        if (token.Kind == TokenKind.Text)
        {
            return new TextLiteral { Value = _cursor.Advance().Value, Span = token.Span };
        }

        if (token.IsName && !token.IsOneOf(CrmGrammar.StageWords))
        {
            return new NameExpression { Parts = [_cursor.Advance().Value], Span = token.Span };
        }

        _cursor.ReportMissing(SyntaxFindings.IncompleteStages, $"A stage is missing before {_cursor.Current.Display}.", "Write it between single quotes, as in 'won'.");
        return new TextLiteral { Value = "" };
    }

    // Whether the second of the two policies is written; the first is the default.
    private bool ReadPolicy(string word, string first, string second)
    {
        if (!_cursor.TakeWord(word))
        {
            return false;
        }

        if (_cursor.TakeWord(second))
        {
            return true;
        }

        if (!_cursor.TakeWord(first))
        {
            _cursor.ReportMissing(SyntaxFindings.IncompleteStages, $"'{word}' is followed by '{first}' or '{second}'.", $"Write '{word} {first}' or '{word} {second}'.");
        }

        return false;
    }
}
