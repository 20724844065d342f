namespace Crm.Sdk.House.Tests.Docs;

/// <summary>A place of a page that shows a region of a source file, as a block below a comment that names it, and the output that the page promises right below it.</summary>
internal sealed record SnippetInclude
{
    public required string Page { get; init; }

    public required int Line { get; init; }

    /// <summary>The word behind <c>code-</c>: csharp or crm.</summary>
    public required string Language { get; init; }

    /// <summary>The full path of the source file.</summary>
    public required string File { get; init; }

    public required string Region { get; init; }

    /// <summary>The code as the page shows it; null where it names the region only, which a reader of the clone does not see.</summary>
    public string? Text { get; init; }

    /// <summary>The text of the <c>text</c> fence that follows directly, or null.</summary>
    public required string? ExpectedOutput { get; init; }
}
