namespace Crm.Sdk.Values;

/// <summary>What kind of actor did something.</summary>
public enum ActorKind
{
    /// <summary>A person who uses the host application.</summary>
    User,

    /// <summary>A process: an import, a job, a migration.</summary>
    System,

    /// <summary>A program that acts for itself, such as an assistant.</summary>
    Agent,
}

/// <summary>Who did something, as the host knows it. The host keeps its users; here is only their name for it.</summary>
/// <remarks>Equal when kind and name are. Written <c>user:ann</c>.</remarks>
public sealed class ActorRef : IEquatable<ActorRef>
{
    private ActorRef(ActorKind kind, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Kind = kind;
        Name = name;
    }

    /// <summary>The kind of actor.</summary>
    public ActorKind Kind { get; }

    /// <summary>The host's name for the actor; an opaque key rather than a person's name, as it is kept for ever.</summary>
    public string Name { get; }

    /// <summary>A person.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static ActorRef User(string name) => new(ActorKind.User, name);

    /// <summary>A process.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static ActorRef System(string name) => new(ActorKind.System, name);

    /// <summary>A program that acts for itself.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static ActorRef Agent(string name) => new(ActorKind.Agent, name);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is no actor.</exception>
    public static ActorRef Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        ActorKind? kind = colon < 0 ? null : text[..colon].ToUpperInvariant() switch
        {
            "USER" => ActorKind.User,
            "SYSTEM" => ActorKind.System,
            "AGENT" => ActorKind.Agent,
            _ => null,
        };
        return kind is { } known && !string.IsNullOrWhiteSpace(text[(colon + 1)..])
            ? new ActorRef(known, text[(colon + 1)..])
            : throw new FormatException($"'{text}' is no actor; write user:NAME, system:NAME or agent:NAME.");
    }

    /// <inheritdoc/>
    public bool Equals(ActorRef? other) => other is not null && Kind == other.Kind && Name == other.Name;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ActorRef);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Name);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind switch { ActorKind.User => "user", ActorKind.System => "system", _ => "agent" }}:{Name}";
}
