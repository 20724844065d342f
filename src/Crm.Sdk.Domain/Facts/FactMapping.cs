using System.Globalization;
using System.Numerics;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Facts;

/// <summary>Declares a fact over rows of a type of the host, field by field, with delegates that read them.</summary>
/// <typeparam name="T">The host's type.</typeparam>
public sealed class FactMappingBuilder<T>
{
    private readonly string _name;
    private readonly FactShape _shape;
    private FactInterval? _interval;
    private FactSnapshot? _snapshot;
    private readonly List<FactField> _fields = [];
    private readonly List<Action<FactBatchBuilder, int, T>> _setters = [];
    private readonly List<Func<T, object?>> _readers = [];

    internal FactMappingBuilder(string name, FactShape shape)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _name = name;
        _shape = shape;
    }

    /// <summary>Declares the key as text. Numbers and ids are written in invariant form.</summary>
    public FactMappingBuilder<T> Key<TKey>(Func<T, TKey> read, string name = "id")
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(read);
        return Add(new FactField(name, FieldRole.Key, DataType.Text), (b, i, row) => b.SetText(i, KeyText(read(row)) ?? throw Missing(name)), row => KeyText(read(row)));
    }

    /// <summary>Declares a time role that is a point on the time line; kept to the microsecond.</summary>
    public FactMappingBuilder<T> Time(string name, Func<T, Instant?> read, bool isDefault = false, bool isPlanned = false)
    {
        ArgumentNullException.ThrowIfNull(read);
        var field = new FactField(name, FieldRole.Time, DataType.Instant) { IsDefault = isDefault, IsPlanned = isPlanned };
        return Number(field, row => read(row) is { } value ? StorageForm.Of(value) : null);
    }

    /// <summary>Declares a time role that is a day without a zone.</summary>
    public FactMappingBuilder<T> Time(string name, Func<T, LocalDate?> read, bool isDefault = false, bool isPlanned = false)
    {
        ArgumentNullException.ThrowIfNull(read);
        var field = new FactField(name, FieldRole.Time, DataType.Date) { IsDefault = isDefault, IsPlanned = isPlanned };
        return Number(field, row => read(row) is { } value ? StorageForm.Of(value) : null);
    }

    /// <summary>Declares of an interval whose state a row is and how long it lasts; the fields themselves are declared like others.</summary>
    /// <param name="entity">The name of the reference to the entity.</param>
    /// <param name="from">The name of the time role at which a state begins.</param>
    /// <param name="to">The name of the time role at which it ends.</param>
    /// <param name="mayOverlap">Whether an entity may be in several states at once.</param>
    public FactMappingBuilder<T> Lasts(string entity, string from, string to, bool mayOverlap = false)
    {
        _interval = new FactInterval(entity, from, to, mayOverlap);
        return this;
    }

    /// <summary>Declares of a snapshot of what a row is a picture and when it was taken; the fields themselves are declared like others.</summary>
    /// <param name="entity">The name of the reference to the entity.</param>
    /// <param name="at">The name of the time role at which a row was taken.</param>
    /// <param name="parts">The names of other fields that tell apart what is pictured; may be empty.</param>
    public FactMappingBuilder<T> Taken(string entity, string at, params IReadOnlyList<string> parts)
    {
        _snapshot = new FactSnapshot(entity, at, parts);
        return this;
    }

    /// <summary>Declares a reference: the key of a row of another fact, or null.</summary>
    /// <param name="name">The name of the reference.</param>
    /// <param name="read">Gives the key.</param>
    /// <param name="target">The fact that it leads to; the one of the same name unless said.</param>
    public FactMappingBuilder<T> Reference<TKey>(string name, Func<T, TKey> read, string? target = null)
    {
        ArgumentNullException.ThrowIfNull(read);
        return Text(new FactField(name, FieldRole.Reference, DataType.Reference(target ?? name)), row => KeyText(read(row)));
    }

    /// <summary>Declares a text to filter and to group by.</summary>
    /// <param name="name">The name of the dimension.</param>
    /// <param name="read">Gives the text.</param>
    /// <param name="foldsCase">Whether letters that differ only in case are equal.</param>
    /// <param name="history">The interval fact that holds the values it had, such as <c>deal_stage</c> or <c>deal_stage.stage</c>; null for none.</param>
    public FactMappingBuilder<T> Dimension(string name, Func<T, string?> read, bool foldsCase = false, string? history = null)
    {
        ArgumentNullException.ThrowIfNull(read);
        var field = new FactField(name, FieldRole.Dimension, DataType.Text) { FoldsCase = foldsCase, HasHistory = history is not null, History = history };
        return Text(field, foldsCase ? row => read(row) is { } text ? StorageForm.Fold(text) : null : read);
    }

    /// <summary>Declares a yes or no to filter and to group by.</summary>
    public FactMappingBuilder<T> Dimension(string name, Func<T, bool?> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return Number(new FactField(name, FieldRole.Dimension, DataType.Boolean), row => read(row) is { } value ? (value ? 1 : 0) : null);
    }

    /// <summary>Declares a whole number.</summary>
    public FactMappingBuilder<T> Measure(string name, Func<T, long?> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return Number(new FactField(name, FieldRole.Measure, DataType.Integer), read);
    }

    /// <summary>Declares a decimal number; a value with more decimal places than <paramref name="scale"/> is refused when it is read.</summary>
    public FactMappingBuilder<T> Measure(string name, int scale, Func<T, decimal?> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return Scaled(new FactField(name, FieldRole.Measure, DataType.Decimal(scale)), read);
    }

    /// <summary>Declares an amount; a value with more decimal places than the currency or <paramref name="scale"/> is refused when it is read.</summary>
    public FactMappingBuilder<T> Money(string name, string currency, Func<T, decimal?> read, int? scale = null)
    {
        ArgumentNullException.ThrowIfNull(read);
        return Scaled(new FactField(name, FieldRole.Measure, DataType.Money(Currency.Get(currency), scale)), read);
    }

    /// <summary>Declares a length of time; kept to the microsecond.</summary>
    public FactMappingBuilder<T> Measure(string name, Func<T, Duration?> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return Number(new FactField(name, FieldRole.Measure, DataType.Duration), row => read(row) is { } value ? StorageForm.Of(value) : null);
    }

    /// <summary>Ends the declaration.</summary>
    /// <exception cref="ArgumentException">There is not exactly one key, a name is used twice, or what the interval or the snapshot names is not there.</exception>
    public FactMapping<T> Build() => new(new FactSchema(_name, _shape, _fields, _interval, _snapshot), [.. _setters], [.. _readers]);

    private static string? KeyText<TKey>(TKey key) => key switch
    {
        null => null,
        string text => text,
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => key.ToString(),
    };

    private ArgumentException Missing(string field) => new($"A row of '{_name}' has no '{field}'.");

    private FactMappingBuilder<T> Scaled(FactField field, Func<T, decimal?> read) => Number(field, row =>
        read(row) is not { } value ? null
        : StorageForm.TryScale(value, field.Type.Scale, out long scaled) ? scaled
        : throw new ArgumentException($"{value.ToString(CultureInfo.InvariantCulture)} does not fit '{_name}.{field.Name}' of type {field.Type}."));

    private FactMappingBuilder<T> Number(FactField field, Func<T, long?> read) => Add(field, (b, i, row) =>
    {
        if (read(row) is { } value)
        {
            b.SetNumber(i, value);
        }
    }, row => read(row));

    private FactMappingBuilder<T> Text(FactField field, Func<T, string?> read) => Add(field, (b, i, row) =>
    {
        if (read(row) is { } value)
        {
            b.SetText(i, value);
        }
    }, read);

    // A value that is held in the form in which stores keep it.
    internal FactMappingBuilder<T> Raw(FactField field, Func<T, object?> read) => field.Type.IsTextual
        ? Text(field, row => (string?)read(row))
        : Number(field, row => read(row) is bool flag ? flag ? 1 : 0 : (long?)read(row));

    private FactMappingBuilder<T> Add(FactField field, Action<FactBatchBuilder, int, T> setter, Func<T, object?> reader)
    {
        _fields.Add(field);
        _setters.Add(setter);
        _readers.Add(reader);
        return this;
    }
}

/// <summary>A fact over rows of a type of the host.</summary>
/// <typeparam name="T">The host's type.</typeparam>
public sealed class FactMapping<T>
{
    private readonly Action<FactBatchBuilder, int, T>[] _setters;
    private readonly Func<T, object?>[] _readers;

    internal FactMapping(FactSchema schema, Action<FactBatchBuilder, int, T>[] setters, Func<T, object?>[] readers)
    {
        Schema = schema;
        _setters = setters;
        _readers = readers;
    }

    /// <summary>The declaration that the language sees.</summary>
    public FactSchema Schema { get; }

    /// <summary>Reads rows into a table.</summary>
    /// <exception cref="ArgumentException">Two rows share a key, a key is missing, or a number does not fit its type.</exception>
    public FactTable Read(IEnumerable<T> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var builder = new FactBatchBuilder(Schema);
        var batches = new List<FactBatch>();
        int key = Schema.OrdinalOf(Schema.Key.Name);
        int keys = 1;
        foreach (T row in rows)
        {
            if (builder.IsFull)
            {
                batches.Add(builder.Take());
            }

            for (int i = 0; i < _setters.Length; i++)
            {
                _setters[i](builder, i, row);
            }

            if (Schema.HasOwnKey && builder.KeyCount(key) == keys)
            {
                throw new ArgumentException($"Two rows of '{Schema.Name}' share the key '{builder.CurrentText(key)}'.", nameof(rows));
            }

            keys++;
            builder.EndRow();
        }

        if (builder.Count > 0)
        {
            batches.Add(builder.Take());
        }

        return new FactTable(Schema, batches);
    }

    /// <summary>One row as a fact by itself.</summary>
    /// <exception cref="ArgumentException">The row has no key, or a value that does not fit its field.</exception>
    public FactRecord RecordOf(T row) => new(Schema, Array.ConvertAll(_readers, read => read(row)));
}
