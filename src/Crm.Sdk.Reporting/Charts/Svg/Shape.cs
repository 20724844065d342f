namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>Where a piece of text stands at its position.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>A shape of a picture, in pixels from its upper left corner. Who writes pictures in another form knows these five kinds.</summary>
internal abstract record Shape
{
    public required Style Style { get; init; }
}

/// <summary>A straight line.</summary>
internal sealed record LineShape : Shape
{
    public required (decimal X, decimal Y) From { get; init; }

    public required (decimal X, decimal Y) To { get; init; }
}

/// <summary>Straight lines through points, or the area between them.</summary>
internal sealed record PathShape : Shape
{
    public required IReadOnlyList<(decimal X, decimal Y)> Points { get; init; }

    public required bool IsClosed { get; init; }
}

/// <summary>A rectangle.</summary>
internal sealed record RectShape : Shape
{
    public required decimal X { get; init; }

    public required decimal Y { get; init; }

    public required decimal Width { get; init; }

    public required decimal Height { get; init; }

    public decimal Radius { get; init; }
}

/// <summary>A circle.</summary>
internal sealed record CircleShape : Shape
{
    public required (decimal X, decimal Y) Centre { get; init; }

    public required decimal Radius { get; init; }
}

/// <summary>One line of text with its foot at <see cref="At"/>.</summary>
internal sealed record TextShape : Shape
{
    public required (decimal X, decimal Y) At { get; init; }

    public required string Text { get; init; }

    public required decimal FontSize { get; init; }

    public Anchor Anchor { get; init; }

    public bool IsBold { get; init; }

    /// <summary>Whether a rim of the ground's colour keeps it legible over lines.</summary>
    public bool HasRim { get; init; }
}
