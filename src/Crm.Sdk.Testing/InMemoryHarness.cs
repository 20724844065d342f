using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;

namespace Crm.Sdk.Testing;

/// <summary>The harness of the store in memory: an example of how little a harness is.</summary>
public sealed class InMemoryHarness : IStoreHarness
{
    /// <inheritdoc/>
    public string Name => "in memory";

    /// <summary>It keeps any concept; when it is gone, so is its data.</summary>
    public StoreCapabilities Capabilities => StoreCapabilities.AnyConcept;

    /// <inheritdoc/>
    public ValueTask<ICrmStore> CreateAsync(CrmSchema schema, CancellationToken cancellationToken) => ValueTask.FromResult<ICrmStore>(new InMemoryCrmStore(schema));

    /// <inheritdoc/>
    public ValueTask<ICrmStore> ReopenAsync(ICrmStore closed, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The data of a store in memory goes with it.");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
