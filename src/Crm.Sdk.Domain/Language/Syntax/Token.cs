using Crm.Sdk.Validation;

namespace Crm.Sdk.Language.Syntax;

internal enum TokenKind
{
    End,

    /// <summary>A keyword or a name; which, the place decides.</summary>
    Word,

    /// <summary>A name between backticks, never a keyword.</summary>
    QuotedWord,
    Number,
    Date,

    /// <summary>Text between single quotes.</summary>
    Text,

    /// <summary>Text between double quotes.</summary>
    Title,
    Symbol,
}

/// <summary>One token; <see cref="Value"/> is without quotes and escapes.</summary>
internal readonly struct Token
{
    public Token(TokenKind kind, int start, int length, string value, bool firstOnLine)
    {
        Kind = kind;
        Span = new TextSpan(start, length);
        Value = value;
        IsFirstOnLine = firstOnLine;
    }

    public TokenKind Kind { get; }

    public TextSpan Span { get; }

    public string Value { get; }

    public bool IsFirstOnLine { get; }

    public bool IsName => Kind is TokenKind.Word or TokenKind.QuotedWord;

    public bool IsWord(string word) => Kind == TokenKind.Word && Value == word;

    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Value == symbol;

    public bool IsOneOf(IReadOnlyCollection<string> words) => Kind == TokenKind.Word && words.Contains(Value);

    /// <summary>The token as a message shows it.</summary>
    public string Display => Kind switch
    {
        TokenKind.End => "the end of the text",
        TokenKind.Text or TokenKind.Title => "a text",
        TokenKind.QuotedWord => $"`{Clip(Value)}`",
        _ => $"'{Clip(Value)}'",
    };

    public static string Clip(string text)
    {
        if (text.Length <= 40)
        {
            return text;
        }

        int length = char.IsHighSurrogate(text[39]) ? 39 : 40;
        return text[..length] + "…";
    }
}
