using Crm.Sdk.Facts;
using Crm.Sdk.Values;

namespace Crm.Sdk.Import.Targets;

/// <summary>Short ways to declare the fields that a mapping can fill.</summary>
internal static class Field
{
    /// <summary>The field with the external id.</summary>
    public const string Id = "id";

    public static FactField Key(string name = Id) => new(name, FieldRole.Key, DataType.Text);

    public static FactField Text(string name) => new(name, FieldRole.Dimension, DataType.Text);

    public static FactField Instant(string name) => new(name, FieldRole.Time, DataType.Instant);

    public static FactField Date(string name) => new(name, FieldRole.Time, DataType.Date);

    public static FactField Integer(string name) => new(name, FieldRole.Measure, DataType.Integer);

    public static FactField Duration(string name) => new(name, FieldRole.Measure, DataType.Duration);

    public static FactField Money(string name, Currency currency) => new(name, FieldRole.Measure, DataType.Money(currency));

    public static FactField Reference(string name, string? target = null) => new(name, FieldRole.Reference, DataType.Reference(target ?? name));
}
