using System.Collections.Frozen;
using System.Globalization;

namespace Crm.Sdk.Facts;

/// <summary>What a row of a fact stands for.</summary>
public enum FactShape
{
    /// <summary>Something that happened, at one or several times.</summary>
    Event,

    /// <summary>Someone or something that other facts refer to.</summary>
    Entity,

    /// <summary>A state of an entity that lasted from one time to another, or lasts still.</summary>
    Interval,

    /// <summary>How something stood at some time: a balance, a stock, a forecast.</summary>
    Snapshot,
}

/// <summary>The declaration of a fact: its name, its shape and its stored fields.</summary>
/// <remarks>Immutable. The order of the fields is the order of the columns of every <see cref="FactBatch"/>.</remarks>
public sealed class FactSchema
{
    private readonly FrozenDictionary<string, int> _ordinals;

    /// <summary>Creates a schema.</summary>
    /// <param name="name">The name of the fact in the language.</param>
    /// <param name="shape">What a row stands for.</param>
    /// <param name="fields">
    /// The stored fields, exactly one of them a key. An interval may do without, its key is then its entity and its beginning; so may a
    /// snapshot, whose key is what it is a picture of and when it was taken.
    /// </param>
    /// <param name="interval">For an interval: whose state a row is and how long it lasts; null for other shapes.</param>
    /// <param name="snapshot">For a snapshot: of what a row is a picture and when it was taken; null for other shapes.</param>
    /// <exception cref="ArgumentException">
    /// There is not exactly one key, two fields share a name, two time roles are the default, or what the interval or the snapshot names is
    /// not there.
    /// </exception>
    public FactSchema(string name, FactShape shape, IReadOnlyList<FactField> fields, FactInterval? interval = null, FactSnapshot? snapshot = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(fields);
        CheckName(name);
        int keys = fields.Count(f => f.Role == FieldRole.Key);
        if (keys > 1 || (keys == 0 && shape < FactShape.Interval))
        {
            throw new ArgumentException($"The fact '{name}' needs exactly one key.", nameof(fields));
        }

        if (fields.GroupBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The fact '{name}' declares '{twice.Key}' twice.", nameof(fields));
        }

        if (fields.Count(f => f.IsDefault) > 1)
        {
            throw new ArgumentException($"The fact '{name}' has more than one default time role.", nameof(fields));
        }

        if ((interval is not null) != (shape == FactShape.Interval))
        {
            throw new ArgumentException($"The fact '{name}' {(interval is null ? "is an interval and does not say from when to when" : "says from when to when and is no interval")}.", nameof(interval));
        }

        if ((snapshot is not null) != (shape == FactShape.Snapshot))
        {
            throw new ArgumentException($"The fact '{name}' {(snapshot is null ? "is a snapshot and does not say of what and when" : "says of what it is a snapshot and is none")}.", nameof(snapshot));
        }

        interval?.Check(name, fields);
        snapshot?.Check(name, fields);
        Name = name;
        Shape = shape;
        Fields = [.. fields];
        Interval = interval;
        Snapshot = snapshot;
        Key = Fields.FirstOrDefault(f => f.Role == FieldRole.Key) ?? Fields.First(f => f.Name == (interval?.Entity ?? snapshot!.Entity));
        _ordinals = Fields.Select((f, i) => (f.Name, i)).ToFrozenDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);
    }

    /// <summary>The name of the fact in the language.</summary>
    public string Name { get; }

    /// <summary>What a row stands for.</summary>
    public FactShape Shape { get; }

    /// <summary>The stored fields in column order.</summary>
    public IReadOnlyList<FactField> Fields { get; }

    /// <summary>The key. An interval or a snapshot without one of its own has the reference to its entity here, which several rows share.</summary>
    public FactField Key { get; }

    /// <summary>Whether each row has a key of its own.</summary>
    public bool HasOwnKey => Key.Role == FieldRole.Key;

    /// <summary>
    /// What tells a row from others of its fact over all its versions: its key; for a state without one its entity and its beginning; for a
    /// snapshot its entity, the time at which it was taken and the further fields of its key. A value that is missing is written <c>-</c>.
    /// </summary>
    /// <param name="valueOf">The value of the row by the ordinal of a field, in storage form as in <see cref="FactRecord.Values"/>.</param>
    public string IdentityOf(Func<int, object?> valueOf)
    {
        ArgumentNullException.ThrowIfNull(valueOf);
        string Of(string field) => string.Create(CultureInfo.InvariantCulture, $"{valueOf(OrdinalOf(field)) ?? "-"}");
        string key = Of(Key.Name);
        return HasOwnKey ? key
            : Snapshot is { } taken ? $"{key} at {Of(taken.At)}{string.Concat(taken.Parts.Select(p => $" of {Of(p)}"))}"
            : $"{key} from {Of(Interval!.From)}";
    }

    /// <summary>For an interval: whose state a row is and how long it lasts; null for other shapes.</summary>
    public FactInterval? Interval { get; }

    /// <summary>For a snapshot: of what a row is a picture and when it was taken; null for other shapes.</summary>
    public FactSnapshot? Snapshot { get; }

    /// <summary>The field with that name, or null.</summary>
    public FactField? Find(string name) => _ordinals.TryGetValue(name, out int i) ? Fields[i] : null;

    /// <summary>The column number of a field.</summary>
    /// <exception cref="ArgumentException">The fact has no such field.</exception>
    public int OrdinalOf(string name) => _ordinals.TryGetValue(name, out int i)
        ? i
        : throw new ArgumentException($"The fact '{Name}' has no field '{name}'.", nameof(name));

    /// <summary>Begins the declaration of a fact over rows of a type of the host.</summary>
    /// <typeparam name="T">The host's type.</typeparam>
    /// <param name="name">The name of the fact in the language.</param>
    /// <param name="shape">What a row stands for.</param>
    public static FactMappingBuilder<T> For<T>(string name, FactShape shape = FactShape.Event) => new(name, shape);

    /// <summary>The name of the fact.</summary>
    public override string ToString() => Name;

    // What the language can read as one name; otherwise no definition could ever speak of it.
    internal static void CheckName(string name)
    {
        if (!(char.IsLetter(name[0]) || name[0] == '_') || !name.All(c => char.IsLetter(c) || char.IsAsciiDigit(c) || c == '_'))
        {
            throw new ArgumentException($"'{name}' is no name of the language: use letters, digits and underscores, no digit first.", nameof(name));
        }
    }
}
