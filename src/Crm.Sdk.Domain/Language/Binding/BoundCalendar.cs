using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Language.Binding;

/// <summary>Business hours and events with a name.</summary>
public sealed class BoundCalendar
{
    internal BoundCalendar(string name, BusinessCalendar hours, IReadOnlyDictionary<string, IReadOnlyList<DateInterval>> events, string hash)
    {
        Name = name;
        Hours = hours;
        Events = events;
        Hash = hash;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The hours.</summary>
    public BusinessCalendar Hours { get; }

    /// <summary>When each event took or takes place, in the order of time; no two times of one event share a day.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<DateInterval>> Events { get; }

    /// <summary>The hash of the declaration, see <see cref="Syntax.CrmJson.Hash"/>.</summary>
    public string Hash { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
