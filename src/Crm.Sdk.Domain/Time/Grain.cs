namespace Crm.Sdk.Time;

/// <summary>The levels of a calendar into which a range of days can be cut. What a month or a year is, the calendar says.</summary>
public enum Grain
{
    /// <summary>Single days.</summary>
    Day,

    /// <summary>Weeks.</summary>
    Week,

    /// <summary>Months; in a retail calendar, its periods of four or five weeks.</summary>
    Month,

    /// <summary>Quarters of the year of the calendar.</summary>
    Quarter,

    /// <summary>Years of the calendar: fiscal years, week-years of ISO 8601, retail years.</summary>
    Year,
}
