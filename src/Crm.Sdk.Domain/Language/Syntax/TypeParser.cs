using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Reads the types of fields.</summary>
internal sealed class TypeParser
{
    private readonly TokenCursor _cursor;

    public TypeParser(TokenCursor cursor) => _cursor = cursor;

    /// <summary>The type that a text says, or null when it says none.</summary>
    public static DataType? TryParse(string text)
    {
        var findings = new FindingBag(source: null, text);
        var cursor = new TokenCursor(CrmLexer.Read(text, findings), findings);
        DataType type = new TypeParser(cursor).Read();
        return findings.IsEmpty && cursor.AtEnd ? type : null;
    }

    /// <summary>A type; text where none can be read, which is a finding.</summary>
    public DataType Read()
    {
        Token word = _cursor.Current;
        if (!word.IsName || _cursor.AtField)
        {
            _cursor.ReportHere(
                SyntaxFindings.UnknownType, $"The type is missing before {word.Display}.", $"The types are {string.Join(", ", CrmGrammar.TypeWords)}.");
            return DataType.Text;
        }

        string name = word.Value;
        if (!word.IsOneOf(CrmGrammar.TypeWords))
        {
            string? nearest = CrmGrammar.TypeAliases.GetValueOrDefault(name.ToLowerInvariant()) ?? Suggestion.For(name, CrmGrammar.TypeWords);
            _cursor.ReportHere(
                SyntaxFindings.UnknownType,
                $"There is no type {word.Display}.",
                Suggestion.DidYouMean(nearest, $"The types are {string.Join(", ", CrmGrammar.TypeWords)}."));
            _cursor.Advance();
            if (_cursor.Take("("))
            {
                _cursor.SkipToClose();
            }

            return Plain(nearest ?? name);
        }

        _cursor.Advance();
        return name switch
        {
            "decimal" => ReadDecimal(),
            "money" => ReadMoney(),
            _ => Plain(name),
        };
    }

    private static DataType Plain(string name) => name switch
    {
        "bool" => DataType.Boolean,
        "int" => DataType.Integer,
        "duration" => DataType.Duration,
        "instant" => DataType.Instant,
        "date" => DataType.Date,
        _ => DataType.Text,
    };

    private DataType ReadDecimal()
    {
        Token open = _cursor.Current;
        if (!_cursor.Expect("(", "after 'decimal'", "Write the number of decimal places, as in decimal(2)."))
        {
            return DataType.Decimal(0);
        }

        int scale = ReadScale();
        _cursor.Close(open);
        return DataType.Decimal(scale);
    }

    private DataType ReadMoney()
    {
        Token open = _cursor.Current;
        Currency currency = Currency.Get("EUR");
        if (!_cursor.Expect("(", "after 'money'", "Write the currency, as in money(EUR)."))
        {
            return DataType.Money(currency);
        }

        if (_cursor.IsWord("by") && _cursor.Next.IsName)
        {
            _cursor.Advance();
            string field = _cursor.Advance().Value;
            int? places = _cursor.Take(",") ? ReadScale() : null;
            _cursor.Close(open);
            // A name between backticks that is none was reported, and is empty.
            return field.Length == 0 ? DataType.Money(currency, places) : DataType.MoneyBy(field, places);
        }

        Token code = _cursor.Current;
        if (code.IsName && Currency.Find(code.Value) is { } known)
        {
            currency = known;
            _cursor.Advance();
        }
        else
        {
            string? nearest = code.IsName ? Suggestion.For(code.Value, Currency.All.Select(c => c.Code)) : null;
            _cursor.ReportHere(
                SyntaxFindings.UnknownCurrency,
                code.IsName ? $"There is no currency {code.Display}." : $"The currency is missing before {code.Display}.",
                Suggestion.DidYouMean(nearest, "Write a code of ISO 4217 in upper case, such as EUR."));
            if (code.Kind is not TokenKind.Symbol)
            {
                _cursor.Advance();
            }
        }

        int? scale = _cursor.Take(",") ? ReadScale() : null;
        _cursor.Close(open);
        return DataType.Money(currency, scale);
    }

    private int ReadScale()
    {
        Token number = _cursor.Current;
        if (number.Kind == TokenKind.Number && int.TryParse(number.Value, out int scale) && scale <= DataType.MaxScale)
        {
            _cursor.Advance();
            return scale;
        }

        _cursor.ReportHere(
            SyntaxFindings.ScaleOutOfRange, $"{number.Display} is no number of decimal places.", $"Write a whole number from 0 to {DataType.MaxScale}.");
        if (number.Kind != TokenKind.Symbol)
        {
            _cursor.Advance();
        }

        return 0;
    }
}
