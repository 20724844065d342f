using System.Globalization;
using NodaTime;

namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>Days from left to right, with marks at the starts of weeks, months or years, as many as have room for their names.</summary>
internal sealed class TimelineAxis
{
    private const decimal LabelGap = 12;
    private const int MonthsPerYear = 12;
    private const int DaysPerWeek = 7;

    private static readonly int[] MonthSteps = [1, 2, 3, 6, 12, 24, 60, 120, 600, 1200];

    private readonly LocalDate _first;
    private readonly int _days;
    private readonly decimal _left;
    private readonly decimal _width;

    public TimelineAxis(LocalDate first, LocalDate last, decimal left, decimal right)
    {
        _first = first;
        _days = Math.Max(1, Period.DaysBetween(first, last));
        _left = left;
        _width = right - left;
    }

    public decimal X(LocalDate day) => _left + (_width * Period.DaysBetween(_first, day) / _days);

    /// <summary>The marks in order: where, and what stands there.</summary>
    public IEnumerable<(decimal X, string Text)> Marks() =>
        Fits("2026-01-05", DaysPerWeek) ? Weeks() : Months(MonthSteps.FirstOrDefault(s => Fits(s % MonthsPerYear == 0 ? "2026" : "2026-01", s * 30), MonthSteps[^1]));

    private bool Fits(string text, int days) => _width * days / _days >= TextSize.Width(text) + LabelGap;

    private IEnumerable<(decimal X, string Text)> Weeks()
    {
        LocalDate monday = _first.DayOfWeek == IsoDayOfWeek.Monday ? _first : _first.Next(IsoDayOfWeek.Monday);
        for (LocalDate day = monday; Period.DaysBetween(_first, day) <= _days; day = day.PlusDays(DaysPerWeek))
        {
            yield return (X(day), day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture));
        }
    }

    private IEnumerable<(decimal X, string Text)> Months(int step)
    {
        int month = (_first.Year * MonthsPerYear) + _first.Month - 1 + (_first.Day == 1 ? 0 : 1);
        month = (month + step - 1) / step * step;
        for (; ; month += step)
        {
            var day = new LocalDate(month / MonthsPerYear, (month % MonthsPerYear) + 1, 1);
            if (Period.DaysBetween(_first, day) > _days)
            {
                yield break;
            }

            yield return (X(day), day.ToString(step % MonthsPerYear == 0 ? "uuuu" : "uuuu-MM", CultureInfo.InvariantCulture));
        }
    }
}
