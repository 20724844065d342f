namespace Crm.Sdk.Reporting.Documents;

/// <summary>A paragraph of plain text. Nothing in it is markup; a line break is a space.</summary>
public sealed class ReportParagraph : ReportBlock
{
    /// <summary>Creates a paragraph.</summary>
    /// <param name="text">The text, not blank.</param>
    /// <exception cref="ArgumentException"><paramref name="text"/> is blank.</exception>
    public ReportParagraph(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        Text = text;
    }

    /// <summary>The text.</summary>
    public string Text { get; }
}

/// <summary>Text that a person wrote as Markdown (CommonMark, tables, strike-through).</summary>
/// <remarks>
/// Not trusted: raw HTML is shown as text, links lead to http, https and mailto only, an image becomes a link to it, and headings
/// are lowered to stand below the section.
/// </remarks>
public sealed class ReportMarkdown : ReportBlock
{
    /// <summary>Creates a text.</summary>
    /// <param name="source">The Markdown; may be empty.</param>
    public ReportMarkdown(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Source = source;
    }

    /// <summary>The Markdown as it was written.</summary>
    public string Source { get; }
}

/// <summary>Names with their values, such as the owner and the due date of an objective.</summary>
public sealed class KeyValueList : ReportBlock
{
    /// <summary>Creates a list.</summary>
    /// <param name="items">The names and values in order; at least one.</param>
    /// <exception cref="ArgumentException">There is none, or one is null.</exception>
    public KeyValueList(params IEnumerable<KeyValueItem> items)
    {
        Items = Copied(items, nameof(items));
        if (Items.Count == 0)
        {
            throw new ArgumentException("A list has at least one item.", nameof(items));
        }
    }

    /// <summary>The names and values in order.</summary>
    public IReadOnlyList<KeyValueItem> Items { get; }
}

/// <summary>A name and its value.</summary>
public sealed class KeyValueItem
{
    /// <summary>Creates an item.</summary>
    /// <param name="key">The name, not blank.</param>
    /// <param name="value">The value; may be empty.</param>
    /// <param name="status">How it stands, or null.</param>
    /// <exception cref="ArgumentException"><paramref name="key"/> is blank.</exception>
    public KeyValueItem(string key, string value, StatusBadge? status = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        ArgumentNullException.ThrowIfNull(value);
        Key = key;
        Value = value;
        Status = status;
    }

    /// <summary>The name.</summary>
    public string Key { get; }

    /// <summary>The value.</summary>
    public string Value { get; }

    /// <summary>How it stands, or null.</summary>
    public StatusBadge? Status { get; }
}
