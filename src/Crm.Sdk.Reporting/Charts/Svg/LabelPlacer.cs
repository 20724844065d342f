namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>Finds places for texts near points, so that no text lies on another one, on a point, on a line, or on what is kept free.</summary>
/// <remarks>One after the other, each at the nearest free place: beside its point first, then in rings around it, with a line that crosses no text.</remarks>
internal sealed class LabelPlacer
{
    private const decimal Beside = 8;
    private const decimal RingDistance = 10;
    private const int LeaderSteps = 12;
    private const decimal LeaderHalf = 1.5m;

    // Sixteen directions: the right side first, since texts are read from their start.
    private static readonly (decimal X, decimal Y)[] Directions =
    [
        (1, 0), (-1, 0), (0, -1), (0, 1), (0.71m, -0.71m), (0.71m, 0.71m), (-0.71m, -0.71m), (-0.71m, 0.71m),
        (0.92m, -0.38m), (0.92m, 0.38m), (-0.92m, -0.38m), (-0.92m, 0.38m), (0.38m, -0.92m), (0.38m, 0.92m), (-0.38m, -0.92m), (-0.38m, 0.92m),
    ];

    private readonly List<Area> _taken = [];
    private readonly List<Area> _lines = [];

    /// <summary>Keeps a rectangle free of texts and of lines that lead to texts.</summary>
    public void Keep(decimal x, decimal y, decimal width, decimal height) => _taken.Add(new Area(x, y, x + width, y + height));

    /// <summary>Keeps a rectangle free of texts only.</summary>
    public void KeepLine(decimal x, decimal y, decimal width, decimal height) => _lines.Add(new Area(x, y, x + width, y + height));

    /// <summary>Takes a place for a text near a point; null when there is none.</summary>
    /// <param name="point">The point.</param>
    /// <param name="width">How wide the text is.</param>
    /// <param name="height">How high it is.</param>
    /// <param name="within">Where the text may lie.</param>
    /// <param name="rings">How many rings around the point are tried.</param>
    /// <returns>The text's rectangle, and whether it is so far away that a line should lead to it.</returns>
    public (Area Text, bool IsFar)? Place((decimal X, decimal Y) point, decimal width, decimal height, Area within, int rings)
    {
        for (int ring = 0; ring <= rings; ring++)
        {
            decimal distance = Beside + (ring * RingDistance);
            foreach ((decimal dx, decimal dy) in Directions)
            {
                decimal x = point.X + (dx * distance) + (dx < -0.5m ? -width : dx > 0.5m ? 0 : -width / 2);
                decimal y = point.Y + (dy * distance) + (dy < -0.5m ? -height : dy > 0.5m ? 0 : -height / 2);
                var text = new Area(x, y, x + width, y + height);
                Area[] leader = ring == 0 ? [] : [.. Leader(point, text)];
                if (within.Holds(text) && !_taken.Exists(text.Meets) && !_lines.Exists(text.Meets) && !leader.Any(l => _taken.Exists(t => !t.Has(point) && t.Meets(l))))
                {
                    _taken.Add(text);
                    _lines.AddRange(leader);
                    return (text, ring > 0);
                }
            }
        }

        return null;
    }

    private static IEnumerable<Area> Leader((decimal X, decimal Y) point, Area text)
    {
        (decimal x, decimal y) = text.Nearest(point);
        for (int step = 1; step < LeaderSteps; step++)
        {
            decimal atX = point.X + ((x - point.X) * step / LeaderSteps), atY = point.Y + ((y - point.Y) * step / LeaderSteps);
            yield return new Area(atX - LeaderHalf, atY - LeaderHalf, atX + LeaderHalf, atY + LeaderHalf);
        }
    }

    /// <summary>A rectangle by its sides.</summary>
    internal readonly struct Area(decimal left, decimal top, decimal right, decimal bottom)
    {
        public decimal Left { get; } = left;

        public decimal Top { get; } = top;

        private decimal Right { get; } = right;

        private decimal Bottom { get; } = bottom;

        public bool Meets(Area other) => Left < other.Right && Right > other.Left && Top < other.Bottom && Bottom > other.Top;

        public bool Holds(Area other) => other.Left >= Left && other.Right <= Right && other.Top >= Top && other.Bottom <= Bottom;

        public bool Has((decimal X, decimal Y) point) => point.X >= Left && point.X <= Right && point.Y >= Top && point.Y <= Bottom;

        public (decimal X, decimal Y) Nearest((decimal X, decimal Y) point) => (Math.Clamp(point.X, Left, Right), Math.Clamp(point.Y, Top, Bottom));
    }
}
