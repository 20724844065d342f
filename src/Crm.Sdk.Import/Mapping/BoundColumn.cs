using Crm.Sdk.Facts;
using Crm.Sdk.Import.Conversion;

namespace Crm.Sdk.Import.Mapping;

/// <summary>How one field of a fact is filled, ready for use. Immutable.</summary>
internal sealed class BoundColumn
{
    public BoundColumn(ColumnMapping mapping, FactField field, int ordinal, CellParser? parser)
    {
        Mapping = mapping;
        Field = field;
        Ordinal = ordinal;
        Parser = parser;
        Nulls = [.. mapping.Format.Nulls];
        Values = mapping.Values is { } values ? new Dictionary<string, string?>(values, StringComparer.Ordinal) : null;
    }

    public ColumnMapping Mapping { get; }

    public FactField Field { get; }

    /// <summary>The place of the field in the schema.</summary>
    public int Ordinal { get; }

    /// <summary>Reads the text as a number in storage form; null for a textual field.</summary>
    public CellParser? Parser { get; }

    public string[] Nulls { get; }

    public Dictionary<string, string?>? Values { get; }

    /// <summary>What stands in a row whose text is null: a text for a textual field.</summary>
    public string? DefaultText { get; init; }

    /// <summary>What stands in a row whose text is null: a number for the others.</summary>
    public long? DefaultNumber { get; init; }

    public string? ConstantText { get; init; }

    public long? ConstantNumber { get; init; }

    public long Least { get; init; } = long.MinValue;

    public long Most { get; init; } = long.MaxValue;

    /// <summary>Whether the text is one of those that mean null.</summary>
    public bool IsNull(ReadOnlySpan<char> text)
    {
        foreach (string word in Nulls)
        {
            if (text.SequenceEqual(word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The part of a text that the mapping asks for; a character outside the basic plane is never cut in two.</summary>
    public (int Start, int Length) Part(ReadOnlySpan<char> text)
    {
        int start = Math.Min(Mapping.Start, text.Length);
        int end = Mapping.Length is { } length ? (int)Math.Min((long)start + length, text.Length) : text.Length;
        if (start > 0 && start < text.Length && char.IsLowSurrogate(text[start]) && char.IsHighSurrogate(text[start - 1]))
        {
            start++;
        }

        if (end > 0 && end < text.Length && char.IsLowSurrogate(text[end]) && char.IsHighSurrogate(text[end - 1]))
        {
            end--;
        }

        return (start, Math.Max(0, end - start));
    }
}
