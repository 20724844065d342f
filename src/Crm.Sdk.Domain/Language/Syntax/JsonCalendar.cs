using Crm.Sdk.Time;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Reads the declaration of business hours from JSON. What no text says, such as hours that do not rise, the reader of the text refuses.</summary>
internal sealed class JsonCalendar(JsonFindings findings)
{
    public CalendarDeclaration Read(JsonObject json)
    {
        string zone = json.RequireText("zone");
        if (!CrmLexer.CanQuote(zone))
        {
            findings.BadValue(json.Node, json.At("zone"), "name of a time zone", "Take out control characters.");
            zone = "";
        }

        return new CalendarDeclaration
        {
            Name = json.RequireName("name"),
            Zone = zone,
            Week = [.. Days(json, "week", Weekday).OrderBy(d => d.Day)],
            Holidays = [.. Days(json, "holidays", Holiday).OrderBy(d => d.Date)],
            Events = [.. Days(json, "events", Event).OrderBy(e => e.Name, StringComparer.Ordinal)],
        };
    }

    private List<T> Days<T>(JsonObject json, string name, Func<JsonObject, T> read, bool required = false)
    {
        var days = new List<T>();
        IReadOnlyList<JsonNode> items = json.Items(name, required);
        for (int i = 0; i < items.Count; i++)
        {
            if (JsonObject.Of(items[i], json.At(name).At(i), findings) is { } item)
            {
                days.Add(read(item));
                item.End();
            }
        }

        return days;
    }

    private WeekdayHours Weekday(JsonObject json) => new()
    {
        Day = (IsoDayOfWeek)((json.Choice("day", required: true, CrmGrammar.WeekdayWords) ?? 0) + 1), Hours = Hours(json, required: true),
    };

    private HolidayHours Holiday(JsonObject json) => new() { Date = Day(json, "date"), Hours = Hours(json, required: false) };

    private CalendarEvent Event(JsonObject json) =>
        new() { Name = json.RequireName("name"), Days = [.. Days(json, "days", Once, required: true).OrderBy(d => d.First).ThenBy(d => d.Last)] };

    private EventDays Once(JsonObject json) => new() { First = Day(json, "first"), Last = Day(json, "last") };

    private LocalDate Day(JsonObject json, string name)
    {
        string text = json.RequireText(name);
        ParseResult<LocalDate> date = LocalDatePattern.Iso.Parse(text);
        bool isDay = text.Length == 10 && date.Success && date.Value.Year >= 1;
        if (!isDay && json.Find(name) is { Kind: JsonKind.String } node)
        {
            findings.BadValue(node, json.At(name), "day of the calendar", "Write it as yyyy-mm-dd.");
        }

        return isDay ? date.Value : new LocalDate(2000, 1, 1);
    }

    private List<OpenHours> Hours(JsonObject json, bool required)
    {
        var hours = new List<OpenHours>();
        IReadOnlyList<JsonNode> items = json.Items("hours", required);
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i].Kind == JsonKind.String && OpenHours.TryParse(items[i].Text, out OpenHours stretch))
            {
                hours.Add(stretch);
            }
            else
            {
                findings.BadValue(items[i], json.At("hours").At(i), "stretch of a day", "Write it as \"09:00-12:30\"; the end of the day is 24:00.");
            }
        }

        return hours;
    }
}
