using Crm.Sdk.Plans.Parts;

namespace Crm.Sdk.Plans.Analysis;

/// <summary>What to do about something that customers look for.</summary>
public enum PriorityQuadrant
{
    /// <summary>It matters and is done badly: work on it first.</summary>
    ConcentrateHere,

    /// <summary>It matters and is done well: keep it so.</summary>
    KeepUp,

    /// <summary>It matters little and is done badly: leave it.</summary>
    LowPriority,

    /// <summary>It matters little and is done well: effort may be better spent elsewhere.</summary>
    PossibleOverkill,
}

/// <summary>Something that customers look for, with what to do about it.</summary>
public sealed record PlacedPriority
{
    /// <summary>What they look for.</summary>
    public required CustomerPriority Priority { get; init; }

    /// <summary>What to do about it.</summary>
    public required PriorityQuadrant Quadrant { get; init; }

    /// <summary>How much less content they are than it matters to them: importance less satisfaction; negative when more.</summary>
    public required decimal Gap { get; init; }
}

/// <summary>Importance against satisfaction: where to begin.</summary>
/// <remarks>
/// Importance-performance analysis (Martilla and James 1977). The lines between the quadrants are the means of what was asked, as the
/// ends of such scales are hardly used; a value on the line counts as the higher.
/// </remarks>
public static class PriorityMap
{
    /// <summary>The priorities with the widest gap first, equal ones in the order of the plan.</summary>
    public static IReadOnlyList<PlacedPriority> Of(IReadOnlyList<CustomerPriority> priorities)
    {
        ArgumentNullException.ThrowIfNull(priorities);
        if (priorities.Count == 0)
        {
            return [];
        }

        decimal importance = priorities.Average(p => p.Importance), satisfaction = priorities.Average(p => p.Satisfaction);
        return
        [
            .. priorities.Select(p => new PlacedPriority
            {
                Priority = p, Gap = p.Importance - p.Satisfaction,
                Quadrant = (p.Importance >= importance, p.Satisfaction >= satisfaction) switch
                {
                    (true, false) => PriorityQuadrant.ConcentrateHere,
                    (true, true) => PriorityQuadrant.KeepUp,
                    (false, false) => PriorityQuadrant.LowPriority,
                    _ => PriorityQuadrant.PossibleOverkill,
                },
            }).OrderByDescending(p => p.Gap),
        ];
    }
}
