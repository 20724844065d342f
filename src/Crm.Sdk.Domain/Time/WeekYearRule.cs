namespace Crm.Sdk.Time;

/// <summary>What a period is compared with a year before, where some years have 53 weeks.</summary>
public enum WeekYearRule
{
    /// <summary>The period with the same number in its year; a 53rd week has none where the other year has 52.</summary>
    Ordinal,

    /// <summary>
    /// As <see cref="Ordinal"/>, but a year of 53 weeks drops its first one when a year of 52 is compared with it, so that week 1 is
    /// compared with week 2. This is how the National Retail Federation restates a year.
    /// </summary>
    Restated,

    /// <summary>The days exactly 364 before, for each year: the same days of the week.</summary>
    Date364,
}
