using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Language.Binding;

/// <summary>What an expression may speak of.</summary>
internal enum Level
{
    /// <summary>One row of a fact.</summary>
    Row,

    /// <summary>One entity: its attributes, and aggregates over the facts that refer to it.</summary>
    Entity,

    /// <summary>Aggregates and other metrics.</summary>
    Metric,
}

/// <summary>Where an expression stands while it is bound.</summary>
internal sealed record BindingContext
{
    public required CrmDocument Document { get; init; }

    public required Level Level { get; init; }

    /// <summary>The fact of the row, or the entity.</summary>
    public BoundFact? Fact { get; init; }

    /// <summary>The name under which the row is known besides its fact: a set.</summary>
    public string? Alias { get; init; }

    /// <summary>The funnel or cohort whose beginnings the rows are, or null.</summary>
    public BoundJourney? Journey { get; init; }

    /// <summary>Filters that stand around a metric and go to each of its aggregates.</summary>
    public IReadOnlyList<OuterFilter> Filters { get; init; } = [];

    /// <summary>A time role that stands around a metric and replaces that of each of its aggregates.</summary>
    public string? Role { get; init; }

    /// <summary>Which rows each aggregate reads for the period of a cell.</summary>
    public BoundFrame Frame { get; init; } = BoundFrame.None;

    /// <summary>The conversion around amounts; null where there is none.</summary>
    public OuterConversion? Conversion { get; init; }

    /// <summary>How long after its period the value of each aggregate is only to be had.</summary>
    public IReadOnlyList<BoundMaturity> Maturities { get; init; } = [];

    /// <summary>The rows that the metrics around leave out, outermost first.</summary>
    public IReadOnlyList<(CrmDocument Document, ExclusionClause Clause)> Exclusions { get; init; } = [];

    /// <summary>The metrics that are being resolved, outermost first.</summary>
    public IReadOnlyList<string> Resolving { get; init; } = [];

    /// <summary>Where the outermost of the metrics that are being resolved is used; null outside of one.</summary>
    public (CrmDocument Document, SyntaxNode Node)? Use { get; init; }

    /// <summary>Whether a division may stand here: inside <c>round</c> over a row, and over metrics.</summary>
    public bool AllowsDivision { get; init; }

    /// <summary>When attributes with history are read; null where it is not said.</summary>
    public Reading? Reading { get; init; }

    /// <summary>The day as of which versions are in force; null for the beginning of time.</summary>
    public LocalDate? Day { get; init; }

    /// <summary>Whether the condition of a segment is bound, which is as of now.</summary>
    public bool IsOfSegment { get; init; }

    /// <summary>Whether a derived field is bound, which belongs to a row and to no period.</summary>
    public bool IsDerived { get; init; }

    /// <summary>What a kind of metric asks of each row besides its conditions; null where it asks nothing.</summary>
    public BoundExpression? RowCondition { get; init; }

    /// <summary>The aggregates that were bound, in reading order; null where nobody asks.</summary>
    public List<BoundAggregate>? Aggregates { get; init; }

    /// <summary>What names were resolved to.</summary>
    public required ISet<string> Lineage { get; init; }
}

/// <summary>A filter with the document in which it was written.</summary>
internal sealed class OuterFilter(CrmDocument document, Expression where)
{
    public CrmDocument Document { get; } = document;

    public Expression Where { get; } = where;
}

/// <summary>A conversion around aggregates, and whether it found any amounts.</summary>
internal sealed class OuterConversion(BoundConversion conversion)
{
    public BoundConversion Conversion { get; } = conversion;

    public bool IsUsed { get; set; }
}

/// <summary>Collects findings while definitions are bound.</summary>
internal sealed class FindingLog
{
    private const int Limit = 200;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public List<Finding> Findings { get; } = [];

    public void Error(CrmDocument document, TextSpan span, string code, string message, string mend) =>
        Add(document, span, code, FindingSeverity.Error, message, mend);

    public void Warn(CrmDocument document, TextSpan span, string code, string message, string mend) =>
        Add(document, span, code, FindingSeverity.Warning, message, mend);

    public void Inform(CrmDocument document, TextSpan span, string code, string message, string mend) =>
        Add(document, span, code, FindingSeverity.Information, message, mend);

    // A metric that several others use is bound again for each; what is wrong in it is said once.
    private void Add(CrmDocument document, TextSpan span, string code, FindingSeverity severity, string message, string mend)
    {
        var finding = new Finding(code, severity, message, mend, document.PlaceOf(span));
        if (Findings.Count < Limit && _seen.Add(finding.ToString()))
        {
            Findings.Add(finding);
        }
    }
}
