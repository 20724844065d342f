using Crm.Sdk.Sales;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Import.Targets;

/// <summary>What rows need to become aggregates, besides themselves.</summary>
internal sealed class ImportContext(CrmSession session, Instant now, Pipeline? pipeline)
{
    /// <summary>When what differs became so, unless the row tells it.</summary>
    public Instant Now { get; } = now;

    /// <summary>The pipeline of the mapping.</summary>
    public Pipeline Pipeline => pipeline ?? throw new InvalidOperationException("The mapping declares no pipeline.");

    public TId NewId<TId>()
        where TId : struct, IEntityId<TId> => session.NewId<TId>();
}
