namespace Crm.Sdk.Language.Syntax;

/// <summary>What a name of the language may look like.</summary>
internal static class Names
{
    public const int MaxLength = 128;

    public static bool IsStart(char c) => char.IsLetter(c) || c == '_';

    public static bool IsPart(char c) => IsStart(c) || char.IsAsciiDigit(c);

    /// <summary>Whether the text is one name: a letter or underscore, then letters, digits and underscores, at most 128.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= MaxLength && IsStart(text[0]) && text.All(IsPart);
}
