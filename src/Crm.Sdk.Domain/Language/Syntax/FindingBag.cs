using Crm.Sdk.Validation;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Collects the findings about one text, at most <see cref="Limit"/>; the last one says that there are more.</summary>
internal sealed class FindingBag
{
    public const int Limit = 100;

    private readonly List<Finding> _findings = [];
    private readonly string? _source;
    private readonly string _text;

    public FindingBag(string? source, string text)
    {
        _source = source;
        _text = text;
    }

    public bool IsFull => _findings.Count >= Limit;

    public bool IsEmpty => _findings.Count == 0;

    public void Error(string code, TextSpan span, string message, string mend, string? path = null)
    {
        if (_findings.Count == Limit - 1)
        {
            (code, message, mend) = (SyntaxFindings.TooManyFindings, "There is more to mend than is listed.", "Mend these first, then read the text again.");
        }

        if (!IsFull)
        {
            (int line, int column) = span.Locate(_text);
            var place = new FindingPlace { Source = _source, Path = path, Span = span, Line = line, Column = column };
            _findings.Add(new Finding(code, FindingSeverity.Error, message, mend, place));
        }
    }

    /// <summary>The findings in the order of the text; the one that says there are more stays last.</summary>
    public IReadOnlyList<Finding> Take() =>
        [.. _findings.OrderBy(f => f.Code == SyntaxFindings.TooManyFindings).ThenBy(f => f.Place.Span!.Value.Start)];
}
