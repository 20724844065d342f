using System.Globalization;
using System.Text;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Cuts a text into tokens. What it cannot read becomes a finding and no token, so that the parser does not complain again.</summary>
internal sealed class CrmLexer
{
    public const int MaxText = 1 << 20;
    public const int MaxDigits = 38;

    private static readonly string[] Symbols =
        ["<=", ">=", "!=", "{", "}", "(", ")", ",", ":", ".", "=", "<", ">", "+", "-", "*", "/", "%", "@"];

    // What other languages write, and what ours writes instead.
    private static readonly (string Foreign, TokenKind Kind, string Ours)[] ForeignOperators =
    [
        ("==", TokenKind.Symbol, "="), ("<>", TokenKind.Symbol, "!="), ("=<", TokenKind.Symbol, "<="), ("=>", TokenKind.Symbol, ">="),
        ("&&", TokenKind.Word, "and"), ("||", TokenKind.Word, "or"), ("&", TokenKind.Word, "and"), ("|", TokenKind.Word, "or"),
    ];

    private readonly string _text;
    private readonly FindingBag _findings;
    private readonly List<Token> _tokens = [];
    private int _position;
    private bool _firstOnLine = true;

    private CrmLexer(string text, FindingBag findings)
    {
        _text = text;
        _findings = findings;
    }

    /// <summary>The tokens of a text; the last one is <see cref="TokenKind.End"/>.</summary>
    public static List<Token> Read(string text, FindingBag findings)
    {
        var lexer = new CrmLexer(text, findings);
        if (text.Length > MaxText)
        {
            findings.Error(
                SyntaxFindings.TextTooLong, new TextSpan(MaxText, 0), "The text is longer than 1,048,576 characters.", "Split it into several texts.");
        }
        else
        {
            lexer.ReadAll();
        }

        lexer._tokens.Add(new Token(TokenKind.End, text.Length, 0, "", firstOnLine: true));
        return lexer._tokens;
    }

    private void ReadAll()
    {
        while (_position < _text.Length && !_findings.IsFull)
        {
            char c = _text[_position];
            if (c is '\n' or '\r')
            {
                _firstOnLine = true;
                _position++;
            }
            else if (char.IsWhiteSpace(c) || (c == '\uFEFF' && _position == 0))
            {
                _position++;
            }
            else if (c == '/' && At(_position + 1) == '/')
            {
                _position = EndOfLine(_position);
            }
            else if (Names.IsStart(c))
            {
                ReadWord();
            }
            else if (char.IsAsciiDigit(c))
            {
                ReadNumber();
            }
            else if (c is '\'' or '"')
            {
                ReadQuoted(c);
            }
            else if (c == '`')
            {
                ReadQuotedName();
            }
            else if (!TryReadOperator())
            {
                ReadUnknown();
            }
        }
    }

    private char At(int index) => index < _text.Length ? _text[index] : '\0';

    private int EndOfLine(int index)
    {
        int end = _text.AsSpan(index).IndexOfAny('\n', '\r');
        return end < 0 ? _text.Length : index + end;
    }

    private void Add(TokenKind kind, int start, string value)
    {
        _tokens.Add(new Token(kind, start, _position - start, value, _firstOnLine));
        _firstOnLine = false;
    }

    private void Error(string code, int start, string message, string mend) =>
        _findings.Error(code, new TextSpan(start, _position - start), message, mend);

    private void ReadWord()
    {
        int start = _position;
        while (Names.IsPart(At(_position)))
        {
            _position++;
        }

        if (_position - start > Names.MaxLength)
        {
            Error(SyntaxFindings.NameTooLong, start, $"A name has at most {Names.MaxLength} characters.", "Shorten it.");
        }

        Add(TokenKind.Word, start, _text[start.._position]);
    }

    private void ReadQuotedName()
    {
        int start = _position;
        int close = _text.AsSpan(start + 1, EndOfLine(start) - start - 1).IndexOf('`');
        _position = close < 0 ? EndOfLine(start) : start + close + 2;
        string name = close < 0 ? "" : _text.Substring(start + 1, close);
        if (close < 0)
        {
            Error(SyntaxFindings.UnclosedQuote, start, "The backtick is not closed on its line.", "Close the name with another backtick.");
        }
        else if (!Names.IsName(name))
        {
            Error(
                SyntaxFindings.NotAName,
                start,
                "What stands between the backticks is no name.",
                $"A name is a letter or underscore, then letters, digits and underscores, at most {Names.MaxLength}.");
        }

        Add(TokenKind.QuotedWord, start, name);
    }

    private void ReadNumber()
    {
        int start = _position;
        if (TryReadDate())
        {
            return;
        }

        ReadDigits();
        if (At(_position) == '.' && char.IsAsciiDigit(At(_position + 1)))
        {
            _position++;
            ReadDigits();
        }

        string value = _text[start.._position];
        int read = _position;
        while (Names.IsPart(At(_position)) || (At(_position) == '.' && char.IsAsciiDigit(At(_position + 1))))
        {
            _position++;
        }

        if (_position > read)
        {
            Error(
                SyntaxFindings.MalformedNumber,
                start,
                $"'{Token.Clip(_text[start.._position])}' is no number.",
                "Write digits with at most one point, and a space before a word such as days.");
        }
        else if (value.Count(char.IsAsciiDigit) > MaxDigits)
        {
            Error(SyntaxFindings.NumberTooLong, start, $"The number has more than {MaxDigits} digits.", "Write fewer digits.");
            value = "0";
        }

        Add(TokenKind.Number, start, value.Length > MaxDigits + 1 ? "0" : value);
    }

    private void ReadDigits()
    {
        while (char.IsAsciiDigit(At(_position)))
        {
            _position++;
        }
    }

    // Exactly dddd-dd-dd; anything else with hyphens is subtraction.
    private bool TryReadDate()
    {
        const string Form = "dddd-dd-dd";
        for (int i = 0; i < Form.Length; i++)
        {
            char c = At(_position + i);
            if (Form[i] == '-' ? c != '-' : !char.IsAsciiDigit(c))
            {
                return false;
            }
        }

        if (Names.IsPart(At(_position + Form.Length)))
        {
            return false;
        }

        int start = _position;
        _position += Form.Length;
        Add(TokenKind.Date, start, _text[start.._position]);
        return true;
    }

    private void ReadQuoted(char quote)
    {
        int start = _position++;
        var value = new StringBuilder();
        bool closed = false, forbidden = false;
        while (_position < _text.Length && _text[_position] is not ('\n' or '\r') && !closed)
        {
            char c = _text[_position];
            char next = At(_position + 1);
            int taken = 1;
            if (c == quote && !(quote == '\'' && next == '\''))
            {
                closed = true;
            }
            else if (c == quote || (c == '\\' && quote == '"' && next is '"' or '\\'))
            {
                value.Append(next);
                taken = 2;
            }
            else
            {
                if (c == '\\' && quote == '"')
                {
                    _findings.Error(
                        SyntaxFindings.UnknownEscape,
                        new TextSpan(_position, 1),
                        "A backslash in a title stands before a double quote or another backslash.",
                        "Write \\\\ for a backslash.");
                }

                taken = char.IsSurrogatePair(c, next) ? 2 : 1;
                forbidden |= taken == 1 && IsForbidden(c);
                value.Append(_text, _position, taken);
            }

            _position += taken;
        }

        if (!closed)
        {
            Error(
                SyntaxFindings.UnclosedQuote,
                start,
                "The text is not closed on its line.",
                quote == '"' ? "Close it with a double quote." : "Close it with a single quote; a quote inside it is written twice.");
        }
        else if (forbidden)
        {
            Error(
                SyntaxFindings.ForbiddenInQuotes,
                start,
                "The text holds a control character or half of a character.",
                "Take it out; a text is on one line.");
        }

        Add(quote == '"' ? TokenKind.Title : TokenKind.Text, start, value.ToString());
    }

    /// <summary>Whether a text can stand between quotes.</summary>
    public static bool CanQuote(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }
            else if (IsForbidden(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a number can be written: a terminating decimal of at most <see cref="MaxDigits"/> digits.</summary>
    public static bool CanWrite(Rational value) =>
        value.TryGetScale(out int scale) && scale < MaxDigits && value.ToString().Count(char.IsAsciiDigit) <= MaxDigits;

    // Control characters but the tab, and surrogates without their other half.
    private static bool IsForbidden(char c) => (char.IsControl(c) && c != '\t') || char.IsSurrogate(c);

    private bool TryReadOperator()
    {
        int start = _position;
        foreach ((string foreign, TokenKind kind, string ours) in ForeignOperators)
        {
            if (string.CompareOrdinal(_text, start, foreign, 0, foreign.Length) == 0)
            {
                _position += foreign.Length;
                Error(SyntaxFindings.ForeignOperator, start, $"'{foreign}' is not an operator here.", $"Write '{ours}'.");
                Add(kind, start, ours);
                return true;
            }
        }

        foreach (string symbol in Symbols)
        {
            if (string.CompareOrdinal(_text, start, symbol, 0, symbol.Length) == 0)
            {
                _position += symbol.Length;
                Add(TokenKind.Symbol, start, symbol);
                return true;
            }
        }

        if (_text[start] == '!')
        {
            _position++;
            Error(SyntaxFindings.ForeignOperator, start, "'!' is not an operator here.", "Write 'not'.");
            Add(TokenKind.Word, start, "not");
            return true;
        }

        return false;
    }

    private void ReadUnknown()
    {
        int start = _position;
        char c = _text[_position];
        int code = char.IsSurrogatePair(c, At(_position + 1)) ? char.ConvertToUtf32(c, _text[_position + 1]) : c;
        _position++;
        // A run of strange characters is one finding.
        while (_position < _text.Length && (char.IsSurrogate(_text[_position]) || _text[_position] == c || (char.IsControl(_text[_position]) && _text[_position] is not ('\n' or '\r'))))
        {
            _position++;
        }

        string shown = char.IsControl(c) || char.IsSurrogate(c) ? "" : $" ('{c}')";
        Error(
            SyntaxFindings.UnknownCharacter,
            start,
            string.Create(CultureInfo.InvariantCulture, $"The character U+{code:X4}{shown} has no meaning here."),
            c switch
            {
                ';' => "Take it out; white space is all that separates.",
                '‘' or '’' or '“' or '”' or '´' => "Write straight quotes: ' around a text, \" around a title.",
                '[' or ']' => "Write parentheses.",
                '≤' => "Write <=.",
                '≥' => "Write >=.",
                '≠' => "Write !=.",
                '×' => "Write *.",
                '÷' => "Write /.",
                '#' => "Write // before a comment.",
                _ => "Take it out.",
            });
    }
}
