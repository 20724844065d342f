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

    private static string Checked(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return value;
    }
}
