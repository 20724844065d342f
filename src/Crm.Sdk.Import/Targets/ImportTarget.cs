using Crm.Sdk.Aggregates;
using Crm.Sdk.Attributes;
using Crm.Sdk.Facts;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;

namespace Crm.Sdk.Import.Targets;

/// <summary>How rows become aggregates of one concept, and how an aggregate gets former values back.</summary>
internal abstract class ImportTarget
{
    private readonly Lazy<HashSet<string>> _names;

    private protected ImportTarget(Concept concept)
    {
        Concept = concept;
        _names = new Lazy<HashSet<string>>(() => [.. Fields(Currency.All[0]).Select(f => f.Name)]);
    }

    /// <summary>The concept.</summary>
    public Concept Concept { get; }

    /// <summary>Whether an aggregate may take several rows, those with the same external id; the key is then another field.</summary>
    public virtual bool TakesSeveralRows => false;

    /// <summary>The field that refers to another aggregate of the same concept; null for none.</summary>
    public virtual string? SelfReference => null;

    /// <summary>Whether the mapping must declare a pipeline.</summary>
    public virtual bool NeedsPipeline => false;

    /// <summary>The fields that a mapping can fill, without the host's attributes.</summary>
    public abstract IReadOnlyList<FactField> Fields(Currency currency);

    /// <summary>Makes an aggregate of rows, or changes one so that it is as they say.</summary>
    /// <param name="rows">The rows of the aggregate: one, unless it may take several.</param>
    /// <param name="known">The aggregate; null when it is new.</param>
    /// <param name="context">What else is needed.</param>
    /// <exception cref="ImportRefusal">A row cannot be taken.</exception>
    /// <exception cref="ArgumentException">The domain refuses a command.</exception>
    /// <exception cref="InvalidOperationException">The domain refuses a command.</exception>
    public abstract Aggregate Apply(IReadOnlyList<ImportRecord> rows, Aggregate? known, ImportContext context);

    /// <summary>What an import can change of an aggregate, by name; the host's attributes are not among it.</summary>
    public abstract IEnumerable<(string Name, object? Value)> State(Aggregate aggregate);

    /// <summary>Gives former values back by commands.</summary>
    /// <exception cref="ArgumentException">The domain refuses a command.</exception>
    /// <exception cref="InvalidOperationException">The domain refuses a command.</exception>
    public abstract ValueTask RestoreAsync(Aggregate aggregate, FormerValues former, CancellationToken cancellationToken);

    /// <summary>The aggregates to which the parts of one refer, besides those in its columns; null for a concept whose aggregates have no such parts.</summary>
    public virtual Func<Aggregate, IEnumerable<(string Concept, Guid Id)>>? PartReferences => null;

    /// <summary>Takes a new aggregate into a session.</summary>
    public abstract void Add(CrmSession session, Aggregate aggregate);

    /// <summary>The aggregate of an id in a session.</summary>
    public abstract ValueTask<Aggregate?> FindAsync(CrmSession session, Guid id, CancellationToken cancellationToken);

    /// <summary>The aggregates of external ids in a session.</summary>
    public abstract ValueTask<IReadOnlyDictionary<string, Aggregate>> FindAsync(
        CrmSession session, string source, IReadOnlyCollection<string> values, CancellationToken cancellationToken);

    /// <summary>Sets the host's attributes as a row says.</summary>
    public void SetAttributes(ImportRecord row, Aggregate aggregate, CrmSchema schema, NodaTime.Instant at)
    {
        foreach (AttributeDefinition attribute in schema.Settings.Attributes.Of(Concept.Name))
        {
            string field = FieldOf(attribute);
            if (row.Has(field))
            {
                object? raw = attribute.Type.Kind switch
                {
                    DataKind.Reference when schema.Find(attribute.Type.Target!) is not null => row.Reference(field, null)?.ToString("D"),
                    DataKind.Text or DataKind.Reference => row.Text(field),
                    DataKind.Boolean => row.Number(field) is { } flag ? flag != 0 : null,
                    _ => row.Number(field),
                };
                aggregate.SetRaw(attribute, raw, at);
            }
        }
    }

    /// <summary>The schema of the rows of a file that becomes aggregates of this concept.</summary>
    public FactSchema SchemaOf(Currency currency, IReadOnlyList<AttributeDefinition> attributes) => new(
        Concept.Name, FactShape.Entity, [.. Fields(currency), .. attributes.Select(a => new FactField(FieldOf(a), a.Type.Kind == DataKind.Reference ? FieldRole.Reference : FieldRole.Dimension, a.Type))]);

    // A field of the concept goes before an attribute of the same name.
    private string FieldOf(AttributeDefinition attribute) =>
        _names.Value.Contains(attribute.Key) ? $"attribute_{attribute.Key}" : attribute.Key;
}

/// <summary>How rows become aggregates of one kind.</summary>
/// <typeparam name="T">The kind of aggregate.</typeparam>
/// <typeparam name="TId">Its kind of id.</typeparam>
internal abstract class ImportTarget<T, TId>(Concept<T, TId> concept) : ImportTarget(concept)
    where T : Aggregate<TId>, IStored
    where TId : struct, IEntityId<TId>
{
    public sealed override Aggregate Apply(IReadOnlyList<ImportRecord> rows, Aggregate? known, ImportContext context) => Apply(rows, (T?)known, context);

    public sealed override IEnumerable<(string Name, object? Value)> State(Aggregate aggregate) => State((T)aggregate);

    public sealed override ValueTask RestoreAsync(Aggregate aggregate, FormerValues former, CancellationToken cancellationToken) =>
        RestoreAsync((T)aggregate, former, cancellationToken);

    public sealed override void Add(CrmSession session, Aggregate aggregate) => session.Set<T, TId>().Add((T)aggregate);

    public sealed override async ValueTask<Aggregate?> FindAsync(CrmSession session, Guid id, CancellationToken cancellationToken) =>
        await session.Set<T, TId>().FindAsync(TId.From(id), cancellationToken);

    public sealed override async ValueTask<IReadOnlyDictionary<string, Aggregate>> FindAsync(
        CrmSession session, string source, IReadOnlyCollection<string> values, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, T> found = await session.Set<T, TId>().FindAsync(source, values, cancellationToken);
        return found.ToDictionary(f => f.Key, f => (Aggregate)f.Value, StringComparer.Ordinal);
    }

    protected abstract T Apply(IReadOnlyList<ImportRecord> rows, T? known, ImportContext context);

    protected abstract IEnumerable<(string Name, object? Value)> State(T aggregate);

    protected abstract ValueTask RestoreAsync(T aggregate, FormerValues former, CancellationToken cancellationToken);

    /// <summary>A reference of a row as an id.</summary>
    protected static TOther? Reference<TOther>(ImportRecord row, string field, TOther? otherwise)
        where TOther : struct, IEntityId<TOther> => row.Reference(field, otherwise?.Value) is { } id ? TOther.From(id) : null;
}
