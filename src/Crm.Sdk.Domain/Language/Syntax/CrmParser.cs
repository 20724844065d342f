using Crm.Sdk.Validation;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Reads texts of the definition language; see <see cref="CrmGrammar.Text"/> for its grammar.</summary>
/// <remarks>
/// Total: every text gives a tree or at least one finding, never an exception. After a finding, reading goes on with the next
/// field or declaration; at most 100 findings are listed. A text has at most 1,048,576 characters and 10,000 declarations, and
/// parentheses and calls stand at most 64 deep inside each other.
/// </remarks>
public static class CrmParser
{
    /// <summary>Reads a text of declarations.</summary>
    /// <param name="text">The text; an empty one gives a document without declarations.</param>
    /// <param name="source">The file or other source, for findings; null when there is none.</param>
    /// <returns>The document, or findings with codes <c>CRM10xx</c> and spans inside the text.</returns>
    public static Checked<CrmDocument> Parse(string text, string? source = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var findings = new FindingBag(source, text);
        var cursor = new TokenCursor(CrmLexer.Read(text, findings), findings);
        IReadOnlyList<Declaration> declarations = new DeclarationParser(cursor).ReadAll();
        var document = new CrmDocument
        {
            Source = source, Text = text, Declarations = declarations, Span = new TextSpan(0, text.Length),
        };
        return new Checked<CrmDocument>(document, findings.Take());
    }

    /// <summary>Reads one expression, such as the filter of a query; clauses may follow it as behind the <c>=</c> of a metric.</summary>
    /// <param name="text">The text; an empty one is a finding.</param>
    /// <param name="source">The file or other source, for findings; null when there is none.</param>
    /// <returns>The expression, or findings with codes <c>CRM10xx</c> and spans inside the text.</returns>
    public static Checked<Expression> ParseExpression(string text, string? source = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var findings = new FindingBag(source, text);
        var cursor = new TokenCursor(CrmLexer.Read(text, findings), findings);
        Expression expression = new ExpressionParser(cursor).ReadFiltered();
        if (!cursor.AtEnd)
        {
            cursor.ReportUnexpected("after the expression", "Write an operator, or end the expression here.");
        }

        return new Checked<Expression>(expression, findings.Take());
    }
}
