using Crm.Sdk.Storage;

namespace Crm.Sdk.Testing.Conformance;

/// <summary>One claim about every store, and how it is tried.</summary>
public sealed class ConformanceCase
{
    private readonly Func<CrmSchema> _schema;
    private readonly Func<Scene, Task> _run;

    internal ConformanceCase(int number, string title, StoreCapabilities needs, Func<CrmSchema> schema, Func<Scene, Task> run)
    {
        Id = $"CRM-ST-{number:D3}";
        Title = title;
        Needs = needs;
        _schema = schema;
        _run = run;
    }

    /// <summary>The id, such as <c>CRM-ST-001</c>. It stays with the claim for ever; the hundreds and tens tell the family.</summary>
    public string Id { get; }

    /// <summary>The claim.</summary>
    public string Title { get; }

    /// <summary>What a store must be able to do for the case to make sense.</summary>
    public StoreCapabilities Needs { get; }

    /// <summary>Whether the case is for stores that a harness gives.</summary>
    public bool Suits(IStoreHarness harness)
    {
        ArgumentNullException.ThrowIfNull(harness);
        return harness.Capabilities.HasFlag(Needs);
    }

    /// <summary>Tries the claim on a new store.</summary>
    /// <exception cref="ConformanceException">It does not hold.</exception>
    public async Task RunAsync(IStoreHarness harness, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(harness);
        await using Scene scene = await Scene.OpenAsync(harness, _schema(), cancellationToken);
        try
        {
            await _run(scene);
        }
        catch (Exception e) when (e is not ConformanceException && !cancellationToken.IsCancellationRequested)
        {
            throw new ConformanceException(Title, "no exception", $"{e.GetType().Name}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Id} {Title}";
}
