using System.Collections.Frozen;

namespace Crm.Sdk.Values;

/// <summary>A currency of ISO 4217: its three-letter code and the decimal places of its minor unit.</summary>
/// <remarks>Immutable; one instance per code.</remarks>
public sealed class Currency
{
    // ISO 4217 active codes; the groups differ in their minor unit (ISO 4217:2015, list one).
    private static readonly (int MinorUnits, string Codes)[] Groups =
    [
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"),
        (2, "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW "
            + "CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR "
            + "IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD "
            + "NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL "
            + "THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD YER ZAR ZMW ZWG"),
    ];

    private static readonly FrozenDictionary<string, Currency> ByCode = Groups
        .SelectMany(g => g.Codes.Split(' '), (g, code) => new Currency(code, g.MinorUnits))
        .ToFrozenDictionary(c => c.Code, StringComparer.Ordinal);

    private Currency(string code, int minorUnits)
    {
        Code = code;
        MinorUnits = minorUnits;
    }

    /// <summary>All known currencies, ordered by code.</summary>
    public static IReadOnlyList<Currency> All { get; } = [.. ByCode.Values.OrderBy(c => c.Code, StringComparer.Ordinal)];

    /// <summary>The three-letter code in upper case.</summary>
    public string Code { get; }

    /// <summary>Decimal places of the minor unit, 0 to 4.</summary>
    public int MinorUnits { get; }

    /// <summary>The currency with that code, or null. Codes are case-sensitive.</summary>
    public static Currency? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>The currency with that code.</summary>
    /// <exception cref="ArgumentException">No currency has it.</exception>
    public static Currency Get(string code) =>
        Find(code) ?? throw new ArgumentException($"'{code}' is no active ISO 4217 currency code.", nameof(code));

    /// <summary>The code.</summary>
    public override string ToString() => Code;
}
