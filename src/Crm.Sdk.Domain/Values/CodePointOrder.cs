namespace Crm.Sdk.Values;

/// <summary>Orders texts by Unicode code point, as UTF-8 bytes and every store with a binary collation do; null comes first.</summary>
/// <remarks>Differs from <see cref="StringComparer.Ordinal"/> only where characters above U+FFFF meet those from U+E000 on.</remarks>
public sealed class CodePointOrder : IComparer<string?>
{
    private CodePointOrder()
    {
    }

    /// <summary>The only instance.</summary>
    public static CodePointOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        int shared = Math.Min(x.Length, y.Length);
        for (int i = 0; i < shared; i++)
        {
            if (x[i] != y[i])
            {
                return Weight(x[i]) - Weight(y[i]);
            }
        }

        return x.Length - y.Length;
    }

    // Surrogates stand for code points above the rest of the basic plane.
    private static int Weight(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
