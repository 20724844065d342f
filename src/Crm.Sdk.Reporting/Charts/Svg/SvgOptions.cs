namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>How large a picture is, what its ids begin with, and whether a page gives it its colours.</summary>
/// <remarks>Immutable. Lengths are CSS pixels of the picture's own coordinates; a page may scale it.</remarks>
public sealed class SvgOptions
{
    internal const int MinWidth = 40;
    internal const int MaxLength = 4000;

    /// <summary>Creates options.</summary>
    /// <param name="width">Width, 40 to 4000.</param>
    /// <param name="height">Height, 16 to 4000.</param>
    /// <param name="idPrefix">What the ids in the picture begin with; must differ for two pictures of one page. Letters, digits, <c>-</c> and <c>_</c>, a letter first.</param>
    /// <param name="isEmbedded">Whether the picture stands in a page that has the colours; else it brings a white ground.</param>
    /// <param name="words">The words of charts, or null for English.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is out of range.</exception>
    /// <exception cref="ArgumentException"><paramref name="idPrefix"/> has other characters.</exception>
    public SvgOptions(int width = 640, int height = 320, string idPrefix = "chart", bool isEmbedded = false, ChartWords? words = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, MinWidth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MaxLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, MaxLength);
        ArgumentException.ThrowIfNullOrEmpty(idPrefix);
        if (!char.IsAsciiLetter(idPrefix[0]) || idPrefix.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
        {
            throw new ArgumentException("An id begins with a letter and has letters, digits, - and _ only.", nameof(idPrefix));
        }

        Width = width;
        Height = height;
        IdPrefix = idPrefix;
        IsEmbedded = isEmbedded;
        Words = words ?? ChartWords.English;
    }

    /// <summary>Width, 40 to 4000.</summary>
    public int Width { get; }

    /// <summary>Height, 16 to 4000.</summary>
    public int Height { get; }

    /// <summary>What the ids in the picture begin with.</summary>
    public string IdPrefix { get; }

    /// <summary>Whether the picture stands in a page that has the colours.</summary>
    public bool IsEmbedded { get; }

    /// <summary>The words of charts.</summary>
    public ChartWords Words { get; }
}
