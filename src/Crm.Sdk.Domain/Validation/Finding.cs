using System.Globalization;
using System.Text;

namespace Crm.Sdk.Validation;

/// <summary>How bad a <see cref="Finding"/> is.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing; nothing is refused.</summary>
    Information,

    /// <summary>Probably not what was meant; nothing is refused.</summary>
    Warning,

    /// <summary>The input cannot be used until this is mended.</summary>
    Error,
}

/// <summary>
/// One thing that is wrong, or worth knowing, in input that a person wrote: what it is, where it is, and how to mend it.
/// </summary>
/// <remarks>Findings are values, never exceptions: reading goes on after one, so that a person sees several at once.</remarks>
public sealed class Finding
{
    /// <summary>Creates a finding.</summary>
    /// <param name="code">Stable code, <c>CRM</c> and four digits.</param>
    /// <param name="severity">How bad it is.</param>
    /// <param name="message">What is wrong, in one sentence.</param>
    /// <param name="mend">What to do about it, in one sentence; empty when the message says it.</param>
    /// <param name="place">Where it is.</param>
    public Finding(string code, FindingSeverity severity, string message, string mend, FindingPlace place)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        ArgumentException.ThrowIfNullOrEmpty(message);
        ArgumentNullException.ThrowIfNull(mend);
        ArgumentNullException.ThrowIfNull(place);
        Code = code;
        Severity = severity;
        Message = message;
        Mend = mend;
        Place = place;
    }

    /// <summary>Stable code, <c>CRM</c> and four digits; each has a section in the documentation.</summary>
    public string Code { get; }

    /// <summary>How bad it is.</summary>
    public FindingSeverity Severity { get; }

    /// <summary>What is wrong.</summary>
    public string Message { get; }

    /// <summary>What to do about it; empty when the message says it.</summary>
    public string Mend { get; }

    /// <summary>Where it is.</summary>
    public FindingPlace Place { get; }

    /// <summary>The finding on one line: <c>place: severity CODE: message mend</c>.</summary>
    public override string ToString()
    {
        string severity = Severity switch
        {
            FindingSeverity.Error => "error",
            FindingSeverity.Warning => "warning",
            _ => "info",
        };
        string place = Place.ToString();
        var text = new StringBuilder();
        if (place.Length > 0)
        {
            text.Append(place).Append(": ");
        }

        text.Append(CultureInfo.InvariantCulture, $"{severity} {Code}: {Message}");
        if (Mend.Length > 0)
        {
            text.Append(' ').Append(Mend);
        }

        return text.ToString();
    }
}

/// <summary>Where a <see cref="Finding"/> is: a source, a path inside it, a span, a line and a column, as far as they are known.</summary>
public sealed class FindingPlace
{
    /// <summary>A place about which nothing is known.</summary>
    public static FindingPlace Unknown { get; } = new();

    /// <summary>The file or other source, or null.</summary>
    public string? Source { get; init; }

    /// <summary>A path to an element of structured input, such as <c>columns.net.decimal</c>, or null.</summary>
    public string? Path { get; init; }

    /// <summary>The characters concerned, or null where the input is not one text.</summary>
    public TextSpan? Span { get; init; }

    /// <summary>The line, counted from 1, or null.</summary>
    public int? Line { get; init; }

    /// <summary>The column, counted from 1, or null. In a table: the character column of a text, the field of a row.</summary>
    public int? Column { get; init; }

    /// <summary>The place of a span of <paramref name="text"/>.</summary>
    public static FindingPlace InText(string? source, string text, TextSpan span)
    {
        (int line, int column) = span.Locate(text);
        return new FindingPlace { Source = source, Span = span, Line = line, Column = column };
    }

    /// <summary>The place as <c>source(line,column) path</c>, with the parts that are known; empty when none is.</summary>
    public override string ToString()
    {
        string position = (Line, Column) switch
        {
            (int line, int column) => string.Create(CultureInfo.InvariantCulture, $"({line},{column})"),
            (int line, null) => string.Create(CultureInfo.InvariantCulture, $"({line})"),
            _ => "",
        };
        return $"{Source}{position}{(Path is null ? "" : " " + Path)}".Trim();
    }
}
