using Crm.Sdk.Aggregates;

namespace Crm.Sdk.Domain.Tests.Aggregates;

/// <summary>What holds of every aggregate whatever happened to it.</summary>
internal static class AggregateLaws
{
    /// <summary>All of a state on one line for each column.</summary>
    public static string Text(this Row row) => string.Join('\n', row.Schema.Columns.Select((c, i) => $"{c.Name}: {row.Values[i] ?? "-"}")
        .Append($"version {row.Version}, archived {row.IsArchived}, ids {string.Join(' ', row.ExternalIds)}, attributes {row.Attributes.ToJson()}"));

    public static string StateText(this Aggregate aggregate, Concept concept) => concept.ToRow(aggregate).Text();

    /// <summary>Its events, written to the log and read again, make an aggregate of the same row; and so does the row itself.</summary>
    public static void ShouldFollowFromItsEvents(this Aggregate aggregate, Concept concept)
    {
        string row = aggregate.StateText(concept);
        concept.Replay(aggregate.Key, aggregate.PendingEvents.Select(e => Logged(concept, e))).StateText(concept).Should().Be(row);
        concept.FromRow(concept.ToRow(aggregate)).StateText(concept).Should().Be(row);
    }

    private static DomainEvent Logged(Concept concept, DomainEvent e)
    {
        EventType type = concept.EventOf(e);
        string json = type.Write(e, out IReadOnlyList<string?> texts);
        return concept.FindEvent(type.Name)!.Read(json, texts);
    }
}
