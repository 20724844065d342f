namespace Crm.Sdk.Reporting.Documents;

/// <summary>A part of a report.</summary>
/// <remarks>
/// Closed: <see cref="ReportSection"/>, <see cref="ReportParagraph"/>, <see cref="ReportMarkdown"/>, <see cref="KeyValueList"/>,
/// <see cref="ReportTable"/>, <see cref="ReportFigure"/>, <see cref="FindingList"/>, <see cref="StatusBadge"/> and <see cref="KpiTiles"/>.
/// Immutable.
/// </remarks>
public abstract class ReportBlock
{
    private protected ReportBlock()
    {
    }

    private protected static IReadOnlyList<T> Copied<T>(IEnumerable<T> items, string parameter)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(items, parameter);
        T[] copy = [.. items];
        return copy.Contains(null) ? throw new ArgumentException("An element is null.", parameter) : Array.AsReadOnly(copy);
    }
}

/// <summary>What a status means for the one who reads it. Renderers show it as a colour beside the words, never alone.</summary>
public enum ReportTone
{
    /// <summary>Neither good nor bad.</summary>
    Neutral,

    /// <summary>Worth knowing.</summary>
    Information,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Needs watching.</summary>
    Warning,

    /// <summary>Needs action.</summary>
    Bad,
}

/// <summary>A word or two that say how something stands, such as <c>on track</c>.</summary>
public sealed class StatusBadge : ReportBlock
{
    /// <summary>Creates a badge.</summary>
    /// <param name="text">The words, not blank.</param>
    /// <param name="tone">What they mean for the reader.</param>
    /// <exception cref="ArgumentException"><paramref name="text"/> is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tone"/> is none of the enumeration.</exception>
    public StatusBadge(string text, ReportTone tone)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (!Enum.IsDefined(tone))
        {
            throw new ArgumentOutOfRangeException(nameof(tone), tone, "There is no such tone.");
        }

        Text = text;
        Tone = tone;
    }

    /// <summary>The words.</summary>
    public string Text { get; }

    /// <summary>What they mean for the reader.</summary>
    public ReportTone Tone { get; }
}
