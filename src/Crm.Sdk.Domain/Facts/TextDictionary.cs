namespace Crm.Sdk.Facts;

/// <summary>Distinct texts numbered from 1 in the order in which they came; 0 stands for null.</summary>
/// <remarks>Grows only. One writer at a time; readers may read the codes that a finished batch holds.</remarks>
public sealed class TextDictionary
{
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<string?> _texts = [null];
    private int _last;

    /// <summary>Creates an empty dictionary.</summary>
    public TextDictionary() => _lookup = _codes.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The number of codes in use, the one for null included: every code is below it.</summary>
    public int Count => _texts.Count;

    /// <summary>The text of a code; null for 0.</summary>
    public string? this[int code] => _texts[code];

    /// <summary>The code of a text, which is added when it is new.</summary>
    /// <param name="text">The text; may be empty.</param>
    /// <param name="isNew">Whether it was added.</param>
    public int Add(ReadOnlySpan<char> text, out bool isNew)
    {
        // Rows that stand together often share a text, and comparing costs less than hashing.
        if (_last > 0 && text.SequenceEqual(_texts[_last]))
        {
            isNew = false;
            return _last;
        }

        isNew = !_lookup.TryGetValue(text, out int code);
        if (isNew)
        {
            code = _texts.Count;
            string kept = text.ToString();
            _codes.Add(kept, code);
            _texts.Add(kept);
        }

        _last = code;
        return code;
    }

    /// <summary>The code of a text, which is added when it is new; 0 for null.</summary>
    public int Add(string? text) => text is null ? 0 : Add(text.AsSpan(), out _);

    /// <summary>The code of a text, or -1 when no row holds it.</summary>
    public int Find(string text) => _codes.TryGetValue(text, out int code) ? code : -1;

    /// <summary>The code of a text, or -1 when no row holds it.</summary>
    public int Find(ReadOnlySpan<char> text) => _lookup.TryGetValue(text, out int code) ? code : -1;
}
