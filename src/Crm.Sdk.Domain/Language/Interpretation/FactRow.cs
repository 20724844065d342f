using Crm.Sdk.Facts;

namespace Crm.Sdk.Language.Interpretation;

/// <summary>One row: a batch and the number of the row in it.</summary>
/// <remarks><c>default</c> is no row; it is only what an <c>out</c> parameter holds when nothing was found.</remarks>
public readonly struct FactRow
{
    /// <summary>Points at a row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The batch has no such row.</exception>
    public FactRow(FactBatch batch, int index)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, batch.Count);
        Batch = batch;
        Index = index;
    }

    /// <summary>The batch that holds the row.</summary>
    public FactBatch Batch { get; }

    /// <summary>The number of the row in its batch, from 0.</summary>
    public int Index { get; }
}

/// <summary>Where a path of references ends.</summary>
public enum PathEnd
{
    /// <summary>At a row.</summary>
    Row,

    /// <summary>At a reference that is null.</summary>
    Null,

    /// <summary>At a reference whose key no row has.</summary>
    Dangling,
}
