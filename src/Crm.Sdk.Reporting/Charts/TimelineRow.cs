using NodaTime;

namespace Crm.Sdk.Reporting.Charts;

/// <summary>What a row of a <see cref="TimelineChart"/> is.</summary>
public enum TimelineRowKind
{
    /// <summary>A stretch of the plan, under which actions stand.</summary>
    Phase,

    /// <summary>Something that is done.</summary>
    Action,

    /// <summary>Something that is reached on a day.</summary>
    Milestone,
}

/// <summary>A row of a <see cref="TimelineChart"/>.</summary>
/// <remarks>Immutable; made by its static methods, so that a milestone has one day and a phase waits for nothing.</remarks>
public sealed class TimelineRow
{
    private TimelineRow(TimelineRowKind kind, string key, string name, LocalDate from, LocalDate to, LocalDate? agreedFrom, LocalDate? agreedTo, IEnumerable<string>? after, bool isCritical, string note)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(note);
        Kind = kind;
        Key = key;
        Name = name;
        From = from;
        To = to;
        AgreedFrom = agreedFrom;
        AgreedTo = agreedTo;
        After = [.. after ?? []];
        IsCritical = isCritical;
        Note = note;
    }

    /// <summary>What the row is.</summary>
    public TimelineRowKind Kind { get; }

    /// <summary>By which other rows name it.</summary>
    public string Key { get; }

    /// <summary>What people call it.</summary>
    public string Name { get; }

    /// <summary>The first day; the day of a milestone.</summary>
    public LocalDate From { get; }

    /// <summary>The first day after; the day of a milestone.</summary>
    public LocalDate To { get; }

    /// <summary>The first day as it was agreed, or null when that is the present one.</summary>
    public LocalDate? AgreedFrom { get; }

    /// <summary>The first day after as it was agreed, or the day of a milestone; null when that is the present one.</summary>
    public LocalDate? AgreedTo { get; }

    /// <summary>The keys of the rows that have to be done before.</summary>
    public IReadOnlyList<string> After { get; }

    /// <summary>Whether the end of the whole moves when this moves.</summary>
    public bool IsCritical { get; }

    /// <summary>What is to be known of it, such as its owner; empty for nothing.</summary>
    public string Note { get; }

    /// <summary>How many days later than agreed it ends; below zero when it is earlier, zero without an agreement.</summary>
    public int Slip => AgreedTo is { } agreed ? Period.DaysBetween(agreed, To) : 0;

    /// <summary>A stretch of the plan.</summary>
    /// <param name="key">By which other rows name it.</param>
    /// <param name="name">What people call it.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The first day after, behind <paramref name="from"/>.</param>
    /// <param name="note">What is to be known of it; empty for nothing.</param>
    /// <exception cref="ArgumentException">A text is blank, or it ends before it begins.</exception>
    public static TimelineRow Phase(string key, string name, LocalDate from, LocalDate to, string note = "") =>
        new(TimelineRowKind.Phase, key, name, from, Behind(from, to, nameof(to)), null, null, null, false, note);

    /// <summary>Something that is done.</summary>
    /// <param name="key">By which other rows name it.</param>
    /// <param name="name">What is done.</param>
    /// <param name="from">The first day, as planned now.</param>
    /// <param name="to">The first day after, behind <paramref name="from"/>, as planned now.</param>
    /// <param name="agreedTo">The first day after as it was agreed; null when that is the present one.</param>
    /// <param name="agreedFrom">The first day as it was agreed; null when that is the present one.</param>
    /// <param name="after">The keys of the rows that have to be done before; null for none.</param>
    /// <param name="isCritical">Whether the end of the whole moves when this moves.</param>
    /// <param name="note">What is to be known of it; empty for nothing.</param>
    /// <exception cref="ArgumentException">A text is blank, or a stretch ends before it begins.</exception>
    public static TimelineRow Action(
        string key, string name, LocalDate from, LocalDate to, LocalDate? agreedTo = null, LocalDate? agreedFrom = null, IEnumerable<string>? after = null, bool isCritical = false, string note = "")
    {
        bool wasAgreed = agreedFrom is not null || agreedTo is not null;
        LocalDate agreedStart = agreedFrom ?? from, agreedEnd = agreedTo ?? to;
        if (wasAgreed && agreedFrom is null && agreedEnd <= agreedStart)
        {
            // It begins later than it was to end: the agreed stretch had the length of the present one.
            agreedStart = agreedEnd.PlusDays(-Period.DaysBetween(from, to));
        }

        return new(
            TimelineRowKind.Action, key, name, from, Behind(from, to, nameof(to)),
            wasAgreed ? agreedStart : null, wasAgreed ? Behind(agreedStart, agreedEnd, nameof(agreedTo)) : null, after, isCritical, note);
    }

    /// <summary>Something that is reached on a day.</summary>
    /// <param name="key">By which other rows name it.</param>
    /// <param name="name">What is reached.</param>
    /// <param name="day">The day, as planned now.</param>
    /// <param name="agreed">The day as it was agreed; null when that is the present one.</param>
    /// <param name="after">The keys of the rows that have to be done before; null for none.</param>
    /// <param name="isCritical">Whether the end of the whole moves when this moves.</param>
    /// <param name="note">What is to be known of it; empty for nothing.</param>
    /// <exception cref="ArgumentException">A text is blank.</exception>
    public static TimelineRow Milestone(
        string key, string name, LocalDate day, LocalDate? agreed = null, IEnumerable<string>? after = null, bool isCritical = false, string note = "") =>
        new(TimelineRowKind.Milestone, key, name, day, day, agreed, agreed, after, isCritical, note);

    private static LocalDate Behind(LocalDate from, LocalDate to, string parameter) =>
        to > from ? to : throw new ArgumentException($"It ends on {to:uuuu-MM-dd} and begins on {from:uuuu-MM-dd}.", parameter);
}
