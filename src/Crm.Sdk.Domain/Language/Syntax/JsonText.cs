using System.Globalization;
using System.Text;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Writes JSON in one canonical way: no white space, and escapes only where JSON asks for them.</summary>
/// <remarks>
/// The strings are those of RFC 8785; the runtime's own writer escapes more, and what it escapes depends on its version, which
/// would change hashes. Whoever writes an object writes its properties in the order of their names.
/// </remarks>
internal sealed class JsonText
{
    private readonly StringBuilder _text = new();
    private bool _needsComma;

    public void BeginObject() => Begin('{');

    public void EndObject() => End('}');

    public void BeginArray() => Begin('[');

    public void EndArray() => End(']');

    public void Property(string name)
    {
        Quote(name);
        _text.Append(':');
        _needsComma = false;
    }

    public void String(string value) => Quote(value);

    public void String(string name, string? value)
    {
        if (value is not null)
        {
            Property(name);
            Quote(value);
        }
    }

    public void Number(string name, long value)
    {
        Property(name);
        _text.Append(value.ToString(CultureInfo.InvariantCulture));
        _needsComma = true;
    }

    public void Boolean(string name, bool value)
    {
        Property(name);
        _text.Append(value ? "true" : "false");
        _needsComma = true;
    }

    /// <summary>Writes the property when it is true; false is the default and left out.</summary>
    public void Flag(string name, bool value)
    {
        if (value)
        {
            Boolean(name, value);
        }
    }

    /// <summary>The text written so far.</summary>
    public override string ToString() => _text.ToString();

    private void Begin(char bracket)
    {
        Separate();
        _text.Append(bracket);
        _needsComma = false;
    }

    private void End(char bracket)
    {
        _text.Append(bracket);
        _needsComma = true;
    }

    private void Separate()
    {
        if (_needsComma)
        {
            _text.Append(',');
        }
    }

    private void Quote(string value)
    {
        Separate();
        _text.Append('"');
        foreach (char c in value)
        {
            switch (c)
            {
                case '"' or '\\':
                    _text.Append('\\').Append(c);
                    break;
                case '\b':
                    _text.Append("\\b");
                    break;
                case '\f':
                    _text.Append("\\f");
                    break;
                case '\n':
                    _text.Append("\\n");
                    break;
                case '\r':
                    _text.Append("\\r");
                    break;
                case '\t':
                    _text.Append("\\t");
                    break;
                case < ' ':
                    _text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                    break;
                default:
                    _text.Append(c);
                    break;
            }
        }

        _text.Append('"');
        _needsComma = true;
    }
}
