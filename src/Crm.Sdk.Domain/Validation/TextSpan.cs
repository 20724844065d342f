namespace Crm.Sdk.Validation;

/// <summary>A half-open range of characters <c>[Start, End)</c> in a text. <c>default</c> is the empty span at its beginning.</summary>
public readonly struct TextSpan : IEquatable<TextSpan>
{
    /// <summary>Creates a span.</summary>
    /// <param name="start">Offset of the first character, 0 or more.</param>
    /// <param name="length">Number of characters, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of the two is negative.</exception>
    public TextSpan(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Start = start;
        Length = length;
    }

    /// <summary>Offset of the first character.</summary>
    public int Start { get; }

    /// <summary>Number of characters.</summary>
    public int Length { get; }

    /// <summary>Offset just behind the last character.</summary>
    public int End => Start + Length;

    /// <summary>The smallest span that covers both.</summary>
    public static TextSpan Covering(TextSpan first, TextSpan last)
    {
        int start = Math.Min(first.Start, last.Start);
        return new TextSpan(start, Math.Max(first.End, last.End) - start);
    }

    /// <summary>The line and column, both counted from 1, at which the span begins in <paramref name="text"/>.</summary>
    public (int Line, int Column) Locate(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int line = 1, column = 1;
        int stop = Math.Min(Start, text.Length);
        for (int i = 0; i < stop; i++)
        {
            if (text[i] == '\n')
            {
                line++;
                column = 1;
            }
            else
            {
                column++;
            }
        }

        return (line, column);
    }

    /// <inheritdoc/>
    public bool Equals(TextSpan other) => Start == other.Start && Length == other.Length;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TextSpan other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Start, Length);

    /// <summary>The two ends as <c>[start..end)</c>.</summary>
    public override string ToString() => $"[{Start}..{End})";

    /// <summary>Equality of both ends.</summary>
    public static bool operator ==(TextSpan left, TextSpan right) => left.Equals(right);

    /// <summary>Inequality of one end or both.</summary>
    public static bool operator !=(TextSpan left, TextSpan right) => !left.Equals(right);
}
