using Crm.Sdk.Storage;
using NodaTime;

namespace Crm.Sdk.Import.Targets;

/// <summary>Values that an aggregate is to get back, by the names that its target gives them.</summary>
internal sealed class FormerValues(IReadOnlyDictionary<string, object?> values, CrmSession session, Instant now)
{
    /// <summary>When they are given back.</summary>
    public Instant Now { get; } = now;

    public CrmSession Session { get; } = session;

    public IEnumerable<string> Names => values.Keys;

    /// <summary>The former value where there is one to be given back, else the one that stands.</summary>
    public T Of<T>(string name, T standing) => values.TryGetValue(name, out object? value) ? (T)value! : standing;
}
