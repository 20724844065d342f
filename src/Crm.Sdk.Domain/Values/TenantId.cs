namespace Crm.Sdk.Values;

/// <summary>An organisation whose data is kept apart from that of all others. It stands beside an id, never inside it.</summary>
/// <param name="Value">The identity; the empty one is the tenant of a database that has only one.</param>
public readonly record struct TenantId(Guid Value)
{
    /// <summary>The tenant of a database that has only one.</summary>
    public static TenantId Single => default;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
