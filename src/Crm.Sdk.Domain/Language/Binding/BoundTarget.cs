using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Language.Binding;

/// <summary>How the values of a metric in the parts of a stretch of time give that of the whole.</summary>
public enum TargetAlgebra
{
    /// <summary>They add up, as revenue does.</summary>
    Additive,

    /// <summary>They are shares: what is above the line adds up, and what is below it.</summary>
    Ratio,

    /// <summary>Neither: a state at the end, a number of different customers, a percentile.</summary>
    Other,
}

/// <summary>The stretches of time of a target in a calendar.</summary>
public sealed record TargetTimes
{
    /// <summary>The stretch whose value it starts from; null for none.</summary>
    public required ReportingPeriod? Baseline { get; init; }

    /// <summary>The stretch whose value is to reach it.</summary>
    public required ReportingPeriod Period { get; init; }

    /// <summary>The first day of the way to it: that of the period; where only a last day is said, the day after the baseline.</summary>
    public required LocalDate Start { get; init; }

    /// <summary>Whether only a last day is said, so that the value is watched in stretches as long as the baseline that end day by day.</summary>
    public required bool IsRolling { get; init; }

    /// <summary>The first day of the stretch that is as long as the baseline and ends before a day; of a stretch of a calendar's level by its steps.</summary>
    /// <exception cref="InvalidOperationException">There is no baseline.</exception>
    public LocalDate Back(LocalDate end, ReportingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return TargetClock.Back(Baseline ?? throw new InvalidOperationException("The target has no baseline."), calendar, end);
    }
}

/// <summary>A target whose names are resolved.</summary>
/// <remarks>Immutable.</remarks>
public sealed class BoundTarget
{
    internal BoundTarget(
        TargetDeclaration declaration, BoundMetric metric, BoundMetric actual, BoundSegment? segment, BusinessCalendar? hours, TargetAlgebra algebra, Rational low, Rational high)
    {
        Declaration = declaration;
        Metric = metric;
        Actual = actual;
        Segment = segment;
        Hours = hours;
        Algebra = algebra;
        Low = low;
        High = high;
        Hash = CrmJson.Hash(declaration);
    }

    /// <summary>The name.</summary>
    public string Name => Declaration.Name;

    /// <summary>The title for people, or null.</summary>
    public string? Title => Declaration.Title;

    /// <summary>What was written.</summary>
    public TargetDeclaration Declaration { get; }

    /// <summary>The metric that it is for.</summary>
    public BoundMetric Metric { get; }

    /// <summary>What is watched: the metric with the target's own filter and time role. A query may ask for it as <c>actual(r1)</c>.</summary>
    public BoundMetric Actual { get; }

    /// <summary>The segment whose members count; null for all.</summary>
    public BoundSegment? Segment { get; }

    /// <summary>The business hours by whose open days it is allocated; null when it is not.</summary>
    public BusinessCalendar? Hours { get; }

    /// <summary>How its metric adds up over time.</summary>
    public TargetAlgebra Algebra { get; }

    /// <summary>The value or the change, or the smaller of two, in the unit of the metric's type: shares of the baseline, numbers of points.</summary>
    public Rational Low { get; }

    /// <summary>The larger of two; 0 where there is one.</summary>
    public Rational High { get; }

    /// <summary>The smallest amount by which the parts of its allocation differ, in the unit of the metric's type: the smallest coin of a currency, one, a second.</summary>
    public Rational Quantum => TargetRules.UnitOf(Actual);

    /// <summary>The hash of the declaration.</summary>
    public string Hash { get; }

    /// <summary>The stretches of time that are meant in a calendar.</summary>
    /// <param name="calendar">The calendar; where the target says one of its own, only its zone counts.</param>
    /// <param name="problem">What is wrong with them there, and what to do about it; empty when nothing is.</param>
    /// <returns>The stretches; null with a <paramref name="problem"/>.</returns>
    public TargetTimes? TimesIn(ReportingCalendar calendar, out string problem)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return TargetClock.TimesOf(Declaration, CalendarFrom(calendar), out problem);
    }

    /// <summary>The calendar by which it goes: its own in the zone of another, or that one.</summary>
    public ReportingCalendar CalendarFrom(ReportingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return TargetClock.Scheme(Declaration) is { } scheme ? new ReportingCalendar(calendar.Zone, scheme) : calendar;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
