using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;
using NodaTime;

namespace Crm.Sdk.Sales;

/// <content>How opportunities are stored, and the facts that they give.</content>
public sealed partial class Opportunity
{
    /// <summary>The concept: columns, events and facts.</summary>
    public static Concept<Opportunity, OpportunityId> Concept { get; } = new ConceptBuilder<Opportunity, OpportunityId>("opportunity", id => new Opportunity(id))
        .Text("name", o => o.Name, (o, v) => o.Name = v!, required: true)
        .Reference("customer_id", "customer", o => o.Customer, (o, v) => o.Customer = v)
        .Reference("pipeline_id", "pipeline", o => o.Pipeline, (o, v) => o.Pipeline = v, required: true)
        .Text("stage", o => o.Stage, (o, v) => o.Stage = v!, required: true)
        .Choice("category", o => o.Category, (o, v) => o.Category = v, indexed: true)
        .Money("amount", o => o.Amount, (o, v) => o.Amount = v)
        .Date("close_date", o => o.CloseDate, (o, v) => o.CloseDate = v)
        .Text("owner", o => o.Owner, (o, v) => o.Owner = v, indexed: true)
        .Text("source", o => o.Source, (o, v) => o.Source = v)
        .Text("product", o => o.Product, (o, v) => o.Product = v)
        .Text("lost_reason", o => o.LostReason, (o, v) => o.LostReason = v)
        .Instant("opened_at", o => o.OpenedAt, (o, v) => o.OpenedAt = v!.Value, required: true, indexed: true)
        .Instant("closed_at", o => o.ClosedAt, (o, v) => o.ClosedAt = v)
        .Json("transitions", o => o._transitions, (o, v) => o._transitions = v, SalesJson.Default.ListStageTransition)
        .Json("amounts", o => o._amounts, (o, v) => o._amounts = v, SalesJson.Default.ListAmountChange)
        .Json("close_dates", o => o._closeDates, (o, v) => o._closeDates = v, SalesJson.Default.ListCloseDateChange)
        .Event("opportunity.opened", SalesJson.Default.OpportunityOpened)
        .Event("opportunity.stage_changed", SalesJson.Default.StageChanged)
        .Event("opportunity.won", SalesJson.Default.OpportunityWon)
        .Event("opportunity.lost", SalesJson.Default.OpportunityLost)
        .Event("opportunity.reopened", SalesJson.Default.OpportunityReopened)
        .Event("opportunity.corrected", SalesJson.Default.OpportunityCorrected)
        .Event("opportunity.amount_changed", SalesJson.Default.AmountChanged)
        .Event("opportunity.close_date_moved", SalesJson.Default.CloseDateMoved)
        .Event("opportunity.assigned", SalesJson.Default.OpportunityAssigned)
        .Event("opportunity.described", SalesJson.Default.OpportunityDescribed)
        .Fact("opportunity", FactShape.Entity, (fact, settings) => fact
            .Key(o => o.Id.Value)
            .Time("opened", o => (Instant?)o.OpenedAt, isDefault: true)
            .Time("closed", o => o.ClosedAt)
            .Time("expected_close", o => o.CloseDate, isPlanned: true)
            .Reference("customer", o => o.Customer?.Value)
            .Dimension("stage", o => o.Stage)
            .Dimension("category", o => o.Category.ToString())
            .Dimension("owner", o => o.Owner)
            .Dimension("source", o => o.Source)
            .Dimension("product", o => o.Product)
            .Dimension("lost_reason", o => o.LostReason)
            .Dimension("currency", o => o.Amount?.Currency.Code)
            .Money("amount", settings.Currency.Code, o => settings.AmountOf(o.Amount)))
        .Facts("stage_interval", FactShape.Interval, Intervals, (fact, _) => fact
            .Lasts("opportunity", "entered", "left")
            .Key(i => $"{i.Opportunity}:{i.Number}")
            .Time("entered", i => (Instant?)i.Entered)
            .Time("left", i => i.Left)
            .Reference("opportunity", i => i.Opportunity.Value)
            .Reference("customer", i => i.Customer?.Value)
            .Dimension("stage", i => i.Stage)
            .Dimension("category", i => i.Category.ToString())
            .Dimension("next_stage", i => i.Next)
            .Measure("duration", i => i.Left - i.Entered))
        .Build();

    static Concept IStored.StoredAs => Concept;

    /// <summary>The stages that it was or is in, each with when it was entered and left.</summary>
    public IEnumerable<StageInterval> StageIntervals() => Intervals(this);

    private static IEnumerable<StageInterval> Intervals(Opportunity o)
    {
        for (int i = 0; i < o._transitions.Count; i++)
        {
            StageTransition? next = i + 1 < o._transitions.Count ? o._transitions[i + 1] : null;
            yield return new StageInterval
            {
                Opportunity = o.Id, Customer = o.Customer, Number = i + 1, Stage = o._transitions[i].Stage, Category = o._transitions[i].Category,
                Entered = o._transitions[i].At, Left = next?.At, Next = next?.Stage,
            };
        }
    }
}
