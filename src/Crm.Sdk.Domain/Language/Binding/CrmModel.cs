using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Language.Binding;

/// <summary>Definitions that fit together: facts, sets, segments and metrics, all names resolved and all types known.</summary>
/// <remarks>Immutable; safe for use from several threads.</remarks>
public sealed class CrmModel
{
    internal CrmModel(
        IReadOnlyDictionary<string, BoundFact> facts,
        IReadOnlyDictionary<string, BoundSegment> segments,
        IReadOnlyDictionary<string, BoundMetric> metrics)
    {
        Facts = facts;
        Segments = segments;
        Metrics = metrics;
    }

    /// <summary>The facts by name.</summary>
    public IReadOnlyDictionary<string, BoundFact> Facts { get; }

    /// <summary>The segments by name.</summary>
    public IReadOnlyDictionary<string, BoundSegment> Segments { get; }

    /// <summary>The metrics by name.</summary>
    public IReadOnlyDictionary<string, BoundMetric> Metrics { get; }
}
