using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;

namespace Crm.Sdk.Testing.Tests;

/// <summary>Stores in memory, perhaps with a fault, that are found again when they are opened again: so every case runs.</summary>
internal sealed class StoreHarness(string name, Func<ICrmStore, ICrmStore>? wrap = null) : IStoreHarness
{
    public string Name => name;

    public StoreCapabilities Capabilities => StoreCapabilities.Reopen | StoreCapabilities.AnyConcept;

    public ValueTask<ICrmStore> CreateAsync(CrmSchema schema, CancellationToken cancellationToken)
    {
        var store = new InMemoryCrmStore(schema);
        return ValueTask.FromResult(wrap is null ? store : wrap(store));
    }

    public ValueTask<ICrmStore> ReopenAsync(ICrmStore closed, CancellationToken cancellationToken) => ValueTask.FromResult(closed);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
