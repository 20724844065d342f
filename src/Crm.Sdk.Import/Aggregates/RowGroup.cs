using Crm.Sdk.Import.Targets;

namespace Crm.Sdk.Import.Aggregates;

/// <summary>The rows of a file that make one aggregate.</summary>
internal sealed class RowGroup(string id)
{
    /// <summary>The external id of the aggregate.</summary>
    public string Id { get; } = id;

    public List<ImportRecord> Records { get; } = new(1);
}
