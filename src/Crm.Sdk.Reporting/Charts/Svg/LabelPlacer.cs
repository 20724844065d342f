namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>Finds places for texts near points, so that no text lies on another one, on a point or on what is kept free.</summary>
/// <remarks>One after the other, each at the nearest free place: beside its point first, then in rings around it.</remarks>
internal sealed class LabelPlacer(decimal left, decimal top, decimal right, decimal bottom)
{
    private const decimal Beside = 8;
    private const decimal RingDistance = 10;
    private const int Rings = 16;

    // Sixteen directions, by quarters: the right side first, since texts are read from their start.
    private static readonly (decimal X, decimal Y)[] Directions =
    [
        (1, 0), (-1, 0), (0, -1), (0, 1), (0.71m, -0.71m), (0.71m, 0.71m), (-0.71m, -0.71m), (-0.71m, 0.71m),
        (0.92m, -0.38m), (0.92m, 0.38m), (-0.92m, -0.38m), (-0.92m, 0.38m), (0.38m, -0.92m), (0.38m, 0.92m), (-0.38m, -0.92m), (-0.38m, 0.92m),
    ];

    private readonly List<(decimal Left, decimal Top, decimal Right, decimal Bottom)> _taken = [];

    /// <summary>Keeps a rectangle free.</summary>
    public void Keep(decimal x, decimal y, decimal width, decimal height) => _taken.Add((x, y, x + width, y + height));

    /// <summary>Takes a place for a text near a point; null when there is none.</summary>
    /// <returns>The upper left corner of the text, and whether it is so far away that a line should lead to it.</returns>
    public (decimal X, decimal Y, bool IsFar)? Place((decimal X, decimal Y) point, decimal width, decimal height)
    {
        for (int ring = 0; ring <= Rings; ring++)
        {
            decimal distance = Beside + (ring * RingDistance);
            foreach ((decimal dx, decimal dy) in Directions)
            {
                decimal x = point.X + (dx * distance) + (dx < -0.5m ? -width : dx > 0.5m ? 0 : -width / 2);
                decimal y = point.Y + (dy * distance) + (dy < -0.5m ? -height : dy > 0.5m ? 0 : -height / 2);
                if (x >= left && y >= top && x + width <= right && y + height <= bottom
                    && !_taken.Exists(t => x < t.Right && x + width > t.Left && y < t.Bottom && y + height > t.Top))
                {
                    Keep(x, y, width, height);
                    return (x, y, ring > 0);
                }
            }
        }

        return null;
    }
}
