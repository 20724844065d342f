using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;
using NodaTime.Text;

namespace Crm.Sdk.Interchange.Sql;

/// <summary>Reads the part of SQL that definitions can say: columns, literals, arithmetic, comparisons, <c>case</c> and calls.</summary>
internal sealed class SqlParser
{
    private const int MaxDepth = 64, MaxTokens = 2_000;

    private static readonly Dictionary<string, BinaryOperator> Comparisons = new(StringComparer.Ordinal)
    {
        ["="] = BinaryOperator.Equal, ["!="] = BinaryOperator.NotEqual, ["<>"] = BinaryOperator.NotEqual, ["<"] = BinaryOperator.Less,
        ["<="] = BinaryOperator.LessOrEqual, [">"] = BinaryOperator.Greater, [">="] = BinaryOperator.GreaterOrEqual,
    };

    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "select", "from", "where", "and", "or", "not", "in", "is", "between", "like", "ilike", "case", "when", "then", "else", "end", "over", "interval", "distinct", "exists", "any", "all", "collate", "at", "as",
    };

    private readonly List<SqlToken> _tokens;
    private int _at;
    private int _depth;

    private SqlParser(List<SqlToken> tokens) => _tokens = tokens;

    private SqlToken Current => _tokens[_at];

    /// <summary>The expression that a text says, or null and what cannot be read in it.</summary>
    public static SqlNode? Read(string text, out string problem)
    {
        problem = "";
        try
        {
            var parser = new SqlParser(SqlLexer.Read(text));
            if (parser._tokens.Count > MaxTokens)
            {
                throw new SqlProblemException($"it has more than {MaxTokens} words and signs");
            }

            SqlNode node = parser.Current.Is("*") ? parser.Star() : parser.Or();
            return parser.Current.Kind == SqlTokenKind.End ? node : throw parser.Unexpected();
        }
        catch (SqlProblemException e)
        {
            problem = e.Message;
            return null;
        }
    }

    private SqlProblemException Unexpected() => new(Current.Kind == SqlTokenKind.End ? "it ends too early" : $"'{Current.Value}' is not read here");

    private SqlToken Advance() => Current.Kind == SqlTokenKind.End ? Current : _tokens[_at++];

    private bool Take(string word)
    {
        if (!Current.Is(word))
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(string word)
    {
        if (!Take(word))
        {
            throw Current.Kind == SqlTokenKind.End ? new SqlProblemException($"'{word}' is missing at its end") : Unexpected();
        }
    }

    private SqlStar Star()
    {
        _at++;
        return new SqlStar();
    }

    private SqlNode Or()
    {
        if (++_depth > MaxDepth)
        {
            throw new SqlProblemException("its parentheses stand too deep inside each other");
        }

        SqlNode left = And();
        while (Take("or"))
        {
            left = new SqlBinary(BinaryOperator.Or, left, And());
        }

        _depth--;
        return left;
    }

    private SqlNode And()
    {
        SqlNode left = Not();
        while (Take("and"))
        {
            left = new SqlBinary(BinaryOperator.And, left, Not());
        }

        return left;
    }

    private SqlNode Not()
    {
        if (!Take("not"))
        {
            return Comparison();
        }

        if (++_depth > MaxDepth)
        {
            throw new SqlProblemException("it says 'not' too often");
        }

        var not = new SqlUnary(UnaryOperator.Not, Not());
        _depth--;
        return not;
    }

    private SqlNode Comparison()
    {
        SqlNode left = Sum();
        if (Current.Kind == SqlTokenKind.Symbol && Comparisons.TryGetValue(Current.Value, out BinaryOperator op))
        {
            _at++;
            return new SqlBinary(op, left, Sum());
        }

        if (Take("is"))
        {
            bool isNot = Take("not");
            return Take("null") ? Negated(isNot, new SqlIsNull(left)) : throw Unexpected();
        }

        bool not = Current.Is("not") && (_tokens[_at + 1].Is("in") || _tokens[_at + 1].Is("between") || _tokens[_at + 1].Is("like")) && Take("not");
        return Take("in") ? Negated(not, In(left))
            : Take("between") ? Negated(not, Between(left))
            : Take("like") ? Negated(not, Like(left))
            : left;
    }

    private static SqlNode Negated(bool not, SqlNode node) => not ? new SqlUnary(UnaryOperator.Not, node) : node;

    private SqlIn In(SqlNode left)
    {
        Expect("(");
        var items = new List<SqlNode> { Sum() };
        while (Take(","))
        {
            items.Add(Sum());
        }

        Expect(")");
        return new SqlIn(left, items);
    }

    private SqlBetween Between(SqlNode left)
    {
        SqlNode low = Sum();
        Expect("and");
        return new SqlBetween(left, low, Sum());
    }

    // Of patterns only that of a beginning has a counterpart.
    private SqlBinary Like(SqlNode left)
    {
        SqlToken pattern = Advance();
        bool isBeginning = pattern.Kind == SqlTokenKind.Text && pattern.Value.Length > 1 && pattern.Value.IndexOf('%', StringComparison.Ordinal) == pattern.Value.Length - 1
            && !pattern.Value.Contains('_', StringComparison.Ordinal) && !pattern.Value.Contains('\\', StringComparison.Ordinal);
        return isBeginning ? new SqlBinary(BinaryOperator.Starts, left, new SqlText(pattern.Value[..^1]))
            : throw new SqlProblemException($"the pattern '{pattern.Value}' is not a plain beginning");
    }

    private SqlNode Sum()
    {
        SqlNode left = Product();
        while (Current.Is("+") || Current.Is("-"))
        {
            BinaryOperator op = Advance().Value == "+" ? BinaryOperator.Add : BinaryOperator.Subtract;
            left = new SqlBinary(op, left, Product());
        }

        return left;
    }

    private SqlNode Product()
    {
        SqlNode left = Unary();
        while (Current.Is("*") || Current.Is("/"))
        {
            BinaryOperator op = Advance().Value == "*" ? BinaryOperator.Multiply : BinaryOperator.Divide;
            left = new SqlBinary(op, left, Unary());
        }

        return left;
    }

    private SqlNode Unary()
    {
        if (!Take("-"))
        {
            return Cast();
        }

        if (++_depth > MaxDepth)
        {
            throw new SqlProblemException("it has too many signs");
        }

        SqlNode operand = Unary();
        _depth--;
        return operand is SqlNumber number ? new SqlNumber(-number.Value) : new SqlUnary(UnaryOperator.Negate, operand);
    }

    private SqlNode Cast()
    {
        SqlNode node = Primary();
        while (Take("::"))
        {
            node = new SqlCast(node, Type());
        }

        return node;
    }

    private string Type()
    {
        SqlToken word = Advance();
        if (word.Kind != SqlTokenKind.Word)
        {
            throw new SqlProblemException("a type is missing");
        }

        return Current.Is("(") ? throw new SqlProblemException($"the type {word.Value}(…) may round or cut") : word.Value.ToLowerInvariant();
    }

    private SqlNode Primary()
    {
        SqlToken token = Advance();
        switch (token.Kind)
        {
            case SqlTokenKind.Number:
                string digits = token.Value.StartsWith('.') ? "0" + token.Value : token.Value;
                return Rational.TryParse(digits, out Rational value) && digits.Length <= 38 ? new SqlNumber(value) : throw new SqlProblemException($"'{token.Value}' is no number");
            case SqlTokenKind.Text:
                return new SqlText(token.Value);
            case SqlTokenKind.QuotedWord:
                return Column(token.Value);
            case SqlTokenKind.Reference:
                return ReferenceReader.Read(token.Value);
            case SqlTokenKind.Symbol when token.Value == "(":
                SqlNode inner = Or();
                Expect(")");
                return inner;
            case SqlTokenKind.Word:
                return Word(token);
            default:
                throw token.Kind == SqlTokenKind.End ? Unexpected() : new SqlProblemException($"'{token.Value}' is not read here");
        }
    }

    private SqlNode Word(SqlToken token)
    {
        string word = token.Value.ToLowerInvariant();
        switch (word)
        {
            case "true" or "false":
                return new SqlBoolean(word == "true");
            case "null":
                return new SqlNull();
            case "case":
                return Case();
            case "cast" when Current.Is("("):
                Expect("(");
                SqlNode operand = Or();
                Expect("as");
                var cast = new SqlCast(operand, Type());
                Expect(")");
                return cast;
            case "date" when Current.Kind == SqlTokenKind.Text:
                return LocalDatePattern.Iso.Parse(Advance().Value) is { Success: true } day ? new SqlDate(day.Value) : throw new SqlProblemException("a date is none");
        }

        if (Reserved.Contains(word))
        {
            throw new SqlProblemException($"'{token.Value}' is not read here");
        }

        return Current.Is("(") ? Call(word) : Column(token.Value);
    }

    private SqlColumn Column(string name) => Current.Is(".")
        ? throw new SqlProblemException($"'{name}.' names a table, and an expression knows one only")
        : new SqlColumn(name);

    private SqlCall Call(string function)
    {
        Expect("(");
        var arguments = new List<SqlNode>();
        while (!Take(")"))
        {
            if (arguments.Count > 0)
            {
                Expect(",");
            }

            arguments.Add(Current.Is("*") ? Star() : Or());
        }

        return Current.Is("over") ? throw new SqlProblemException($"{function}(…) over a window is not read") : new SqlCall(function, arguments);
    }

    private SqlCase Case()
    {
        SqlNode? subject = Current.Is("when") ? null : Or();
        var branches = new List<(SqlNode, SqlNode)>();
        while (Take("when"))
        {
            SqlNode when = Or();
            Expect("then");
            branches.Add((subject is null ? when : new SqlBinary(BinaryOperator.Equal, subject, when), Or()));
        }

        SqlNode? otherwise = Take("else") ? Or() : null;
        Expect("end");
        return branches.Count == 0 ? throw new SqlProblemException("a 'case' has no 'when'") : new SqlCase(branches, otherwise is SqlNull ? null : otherwise);
    }
}
