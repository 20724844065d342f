using Crm.Sdk.Validation;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Walks over tokens, reports findings and finds the place at which reading can go on after one.</summary>
internal sealed class TokenCursor
{
    private readonly List<Token> _tokens;
    private readonly FindingBag _findings;
    private int _position;
    private int _lastReport = -1;

    public TokenCursor(List<Token> tokens, FindingBag findings)
    {
        _tokens = tokens;
        _findings = findings;
    }

    public Token Current => _tokens[_position];

    public Token Next => _tokens[Math.Min(_position + 1, _tokens.Count - 1)];

    public Token AfterNext => _tokens[Math.Min(_position + 2, _tokens.Count - 1)];

    public bool AtEnd => Current.Kind == TokenKind.End;

    /// <summary>Whether a declaration begins here: its keyword, then a name.</summary>
    public bool AtDeclaration => Current.IsOneOf(CrmGrammar.DeclarationWords) && Next.IsName;

    /// <summary>Whether a field of a fact begins here: its keyword, then a name.</summary>
    public bool AtField => Current.IsOneOf(CrmGrammar.FieldWords) && Next.IsName;

    /// <summary>The token before the current one; the current one at the beginning.</summary>
    public Token Previous => _tokens[Math.Max(_position - 1, 0)];

    public Token Advance()
    {
        Token token = Current;
        if (!AtEnd)
        {
            _position++;
        }

        return token;
    }

    public bool Is(string symbol) => Current.IsSymbol(symbol);

    public bool IsWord(string word) => Current.IsWord(word);

    public bool Take(string symbol) => TakeIf(Is(symbol));

    public bool TakeWord(string word) => TakeIf(IsWord(word));

    /// <summary>The characters from <paramref name="start"/> to the end of the last token taken.</summary>
    public TextSpan From(int start) => new(start, Math.Max(Previous.Span.End - start, 0));

    /// <summary>Reports something about a span.</summary>
    public void Report(string code, TextSpan span, string message, string mend)
    {
        _findings.Error(code, span, message, mend);
        if (_findings.IsFull)
        {
            _position = _tokens.Count - 1;
        }
    }

    /// <summary>Reports that the current token does not fit; once per token, for what follows from it is no news.</summary>
    public void ReportHere(string code, string message, string mend)
    {
        if (_lastReport != _position)
        {
            _lastReport = _position;
            Report(code, Current.Span, message, mend);
        }
    }

    /// <summary>Reports that something is missing before the current token: behind the last one when that is on an earlier line.</summary>
    public void ReportMissing(string code, string message, string mend)
    {
        if (_lastReport != _position)
        {
            _lastReport = _position;
            bool isEarlier = Current.IsFirstOnLine && _position > 0;
            Report(code, isEarlier ? new TextSpan(Previous.Span.End, 0) : Current.Span, message, mend);
        }
    }

    /// <summary>Reports something about a span, unless the token behind it was reported: then the one follows from the other.</summary>
    public void ReportUnlessReported(string code, TextSpan span, string message, string mend)
    {
        if (_lastReport != _position)
        {
            Report(code, span, message, mend);
        }
    }

    /// <summary>Takes a symbol or reports that it is missing.</summary>
    public bool Expect(string symbol, string where, string mend)
    {
        if (Take(symbol))
        {
            return true;
        }

        ReportMissing(SyntaxFindings.Expected, $"'{symbol}' is expected {where}, not {Current.Display}.", mend);
        return false;
    }

    /// <summary>Takes a name, or reports that it is missing and gives an empty one.</summary>
    public Token ExpectName(string what)
    {
        if (Current.IsName && !(Current.IsFirstOnLine && AtDeclaration))
        {
            return Advance();
        }

        ReportMissing(
            SyntaxFindings.MissingName,
            $"The name of {what} is missing before {Current.Display}.",
            "A name is a letter or underscore, then letters, digits and underscores.");
        return new Token(TokenKind.Word, Current.Span.Start, 0, "", firstOnLine: false);
    }

    /// <summary>Takes a name without dots; dots are reported and skipped.</summary>
    public Token ExpectPlainName(string what)
    {
        Token name = ExpectName(what);
        if (Is(".") && Next.IsName)
        {
            int start = name.Span.Start;
            while (Is(".") && Next.IsName)
            {
                Advance();
                Advance();
            }

            Report(SyntaxFindings.DottedName, From(start), $"The name of {what} has no dots.", "Only the names of metrics have dots; write an underscore.");
        }

        return name;
    }

    /// <summary>Skips to the next declaration at the start of a line or behind a closing brace, and at least one token.</summary>
    public void SkipToDeclaration()
    {
        do
        {
            Advance();
        }
        while (!AtEnd && !(AtDeclaration && (Current.IsFirstOnLine || Previous.IsSymbol("}"))));
    }

    /// <summary>Skips to the next declaration unless one begins here.</summary>
    public void SkipUnlessDeclaration()
    {
        if (!AtEnd && !(AtDeclaration && Current.IsFirstOnLine))
        {
            SkipToDeclaration();
        }
    }

    /// <summary>Gives up the current declaration after a finding: nothing more is reported until the next one.</summary>
    public void Abandon()
    {
        SkipToDeclaration();
        _lastReport = _position;
    }

    /// <summary>Skips to the next field, the closing brace or the next declaration.</summary>
    public void SkipToField()
    {
        while (!AtEnd && !Is("}") && !AtField && !(AtDeclaration && Current.IsFirstOnLine))
        {
            Advance();
        }
    }

    /// <summary>Skips to the parenthesis that closes the open one and takes it; stops before a brace, a field or a declaration.</summary>
    public void SkipToClose()
    {
        int depth = 1;
        while (!AtEnd && !Is("{") && !Is("}") && !(Current.IsFirstOnLine && (AtDeclaration || AtField)))
        {
            Token token = Advance();
            depth += token.IsSymbol("(") ? 1 : token.IsSymbol(")") ? -1 : 0;
            if (depth == 0)
            {
                return;
            }
        }
    }

    /// <summary>Takes the closing parenthesis, or reports that it is missing and skips to it.</summary>
    public void Close(Token open)
    {
        if (Take(")"))
        {
            return;
        }

        if (AtEnd || Is("}") || (Current.IsFirstOnLine && AtDeclaration))
        {
            if (_lastReport != _position)
            {
                _lastReport = _position;
                Report(SyntaxFindings.UnclosedParenthesis, open.Span, "The parenthesis is not closed.", "Close it with ')'.");
            }

            return;
        }

        ReportUnexpected("inside the parentheses", "Write an operator, ',' or ')'.");
        SkipToClose();
    }

    /// <summary>Reports that the current token cannot follow an expression.</summary>
    public void ReportUnexpected(string where, string mend)
    {
        IEnumerable<string> known = Previous.Kind == TokenKind.Number
            ? CrmGrammar.UnitWords.Keys.Concat(CrmGrammar.InfixWords)
            : CrmGrammar.InfixWords;
        string? nearest = Current.Kind == TokenKind.Word ? Suggestion.For(Current.Value, known) : null;
        ReportHere(SyntaxFindings.Unexpected, $"{Capital(Current.Display)} is not expected {where}.", Suggestion.DidYouMean(nearest, mend));
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private bool TakeIf(bool found)
    {
        if (found)
        {
            Advance();
        }

        return found;
    }
}
