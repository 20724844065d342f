namespace Crm.Sdk.Samples.RealData.Manifests;

/// <summary>What of a cell is meant.</summary>
public enum CellPart
{
    /// <summary>The value, in the metric's unit.</summary>
    Value,

    /// <summary>The number above the line.</summary>
    Numerator,

    /// <summary>The number below the line.</summary>
    Denominator,

    /// <summary>Rows that contributed.</summary>
    N,

    /// <summary>Rows that matched.</summary>
    Rows,

    /// <summary>Half of the way from the lower to the upper end of the interval, in the metric's unit: the margin of error.</summary>
    HalfWidth,
}

/// <summary>How a value is written in a published figure.</summary>
public enum LeafForm
{
    /// <summary>A JSON number.</summary>
    Number,

    /// <summary>A text with exactly the decimal places of the scale.</summary>
    Text,

    /// <summary>A text that holds a decimal with as many places as it needs.</summary>
    Decimal,

    /// <summary>A day as text, from days since 1970-01-01.</summary>
    Date,

    /// <summary>A local time as text, from microseconds since 1970-01-01T00:00:00Z.</summary>
    DateTime,

    /// <summary>True for 1, false for 0.</summary>
    Boolean,
}

/// <summary>Where a leaf of a figure comes from: a cell, a named group of leaves, the name of a member, or a list.</summary>
public sealed record LeafSource
{
    /// <summary>The query of the figure; the empty text for the only one.</summary>
    public string Query { get; init; } = "";

    /// <summary>The metric whose cell is read.</summary>
    public string? Metric { get; init; }

    /// <summary>What of the cell is meant.</summary>
    public CellPart Part { get; init; }

    /// <summary>The members at which the cell is read, by axis; an axis that is not named is read at its total.</summary>
    public IReadOnlyDictionary<string, string> At { get; init; } = new Dictionary<string, string>();

    /// <summary>The decimal places to which the exact value is rounded, half away from zero.</summary>
    public int Scale { get; init; } = 6;

    /// <summary>How the value is written.</summary>
    public LeafForm As { get; init; }

    /// <summary>A named group of leaves that stands at this place.</summary>
    public string? Use { get; init; }

    /// <summary>Inside an item: the axis whose member's name stands here.</summary>
    public string? Label { get; init; }

    /// <summary>Which members make a list.</summary>
    public MemberList? List { get; init; }

    /// <summary>The leaves of each item of the list.</summary>
    public IReadOnlyDictionary<string, LeafSource> Item { get; init; } = new Dictionary<string, LeafSource>();
}

/// <summary>Members of an axis, or combinations of members of several, as a list.</summary>
public sealed record MemberList
{
    /// <summary>The axes.</summary>
    public required IReadOnlyList<string> Of { get; init; }

    /// <summary>A cell that is there and not 0 for the members that belong to the list; null for all.</summary>
    public LeafSource? Where { get; init; }

    /// <summary>The cell by which members are ordered, largest first, ties by name; null for the order of the axes.</summary>
    public LeafSource? Largest { get; init; }

    /// <summary>The longest that the list may be; null for any length.</summary>
    public int? Take { get; init; }
}
