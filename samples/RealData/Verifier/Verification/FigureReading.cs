using Crm.Sdk.Samples.RealData.Figures;

namespace Crm.Sdk.Samples.RealData.Verification;

/// <summary>One figure as every executor gives it, before it is compared with anything.</summary>
public sealed record FigureReading
{
    /// <summary>The name of the figure.</summary>
    public required string Name { get; init; }

    /// <summary>Why the figure is not covered; null when it is.</summary>
    public string? Reason { get; init; }

    /// <summary>The leaves by executor; empty when the figure is not covered.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FigureLeaf>> Leaves { get; init; } = new Dictionary<string, IReadOnlyList<FigureLeaf>>();

    /// <summary>What went wrong on the way: a query that does not bind, executors that disagree. Any of it makes the figure differ.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
