namespace Crm.Sdk.Time;

/// <summary>Periods that a host lists; number 0 is the first, -1 all that lies before, and the last number all that lies behind.</summary>
internal sealed class TableScheme : CalendarScheme
{
    // Far enough that every day lies between, near enough that sums do not overflow.
    private const long Never = 1L << 40;

    private readonly CalendarTable _table;
    private readonly Dictionary<Grain, long[]> _starts;
    private readonly Dictionary<string, (Grain Grain, long Index)> _names = new(StringComparer.Ordinal);

    public TableScheme(CalendarTable table)
    {
        _table = table;
        Grains = [Grain.Day, .. table.Levels.Keys.Order()];
        long end = DayNumber.Of(table.End);
        _starts = table.Levels.ToDictionary(l => l.Key, l => (long[])[.. l.Value.Select(e => DayNumber.Of(e.Start)), end]);
        foreach ((Grain grain, IReadOnlyList<CalendarEntry> entries) in table.Levels.OrderByDescending(l => l.Key))
        {
            foreach ((int index, CalendarEntry entry) in entries.Index())
            {
                _names.TryAdd(entry.Label, (grain, index));
            }
        }
    }

    public override string Name => "table";

    public override IReadOnlyList<Grain> Grains { get; }

    internal override (long First, long End) Range => (DayNumber.Of(_table.Start), DayNumber.Of(_table.End));

    public override Grain? ParentOf(Grain grain) =>
        grain == Grain.Week ? Serves(Grain.Week) && Serves(Grain.Year) ? Grain.Year : null
        : grain == Grain.Day && Serves(Grain.Month) ? Grain.Month
        : base.ParentOf(grain);

    internal override long IndexOf(long day, Grain grain)
    {
        if (grain == Grain.Day)
        {
            return day;
        }

        int at = Array.BinarySearch(_starts[grain], day);
        return at >= 0 ? at : ~at - 1;
    }

    internal override long StartOf(long index, Grain grain) =>
        grain == Grain.Day ? index : index < 0 ? -Never : index >= _starts[grain].Length ? Never : _starts[grain][index];

    internal override string Label(long index, Grain grain) =>
        grain == Grain.Day ? PeriodName.OfDay(index)
        : index < 0 ? $"before {DayNumber.Iso(_table.Start)}"
        : index >= _table.Levels[grain].Count ? $"from {DayNumber.Iso(_table.End)}"
        : _table.Levels[grain][(int)index].Label;

    internal override (Grain Grain, long Index)? Find(string label) =>
        _names.TryGetValue(label, out (Grain Grain, long Index) found) ? found : PeriodName.Day(label) is { } day ? (Grain.Day, day) : null;
}
