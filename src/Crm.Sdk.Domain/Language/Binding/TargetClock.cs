using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Language.Binding;

/// <summary>Finds out which days a target means.</summary>
internal static class TargetClock
{
    /// <summary>The calendar that a target says; null when it goes by that of the question.</summary>
    public static CalendarScheme? Scheme(TargetDeclaration target) => target.Calendar switch
    {
        "gregorian" => CalendarScheme.Gregorian(),
        "iso" => CalendarScheme.Iso,
        "nrf" => CalendarScheme.Nrf,
        _ => null,
    };

    public static TargetTimes? TimesOf(TargetDeclaration target, ReportingCalendar calendar, out string problem)
    {
        problem = "";
        ReportingPeriod? baseline = target.Baseline is null ? null : Find(target.Baseline, calendar, ref problem);
        ReportingPeriod? period = target.Period is null ? null : Find(target.Period, calendar, ref problem);
        if (problem.Length > 0)
        {
            return null;
        }

        if (period is null)
        {
            if (baseline is null || target.Until is not { } until)
            {
                problem = "It says a last day and no baseline, so that no stretch of time is known. Write period 2027, or from a day until another.";
                return null;
            }

            if (until.Value < baseline.End)
            {
                problem = $"Its last day, {until.Value:R}, does not lie behind its baseline, {baseline.Label}. Name a later day, or an earlier baseline.";
                return null;
            }

            LocalDate end = until.Value.PlusDays(1);
            period = calendar.Between(Back(baseline, calendar, end), end);
        }
        else if (baseline is not null && period.Start < baseline.End)
        {
            problem = $"Its period, {period.Label}, does not lie behind its baseline, {baseline.Label}. Name a later period, or an earlier baseline.";
            return null;
        }

        bool isRolling = target.Period is null;
        if (isRolling && target.Allocation is not null && period.Start < baseline!.End)
        {
            problem = $"Its stretch begins on {period.Start:R}, within its baseline, and an allocation would give days of the baseline a part. Name a period that lies behind the baseline, or a later last day.";
            return null;
        }

        return new TargetTimes { Baseline = baseline, Period = period, Start = isRolling ? baseline!.End : period.Start, IsRolling = isRolling };
    }

    /// <summary>The first day of the stretch that is as long as a baseline and ends before a day.</summary>
    public static LocalDate Back(ReportingPeriod baseline, ReportingCalendar calendar, LocalDate end) => baseline.Grain is { } grain
        ? calendar.Shift(end, -1, grain)
        : end - Period.Between(baseline.Start, baseline.End, PeriodUnits.Months | PeriodUnits.Days);

    private static ReportingPeriod? Find(TargetStretch stretch, ReportingCalendar calendar, ref string problem)
    {
        if (stretch.Label is { } label)
        {
            ReportingPeriod? found = calendar.Find(label);
            if (found is null || !calendar.Covers(found.Start, found.End))
            {
                string example = calendar.PeriodOf(LocalDate.Max(new LocalDate(2027, 1, 1), calendar.FirstDay), Grain.Year).Label;
                problem = $"The calendar '{calendar.Scheme}' has no period '{label}'. Write one of its names, such as {example}, or from a day until another.";
                return null;
            }

            return found;
        }

        (LocalDate first, LocalDate last) = (stretch.First ?? default, stretch.Last ?? default);
        if (last < first)
        {
            problem = $"It ends on {last:R}, before it begins on {first:R}. Exchange the two days.";
            return null;
        }

        if (last >= LocalDate.MaxIsoValue || !calendar.Covers(first, last.PlusDays(1)))
        {
            problem = $"The calendar '{calendar.Scheme}' does not have all days from {first:R} until {last:R}. Name days that it has.";
            return null;
        }

        return calendar.Between(first, last.PlusDays(1));
    }
}
