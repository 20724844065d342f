namespace Crm.Sdk.Time;

/// <summary>The levels of the Gregorian calendar into which a range of days can be cut.</summary>
public enum Grain
{
    /// <summary>Single days.</summary>
    Day,

    /// <summary>Calendar months.</summary>
    Month,

    /// <summary>Quarters of the fiscal year.</summary>
    Quarter,

    /// <summary>Fiscal years.</summary>
    Year,
}
