using Crm.Sdk.Facts;
using NodaTime;

namespace Crm.Sdk.Import.Conversion;

/// <summary>Reads the text of a cell as a whole number in the storage form of a type. Immutable.</summary>
internal abstract class CellParser
{
    /// <summary>Whether reading costs more than looking the text up in a <see cref="TextMemo{T}"/>.</summary>
    public virtual bool IsCostly => false;

    public abstract CellProblem Parse(ReadOnlySpan<char> text, out long value);
}

/// <summary>Whole numbers, decimals and amounts at a scale.</summary>
internal sealed class NumberParser(NumberFormat format, int scale, int round) : CellParser
{
    public override CellProblem Parse(ReadOnlySpan<char> text, out long value) => ExactNumber.Parse(text, format, scale, round, out value);
}

/// <summary>Lengths of time as numbers of a unit; stored in microseconds.</summary>
internal sealed class DurationParser(NumberFormat format, long microsecondsPerUnit, int round) : CellParser
{
    public override CellProblem Parse(ReadOnlySpan<char> text, out long value) =>
        ExactNumber.ParseUnits(text, format, microsecondsPerUnit, round, out value);
}

/// <summary>Words for true and false, whatever their case.</summary>
internal sealed class BooleanParser(IReadOnlyList<string> whenTrue, IReadOnlyList<string> whenFalse) : CellParser
{
    public override CellProblem Parse(ReadOnlySpan<char> text, out long value)
    {
        value = Holds(whenTrue, text) ? 1 : 0;
        return value == 1 || Holds(whenFalse, text) ? CellProblem.None : CellProblem.NotABoolean;
    }

    private static bool Holds(IReadOnlyList<string> words, ReadOnlySpan<char> text)
    {
        for (int i = 0; i < words.Count; i++)
        {
            if (text.Equals(words[i], StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Days without a zone; a time of day in the text is dropped. Without patterns, the ISO forms without an offset.</summary>
internal sealed class DateParser(IReadOnlyList<TimePattern> patterns) : CellParser
{
    public override bool IsCostly => patterns.Count > 0;

    public override CellProblem Parse(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        if (patterns.Count == 0)
        {
            bool isDate = IsoTime.TryParse(text, out IsoTime iso) && iso.OffsetSeconds is null;
            value = isDate ? iso.Days : 0;
            return isDate ? CellProblem.None : CellProblem.NotADate;
        }

        string whole = text.ToString();
        foreach (TimePattern pattern in patterns)
        {
            if (pattern.Read(whole) is { } reading)
            {
                value = StorageForm.Of(reading.Local.Date);
                return CellProblem.None;
            }
        }

        return CellProblem.NotADate;
    }
}

/// <summary>
/// Points on the time line. A text without an offset is local to a zone: a day means its first moment, an ambiguous time the
/// earlier of the two, and a time that the zone skipped is a problem. Without patterns, the ISO forms.
/// </summary>
internal sealed class InstantParser(IReadOnlyList<TimePattern> patterns, DateTimeZone zone) : CellParser
{
    private const long MicrosecondsPerSecond = 1_000_000;

    private readonly bool _isUtc = ReferenceEquals(zone, DateTimeZone.Utc);

    public override bool IsCostly => patterns.Count > 0 || !_isUtc;

    public override CellProblem Parse(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        if (patterns.Count == 0)
        {
            return Iso(text, out value);
        }

        string whole = text.ToString();
        CellProblem problem = CellProblem.NotADate;
        foreach (TimePattern pattern in patterns)
        {
            if (pattern.Read(whole) is not { } reading)
            {
                continue;
            }

            problem = CellProblem.None;
            if (reading.Instant is { } instant)
            {
                value = StorageForm.Of(instant);
            }
            else
            {
                problem = Resolve(reading.Local, pattern.HasTime, out value);
            }

            if (problem == CellProblem.None)
            {
                return problem;
            }
        }

        return problem;
    }

    private CellProblem Iso(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        if (!IsoTime.TryParse(text, out IsoTime iso))
        {
            return CellProblem.NotADate;
        }

        if (iso.OffsetSeconds is { } offset || (_isUtc && (offset = 0) == 0))
        {
            value = (iso.Days * StorageForm.MicrosecondsPerDay) + (iso.NanosecondOfDay / 1000) - (offset * MicrosecondsPerSecond);
            return CellProblem.None;
        }

        LocalDateTime local = new LocalDate(iso.Year, iso.Month, iso.Day) + LocalTime.FromNanosecondsSinceMidnight(iso.NanosecondOfDay);
        return Resolve(local, iso.HasTime, out value);
    }

    private CellProblem Resolve(LocalDateTime local, bool hasTime, out long value)
    {
        value = 0;
        if (!hasTime)
        {
            value = StorageForm.Of(zone.AtStartOfDay(local.Date).ToInstant());
            return CellProblem.None;
        }

        NodaTime.TimeZones.ZoneLocalMapping mapping = zone.MapLocal(local);
        if (mapping.Count == 0)
        {
            return CellProblem.SkippedTime;
        }

        value = StorageForm.Of(mapping.First().ToInstant());
        return CellProblem.None;
    }
}
