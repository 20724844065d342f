namespace Crm.Sdk.Values;

/// <summary>The identity of some kind of aggregate.</summary>
public interface IEntityId
{
    /// <summary>The identity without its kind.</summary>
    Guid Value { get; }
}

/// <summary>The identity of one kind of aggregate: a struct of a single field, so that ids of two kinds are never confused.</summary>
/// <typeparam name="TSelf">The id type itself.</typeparam>
public interface IEntityId<TSelf> : IEntityId, IEquatable<TSelf>
    where TSelf : struct, IEntityId<TSelf>
{
    /// <summary>The id of this kind with a value.</summary>
    static abstract TSelf From(Guid value);
}
