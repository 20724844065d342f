using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Language.Syntax;

/// <summary>
/// Declares business hours: <c>calendar support zone 'Europe/Berlin' { mon tue 09:00-12:30 13:00-17:00 holiday 2026-01-01 }</c>, and events
/// that return: <c>calendar shops zone 'Europe/Berlin' { event easter 2025-04-18 to 2025-04-21, 2026-04-03 to 2026-04-06 }</c>.
/// </summary>
public sealed class CalendarDeclaration : Declaration
{
    /// <summary>The zone whose clocks are meant, a name of the time zone database.</summary>
    public required string Zone { get; init; }

    /// <summary>Where the zone stands.</summary>
    public TextSpan ZoneSpan { get; init; }

    /// <summary>The days of the week that are open, Monday first.</summary>
    public required IReadOnlyList<WeekdayHours> Week { get; init; }

    /// <summary>The dates that differ from their day of the week, in the order of time.</summary>
    public IReadOnlyList<HolidayHours> Holidays { get; init; } = [];

    /// <summary>The events, in the order of their names.</summary>
    public IReadOnlyList<CalendarEvent> Events { get; init; } = [];
}

/// <summary>Something that takes place again and again, on days that no rule gives: Easter, a fair, a sale.</summary>
public sealed class CalendarEvent : SyntaxNode
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name stands.</summary>
    public TextSpan NameSpan { get; init; }

    /// <summary>When it took or takes place, in the order of time; at least once.</summary>
    public required IReadOnlyList<EventDays> Days { get; init; }
}

/// <summary>The days on which an event takes place once.</summary>
public sealed class EventDays : SyntaxNode
{
    /// <summary>The first day.</summary>
    public required LocalDate First { get; init; }

    /// <summary>The last day, which is the first where it is one day long.</summary>
    public required LocalDate Last { get; init; }
}

/// <summary>The hours of a day of the week.</summary>
public sealed class WeekdayHours : SyntaxNode
{
    /// <summary>The day.</summary>
    public required IsoDayOfWeek Day { get; init; }

    /// <summary>Its hours in order, at least one stretch.</summary>
    public required IReadOnlyList<OpenHours> Hours { get; init; }
}

/// <summary>The hours of a date.</summary>
public sealed class HolidayHours : SyntaxNode
{
    /// <summary>The date.</summary>
    public required LocalDate Date { get; init; }

    /// <summary>Its hours in order; none when it is closed.</summary>
    public IReadOnlyList<OpenHours> Hours { get; init; } = [];
}
