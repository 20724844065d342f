using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Reads the parameters behind the name of a metric: <c>(i text, j text = 'won')</c>.</summary>
internal sealed class ParameterParser(TokenCursor cursor, ExpressionParser expressions)
{
    public const int Most = 16;

    /// <summary>The parameters; none where no parenthesis stands.</summary>
    public IReadOnlyList<ParameterDeclaration> Read()
    {
        Token open = cursor.Current;
        if (!cursor.Take("("))
        {
            return [];
        }

        var parameters = new List<ParameterDeclaration>();
        do
        {
            int start = cursor.Current.Span.Start;
            Token name = cursor.ExpectName("a parameter");
            DataType type = new TypeParser(cursor).Read();
            Expression? value = cursor.Take("=") ? expressions.Read() : null;
            parameters.Add(new ParameterDeclaration { Name = name.Value, Type = type, Default = value, Span = cursor.From(start) });
            CheckType(parameters[^1]);
        }
        while (cursor.Take(",") && parameters.Count < Most);
        cursor.Close(open);
        return parameters;
    }

    private void CheckType(ParameterDeclaration parameter)
    {
        if (parameter.Type.Kind is DataKind.Money or DataKind.Instant or DataKind.Reference)
        {
            cursor.ReportUnlessReported(SyntaxFindings.UnknownType, parameter.Span, $"No literal is of type {parameter.Type}.", "Write text, bool, int, decimal(2), duration or date.");
        }

        if (parameter.Default is not (null or NumberLiteral or TextLiteral or BooleanLiteral or DateLiteral or DurationLiteral))
        {
            cursor.ReportUnlessReported(SyntaxFindings.NotALiteral, parameter.Default.Span, "What stands where none is given is a literal.", "Write a number, a text, a date, a duration, true or false.");
        }
    }
}
