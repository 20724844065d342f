using Crm.Sdk.Time;

namespace Crm.Sdk.Language.Binding;

/// <summary>Business hours with a name.</summary>
public sealed class BoundCalendar
{
    internal BoundCalendar(string name, BusinessCalendar hours, string hash)
    {
        Name = name;
        Hours = hours;
        Hash = hash;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The hours.</summary>
    public BusinessCalendar Hours { get; }

    /// <summary>The hash of the declaration, see <see cref="Syntax.CrmJson.Hash"/>.</summary>
    public string Hash { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
