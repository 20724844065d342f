using Crm.Sdk.Time;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Writes the JSON of calendars.</summary>
internal static class CalendarWriting
{
    public static void Write(JsonText json, CalendarDeclaration calendar)
    {
        if (calendar.Events.Count > 0)
        {
            json.Property("events");
            json.BeginArray();
            foreach (CalendarEvent one in calendar.Events)
            {
                json.BeginObject();
                json.Property("days");
                json.BeginArray();
                foreach (EventDays days in one.Days)
                {
                    json.BeginObject();
                    json.String("first", JsonWriting.DayOf(days.First));
                    json.String("last", JsonWriting.DayOf(days.Last));
                    json.EndObject();
                }

                json.EndArray();
                json.String("name", one.Name);
                json.EndObject();
            }

            json.EndArray();
        }

        if (calendar.Holidays.Count > 0)
        {
            json.Property("holidays");
            json.BeginArray();
            foreach (HolidayHours day in calendar.Holidays)
            {
                json.BeginObject();
                json.String("date", JsonWriting.DayOf(day.Date));
                Write(json, day.Hours);
                json.EndObject();
            }

            json.EndArray();
        }

        json.String("kind", "calendar");
        json.String("name", calendar.Name);
        if (calendar.Week.Count > 0)
        {
            json.Property("week");
            json.BeginArray();
            foreach (WeekdayHours day in calendar.Week)
            {
                json.BeginObject();
                json.String("day", CrmGrammar.WeekdayWords[(int)day.Day - 1]);
                Write(json, day.Hours);
                json.EndObject();
            }

            json.EndArray();
        }

        json.String("zone", calendar.Zone);
    }

    private static void Write(JsonText json, IReadOnlyList<OpenHours> hours)
    {
        if (hours.Count > 0)
        {
            json.Property("hours");
            json.BeginArray();
            foreach (OpenHours stretch in hours)
            {
                json.String(stretch.ToString());
            }

            json.EndArray();
        }
    }
}
