using System.Globalization;
using NodaTime;

namespace Crm.Sdk.Reporting.Charts;

/// <summary>What is done when: phases, actions and milestones by the day, what waits for what, and what has slipped since it was agreed (a Gantt chart).</summary>
/// <remarks>Immutable. Rows are drawn in the order given. The picture does not compute the critical path; who gives the rows marks it.</remarks>
public sealed class TimelineChart : Chart
{
    /// <summary>Creates a chart.</summary>
    /// <param name="title">The name of the chart, not blank.</param>
    /// <param name="description">What a reader should see in it; empty for nothing.</param>
    /// <param name="rows">The rows from top to bottom; may be none.</param>
    /// <param name="today">The day of the report, or null to leave it out.</param>
    /// <exception cref="ArgumentException"><paramref name="title"/> is blank, a row is null, two rows have one key, or a row waits for one that is not there.</exception>
    public TimelineChart(string title, string description, IEnumerable<TimelineRow> rows, LocalDate? today = null)
        : base(title, description, ValueFormat.Number())
    {
        Rows = Copied(rows, nameof(rows));
        CheckKeys(Rows.Select(r => r.Key), nameof(rows));
        var keys = Rows.Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        if (Rows.SelectMany(r => r.After).FirstOrDefault(k => !keys.Contains(k)) is { } missing)
        {
            throw new ArgumentException($"A row waits for '{missing}', which is not there.", nameof(rows));
        }

        Today = today;
    }

    /// <summary>The rows from top to bottom.</summary>
    public IReadOnlyList<TimelineRow> Rows { get; }

    /// <summary>The day of the report, or null.</summary>
    public LocalDate? Today { get; }

    /// <summary>Empty: days are no series.</summary>
    public override IReadOnlyList<ChartValue?> Series => [];

    /// <inheritdoc/>
    public override string Summary(ChartWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (Rows.Count == 0)
        {
            return words.NoData + ".";
        }

        var parts = new List<string> { $"{words.From}: {Day(Rows.Min(r => r.From))}", $"{words.To}: {Day(Rows.Max(LastDay))}" };
        if (Rows.Any(r => r.IsCritical))
        {
            parts.Add($"{words.Critical}: {string.Join(", ", Rows.Where(r => r.IsCritical).Select(r => r.Name))}");
        }

        if (Rows.Any(r => r.Slip > 0))
        {
            parts.Add($"{words.Slip}: {string.Join(", ", Rows.Where(r => r.Slip > 0).OrderByDescending(r => r.Slip).Select(r => $"{r.Name} {Number(r.Slip)}"))}");
        }

        return string.Join(". ", parts) + ".";
    }

    /// <inheritdoc/>
    public override ChartData Data(ChartWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        Dictionary<string, string> names = Rows.ToDictionary(r => r.Key, r => r.Name, StringComparer.Ordinal);
        (bool Shown, string Heading, Func<TimelineRow, string> Cell)[] columns =
        [
            (true, words.Name, r => r.Name),
            (true, words.Kind, r => r.Kind switch { TimelineRowKind.Phase => words.Phase, TimelineRowKind.Milestone => words.Milestone, _ => words.Action }),
            (true, words.From, r => Day(r.From)),
            (true, words.To, r => Day(LastDay(r))),
            (Rows.Any(r => r.AgreedTo is not null), words.Slip, r => r.AgreedTo is null ? "" : Number(r.Slip)),
            (Rows.Any(r => r.After.Count > 0), words.After, r => string.Join(", ", r.After.Select(k => names[k]))),
            (Rows.Any(r => r.IsCritical || r.Note.Length > 0), words.Note, r => string.Join(", ", new[] { r.IsCritical ? words.Critical : "", r.Note }.Where(t => t.Length > 0))),
        ];
        var shown = columns.Where(c => c.Shown).ToArray();
        return new ChartData(
            [.. shown.Select(c => c.Heading)],
            [.. Rows.Select(r => (IReadOnlyList<string>)[.. shown.Select(c => c.Cell(r))])],
            hasNotes: false,
            Today is { } today ? $"{words.Today}: {Day(today)}" : "",
            isWords: true);
    }

    /// <summary>The last day on which something is done: people read the end of a stretch as a day of it.</summary>
    internal static LocalDate LastDay(TimelineRow row) => row.Kind == TimelineRowKind.Milestone ? row.To : row.To.PlusDays(-1);

    private static string Day(LocalDate day) => day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
