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
        if (cursor.Expect("{", "before the hours", "Write the hours between '{' and '}'.") || AtLine)
        {
            ReadLines(open, week, holidays);
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
            Span = cursor.From(start),
        };
    }

    private bool AtLine => cursor.Current.IsOneOf(CrmGrammar.WeekdayWords) || (cursor.IsWord("holiday") && cursor.Next.Kind == TokenKind.Date);

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

    private void ReadLines(Token open, List<WeekdayHours> week, List<HolidayHours> holidays)
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
            else
            {
                SkipUnknown();
                isWhole = false;
            }
        }

        if (isWhole && week.Count == 0 && holidays.TrueForAll(h => h.Hours.Count == 0))
        {
            cursor.Report(SyntaxFindings.NoHours, open.Span, "The calendar is never open.", "Write the hours of some day, as in: mon tue wed thu fri 09:00-17:00.");
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

        cursor.Advance();
        ParseResult<LocalDate> date = LocalDatePattern.Iso.Parse(token.Value);
        if (!date.Success || date.Value.Year < 1)
        {
            cursor.Report(SyntaxFindings.NoSuchDay, token.Span, $"There is no day {token.Value}.", "Write year, month and day of a day of the calendar.");
        }
        else if (holidays.Exists(h => h.Date == date.Value))
        {
            cursor.Report(SyntaxFindings.DayTwice, token.Span, $"{token.Value} stands here twice.", "Write all hours of a day behind one mention of it.");
        }

        if (ReadHours() is not { } hours || !date.Success)
        {
            return false;
        }

        holidays.Add(new HolidayHours { Date = date.Value, Hours = hours, Span = cursor.From(start) });
        return true;
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
        string[] known = [.. CrmGrammar.WeekdayWords, "holiday"];
        string? nearest = word.Kind != TokenKind.Word ? null
            : CrmGrammar.WeekdayWords.FirstOrDefault(w => word.Value.StartsWith(w, StringComparison.OrdinalIgnoreCase)) ?? Suggestion.For(word.Value, known);
        cursor.ReportHere(
            SyntaxFindings.UnknownLine, $"{word.Display} begins no line of a calendar.",
            word.IsSymbol(",") ? "Take it out; days and hours are separated by white space."
                : Suggestion.DidYouMean(nearest, "A line begins with days of the week (mon tue wed thu fri sat sun) or with 'holiday' and a date."));
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
