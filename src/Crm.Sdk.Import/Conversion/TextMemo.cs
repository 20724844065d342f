namespace Crm.Sdk.Import.Conversion;

/// <summary>Remembers what was made of texts seen lately, in a table of fixed size; a newer text may push out an older one.</summary>
/// <typeparam name="T">What is made of a text.</typeparam>
internal sealed class TextMemo<T>
{
    private const int Size = 1024;

    private readonly string?[] _texts = new string?[Size];
    private readonly T[] _values = new T[Size];
    private int _last;

    /// <summary>What was made of the text, if it is still known.</summary>
    public bool TryGet(ReadOnlySpan<char> text, out T value)
    {
        if (!Holds(_last, text))
        {
            int slot = SlotOf(text);
            if (!Holds(slot, text))
            {
                value = default!;
                return false;
            }

            _last = slot;
        }

        value = _values[_last];
        return true;
    }

    /// <summary>Remembers what was made of the text.</summary>
    public void Set(string text, T value)
    {
        _last = SlotOf(text);
        _texts[_last] = text;
        _values[_last] = value;
    }

    private static int SlotOf(ReadOnlySpan<char> text) => string.GetHashCode(text, StringComparison.Ordinal) & (Size - 1);

    private bool Holds(int slot, ReadOnlySpan<char> text) => _texts[slot] is { } known && text.SequenceEqual(known);
}
