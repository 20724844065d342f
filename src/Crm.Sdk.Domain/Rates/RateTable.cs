using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Rates;

/// <summary>Dated exchange rates of one publisher, all against one base currency, as the European Central Bank publishes them.</summary>
/// <remarks>
/// A rate says how many units of a currency one unit of the base buys: with the base EUR, 1.0850 for USD. Between two others one goes
/// through the base: from USD to GBP an amount is multiplied once, by the rate of GBP divided by that of USD, an exact fraction. The base
/// itself has the rate 1 on every day. Immutable; safe for use from several threads.
/// </remarks>
public sealed class RateTable
{
    /// <summary>Rates are counts of 10^-10.</summary>
    public const int Scale = 10;

    private readonly FrozenDictionary<Currency, Series> _series;

    /// <summary>Creates a table.</summary>
    /// <param name="name">The name by which definitions speak of it, such as <c>ecb</c>.</param>
    /// <param name="baseCurrency">The currency of which one unit is meant.</param>
    /// <param name="rates">The rates in any order.</param>
    /// <exception cref="ArgumentException">The name is empty, a rate is not above 0, is one of the base, or stands for a currency and day that have one already.</exception>
    public RateTable(string name, Currency baseCurrency, IEnumerable<CurrencyRate> rates)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(baseCurrency);
        ArgumentNullException.ThrowIfNull(rates);
        Name = name;
        Base = baseCurrency;
        var sorted = rates.OrderBy(r => r.Currency.Code, StringComparer.Ordinal).ThenBy(r => r.Day).ToList();
        for (int i = 0; i < sorted.Count; i++)
        {
            CurrencyRate rate = sorted[i];
            if (rate.Scaled <= 0 || rate.Currency == baseCurrency)
            {
                throw new ArgumentException($"{rate.Currency} on {rate.Day:uuuu-MM-dd}: {(rate.Scaled <= 0 ? "a rate is above 0." : "the base has the rate 1.")}", nameof(rates));
            }

            if (i > 0 && sorted[i - 1].Currency == rate.Currency && sorted[i - 1].Day == rate.Day)
            {
                throw new ArgumentException($"{rate.Currency} has two rates on {rate.Day:uuuu-MM-dd}.", nameof(rates));
            }
        }

        _series = sorted.GroupBy(r => r.Currency).ToFrozenDictionary(g => g.Key, g => new Series([.. g]));
        Currencies = [.. _series.Keys.Append(baseCurrency).OrderBy(c => c.Code, StringComparer.Ordinal)];
        Version = Hash(sorted);
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The currency of which one unit is meant.</summary>
    public Currency Base { get; }

    /// <summary>The base and all currencies with a rate, in the order of their codes.</summary>
    public IReadOnlyList<Currency> Currencies { get; }

    /// <summary>The SHA-256 of name, base and all rates in hexadecimal digits: two tables with one version give the same answers.</summary>
    public string Version { get; }

    /// <summary>The rate of a day, or of the last day before it that has one.</summary>
    /// <param name="currency">The currency.</param>
    /// <param name="day">The day.</param>
    /// <param name="within">How many days before it a rate may be; 0 for the day alone, null for any number.</param>
    /// <returns>The rate, or null when there is none.</returns>
    public Rational? On(Currency currency, LocalDate day, int? within = 0)
    {
        ArgumentNullException.ThrowIfNull(currency);
        if (currency == Base)
        {
            return Rational.One;
        }

        if (!_series.TryGetValue(currency, out Series? series))
        {
            return null;
        }

        int at = series.CountUntil(day) - 1;
        return at >= 0 && (within is not { } days || Period.DaysBetween(series.Days[at], day) <= days) ? Rational.FromScaled(series.Scaled[at], Scale) : null;
    }

    /// <summary>The mean of all rates of a stretch of days, each counted once.</summary>
    /// <param name="currency">The currency.</param>
    /// <param name="start">The first day; null for all before <paramref name="end"/>.</param>
    /// <param name="end">The day after the last.</param>
    /// <returns>The mean, or null when no day of them has a rate.</returns>
    public Rational? Average(Currency currency, LocalDate? start, LocalDate end)
    {
        ArgumentNullException.ThrowIfNull(currency);
        if (currency == Base)
        {
            return Rational.One;
        }

        if (!_series.TryGetValue(currency, out Series? series))
        {
            return null;
        }

        int from = start is { } first ? series.CountUntil(first.PlusDays(-1)) : 0, to = series.CountUntil(end.PlusDays(-1));
        return from < to ? Rational.FromScaled(series.Scaled[from..to].Aggregate(System.Numerics.BigInteger.Zero, (sum, r) => sum + r), Scale) / (to - from) : null;
    }

    /// <summary>The name and the base.</summary>
    public override string ToString() => $"{Name} ({Base})";

    private string Hash(List<CurrencyRate> rates)
    {
        var text = new StringBuilder($"{Name}\n{Base}\n");
        foreach (CurrencyRate rate in rates)
        {
            text.Append(CultureInfo.InvariantCulture, $"{rate.Currency} {rate.Day:uuuu-MM-dd} {rate.Scaled}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private sealed class Series(IReadOnlyList<CurrencyRate> rates)
    {
        public LocalDate[] Days { get; } = [.. rates.Select(r => r.Day)];

        public long[] Scaled { get; } = [.. rates.Select(r => r.Scaled)];

        /// <summary>How many rates are of that day or before.</summary>
        public int CountUntil(LocalDate day)
        {
            int at = Array.BinarySearch(Days, day);
            return at < 0 ? ~at : at + 1;
        }
    }
}
