using System.Text;

namespace Crm.Sdk.EntityFrameworkCore.Queries;

/// <summary>An SQL text that is being written, and the values of its parameters in the order of their numbers.</summary>
public sealed class SqlText
{
    private readonly StringBuilder _text = new();
    private readonly List<object> _values = [];
    private readonly string _prefix;

    /// <summary>Begins a text.</summary>
    /// <param name="prefix">What a parameter begins with; its number from 1 follows.</param>
    public SqlText(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        _prefix = prefix;
    }

    /// <summary>The values: string, long, bool, Guid or byte[].</summary>
    public IReadOnlyList<object> Values => _values;

    /// <summary>Writes a piece as it is.</summary>
    public SqlText Write(string piece)
    {
        _text.Append(piece);
        return this;
    }

    /// <summary>Writes the name of a table or column.</summary>
    public SqlText Name(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        _text.Append('"').Append(name.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        return this;
    }

    /// <summary>Writes a parameter.</summary>
    /// <param name="value">Its value: string, long, bool, Guid or byte[].</param>
    public SqlText Value(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _values.Add(value);
        _text.Append(_prefix).Append(_values.Count);
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
