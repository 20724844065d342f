using System.Globalization;

namespace Crm.Sdk.Time;

/// <summary>A stretch of a day, from a minute up to, and without, another: <c>09:00-12:30</c>.</summary>
/// <remarks>Immutable; the default value is the empty stretch at midnight, which no constructor makes and no calendar takes.</remarks>
public readonly struct OpenHours : IEquatable<OpenHours>
{
    /// <summary>The minutes of a day, 24:00.</summary>
    public const int MinutesPerDay = 1440;

    /// <summary>Creates a stretch.</summary>
    /// <param name="from">The first minute after midnight, 0 to 1439.</param>
    /// <param name="to">The minute after the last, 1 to 1440, which is 24:00; later than <paramref name="from"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A minute is out of range, or they do not rise. Hours over midnight are two stretches on two days.</exception>
    public OpenHours(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, MinutesPerDay);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        From = from;
        To = to;
    }

    /// <summary>The first minute, counted from midnight.</summary>
    public int From { get; }

    /// <summary>The minute after the last, counted from midnight; 1440 is the end of the day.</summary>
    public int To { get; }

    /// <summary>Reads <c>09:00-12:30</c>; the end of the day is <c>24:00</c>.</summary>
    /// <exception cref="FormatException">The text is not of that form, or the minutes do not rise.</exception>
    public static OpenHours Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out OpenHours hours) ? hours : throw new FormatException($"'{text}' is no stretch of a day. Write it as 09:00-12:30.");
    }

    /// <summary>Reads <c>09:00-12:30</c>; the end of the day is <c>24:00</c>.</summary>
    /// <returns>False when the text is not of that form, or the minutes do not rise.</returns>
    public static bool TryParse(string? text, out OpenHours hours)
    {
        string[] ends = text?.Split('-') ?? [];
        bool isOne = ends.Length == 2 && Minute(ends[0]) < Minute(ends[1]);
        hours = isOne ? new OpenHours(Minute(ends[0])!.Value, Minute(ends[1])!.Value) : default;
        return isOne;
    }

    /// <inheritdoc/>
    public bool Equals(OpenHours other) => From == other.From && To == other.To;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is OpenHours other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(From, To);

    /// <summary>Whether two stretches are the same.</summary>
    public static bool operator ==(OpenHours left, OpenHours right) => left.Equals(right);

    /// <summary>Whether two stretches differ.</summary>
    public static bool operator !=(OpenHours left, OpenHours right) => !left.Equals(right);

    /// <summary>The stretch as <c>09:00-12:30</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{From / 60:00}:{From % 60:00}-{To / 60:00}:{To % 60:00}");

    private static int? Minute(string text) =>
        text.Length == 5 && text[2] == ':' && int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int hour)
        && int.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out int minute) && minute < 60 && (hour < 24 || (hour == 24 && minute == 0))
            ? (hour * 60) + minute
            : null;
}
