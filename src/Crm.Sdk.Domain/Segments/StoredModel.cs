using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Segments;

/// <summary>Definitions together with the segments that a tenant keeps in the store.</summary>
public sealed class StoredModel
{
    /// <summary>The definitions with all segments of the store that fit.</summary>
    public required CrmModel Model { get; init; }

    /// <summary>An error for each segment that does not fit and was left out; none when all do.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }
}

/// <summary>The codes of findings about segments of a store.</summary>
public static class SegmentCodes
{
    /// <summary>A segment of the store does not fit the definitions.</summary>
    public const string LeftOut = "CRM7001";
}
