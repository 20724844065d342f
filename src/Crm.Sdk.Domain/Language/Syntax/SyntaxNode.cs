using Crm.Sdk.Validation;

namespace Crm.Sdk.Language.Syntax;

/// <summary>A node of the syntax tree of the definition language.</summary>
/// <remarks>
/// Immutable. A node built by hand has the empty span; two nodes mean the same when their canonical JSON is the same,
/// whatever their spans.
/// </remarks>
public abstract class SyntaxNode
{
    private protected SyntaxNode()
    {
    }

    /// <summary>The characters of the text from which the node was read; empty for a node that was built.</summary>
    public TextSpan Span { get; init; }
}

/// <summary>A text of definitions: facts, sets, segments and metrics in the order in which they were written.</summary>
public sealed class CrmDocument : SyntaxNode
{
    /// <summary>The file or other source, for findings; null when there is none.</summary>
    public string? Source { get; init; }

    /// <summary>The text that was read; empty when the document came from JSON or was built.</summary>
    public string Text { get; init; } = "";

    /// <summary>The definitions.</summary>
    public required IReadOnlyList<Declaration> Declarations { get; init; }

    /// <summary>The place of a node of this document, for a finding.</summary>
    public FindingPlace PlaceOf(TextSpan span) => FindingPlace.InText(Source, Text, span);
}
