using System.Runtime.CompilerServices;

namespace Crm.Sdk.Facts;

/// <summary>Where rows of a fact come from: a file, a store, a table of the host.</summary>
public interface IFactSource
{
    /// <summary>The fact that the rows belong to.</summary>
    FactSchema Schema { get; }

    /// <summary>Reads all rows, some at a time. Text columns of one field share one dictionary over all batches of a reading.</summary>
    IAsyncEnumerable<FactBatch> ReadAsync(CancellationToken cancellationToken = default);
}

/// <summary>All rows of one fact, in the batches in which they came.</summary>
/// <remarks>Immutable.</remarks>
public sealed class FactTable : IFactSource
{
    /// <summary>Creates a table.</summary>
    /// <param name="schema">The fact.</param>
    /// <param name="batches">Its rows; every batch is of that schema. May be empty.</param>
    /// <exception cref="ArgumentException">A batch belongs to another fact.</exception>
    public FactTable(FactSchema schema, IReadOnlyList<FactBatch> batches)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(batches);
        if (batches.Any(b => !ReferenceEquals(b.Schema, schema)))
        {
            throw new ArgumentException($"A batch is not of the fact '{schema.Name}'.", nameof(batches));
        }

        Schema = schema;
        Batches = [.. batches];
        Count = batches.Sum(b => (long)b.Count);
    }

    /// <inheritdoc/>
    public FactSchema Schema { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<FactBatch> Batches { get; }

    /// <summary>Number of rows.</summary>
    public long Count { get; }

    /// <summary>A table that says on purpose that a fact has no rows.</summary>
    public static FactTable Empty(FactSchema schema) => new(schema, []);

    /// <summary>Reads a source to its end.</summary>
    public static async ValueTask<FactTable> LoadAsync(IFactSource source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source is FactTable table)
        {
            return table;
        }

        var batches = new List<FactBatch>();
        await foreach (FactBatch batch in source.ReadAsync(cancellationToken).WithCancellation(cancellationToken))
        {
            batches.Add(batch);
        }

        return new FactTable(source.Schema, batches);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<FactBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (FactBatch batch in Batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return batch;
        }

        await ValueTask.CompletedTask;
    }
}
