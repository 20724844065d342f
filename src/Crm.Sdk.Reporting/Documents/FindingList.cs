using Crm.Sdk.Validation;

namespace Crm.Sdk.Reporting.Documents;

/// <summary>What was found to be wrong, or worth knowing.</summary>
public sealed class FindingList : ReportBlock
{
    /// <summary>Creates a list.</summary>
    /// <param name="items">The findings in the order in which they are shown; none says that nothing was found.</param>
    /// <exception cref="ArgumentException">One is null.</exception>
    public FindingList(params IEnumerable<ReportFinding> items) => Items = Copied(items, nameof(items));

    /// <summary>The findings in order.</summary>
    public IReadOnlyList<ReportFinding> Items { get; }
}

/// <summary>One thing that was found.</summary>
public sealed class ReportFinding
{
    /// <summary>Creates a finding.</summary>
    /// <param name="severity">How bad it is.</param>
    /// <param name="text">What it is and how to mend it, not blank.</param>
    /// <param name="place">Where it is; empty for nowhere in particular.</param>
    /// <param name="code">Its stable code; empty for none.</param>
    /// <exception cref="ArgumentException"><paramref name="text"/> is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="severity"/> is none of the enumeration.</exception>
    public ReportFinding(FindingSeverity severity, string text, string place = "", string code = "")
    {
        if (!Enum.IsDefined(severity))
        {
            throw new ArgumentOutOfRangeException(nameof(severity), severity, "There is no such severity.");
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(code);
        Severity = severity;
        Text = text;
        Place = place;
        Code = code;
    }

    /// <summary>How bad it is.</summary>
    public FindingSeverity Severity { get; }

    /// <summary>What it is and how to mend it.</summary>
    public string Text { get; }

    /// <summary>Where it is; empty for nowhere in particular.</summary>
    public string Place { get; }

    /// <summary>Its stable code; empty for none.</summary>
    public string Code { get; }

    /// <summary>A finding of the SDK: its message and mend, its place and its code.</summary>
    public static ReportFinding From(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return new ReportFinding(finding.Severity, $"{finding.Message} {finding.Mend}".Trim(), finding.Place.ToString(), finding.Code);
    }
}
