using NodaTime;
using NodaTime.TimeZones;

namespace Crm.Sdk.Time;

/// <summary>Adds up open hours along the time line of a zone: between two changes of its clocks this is the local time line.</summary>
internal sealed class ZoneHours
{
    // For each stretch with one offset: the instant at which it begins, its offset, and what is to be added to the local sum.
    private readonly long[] _starts;
    private readonly long[] _offsets;
    private readonly long[] _sums;
    private readonly LocalHours _local;

    public ZoneHours(LocalHours local, DateTimeZone zone, Instant from, Instant to)
    {
        _local = local;
        ZoneInterval[] intervals = [.. zone.GetZoneIntervals(from, to)];
        _starts = [.. intervals.Select((z, i) => i == 0 ? long.MinValue : Microseconds(z.Start))];
        _offsets = [.. intervals.Select(z => z.WallOffset.Ticks / 10)];
        _sums = new long[intervals.Length];
        for (int i = 1; i < intervals.Length; i++)
        {
            _sums[i] = _sums[i - 1] + local.Before(_starts[i] + _offsets[i - 1]) - local.Before(_starts[i] + _offsets[i]);
        }
    }

    /// <summary>The microseconds since 1970 of an instant, rounded down.</summary>
    public static long Microseconds(Instant instant) => DayNumber.FloorDiv(instant.ToUnixTimeTicks(), 10);

    /// <summary>The open hours up to an instant, counted from some fixed one.</summary>
    public long Before(long instant)
    {
        int at = IndexOf(instant);
        return _local.Before(instant + _offsets[at]) + _sums[at];
    }

    public bool IsOpen(long instant) => _local.IsOpen(instant + _offsets[IndexOf(instant)]);

    private int IndexOf(long instant)
    {
        int at = Array.BinarySearch(_starts, instant);
        return at >= 0 ? at : ~at - 1;
    }
}
