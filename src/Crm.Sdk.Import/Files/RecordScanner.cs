namespace Crm.Sdk.Import.Files;

/// <summary>Follows the quotes of one record without keeping it: finds its end and tells whether a quote is open there.</summary>
/// <remarks>A field is quoted when its first character is a quote; the rules are those of the parser that it assists.</remarks>
internal sealed class RecordScanner(char delimiter)
{
    private bool _fieldBegins = true;
    private bool _isQuoted;
    private bool _isBad;
    private bool _afterReturn;
    private char _previous;

    /// <summary>Whether a quoted field is open.</summary>
    public bool InQuotes { get; private set; }

    /// <summary>Line ends inside quotes so far.</summary>
    public int InnerLines { get; private set; }

    /// <summary>The number of the field being read, counted from 1.</summary>
    public int Field { get; private set; } = 1;

    /// <summary>Whether the end of the record was found.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Reads on.</summary>
    /// <returns>How many of the characters belong to the record, its line end included.</returns>
    public int Feed(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (_afterReturn)
            {
                IsComplete = true;
                return c == '\n' ? i + 1 : i;
            }

            if (_fieldBegins)
            {
                _isQuoted = c == '"';
            }

            if (_isQuoted && c == '"')
            {
                Quote();
            }

            _fieldBegins = false;
            if (InQuotes)
            {
                InnerLines += c == '\r' || (c == '\n' && _previous != '\r') ? 1 : 0;
            }
            else if (c == delimiter)
            {
                Field++;
                _fieldBegins = true;
                _isBad = false;
            }
            else if (c == '\n')
            {
                IsComplete = true;
                return i + 1;
            }
            else
            {
                _afterReturn = c == '\r';
            }

            _previous = c;
        }

        return text.Length;
    }

    /// <summary>Says that nothing follows.</summary>
    public void End() => IsComplete |= _afterReturn;

    private void Quote()
    {
        if (!InQuotes && !_fieldBegins && _previous != '"')
        {
            _isBad = true;
        }
        else if (!_isBad)
        {
            InQuotes = !InQuotes;
        }
    }
}
