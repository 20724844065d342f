namespace Crm.Sdk.Reporting.Charts;

/// <summary>The words that charts use of themselves. The defaults are English; none may be blank.</summary>
public sealed class ChartWords
{
    /// <summary>The English words.</summary>
    public static ChartWords English { get; } = new();

    /// <summary>Heading of the periods.</summary>
    public string Period { get => field; init => field = Checked(value); } = "Period";

    /// <summary>Heading of what the rows of one value are: actual, target, baseline.</summary>
    public string Measure { get => field; init => field = Checked(value); } = "Measure";

    /// <summary>Heading of numbers.</summary>
    public string Value { get => field; init => field = Checked(value); } = "Value";

    /// <summary>What was measured.</summary>
    public string Actual { get => field; init => field = Checked(value); } = "Actual";

    /// <summary>What is to be reached.</summary>
    public string Target { get => field; init => field = Checked(value); } = "Target";

    /// <summary>Where it began.</summary>
    public string Baseline { get => field; init => field = Checked(value); } = "Baseline";

    /// <summary>The straight way from the start to the target.</summary>
    public string Pace { get => field; init => field = Checked(value); } = "Pace";

    /// <summary>What is expected.</summary>
    public string Forecast { get => field; init => field = Checked(value); } = "Forecast";

    /// <summary>From where to where the expected value may lie.</summary>
    public string Range { get => field; init => field = Checked(value); } = "Range";

    /// <summary>Heading of remarks.</summary>
    public string Note { get => field; init => field = Checked(value); } = "Note";

    /// <summary>What a period is that is not over.</summary>
    public string Open { get => field; init => field = Checked(value); } = "period still open";

    /// <summary>What stands where there is nothing to draw.</summary>
    public string NoData { get => field; init => field = Checked(value); } = "No data";

    /// <summary>What comes before the last value of a series.</summary>
    public string Latest { get => field; init => field = Checked(value); } = "Latest";

    /// <summary>What a stretch of a plan is called.</summary>
    public string Phase { get => field; init => field = Checked(value); } = "Phase";

    /// <summary>What something is called that is done.</summary>
    public string Action { get => field; init => field = Checked(value); } = "Action";

    /// <summary>What something is called that is reached on a day.</summary>
    public string Milestone { get => field; init => field = Checked(value); } = "Milestone";

    /// <summary>Heading of what something is.</summary>
    public string Kind { get => field; init => field = Checked(value); } = "Kind";

    /// <summary>Heading of names.</summary>
    public string Name { get => field; init => field = Checked(value); } = "Name";

    /// <summary>Heading of short names.</summary>
    public string Key { get => field; init => field = Checked(value); } = "Key";

    /// <summary>Heading of first days.</summary>
    public string From { get => field; init => field = Checked(value); } = "From";

    /// <summary>Heading of last days.</summary>
    public string To { get => field; init => field = Checked(value); } = "To";

    /// <summary>What was agreed at first.</summary>
    public string Agreed { get => field; init => field = Checked(value); } = "As agreed";

    /// <summary>Heading of how many days later than agreed.</summary>
    public string Slip { get => field; init => field = Checked(value); } = "Days later than agreed";

    /// <summary>Heading of what comes before.</summary>
    public string After { get => field; init => field = Checked(value); } = "After";

    /// <summary>The chain of actions that decides on the end.</summary>
    public string Critical { get => field; init => field = Checked(value); } = "Critical path";

    /// <summary>The day of the report.</summary>
    public string Today { get => field; init => field = Checked(value); } = "Today";

    /// <summary>How likely something is, from 1 to 5.</summary>
    public string Probability { get => field; init => field = Checked(value); } = "Probability";

    /// <summary>How bad something would be, from 1 to 5.</summary>
    public string Impact { get => field; init => field = Checked(value); } = "Impact";

    /// <summary>Heading of levels.</summary>
    public string Level { get => field; init => field = Checked(value); } = "Level";

    /// <summary>A level that needs nothing.</summary>
    public string Low { get => field; init => field = Checked(value); } = "Low";

    /// <summary>A level that needs watching.</summary>
    public string Medium { get => field; init => field = Checked(value); } = "Medium";

    /// <summary>A level that needs action.</summary>
    public string High { get => field; init => field = Checked(value); } = "High";

    /// <summary>How much something matters.</summary>
    public string Importance { get => field; init => field = Checked(value); } = "Importance";

    /// <summary>How well something is done.</summary>
    public string Performance { get => field; init => field = Checked(value); } = "Performance";

    /// <summary>Heading of what follows from importance and performance.</summary>
    public string Quadrant { get => field; init => field = Checked(value); } = "Advice";

    /// <summary>What matters and is done badly.</summary>
    public string Concentrate { get => field; init => field = Checked(value); } = "Concentrate here";

    /// <summary>What matters and is done well.</summary>
    public string KeepUp { get => field; init => field = Checked(value); } = "Keep it up";

    /// <summary>What matters little and is done badly.</summary>
    public string LowPriority { get => field; init => field = Checked(value); } = "Low priority";

    /// <summary>What matters little and is done well.</summary>
    public string Overkill { get => field; init => field = Checked(value); } = "Possible overkill";

    /// <summary>What people say of themselves.</summary>
    public string Self { get => field; init => field = Checked(value); } = "Own rating";

    /// <summary>What facts say.</summary>
    public string Evidence { get => field; init => field = Checked(value); } = "Evidence";

    /// <summary>Where one wants to be.</summary>
    public string Wanted { get => field; init => field = Checked(value); } = "Wanted";

    /// <summary>Heading of how much more people say than facts.</summary>
    public string Difference { get => field; init => field = Checked(value); } = "Rating above evidence";

    /// <summary>Heading of areas.</summary>
    public string Area { get => field; init => field = Checked(value); } = "Area";

    /// <summary>Heading of what something serves or uses.</summary>
    public string Leads { get => field; init => field = Checked(value); } = "Leads to";

    /// <summary>Heading of groups that began together.</summary>
    public string Cohort { get => field; init => field = Checked(value); } = "Cohort";

    /// <summary>Heading of how many a group had at the start.</summary>
    public string Size { get => field; init => field = Checked(value); } = "Size";

    /// <summary>What stands where nobody knows.</summary>
    public string Unknown { get => field; init => field = Checked(value); } = "unknown";

    /// <summary>What stands where it is too early to know.</summary>
    public string NotYet { get => field; init => field = Checked(value); } = "not yet";

    private static string Checked(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return value;
    }
}
