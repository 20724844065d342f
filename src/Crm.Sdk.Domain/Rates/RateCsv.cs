using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Rates;

/// <summary>Reads tables of rates from text with the columns <c>currency,date,rate</c>, in any order of rows.</summary>
public static class RateCsv
{
    private const string BadRate = "CRM2078", Header = "currency,date,rate";

    /// <summary>Reads a table.</summary>
    /// <param name="name">The name of the table.</param>
    /// <param name="baseCurrency">The currency of which one unit is meant.</param>
    /// <param name="text">The header and a line a rate, such as <c>USD,2026-01-05,1.0850</c>; rates have at most 10 decimal places.</param>
    /// <param name="source">The file that the text came from, for findings; null when there is none.</param>
    /// <returns>The table, or what is wrong with which line.</returns>
    public static Checked<RateTable> Read(string name, Currency baseCurrency, string text, string? source = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(baseCurrency);
        ArgumentNullException.ThrowIfNull(text);
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        var findings = new List<Finding>();
        var rates = new List<CurrencyRate>();
        var known = new HashSet<(Currency, LocalDate)>();
        if (lines[0].Trim().TrimStart('\uFEFF') != Header)
        {
            Add(1, $"The first line is not '{Header}'.", "Write the three columns in this order, parted by commas.");
        }

        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].Trim().Length == 0)
            {
                continue;
            }

            if (Parse(lines[i].Split(','), baseCurrency, out string problem) is not { } rate)
            {
                Add(i + 1, problem, "Write for example USD,2026-01-05,1.0850: units of the currency for one of the base.");
            }
            else if (!known.Add((rate.Currency, rate.Day)))
            {
                Add(i + 1, $"{rate.Currency} has two rates on {rate.Day:uuuu-MM-dd}.", "Keep one of them.");
            }
            else
            {
                rates.Add(rate);
            }
        }

        return new Checked<RateTable>(findings.Count > 0 ? null : new RateTable(name, baseCurrency, rates), findings);

        void Add(int line, string message, string mend) =>
            findings.Add(new Finding(BadRate, FindingSeverity.Error, message, mend, new FindingPlace { Source = source, Line = line, Column = 1 }));
    }

    private static CurrencyRate? Parse(string[] fields, Currency baseCurrency, out string problem)
    {
        problem = fields.Length == 3 ? "" : $"There are {fields.Length} fields in the line, not 3.";
        if (fields.Length != 3)
        {
            return null;
        }

        Currency? currency = Currency.Find(fields[0].Trim());
        ParseResult<LocalDate> day = LocalDatePattern.Iso.Parse(fields[1].Trim());
        bool isNumber = Rational.TryParse(fields[2].Trim(), out Rational rate) && rate.Sign > 0 && rate.TryGetScale(out int scale) && scale <= RateTable.Scale
            && rate.ToScaled(RateTable.Scale) <= long.MaxValue;
        problem = currency is null ? $"'{fields[0].Trim()}' is no currency of ISO 4217."
            : currency == baseCurrency ? $"{currency} is the base, whose rate is 1 on every day."
            : !day.Success ? $"'{fields[1].Trim()}' is no day."
            : isNumber ? "" : $"'{fields[2].Trim()}' is no rate above 0 with at most {RateTable.Scale} decimal places.";
        return problem.Length > 0 ? null : new CurrencyRate { Currency = currency!, Day = day.Value, Scaled = (long)rate.ToScaled(RateTable.Scale) };
    }
}
