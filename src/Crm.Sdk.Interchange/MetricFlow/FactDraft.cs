using Crm.Sdk.Facts;
using Crm.Sdk.Interchange.MetricFlow.Reading;
using Crm.Sdk.Interchange.Yaml;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Interchange.MetricFlow;

/// <summary>A field while it is made.</summary>
internal sealed class FieldDraft
{
    public required string Name { get; init; }

    /// <summary>What it is for; null for a column that only expressions name.</summary>
    public FieldRole? Role { get; init; }

    /// <summary>The column or the SQL that fills it; null when it is derived.</summary>
    public string? Column { get; init; }

    public required YamlPlace Place { get; init; }

    /// <summary>The type, once it is known.</summary>
    public DataType? Type { get; set; }

    public string? Target { get; init; }

    public bool IsDefault { get; set; }

    /// <summary>The expression that it is derived by.</summary>
    public Expression? Value { get; init; }

    /// <summary>The field that it repeats under another name.</summary>
    public FieldDraft? Same { get; init; }

    /// <summary>What it is compared or reckoned with.</summary>
    public HashSet<DataKind> Hints { get; } = [];

    public void Hint(DataKind kind)
    {
        if (Same is not null)
        {
            Same.Hint(kind);
        }
        else
        {
            Hints.Add(kind);
        }
    }
}

/// <summary>What the rows of a snapshot picture.</summary>
internal sealed class SnapshotDraft
{
    /// <summary>The references that name the thing pictured, at least one; the first is the key.</summary>
    public required IReadOnlyList<FieldDraft> Things { get; init; }

    /// <summary>The day on which a row was taken.</summary>
    public required FieldDraft At { get; init; }
}

/// <summary>A fact while it is made of a semantic model.</summary>
internal sealed class FactDraft
{
    private readonly Dictionary<string, FieldDraft> _columns = new(StringComparer.OrdinalIgnoreCase);

    public required string Name { get; init; }

    /// <summary>The model; null for an entity that only conversions name.</summary>
    public SemanticModelSource? Source { get; init; }

    public required YamlPlace Place { get; init; }

    /// <summary>The primary entity, by which filters speak of the fact itself.</summary>
    public string? PrimaryEntity { get; init; }

    public FieldDraft? Key { get; set; }

    /// <summary>Where a column is missing that tells its rows apart, so that the key is one to be filled; null where there is one.</summary>
    public YamlPlace? KeylessAt { get; set; }

    /// <summary>The fields but the key, in their order.</summary>
    public List<FieldDraft> Fields { get; } = [];

    /// <summary>The fields of dimensions and entities, by the names that filters use.</summary>
    public Dictionary<string, FieldDraft> Elements { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of elements that are no columns, which no column takes from them.</summary>
    public HashSet<string> Reserved { get; } = new(StringComparer.Ordinal);

    public bool IsEntity { get; set; }

    public string? DefaultTime { get; set; }

    /// <summary>Where it becomes a snapshot, of what and taken when; else null.</summary>
    public SnapshotDraft? Snapshot { get; set; }

    public IEnumerable<FieldDraft> AllFields => Key is null ? Fields : [Key, .. Fields];

    public FieldDraft? OfColumn(string column) => _columns.GetValueOrDefault(column);

    public FieldDraft Add(FieldDraft field)
    {
        Fields.Add(field);
        Remember(field);
        return field;
    }

    public void Remember(FieldDraft field)
    {
        if (field.Column is not null && field.Same is null)
        {
            _columns.TryAdd(field.Column, field);
        }
    }

    public void Forget(FieldDraft field)
    {
        Fields.Remove(field);
        _columns.Remove(field.Column!);
    }

    /// <summary>The name, or one like it that no field has yet.</summary>
    public string FreeName(string name)
    {
        string free = name;
        for (int i = 2; AllFields.Any(f => f.Name == free); i++)
        {
            free = i == 2 ? name + "_column" : $"{name}_column{i}";
        }

        return free;
    }
}
