using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Language.Binding;

/// <content>Calendars.</content>
internal sealed partial class ModelBinder
{
    private BoundCalendar? BindCalendar(CrmDocument document, CalendarDeclaration declaration)
    {
        Dictionary<string, IReadOnlyList<DateInterval>>? events = EventsOf(document, declaration);
        DateTimeZone? zone = declaration.Zone == "UTC" ? DateTimeZone.Utc : DateTimeZoneProviders.Tzdb.GetZoneOrNull(declaration.Zone);
        if (zone is null)
        {
            _log.Error(document, declaration.ZoneSpan, BindingFindings.UnknownZone, $"There is no time zone '{declaration.Zone}'.",
                Suggestion.DidYouMean(Suggestion.For(declaration.Zone, DateTimeZoneProviders.Tzdb.Ids), "Write a name of the time zone database, such as 'Europe/Berlin'."));
            return null;
        }

        var hours = new BusinessCalendar(zone, declaration.Week.ToDictionary(d => d.Day, d => d.Hours), declaration.Holidays.ToDictionary(d => d.Date, d => d.Hours));
        return events is null ? null : new BoundCalendar(declaration.Name, hours, events, CrmJson.Hash(declaration));
    }

    // The one before is always clear: times of one event follow one another.
    private Dictionary<string, IReadOnlyList<DateInterval>>? EventsOf(CrmDocument document, CalendarDeclaration declaration)
    {
        var events = new Dictionary<string, IReadOnlyList<DateInterval>>(StringComparer.Ordinal);
        bool isValid = true;
        foreach (CalendarEvent one in declaration.Events)
        {
            if (events.ContainsKey(one.Name))
            {
                _log.Error(document, one.NameSpan, BindingFindings.DuplicateName, $"'{declaration.Name}' has the event '{one.Name}' twice.", "Write all its days behind one mention of it.");
                isValid = false;
                continue;
            }

            EventDays? before = null;
            foreach (EventDays days in one.Days)
            {
                if (days.Last < days.First)
                {
                    _log.Error(document, days.Span, BindingFindings.EventDaysOverlap, $"'{one.Name}' ends before it begins.", "Write the first day, 'to', and the last one.");
                    isValid = false;
                }
                else if (days.First <= before?.Last)
                {
                    _log.Error(document, days.Span, BindingFindings.EventDaysOverlap, $"'{one.Name}' takes place twice on {days.First:uuuu-MM-dd}.",
                        "Let each time end before the next begins; give different events different names.");
                    isValid = false;
                }

                before = days;
            }

            events.Add(one.Name, isValid ? [.. one.Days.Select(d => new DateInterval(d.First, d.Last))] : []);
        }

        return isValid ? events : null;
    }
}
