namespace Crm.Sdk.Values;

/// <summary>Sees to it that texts are Unicode: no store, log or JSON can hold half a surrogate pair, and each would make something else of it.</summary>
internal static class UnicodeText
{
    /// <summary>Refuses a text with half a surrogate pair; null is fine.</summary>
    /// <exception cref="ArgumentException">The text is not well-formed.</exception>
    public static void ThrowIfIllFormed(string? text, string name)
    {
        ReadOnlySpan<char> rest = text;
        for (int at; (at = rest.IndexOfAnyInRange('\uD800', '\uDFFF')) >= 0; rest = rest[(at + 2)..])
        {
            if (at + 1 >= rest.Length || !char.IsSurrogatePair(rest[at], rest[at + 1]))
            {
                throw new ArgumentException($"The text holds half a surrogate pair at its character {text!.Length - rest.Length + at + 1}, which is no Unicode text; cut texts between characters.", name);
            }
        }
    }
}
