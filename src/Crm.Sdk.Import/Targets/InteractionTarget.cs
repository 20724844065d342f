using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Facts;
using Crm.Sdk.Interactions;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Import.Targets;

/// <summary>Rows become interactions. One that differs is a correction: an interaction took place, it does not change.</summary>
internal sealed class InteractionTarget() : ImportTarget<Interaction, InteractionId>(Interaction.Concept)
{
    private const long MicrosecondsInSecond = 1_000_000;

    public override IReadOnlyList<FactField> Fields(Currency currency) =>
    [
        Field.Key(), Field.Reference("customer"), Field.Reference("contact"), Field.Instant("at"), Field.Text("type"), Field.Text("channel"), Field.Text("direction"), Field.Text("owner"),
        Field.Text("subject"), Field.Duration("duration"),
    ];

    protected override Interaction Apply(IReadOnlyList<ImportRecord> rows, Interaction? known, ImportContext context)
    {
        ImportRecord row = rows[0];
        var details = new InteractionDetails
        {
            Customer = Reference(row, "customer", known?.Customer),
            Contact = Reference(row, "contact", known?.Contact),
            At = row.Instant("at") ?? (row.Has("at") ? null : known?.At) ?? throw row.Missing("at"),
            Type = row.Required("type", known?.Type),
            Channel = row.Required("channel", known?.Channel),
            Direction = row.Choice("direction", known?.Direction ?? Direction.Inbound),
            Owner = row.Text("owner", known?.Owner),
            Subject = PersonalText.Of(row.Text("subject", known?.Subject)),
            Seconds = row.Has("duration") ? row.Number("duration") / MicrosecondsInSecond : known?.Seconds,
        };
        if (known is null)
        {
            return Interaction.Record(context.NewId<InteractionId>(), details);
        }

        if (details != DetailsOf(known))
        {
            known.Correct(details, context.Now);
        }

        return known;
    }

    protected override IEnumerable<(string Name, object? Value)> State(Interaction i) => [("details", DetailsOf(i))];

    protected override ValueTask RestoreAsync(Interaction i, FormerValues former, CancellationToken cancellationToken)
    {
        InteractionDetails details = former.Of("details", DetailsOf(i));
        if (details != DetailsOf(i))
        {
            i.Correct(details, former.Now);
        }

        return ValueTask.CompletedTask;
    }

    private static InteractionDetails DetailsOf(Interaction i) => new()
    {
        Customer = i.Customer, Contact = i.Contact, At = i.At, Type = i.Type, Channel = i.Channel, Direction = i.Direction, Owner = i.Owner,
        Subject = PersonalText.Of(i.Subject), Seconds = i.Seconds,
    };
}
