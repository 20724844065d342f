namespace Crm.Sdk.Interchange.Sql;

/// <summary>Reads what stands between two braces in a filter.</summary>
internal static class ReferenceReader
{
    private static readonly string[] Kinds = ["Dimension", "TimeDimension", "Entity", "Metric"];

    /// <exception cref="SqlProblemException">It is no reference that is known.</exception>
    public static SqlReference Read(string text)
    {
        List<SqlToken> tokens = Tokens(text);
        int at = 0;
        string kind = Array.Find(Kinds, k => tokens[0].Is(k)) ?? throw Problem(text);
        Expect(tokens, ref at, kind);
        Expect(tokens, ref at, "(");
        string? name = null, grain = null;
        var path = new List<string>();
        for (int position = 0; !tokens[at].Is(")"); position++)
        {
            if (position > 0)
            {
                Expect(tokens, ref at, ",");
            }

            string? keyword = tokens[at].Kind == SqlTokenKind.Word && tokens[at + 1].Is("=") ? tokens[at].Value : null;
            at += keyword is null ? 0 : 2;
            List<string> values = Values(tokens, ref at, text);
            switch (keyword ?? (position, kind) switch { (0, _) => "name", (1, "TimeDimension") => "grain", (1, "Metric") => "group_by", (1, _) => "entity_path", _ => "" })
            {
                case "name" or "dimension_name" or "entity_name" or "time_dimension_name" or "metric_name":
                    name = values.Count == 1 ? values[0] : throw Problem(text);
                    break;
                case "grain" or "time_granularity_name" or "time_granularity":
                    grain = values.Count == 1 ? values[0] : throw Problem(text);
                    break;
                case "entity_path":
                    path.AddRange(values);
                    break;
                case "group_by" when kind == "Metric":
                    break;
                default:
                    throw Problem(text);
            }
        }

        at++;
        if (tokens[at].Is("."))
        {
            at++;
            Expect(tokens, ref at, "grain");
            Expect(tokens, ref at, "(");
            grain = Values(tokens, ref at, text) is [var one] ? one : throw Problem(text);
            Expect(tokens, ref at, ")");
        }

        return tokens[at].Kind == SqlTokenKind.End && name is not null ? new SqlReference(kind, name, path, grain?.ToLowerInvariant()) : throw Problem(text);
    }

    // Texts stand in single or double quotes here, and lists in brackets.
    private static List<SqlToken> Tokens(string text)
    {
        List<SqlToken> tokens = SqlLexer.Read(text.Replace('"', '\'').Replace('[', '(').Replace(']', ')'));
        tokens.Add(tokens[^1]);
        return tokens;
    }

    private static List<string> Values(List<SqlToken> tokens, ref int at, string text)
    {
        if (tokens[at].Kind == SqlTokenKind.Text)
        {
            return [tokens[at++].Value];
        }

        var values = new List<string>();
        Expect(tokens, ref at, "(");
        while (!tokens[at].Is(")"))
        {
            if (values.Count > 0)
            {
                Expect(tokens, ref at, ",");
            }

            values.Add(tokens[at].Kind == SqlTokenKind.Text ? tokens[at++].Value : throw Problem(text));
        }

        at++;
        return values;
    }

    private static void Expect(List<SqlToken> tokens, ref int at, string word)
    {
        if (!tokens[at].Is(word))
        {
            throw new SqlProblemException($"'{word}' is expected in a reference, not '{tokens[at].Value}'");
        }

        at++;
    }

    private static SqlProblemException Problem(string text) => new($"the reference {{{{{text}}}}} is not read");
}
