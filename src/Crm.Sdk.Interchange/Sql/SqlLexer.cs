using System.Text;

namespace Crm.Sdk.Interchange.Sql;

internal enum SqlTokenKind
{
    End,
    Word,
    QuotedWord,
    Number,
    Text,
    Reference,
    Symbol,
}

internal readonly record struct SqlToken(SqlTokenKind Kind, string Value)
{
    public bool Is(string word) => Kind is SqlTokenKind.Word or SqlTokenKind.Symbol && string.Equals(Value, word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What cannot be read in SQL, in words.</summary>
internal sealed class SqlProblemException(string message) : Exception(message);

/// <summary>Splits SQL into tokens.</summary>
internal static class SqlLexer
{
    private static readonly string[] Symbols = ["<>", "!=", "<=", ">=", "||", "::", "=", "<", ">", "+", "-", "*", "/", "%", "(", ")", ",", "."];

    /// <exception cref="SqlProblemException">Something is no token.</exception>
    public static List<SqlToken> Read(string text)
    {
        var tokens = new List<SqlToken>();
        int at = 0;
        while (at < text.Length)
        {
            char c = text[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
            }
            else if (char.IsLetter(c) || c == '_')
            {
                int start = at;
                while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_'))
                {
                    at++;
                }

                tokens.Add(new SqlToken(SqlTokenKind.Word, text[start..at]));
            }
            else if (char.IsAsciiDigit(c) || (c == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
            {
                tokens.Add(Number(text, ref at));
            }
            else if (c is '\'' or '"' or '`')
            {
                tokens.Add(Quoted(text, ref at));
            }
            else if (At(text, at, "{{"))
            {
                int end = text.IndexOf("}}", at, StringComparison.Ordinal);
                tokens.Add(end < 0 ? throw new SqlProblemException("the braces '{{' are not closed") : new SqlToken(SqlTokenKind.Reference, text[(at + 2)..end]));
                at = end + 2;
            }
            else if (At(text, at, "--") || At(text, at, "/*") || At(text, at, "{%") || At(text, at, "{#"))
            {
                throw new SqlProblemException($"'{text.Substring(at, 2)}' begins a comment or a statement of a template");
            }
            else
            {
                string symbol = Array.Find(Symbols, s => At(text, at, s)) ?? throw new SqlProblemException($"'{c}' is not read");
                tokens.Add(new SqlToken(SqlTokenKind.Symbol, symbol));
                at += symbol.Length;
            }
        }

        tokens.Add(new SqlToken(SqlTokenKind.End, ""));
        return tokens;
    }

    private static bool At(string text, int at, string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    private static SqlToken Number(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.'))
        {
            at++;
        }

        return at < text.Length && (char.IsLetter(text[at]) || text[at] == '_')
            ? throw new SqlProblemException($"'{text[start..(at + 1)]}' is no number")
            : new SqlToken(SqlTokenKind.Number, text[start..at]);
    }

    private static SqlToken Quoted(string text, ref int at)
    {
        char quote = text[at];
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != quote)
            {
                value.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == quote)
            {
                value.Append(text[at++]);
            }
            else
            {
                at++;
                return new SqlToken(quote == '\'' ? SqlTokenKind.Text : SqlTokenKind.QuotedWord, value.ToString());
            }
        }

        throw new SqlProblemException($"the quote {quote} is not closed");
    }
}
