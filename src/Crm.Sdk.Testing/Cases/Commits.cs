using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;
using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Values;

namespace Crm.Sdk.Testing.Cases;

/// <summary>Commits that no session makes: of any version and for any tenant. They bring the facts of new aggregates.</summary>
internal static class Commits
{
    public static Commit Of(Scene s, TenantId tenant, params (Aggregate Aggregate, long Expected)[] changes) => new()
    {
        Tenant = tenant, Actor = ActorRef.System("kit"), RecordedAt = s.Now,
        Changes = [.. changes.Select(c => ChangeOf(s.Schema, c.Aggregate, c.Expected))],
        Facts = FactsOf(s.Schema, changes.Select(c => c.Aggregate)),
    };

    private static AggregateChange ChangeOf(CrmSchema schema, Aggregate aggregate, long expected)
    {
        Concept concept = ConceptOf(schema, aggregate);
        var events = new List<EventRecord>();
        foreach (DomainEvent e in aggregate.PendingEvents)
        {
            EventType type = concept.EventOf(e);
            string json = type.Write(e, out IReadOnlyList<string?> texts);
            events.Add(new EventRecord { Type = type.Name, OccurredAt = e.OccurredAt, Json = json, PersonalTexts = texts });
        }

        return new AggregateChange { Concept = concept, ExpectedVersion = expected, Row = concept.ToRow(aggregate), Events = events };
    }

    private static List<FactChange> FactsOf(CrmSchema schema, IEnumerable<Aggregate> aggregates) =>
    [
        .. aggregates
            .SelectMany(a => ConceptOf(schema, a).Facts(schema.Settings).SelectMany(p => p.Of(a)))
            .GroupBy(f => f.Schema.Name)
            .Select(g => Change(schema.Facts.First(f => f.Name == g.Key), g)),
    ];

    // Facts belong to the schema of the store, letter for letter the same fields.
    private static FactChange Change(FactSchema schema, IEnumerable<FactRecord> facts)
    {
        List<FactRecord> own = [.. facts.Select(f => new FactRecord(schema, f.Values))];
        return new FactChange { Schema = schema, Retracted = [.. own.Select(f => f.Key)], Added = own };
    }

    private static Concept ConceptOf(CrmSchema schema, Aggregate aggregate) =>
        schema.Concepts.First(c => c.GetType().GenericTypeArguments[0] == aggregate.GetType());
}
