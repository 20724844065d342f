using System.Text;

namespace Crm.Sdk.Reporting.Markup;

/// <summary>Writes elements that are well-formed as XML and mean the same when read as HTML.</summary>
/// <remarks>All text and attribute values are encoded here and nowhere else. An attribute without a value (null) is left out.</remarks>
internal sealed class MarkupWriter
{
    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = new();

    /// <summary>Opens an element.</summary>
    public MarkupWriter Start(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Tag(name, attributes);
        _text.Append('>');
        _open.Push(name);
        return this;
    }

    /// <summary>Closes the element that was opened last.</summary>
    public MarkupWriter End()
    {
        _text.Append("</").Append(_open.Pop()).Append('>');
        return this;
    }

    /// <summary>An element without content; only for those that HTML calls void, and for SVG.</summary>
    public MarkupWriter Empty(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Tag(name, attributes);
        _text.Append(" />");
        return this;
    }

    /// <summary>An element with text.</summary>
    public MarkupWriter Element(string name, string text, params ReadOnlySpan<(string Name, string? Value)> attributes) =>
        Start(name, attributes).Text(text).End();

    /// <summary>Text.</summary>
    public MarkupWriter Text(string text)
    {
        XmlText.Append(_text, text);
        return this;
    }

    /// <summary>Markup that is well-formed already.</summary>
    public MarkupWriter Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>A line feed, for people who read the source.</summary>
    public MarkupWriter Line()
    {
        _text.Append('\n');
        return this;
    }

    public override string ToString() => _text.ToString();

    private void Tag(string name, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        _text.Append('<').Append(name);
        foreach ((string attribute, string? value) in attributes)
        {
            if (value is not null)
            {
                _text.Append(' ').Append(attribute).Append("=\"");
                XmlText.Append(_text, value);
                _text.Append('"');
            }
        }
    }
}
