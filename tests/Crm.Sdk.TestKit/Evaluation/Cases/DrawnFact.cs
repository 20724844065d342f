using Crm.Sdk.Facts;
using Crm.Sdk.Values;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <summary>A fact that a generator made up: how the language declares it, and what its values are drawn from.</summary>
internal sealed class DrawnFact
{
    public required string Name { get; init; }

    public required bool IsEntity { get; init; }

    public required bool HasIntegerKey { get; init; }

    /// <summary>For an interval the reference to its entity, which is its key; null for other facts.</summary>
    public DrawnField? EntityOfInterval { get; init; }

    /// <summary>For a snapshot the reference to its entity; null for other facts. Its second field is the time at which a row was taken.</summary>
    public DrawnField? EntityOfSnapshot { get; init; }

    /// <summary>The other fields of the key of a snapshot.</summary>
    public string[] Parts { get; set; } = [];

    /// <summary>For an interval: whether an entity may be in several states at once.</summary>
    public bool MayOverlap { get; init; }

    /// <summary>The first fields of an interval are its entity, its beginning and its end.</summary>
    public List<DrawnField> Fields { get; } = [];

    /// <summary>The fields of one role, stored and derived.</summary>
    public IEnumerable<DrawnField> Of(FieldRole role) => Fields.Where(f => f.Role == role);

    /// <summary>The first line of the declaration; a line a field follows, then the closing brace.</summary>
    public string Header => EntityOfSnapshot is { } pictured
        ? $"fact {Name} snapshot key {pictured.Name} to {pictured.Type.Target}{string.Concat(Parts.Select(p => $", {p}"))} at {Fields[1].Name}{(Fields[1].Type.Kind == DataKind.Date ? " date" : "")} {{"
        : EntityOfInterval is { } entity
        ? $"fact {Name} interval key {entity.Name} to {entity.Type.Target} from {Fields[1].Name}{(Fields[1].Type.Kind == DataKind.Date ? " date" : "")} to {Fields[2].Name}{(MayOverlap ? " overlapping" : "")} {{"
        : $"fact {Name} {(IsEntity ? "entity" : "event")} key id{(HasIntegerKey ? " int" : "")} {{";
}

/// <summary>A field of a <see cref="DrawnFact"/>.</summary>
internal sealed class DrawnField
{
    public required string Name { get; init; }

    public required FieldRole Role { get; init; }

    public required DataType Type { get; init; }

    /// <summary>Words behind the type, such as <c>default planned</c>.</summary>
    public string Modifiers { get; set; } = "";

    /// <summary>Whether the key of an interval or of a snapshot declares it.</summary>
    public bool IsOfKey { get; init; }

    /// <summary>The formula of a derived field; null for a stored one.</summary>
    public string? Formula { get; init; }

    /// <summary>Draws a value in storage form, null not among them; unused for a derived field.</summary>
    public Func<object> Draw { get; init; } = () => 0L;

    /// <summary>How many of a hundred rows have no value.</summary>
    public int Nulls { get; init; }

    public bool HasHistory => Modifiers.Contains("history", StringComparison.Ordinal);

    /// <summary>Whether an interval holds the history.</summary>
    public bool IsKept => Modifiers.Contains("history stay", StringComparison.Ordinal);

    public string Declaration
    {
        get
        {
            string word = Role switch { FieldRole.Time => "time", FieldRole.Reference => "ref", FieldRole.Dimension => "dim", _ => "measure" };
            string type = Role == FieldRole.Reference ? $"to {Type.Target}" : Type.ToString();
            return $"  {word} {Name} {type} {Modifiers}{(Formula is null ? "" : $" = {Formula}")}".TrimEnd();
        }
    }
}

/// <summary>A field as an expression over rows of some fact can name it.</summary>
internal readonly record struct ReachableField(string Path, DrawnField Field)
{
    /// <summary>The name with its reading, where it needs one.</summary>
    public string Text(string prefix, Random random) =>
        $"{prefix}{Path}{(Field.IsKept ? random.Pick([" now", " then", " then", " at start", " at end"]) : Field.HasHistory ? " now" : "")}";
}
