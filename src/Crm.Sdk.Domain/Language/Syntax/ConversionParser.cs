using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Reads what stands behind an amount that is converted: <c>in EUR at period end using 'ecb' missing previous within 7 days</c>.</summary>
internal sealed class ConversionParser(TokenCursor cursor, ExpressionParser expressions)
{
    public const int LongestGap = 366;

    /// <summary>Whether a conversion begins here: no list of values follows the word.</summary>
    public bool IsHere => cursor.IsWord("in") && cursor.Next.Kind == TokenKind.Word
        && (cursor.AfterNext.IsWord("at") || Currency.Find(cursor.Next.Value) is not null || IsCode(cursor.Next.Value));

    public ConversionExpression Read(Expression operand, int start)
    {
        int height = expressions.Height;
        cursor.Advance();
        string currency = ReadCurrency();
        RatePolicy policy = RatePolicy.Transaction;
        Expression? day = null;
        if (cursor.TakeWord("at"))
        {
            policy = ReadPolicy();
            day = policy == RatePolicy.Fixed ? ReadDay() : null;
        }
        else
        {
            cursor.ReportMissing(
                SyntaxFindings.IncompleteOperator, $"'in {currency}' does not say at which rates.", $"Write for example 'in {currency} at transaction'; there are {Policies}.");
        }

        string? table = null;
        if (cursor.TakeWord("using"))
        {
            if (cursor.Current.Kind == TokenKind.Text)
            {
                table = cursor.Advance().Value;
            }
            else
            {
                cursor.ReportHere(SyntaxFindings.IncompleteOperator, "'using' is followed by the name of a table of rates.", "Write it in single quotes: using 'ecb'.");
            }
        }

        int within = cursor.TakeWord("missing") ? ReadMissing() : 0;
        bool roundsLines = false;
        if (cursor.IsWord("round") && (cursor.Next.IsWord("line") || cursor.Next.IsWord("total")))
        {
            cursor.Advance();
            roundsLines = cursor.Advance().Value == "line";
        }

        expressions.Height = height + 1;
        return new ConversionExpression
        {
            Operand = operand, Currency = currency, At = policy, Day = (day as DateLiteral)?.Value, Using = table, Within = within,
            RoundsLines = roundsLines, Span = cursor.From(start),
        };
    }

    private static string Policies => $"{string.Join(", ", CrmGrammar.Policies.SkipLast(1).Select(p => p.Text))} and fixed with a day";

    private static bool IsCode(string word) => word.Length == 3 && word.All(char.IsAsciiLetterUpper);

    private string ReadCurrency()
    {
        Token code = cursor.Advance();
        if (Currency.Find(code.Value) is null)
        {
            cursor.Report(
                SyntaxFindings.UnknownCurrency, code.Span, $"There is no currency {code.Display}.",
                Suggestion.DidYouMean(Suggestion.For(code.Value, Currency.All.Select(c => c.Code)), "Write a code of ISO 4217 in upper case, such as EUR."));
        }

        return code.Value;
    }

    private RatePolicy ReadPolicy()
    {
        Token first = cursor.Current;
        string words = cursor.IsWord("period") ? $"period {cursor.Next.Value}" : first.Value;
        foreach ((string text, _, RatePolicy policy) in CrmGrammar.Policies)
        {
            if (text == words && first.Kind == TokenKind.Word)
            {
                cursor.Advance();
                if (text.Contains(' ', StringComparison.Ordinal))
                {
                    cursor.Advance();
                }

                return policy;
            }
        }

        cursor.ReportHere(SyntaxFindings.IncompleteOperator, $"{first.Display} says no day of rates.", $"There are {Policies}.");
        if (first.Kind == TokenKind.Word && !cursor.AtDeclaration && !first.IsOneOf(CrmGrammar.StopWords))
        {
            cursor.Advance();
        }

        return RatePolicy.Transaction;
    }

    private Expression? ReadDay()
    {
        if (cursor.Current.Kind == TokenKind.Date)
        {
            return expressions.Read(Level.Postfix);
        }

        cursor.ReportHere(SyntaxFindings.IncompleteOperator, "'fixed' is followed by a day.", "Write it as in: at fixed 2026-01-01.");
        return null;
    }

    private int ReadMissing()
    {
        if (cursor.TakeWord("error"))
        {
            return 0;
        }

        if (cursor.TakeWord("previous") && cursor.TakeWord("within") && cursor.Current.Kind == TokenKind.Number
            && int.TryParse(cursor.Current.Value, out int days) && days is > 0 and <= LongestGap && (cursor.Next.IsWord("days") || cursor.Next.IsWord("day")))
        {
            cursor.Advance();
            cursor.Advance();
            return days;
        }

        cursor.ReportHere(
            SyntaxFindings.IncompleteOperator, "'missing' says what is done where a day has no rate.",
            $"Write 'missing error', or 'missing previous within 7 days', for 1 to {LongestGap} days.");
        return 0;
    }
}
