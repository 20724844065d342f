using Crm.Sdk.Customers;
using Crm.Sdk.Interactions;
using Crm.Sdk.Orders;
using Crm.Sdk.Sales;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using NodaTime;

namespace Crm.Sdk.Timelines;

/// <summary>What kind of thing an entry of a timeline tells.</summary>
public enum TimelineKind
{
    /// <summary>A contact with the customer.</summary>
    Interaction,

    /// <summary>An opportunity entered a stage.</summary>
    Stage,

    /// <summary>The customer ordered.</summary>
    Order,
}

/// <summary>Something that happened with a customer.</summary>
public sealed record TimelineEntry
{
    /// <summary>When.</summary>
    public required Instant At { get; init; }

    /// <summary>What kind of thing.</summary>
    public required TimelineKind Kind { get; init; }

    /// <summary>It in a few words.</summary>
    public required string Text { get; init; }

    /// <summary>The id of the interaction, opportunity or order.</summary>
    public required Guid Source { get; init; }
}

/// <summary>All that happened with one customer, the latest first.</summary>
public static class CustomerTimeline
{
    /// <summary>Reads a part of a customer's timeline.</summary>
    /// <param name="session">The session.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="take">How many entries; positive. There are more when several are of the instant of the last one: they are never parted.</param>
    /// <param name="before">Only what happened before; null for the latest.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The entries; to go on, ask again for those before the last of them.</returns>
    public static async ValueTask<IReadOnlyList<TimelineEntry>> ReadAsync(
        CrmSession session, CustomerId customer, int take, Instant? before = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(take);
        Instant end = before ?? Instant.MaxValue;
        List<TimelineEntry> entries =
        [
            .. await InteractionsAsync(session, q => q.Where(i => i.Customer == customer && i.At < end).OrderByDescending(i => i.At).Take(take), cancellationToken),
            .. await OrdersAsync(session, q => q.Where(o => o.Customer == customer && o.PlacedAt < end).OrderByDescending(o => o.PlacedAt).Take(take), cancellationToken),
        ];

        // An opportunity moves for as long as it lives, so that each of the customer's may have a move in the part that is asked for.
        await foreach (Opportunity o in session.Opportunities.ReadAsync(Specification<Opportunity>.Of(q => q.Where(o => o.Customer == customer && o.OpenedAt < end)), cancellationToken))
        {
            entries.AddRange(o.Transitions.Where(t => t.At < end).Select(t => new TimelineEntry
            {
                At = t.At, Kind = TimelineKind.Stage, Source = o.Key, Text = $"'{o.Name}' entered {t.Stage}{(t.Category == StageCategory.Open ? "" : $" ({t.Category})")}",
            }));
        }

        if (entries.Count >= take)
        {
            // Whoever goes on asks for what was before the last instant: all of that instant must be here.
            Instant last = entries.OrderByDescending(e => e.At).ElementAt(take - 1).At;
            entries.RemoveAll(e => e.At < last || (e.At == last && e.Kind != TimelineKind.Stage));
            entries.AddRange(await InteractionsAsync(session, q => q.Where(i => i.Customer == customer && i.At == last), cancellationToken));
            entries.AddRange(await OrdersAsync(session, q => q.Where(o => o.Customer == customer && o.PlacedAt == last), cancellationToken));
        }

        return [.. entries.OrderByDescending(e => e.At).ThenBy(e => e.Kind).ThenBy(e => e.Source)];
    }

    private static async ValueTask<List<TimelineEntry>> InteractionsAsync(CrmSession session, Action<SpecificationBuilder<Interaction>> wanted, CancellationToken ct)
    {
        var entries = new List<TimelineEntry>();
        await foreach (Interaction i in session.Interactions.ReadAsync(Specification<Interaction>.Of(wanted), ct))
        {
            entries.Add(new TimelineEntry
            {
                At = i.At, Kind = TimelineKind.Interaction, Source = i.Key,
                Text = $"{(i.Direction == Direction.Inbound ? "inbound" : "outbound")} {i.Type} by {i.Channel}{(i.Subject is null ? "" : $": {i.Subject}")}",
            });
        }

        return entries;
    }

    private static async ValueTask<List<TimelineEntry>> OrdersAsync(CrmSession session, Action<SpecificationBuilder<SalesOrder>> wanted, CancellationToken ct)
    {
        var entries = new List<TimelineEntry>();
        await foreach (SalesOrder o in session.Orders.ReadAsync(Specification<SalesOrder>.Of(wanted), ct))
        {
            string status = o.Status switch { OrderStatus.Open => "open", OrderStatus.Shipped => "shipped", _ => "cancelled" };
            entries.Add(new TimelineEntry { At = o.PlacedAt, Kind = TimelineKind.Order, Source = o.Key, Text = $"order{(o.Number is null ? "" : $" {o.Number}")} of {o.Total}, {status}" });
        }

        return entries;
    }
}
