namespace Crm.Sdk.Reporting.Documents;

/// <summary>A report: what it says, without how it looks.</summary>
/// <remarks>Immutable. A renderer makes Markdown or a page of it; both say the same.</remarks>
public sealed class ReportDocument
{
    /// <summary>How deep sections may lie in sections: a page has six levels of headings, and the title takes one.</summary>
    public const int MaxDepth = 5;

    private const int MaxLanguageLength = 35;

    /// <summary>Creates a report.</summary>
    /// <param name="title">The title, not blank.</param>
    /// <param name="subtitle">What stands below the title, such as the organisation and the period; empty for nothing.</param>
    /// <param name="language">The language of the texts as a tag of BCP 47, such as <c>en</c> or <c>pt-BR</c>.</param>
    /// <param name="generatedAt">When the report was made, as it is shown, such as <c>2026-03-31T08:00:00Z</c>; empty to leave it out.</param>
    /// <param name="blocks">Everything below the title. What is no section comes first.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="title"/> is blank, <paramref name="language"/> is no tag, a block is null or stands behind a section without being one, two sections have one id (upper and
    /// lower case are the same here), or sections lie deeper than <see cref="MaxDepth"/>.
    /// </exception>
    public ReportDocument(string title, string subtitle, string language, string generatedAt, IEnumerable<ReportBlock> blocks)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        ArgumentNullException.ThrowIfNull(subtitle);
        ArgumentException.ThrowIfNullOrEmpty(language);
        ArgumentNullException.ThrowIfNull(generatedAt);
        ArgumentNullException.ThrowIfNull(blocks);
        if (language.Length > MaxLanguageLength || language.Split('-').Any(p => p.Length is 0 or > 8 || !p.All(char.IsAsciiLetterOrDigit)))
        {
            throw new ArgumentException($"'{language}' is no language tag such as en or pt-BR.", nameof(language));
        }

        Title = title;
        Subtitle = subtitle;
        Language = language;
        GeneratedAt = generatedAt;
        Blocks = [.. blocks];
        Check(Blocks, new HashSet<string>(StringComparer.OrdinalIgnoreCase), depth: 1);
    }

    /// <summary>The title.</summary>
    public string Title { get; }

    /// <summary>What stands below the title; empty for nothing.</summary>
    public string Subtitle { get; }

    /// <summary>The language of the texts.</summary>
    public string Language { get; }

    /// <summary>When the report was made, as it is shown; empty for nothing.</summary>
    public string GeneratedAt { get; }

    /// <summary>Everything below the title.</summary>
    public IReadOnlyList<ReportBlock> Blocks { get; }

    private static void Check(IReadOnlyList<ReportBlock> blocks, HashSet<string> ids, int depth)
    {
        bool isBehindSection = false;
        foreach (ReportBlock block in blocks)
        {
            if (block is null)
            {
                throw new ArgumentException("A block is null.", nameof(blocks));
            }

            if (block is not ReportSection section)
            {
                // In Markdown it would belong to the section above it.
                if (isBehindSection)
                {
                    throw new ArgumentException("A block that is no section stands behind a section.", nameof(blocks));
                }

                continue;
            }

            isBehindSection = true;
            if (depth > MaxDepth)
            {
                throw new ArgumentException($"The section '{section.Id}' lies deeper than {MaxDepth} sections.", nameof(blocks));
            }

            if (!ids.Add(section.Id))
            {
                throw new ArgumentException($"Two sections have the id '{section.Id}'.", nameof(blocks));
            }

            Check(section.Blocks, ids, depth + 1);
        }
    }
}
