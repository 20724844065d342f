using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Time;

/// <summary>One period of a <see cref="CalendarTable"/>: it ends where the next one of its level begins.</summary>
public sealed class CalendarEntry
{
    /// <summary>Describes a period.</summary>
    /// <param name="start">The first day.</param>
    /// <param name="label">The name; unique at its level.</param>
    public CalendarEntry(LocalDate start, string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        Start = start;
        Label = label;
    }

    /// <summary>The first day.</summary>
    public LocalDate Start { get; }

    /// <summary>The name.</summary>
    public string Label { get; }
}

/// <summary>Periods that a host lists, for calendars that no rule describes: school terms, seasons, a calendar kept by hand.</summary>
/// <remarks>
/// Immutable. All levels begin on the same day and end on the same day, and each period of a coarser level begins where one of
/// every finer level does, but for weeks, which may lie across. Days need no rows. What lies before the table is one period, and so is what lies behind it;
/// a query that reaches there is a finding.
/// </remarks>
public sealed class CalendarTable
{
    internal const string BadTable = "CRM3022";

    private CalendarTable(IReadOnlyDictionary<Grain, IReadOnlyList<CalendarEntry>> levels, LocalDate end)
    {
        Levels = levels;
        End = end;
    }

    /// <summary>The periods of each level, in order.</summary>
    public IReadOnlyDictionary<Grain, IReadOnlyList<CalendarEntry>> Levels { get; }

    /// <summary>The first day of the table.</summary>
    public LocalDate Start => Levels.Values.First()[0].Start;

    /// <summary>The day after the last.</summary>
    public LocalDate End { get; }

    /// <summary>Checks periods and makes a table of them.</summary>
    /// <param name="levels">The periods of each level in order; weeks, months, quarters or years, at least one of these.</param>
    /// <param name="end">The day after the last.</param>
    /// <returns>The table, or findings with the code CRM3022 whose path names the period, such as <c>month[3]</c>.</returns>
    public static Checked<CalendarTable> Check(IReadOnlyDictionary<Grain, IReadOnlyList<CalendarEntry>> levels, LocalDate end)
    {
        ArgumentNullException.ThrowIfNull(levels);
        var findings = new List<Finding>();
        var all = levels.OrderBy(l => l.Key).ToDictionary(l => l.Key, l => (IReadOnlyList<CalendarEntry>)[.. l.Value]);
        if (all.Count == 0)
        {
            Add(findings, "levels", "The calendar lists no periods.", "List the months or the years at least.");
        }

        foreach ((Grain grain, IReadOnlyList<CalendarEntry> entries) in all)
        {
            CheckLevel(grain, entries, end, findings);
        }

        if (findings.Count == 0)
        {
            CheckNesting(all, findings);
        }

        return new Checked<CalendarTable>(findings.Count == 0 ? new CalendarTable(all, end) : null, findings);
    }

    private static string Word(Grain grain) => grain.ToString().ToLowerInvariant();

    private static void CheckLevel(Grain grain, IReadOnlyList<CalendarEntry> entries, LocalDate end, List<Finding> findings)
    {
        string level = Word(grain);
        if (grain == Grain.Day || !Enum.IsDefined(grain))
        {
            Add(findings, level, "Days are not listed: they are those of the zone.", "Leave the level out.");
            return;
        }

        if (entries.Count == 0)
        {
            Add(findings, level, $"The level '{level}' has no period.", "List its periods, or leave the level out.");
            return;
        }

        var labels = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < entries.Count; i++)
        {
            LocalDate next = i + 1 < entries.Count ? entries[i + 1].Start : end;
            if (next <= entries[i].Start)
            {
                Add(findings, $"{level}[{i}]", $"'{entries[i].Label}' begins on {DayNumber.Iso(entries[i].Start)} and would end on {DayNumber.Iso(next)}.",
                    i + 1 < entries.Count ? "List periods in the order of time." : "'end' is the day after the last one.");
            }

            if (entries[i].Label.Length == 0 || !labels.Add(entries[i].Label))
            {
                Add(findings, $"{level}[{i}]", entries[i].Label.Length == 0 ? "A period has no label." : $"Two periods are labelled '{entries[i].Label}'.",
                    "Give each period of a level a label of its own.");
            }
        }
    }

    private static void CheckNesting(Dictionary<Grain, IReadOnlyList<CalendarEntry>> all, List<Finding> findings)
    {
        LocalDate start = all.Values.First()[0].Start;
        Grain[] grains = [.. all.Keys.Where(g => g != Grain.Week)];
        foreach ((Grain grain, IReadOnlyList<CalendarEntry> entries) in all.Where(l => l.Value[0].Start != start))
        {
            Add(findings, $"{Word(grain)}[0]", $"'{entries[0].Label}' begins on {DayNumber.Iso(entries[0].Start)}, and the table on {DayNumber.Iso(start)}.",
                "Begin all levels on the same day.");
        }

        for (int i = 1; i < grains.Length; i++)
        {
            HashSet<LocalDate> finer = [.. all[grains[i - 1]].Select(e => e.Start)];
            foreach ((int at, CalendarEntry entry) in all[grains[i]].Index().Where(e => !finer.Contains(e.Item.Start)))
            {
                Add(findings, $"{Word(grains[i])}[{at}]", $"'{entry.Label}' begins on {DayNumber.Iso(entry.Start)}, inside a {Word(grains[i - 1])}.",
                    $"Begin it where a {Word(grains[i - 1])} begins.");
            }
        }
    }

    private static void Add(List<Finding> findings, string path, string message, string mend) =>
        findings.Add(new Finding(BadTable, FindingSeverity.Error, message, mend, new FindingPlace { Path = path }));
}
