using System.Globalization;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Reads the declaration of business hours.</summary>
internal sealed class CalendarParser(TokenCursor cursor)
{
    private const string Example = "Write it as 09:00-12:30; the end of the day is 24:00.";

    /// <summary>A calendar; its keyword was taken and began at <paramref name="start"/>.</summary>
    public CalendarDeclaration Read(int start)
    {
        Token name = cursor.ExpectPlainName("the calendar");
        Token? zone = ReadZone();
        Token open = cursor.Current;
        var week = new List<WeekdayHours>();
        var holidays = new List<HolidayHours>();
        var events = new List<CalendarEvent>();
        if (cursor.Expect("{", "before the hours", "Write the hours between '{' and '}'.") || AtLine)
        {
            ReadLines(open, week, holidays, events);
        }
        else
        {
            cursor.SkipUnlessDeclaration();
        }

        return new CalendarDeclaration
        {
            Name = name.Value,
            NameSpan = name.Span,
            Zone = zone?.Value ?? "UTC",
            ZoneSpan = zone?.Span ?? default,
            Week = [.. week.OrderBy(d => d.Day)],
            Holidays = [.. holidays.OrderBy(d => d.Date)],
            Events = [.. events.OrderBy(e => e.Name, StringComparer.Ordinal)],
            Span = cursor.From(start),
        };
    }

    private bool AtLine => cursor.Current.IsOneOf(CrmGrammar.WeekdayWords) || (cursor.IsWord("holiday") && cursor.Next.Kind == TokenKind.Date)
        || (cursor.IsWord("event") && cursor.Next.IsName && cursor.AfterNext.Kind == TokenKind.Date);

    private Token? ReadZone()
    {
        if (cursor.TakeWord("zone"))
        {
            if (cursor.Current.Kind == TokenKind.Title)
            {
                cursor.ReportHere(SyntaxFindings.WrongQuotes, "A zone is in single quotes.", "Write '…'; double quotes are for titles.");
                return cursor.Advance();
            }

            if (cursor.Current.Kind == TokenKind.Text)
            {
                return cursor.Advance();
            }
        }

        cursor.ReportMissing(
            SyntaxFindings.MissingZone,
            $"The zone of the calendar is missing before {cursor.Current.Display}.",
            "Write 'zone' and a name of the time zone database in single quotes, as in: calendar support zone 'Europe/Berlin' { … }.");
        return null;
    }

    private void ReadLines(Token open, List<WeekdayHours> week, List<HolidayHours> holidays, List<CalendarEvent> events)
    {
        bool isWhole = true;
        while (!cursor.Take("}"))
        {
            if (cursor.AtEnd || (cursor.AtDeclaration && cursor.Current.IsFirstOnLine))
            {
                cursor.Report(SyntaxFindings.UnclosedBrace, open.Span, "The hours of the calendar are not closed.", "Close them with '}'.");
                return;
            }

            if (cursor.Current.IsOneOf(CrmGrammar.WeekdayWords))
            {
                isWhole &= ReadWeekdays(week);
            }
            else if (cursor.IsWord("holiday"))
            {
                isWhole &= ReadHoliday(holidays);
            }
            else if (cursor.IsWord("event"))
            {
                isWhole &= ReadEvent(events);
            }
            else
            {
                SkipUnknown();
                isWhole = false;
            }
        }

        if (isWhole && week.Count == 0 && events.Count == 0 && holidays.TrueForAll(h => h.Hours.Count == 0))
        {
            cursor.Report(SyntaxFindings.NoHours, open.Span, "The calendar is never open, and has no event.", "Write the hours of some day, as in: mon tue wed thu fri 09:00-17:00.");
        }
    }

    private bool ReadWeekdays(List<WeekdayHours> week)
    {
        int start = cursor.Current.Span.Start;
        var days = new List<IsoDayOfWeek>();
        while (cursor.Current.IsOneOf(CrmGrammar.WeekdayWords))
        {
            Token word = cursor.Advance();
            var day = (IsoDayOfWeek)(Array.IndexOf(CrmGrammar.WeekdayWords, word.Value) + 1);
            if (days.Contains(day) || week.Exists(w => w.Day == day))
            {
                cursor.Report(SyntaxFindings.DayTwice, word.Span, $"'{word.Value}' stands here twice.", "Write all hours of a day behind one mention of it.");
            }
            else
            {
                days.Add(day);
            }
        }

        if (ReadHours() is not { } hours)
        {
            return false;
        }

        if (hours.Count == 0)
        {
            cursor.ReportMissing(
                SyntaxFindings.NoHours, $"The hours of the day are missing before {cursor.Current.Display}.", "Write them as in: mon tue 09:00-12:30 13:00-17:00. Leave out a day that is closed.");
            return false;
        }

        week.AddRange(days.Select(d => new WeekdayHours { Day = d, Hours = hours, Span = cursor.From(start) }));
        return true;
    }

    private bool ReadHoliday(List<HolidayHours> holidays)
    {
        int start = cursor.Advance().Span.Start;
        Token token = cursor.Current;
        if (token.Kind != TokenKind.Date)
        {
            cursor.ReportMissing(SyntaxFindings.Expected, $"A date is expected after 'holiday', not {token.Display}.", "Write it as in: holiday 2026-01-01.");
            return ReadHours() is null;
        }

        LocalDate? date = ReadDay();
        if (date is { } known && holidays.Exists(h => h.Date == known))
        {
            cursor.Report(SyntaxFindings.DayTwice, token.Span, $"{token.Value} stands here twice.", "Write all hours of a day behind one mention of it.");
        }

        if (ReadHours() is not { } hours || date is not { } day)
        {
            return false;
        }

        holidays.Add(new HolidayHours { Date = day, Hours = hours, Span = cursor.From(start) });
        return true;
    }

    // event easter 2025-04-20, 2026-04-03 to 2026-04-06
    private bool ReadEvent(List<CalendarEvent> events)
    {
        const string example = "Write it as in: event easter 2025-04-18 to 2025-04-21, 2026-04-03 to 2026-04-06.";
        int start = cursor.Advance().Span.Start;
        Token name = cursor.ExpectPlainName("the event");
        var days = new List<EventDays>();
        bool isWhole = name.Value.Length > 0;
        do
        {
            int from = cursor.Current.Span.Start;
            if (!AtDay("when the event took place", example))
            {
                SkipToLine();
                return false;
            }

            LocalDate? first = ReadDay(), last = first;
            if (cursor.TakeWord("to"))
            {
                if (!AtDay("after 'to'", example))
                {
                    SkipToLine();
                    return false;
                }

                last = ReadDay();
            }

            isWhole &= first is not null && last is not null;
            if (first is { } a && last is { } b)
            {
                days.Add(new EventDays { First = a, Last = b, Span = cursor.From(from) });
            }
        }
        while (cursor.Take(","));

        if (!isWhole)
        {
            return false;
        }

        events.Add(new CalendarEvent { Name = name.Value, NameSpan = name.Span, Days = [.. days.OrderBy(d => d.First).ThenBy(d => d.Last)], Span = cursor.From(start) });
        return true;
    }

    private bool AtDay(string where, string mend)
    {
        if (cursor.Current.Kind == TokenKind.Date)
        {
            return true;
        }

        cursor.ReportMissing(SyntaxFindings.Expected, $"A date is expected {where}, not {cursor.Current.Display}.", mend);
        return false;
    }

    // The date that stands here; null after a finding.
    private LocalDate? ReadDay()
    {
        Token token = cursor.Advance();
        ParseResult<LocalDate> date = LocalDatePattern.Iso.Parse(token.Value);
        if (date.Success && date.Value.Year >= 1)
        {
            return date.Value;
        }

        cursor.Report(SyntaxFindings.NoSuchDay, token.Span, $"There is no day {token.Value}.", "Write year, month and day of a day of the calendar.");
        return null;
    }

    // The stretches that stand here; null after a finding.
    private List<OpenHours>? ReadHours()
    {
        var hours = new List<OpenHours>();
        while (cursor.Current.Kind == TokenKind.Number)
        {
            int start = cursor.Current.Span.Start;
            if (ReadMinute() is not { } from || !cursor.Take("-") || ReadMinute() is not { } to)
            {
                SkipToLine();
                cursor.ReportUnlessReported(SyntaxFindings.BadHours, cursor.From(start), "This is no stretch of a day.", Example);
                return null;
            }

            if (to <= from)
            {
                cursor.Report(SyntaxFindings.BadHours, cursor.From(start), "The stretch ends before it begins.",
                    "Hours over midnight are two stretches: up to 24:00, and from 00:00 of the next day.");
                SkipToLine();
                return null;
            }

            if (hours.Count > 0 && from <= hours[^1].To)
            {
                cursor.Report(SyntaxFindings.HoursDoNotRise, cursor.From(start), $"The stretch does not begin after {hours[^1]} has ended.",
                    "Write stretches in the order of time; two that touch are one.");
                SkipToLine();
                return null;
            }

            hours.Add(new OpenHours(from, to));
        }

        return hours;
    }

    private int? ReadMinute()
    {
        if (Digits(1, 2) is not { } hour || !cursor.Take(":") || Digits(2, 2) is not { } minute)
        {
            return null;
        }

        int minutes = (hour * 60) + minute;
        return minute < 60 && minutes <= OpenHours.MinutesPerDay ? minutes : null;
    }

    private int? Digits(int least, int most) =>
        cursor.Current is { Kind: TokenKind.Number, Value: var text } && text.Length >= least && text.Length <= most
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && cursor.Advance().Value == text
                ? number
                : null;

    private void SkipUnknown()
    {
        Token word = cursor.Current;
        string[] known = [.. CrmGrammar.WeekdayWords, "holiday", "event"];
        string? nearest = word.Kind != TokenKind.Word ? null
            : CrmGrammar.WeekdayWords.FirstOrDefault(w => word.Value.StartsWith(w, StringComparison.OrdinalIgnoreCase)) ?? Suggestion.For(word.Value, known);
        cursor.ReportHere(
            SyntaxFindings.UnknownLine, $"{word.Display} begins no line of a calendar.",
            word.IsSymbol(",") ? "Take it out; days and hours are separated by white space."
                : Suggestion.DidYouMean(nearest, "A line begins with days of the week (mon tue wed thu fri sat sun), with 'holiday' and a date, or with 'event', a name and its days."));
        cursor.Advance();
        SkipToLine();
    }

    private void SkipToLine()
    {
        while (!cursor.AtEnd && !cursor.Is("}") && !AtLine && !(cursor.AtDeclaration && cursor.Current.IsFirstOnLine))
        {
            cursor.Advance();
        }
    }
}
