namespace Crm.Sdk.Language.Syntax;

/// <summary>
/// Of the entries into one stage the share that came to another: <c>conversion(deal_stage.stage from 'new' to 'won' through ('new', 'won'))</c>.
/// </summary>
public sealed class StageConversionExpression : Expression
{
    /// <summary>The interval or a set of its rows, and the field that holds the stage.</summary>
    public required NameExpression Stage { get; init; }

    /// <summary>The stage from which is counted: a text, or the name of a parameter that stands for one.</summary>
    public required Expression From { get; init; }

    /// <summary>The stage that is to be reached: a text or the name of a parameter.</summary>
    public required Expression To { get; init; }

    /// <summary>The stages in their order, both among them, texts and names of parameters; empty where there are none but these two.</summary>
    public IReadOnlyList<Expression> Through { get; init; } = [];

    /// <summary>Whether a stage that was skipped was not entered; otherwise it was passed.</summary>
    public bool ExcludesSkips { get; init; }

    /// <summary>Whether a step back to a stage is no entry into it; otherwise it is a new one.</summary>
    public bool IgnoresBackward { get; init; }

    /// <summary>Whether only the first entry of each entity counts; otherwise each does.</summary>
    public bool IsFirstOnly { get; init; }

    /// <summary>Which entries count; null for all.</summary>
    public Expression? Where { get; init; }

    /// <summary>The time role; null for the beginning of the interval, which is the only one that fits.</summary>
    public string? By { get; init; }
}
