using NodaTime;

namespace Crm.Sdk.Language.Binding;

/// <summary>What a metric means from a day on.</summary>
public sealed class BoundMetricVersion
{
    internal BoundMetricVersion(LocalDate? from, BoundMetric metric, IReadOnlyList<string> labels) => (From, Metric, Labels) = (from, metric, labels);

    /// <summary>The first day on which it means that; null for the beginning of time.</summary>
    public LocalDate? From { get; }

    /// <summary>The meaning. It has no versions itself.</summary>
    public BoundMetric Metric { get; }

    /// <summary>The versions that were in force and are used, such as <c>sales.win_rate@2</c>: its own, or those of metrics that it stands on.</summary>
    public IReadOnlyList<string> Labels { get; }
}
