namespace Crm.Sdk.Plans;

/// <summary>What keys of sections and of items of a plan look like.</summary>
public static class PlanKey
{
    /// <summary>What a key looks like, in words.</summary>
    public const string Form = "small letters and digits, with single hyphens between them, such as win-back";

    private const int MostCharacters = 64;

    /// <summary>Whether a text may be a key: one to 64 small letters a to z, digits and single hyphens inside.</summary>
    public static bool IsValid(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Length is > 0 and <= MostCharacters && key[0] != '-' && key[^1] != '-' && !key.Contains("--", StringComparison.Ordinal)
            && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
    }
}
