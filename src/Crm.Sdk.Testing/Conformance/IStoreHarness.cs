using Crm.Sdk.Storage;

namespace Crm.Sdk.Testing.Conformance;

/// <summary>What a store can do that not every store can. Nothing else is optional: there are no opt-outs from behaviour.</summary>
[Flags]
public enum StoreCapabilities
{
    /// <summary>Nothing beside what every store can.</summary>
    None = 0,

    /// <summary>Its data outlives it: a second store over the same data has it all.</summary>
    Reopen = 1,

    /// <summary>It keeps concepts that the SDK does not know; a store with fixed tables keeps those of the SDK only.</summary>
    AnyConcept = 2,
}

/// <summary>Gives the conformance kit the stores that it tries. A store author implements it; that is all there is to do.</summary>
/// <remarks>Cases run one after another; what one creates is disposed before the next begins.</remarks>
public interface IStoreHarness : IAsyncDisposable
{
    /// <summary>The name of the store in reports.</summary>
    string Name { get; }

    /// <summary>What the store can do beside what every store can; cases that need more are skipped and listed as skipped.</summary>
    StoreCapabilities Capabilities { get; }

    /// <summary>A new and empty store that shares nothing with those created before. The kit opens and disposes it.</summary>
    /// <param name="schema">What it holds.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<ICrmStore> CreateAsync(CrmSchema schema, CancellationToken cancellationToken);

    /// <summary>A second store over the data of one that <see cref="CreateAsync"/> gave, with the same schema. The kit opens and disposes it.</summary>
    /// <param name="closed">The first store, which the kit has disposed.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="NotSupportedException">The store lacks <see cref="StoreCapabilities.Reopen"/>; the kit does not ask then.</exception>
    ValueTask<ICrmStore> ReopenAsync(ICrmStore closed, CancellationToken cancellationToken);
}
