using Crm.Sdk.Import.Conversion;

namespace Crm.Sdk.Import.Mapping;

/// <summary>Where the values of a field come from.</summary>
public enum ColumnSource
{
    /// <summary>A column of the file.</summary>
    Column,

    /// <summary>Several columns, joined.</summary>
    Join,

    /// <summary>One value for all rows.</summary>
    Constant,

    /// <summary>The number of the row, counted from 1 behind the header.</summary>
    RowNumber,
}

/// <summary>How one field of a fact is filled from a file. Immutable; made by <see cref="ImportMapping.Parse"/>.</summary>
public sealed class ColumnMapping
{
    internal ColumnMapping(string field, ColumnSource source, IReadOnlyList<string> columns, CellFormat format)
    {
        Field = field;
        Source = source;
        Columns = columns;
        Format = format;
    }

    /// <summary>The field that is filled.</summary>
    public string Field { get; }

    /// <summary>Where its values come from.</summary>
    public ColumnSource Source { get; }

    /// <summary>The columns of the file that are read, in the order in which they are joined; empty for a constant or a row number.</summary>
    public IReadOnlyList<string> Columns { get; }

    internal CellFormat Format { get; }

    internal Literal? Constant { get; init; }

    internal Literal? Default { get; init; }

    internal string Separator { get; init; } = " ";

    internal IReadOnlyDictionary<string, string?>? Values { get; init; }

    internal int Start { get; init; }

    internal int? Length { get; init; }

    internal int? Round { get; init; }

    internal string? Unit { get; init; }

    internal Literal? Min { get; init; }

    internal Literal? Max { get; init; }

    internal bool OutsideIsNull { get; init; }

    /// <summary>The options that the mapping file names for this column, to be checked against the type of the field.</summary>
    internal IReadOnlyList<string> Given { get; init; } = [];
}

/// <summary>A value written in a mapping: as text, in the form that the column has, or as a JSON number or boolean.</summary>
internal sealed class Literal(string text, bool isJson)
{
    public string Text { get; } = text;

    public bool IsJson { get; } = isJson;
}
