using System.Globalization;
using System.Text;
using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>How what parts of a plan hold is written in tables.</summary>
internal static class PlanWords
{
    /// <summary>The name of a value of an enumeration as words: <c>data quality</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Of(value.ToString());

    /// <summary>A name that is written in one as words: <c>pain points</c>.</summary>
    public static string Of(string name)
    {
        var words = new StringBuilder();
        foreach (char c in name)
        {
            _ = char.IsUpper(c) && words.Length > 0 ? words.Append(' ').Append(char.ToLowerInvariant(c)) : words.Append(char.ToLowerInvariant(c));
        }

        return words.ToString();
    }

    /// <summary>Words that begin with a capital letter.</summary>
    public static string Sentence(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    public static string Day(LocalDate day) => day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    public static string Day(LocalDate? day) => day is { } known ? Day(known) : "";

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Number(decimal number) => ValueFormat.Grouped(number.ToString("0.##", CultureInfo.InvariantCulture));

    public static string Share(decimal share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    public static string Amount(Money? amount) =>
        amount is { } money ? $"{ValueFormat.Grouped(money.Amount.ToString(decimal.IsInteger(money.Amount) ? "0" : "", CultureInfo.InvariantCulture))} {money.Currency.Code}" : "";

    /// <summary>Amounts added up by currency; nothing for none.</summary>
    public static string Sum(IEnumerable<Money> amounts) =>
        string.Join(", ", amounts.GroupBy(a => a.Currency.Code, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Amount(g.Aggregate((a, b) => a + b))));

    /// <summary>An exact amount, in whole units of its currency.</summary>
    public static string Amount(Rational amount, string currency) => $"{ValueFormat.Grouped(amount.ToString(0))} {currency}";

    /// <summary>An exact share in whole percent; a dash for none.</summary>
    public static string Share(Rational? share) => share is { } known ? $"{(known * 100).ToString(0)}%" : "-";

    /// <summary>Who answers for something; that nobody does is marked.</summary>
    public static TableCell Owner(string? owner, PlanContext context) =>
        owner is null ? new TableCell("", new StatusBadge("nobody", ReportTone.Warning)) : PlanNames.Person(owner, context);

    /// <summary>The day on which something was done; while it is not, whether it is overdue.</summary>
    public static TableCell Done(LocalDate? done, LocalDate? due, PlanContext context) => done is { } day ? Day(day)
        : due is { } last && last < context.Status.Today ? new TableCell("", new StatusBadge("overdue", ReportTone.Warning)) : "";

    /// <summary>A table; none without rows, and without the columns in which no row has anything.</summary>
    public static IEnumerable<ReportBlock> Table<T>(string caption, IReadOnlyList<T> rows, params ReadOnlySpan<(TableColumn Column, Func<T, TableCell> Cell)> columns)
    {
        var shown = new List<(TableColumn Column, Func<T, TableCell> Cell)>();
        for (int c = 0; c < columns.Length; c++)
        {
            Func<T, TableCell> cell = columns[c].Cell;
            if (c == 0 || rows.Any(r => cell(r) is var found && (found.Text.Length > 0 || found.Status is not null || found.Note.Length > 0)))
            {
                shown.Add(columns[c]);
            }
        }

        return rows.Count == 0 ? [] : [new ReportTable(caption, shown.Select(c => c.Column), rows.Select(r => shown.Select(c => c.Cell(r))))];
    }
}
