using System.Buffers.Binary;
using NodaTime;

namespace Crm.Sdk.Values;

/// <summary>Gives new identities.</summary>
public interface IIdGenerator
{
    /// <summary>A value that no other call of any generator gives, later ones after earlier ones.</summary>
    Guid Next();
}

/// <summary>
/// Gives UUIDs of version 7 (RFC 9562): a millisecond, then a counter that starts at random within it, then random bits. Those of one
/// generator rise strictly, also when the clock stands still or goes back. Safe for use from several threads.
/// </summary>
public sealed class TimeOrderedIds : IIdGenerator
{
    private const int CounterBits = 12;

    private readonly IClock _clock;
    private readonly Random _random;
    private readonly Lock _lock = new();
    private long _last;

    /// <summary>Creates a generator.</summary>
    /// <param name="clock">Tells the millisecond.</param>
    /// <param name="random">Random bits; null for those of the system. A seeded one makes identities repeatable.</param>
    public TimeOrderedIds(IClock clock, Random? random = null)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _clock = clock;
        _random = random ?? Random.Shared;
    }

    /// <inheritdoc/>
    public Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        long stamp;
        lock (_lock)
        {
            long now = (_clock.GetCurrentInstant().ToUnixTimeMilliseconds() << CounterBits) | (long)_random.Next(1 << (CounterBits - 2));
            _last = stamp = Math.Max(now, _last + 1);
            _random.NextBytes(bytes[8..]);
        }

        BinaryPrimitives.WriteInt64BigEndian(bytes, (stamp >> CounterBits << 16) | 0x7000 | (stamp & ((1 << CounterBits) - 1)));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
