namespace Crm.Sdk.Facts;

/// <summary>The values of one field in a <see cref="FactBatch"/>.</summary>
public abstract class FactColumn
{
    private protected FactColumn(int count) => Count = count;

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>Whether the value of a row is missing.</summary>
    public abstract bool IsNull(int row);
}

/// <summary>A column of whole numbers: booleans, integers, scaled decimals and amounts, durations, instants and dates.</summary>
public sealed class NumberColumn : FactColumn
{
    private readonly long[] _values;
    private readonly bool[]? _nulls;

    /// <summary>Creates a column over arrays that are not copied and must not change afterwards.</summary>
    /// <param name="values">The values in the storage form of <see cref="Values.DataKind"/>; whatever stands at a null is ignored.</param>
    /// <param name="nulls">Which rows are null, or null when none is.</param>
    public NumberColumn(long[] values, bool[]? nulls = null)
        : base((values ?? throw new ArgumentNullException(nameof(values))).Length)
    {
        if (nulls is not null && nulls.Length != values.Length)
        {
            throw new ArgumentException("Values and nulls differ in length.", nameof(nulls));
        }

        _values = values;
        _nulls = nulls;
    }

    /// <summary>The values; a null row holds an unspecified one.</summary>
    public ReadOnlySpan<long> Values => _values;

    /// <summary>Which rows are null; empty when none is.</summary>
    public ReadOnlySpan<bool> Nulls => _nulls;

    /// <inheritdoc/>
    public override bool IsNull(int row) => _nulls is not null && _nulls[row];
}

/// <summary>A column of texts as codes into a dictionary that the batches of a table share.</summary>
public sealed class TextColumn : FactColumn
{
    private readonly int[] _codes;

    /// <summary>Creates a column over an array that is not copied and must not change afterwards.</summary>
    /// <param name="dictionary">The texts.</param>
    /// <param name="codes">A code a row; 0 is null.</param>
    public TextColumn(TextDictionary dictionary, int[] codes)
        : base((codes ?? throw new ArgumentNullException(nameof(codes))).Length)
    {
        ArgumentNullException.ThrowIfNull(dictionary);
        Dictionary = dictionary;
        _codes = codes;
    }

    /// <summary>The texts behind the codes.</summary>
    public TextDictionary Dictionary { get; }

    /// <summary>A code a row; 0 is null.</summary>
    public ReadOnlySpan<int> Codes => _codes;

    /// <inheritdoc/>
    public override bool IsNull(int row) => _codes[row] == 0;

    /// <summary>The text of a row, or null.</summary>
    public string? this[int row] => Dictionary[_codes[row]];
}
