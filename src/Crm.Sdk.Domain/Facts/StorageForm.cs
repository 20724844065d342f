using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Facts;

/// <summary>Turns values into the whole numbers and texts that columns hold; see <see cref="DataKind"/>.</summary>
public static class StorageForm
{
    /// <summary>Microseconds in a day.</summary>
    public const long MicrosecondsPerDay = 86_400_000_000;

    private static readonly LocalDate Epoch = new(1970, 1, 1);

    /// <summary>Microseconds since 1970-01-01T00:00:00Z, rounded down.</summary>
    public static long Of(Instant value) => FloorTen(value.ToUnixTimeTicks());

    /// <summary>Days since 1970-01-01.</summary>
    public static long Of(LocalDate value) => Period.DaysBetween(Epoch, value);

    /// <summary>Microseconds, rounded towards zero.</summary>
    public static long Of(Duration value) => value.BclCompatibleTicks / 10;

    /// <summary>The day with that storage form.</summary>
    public static LocalDate ToDate(long days) => Epoch.PlusDays(checked((int)days));

    /// <summary>The instant with that storage form.</summary>
    public static Instant ToInstant(long microseconds) => Instant.FromUnixTimeTicks(checked(microseconds * 10));

    /// <summary>The text with its letters folded to lower case, the form in which case-insensitive dimensions are stored.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.ToLowerInvariant();
    }

    /// <summary>The value as a count of 10^-scale.</summary>
    /// <returns>False when it has more decimal places than that, or is too large.</returns>
    public static bool TryScale(decimal value, int scale, out long scaled)
    {
        scaled = 0;
        decimal factor = 1;
        for (int i = 0; i < scale; i++)
        {
            factor *= 10;
        }

        if (value > long.MaxValue / factor || value < long.MinValue / factor)
        {
            return false;
        }

        decimal product = value * factor;
        if (product != decimal.Truncate(product))
        {
            return false;
        }

        scaled = (long)product;
        return true;
    }

    private static long FloorTen(long ticks) => (ticks / 10) - (ticks % 10 < 0 ? 1 : 0);
}
