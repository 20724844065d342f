using Crm.Sdk.Customers;
using Crm.Sdk.Facts;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Import.Targets;

/// <summary>Rows become contacts.</summary>
internal sealed class ContactTarget() : ImportTarget<Contact, ContactId>(Contact.Concept)
{
    public override IReadOnlyList<FactField> Fields(Currency currency) =>
        [Field.Key(), Field.Text("name"), Field.Reference("customer"), Field.Text("role"), Field.Text("email"), Field.Text("phone"), Field.Instant("added")];

    protected override Contact Apply(IReadOnlyList<ImportRecord> rows, Contact? known, ImportContext context)
    {
        ImportRecord row = rows[0];
        Instant at = known is null ? row.Moment("added", context.Now) : context.Now;
        CustomerId? customer = Reference(row, "customer", known?.Customer);
        Contact contact = known ?? Contact.Create(context.NewId<ContactId>(), row.Required("name"), customer, at);
        row.MustBe("added", contact.AddedAt, row.Instant("added"));
        contact.Rename(row.Required("name", contact.Name), at);
        contact.Affiliate(customer, row.Text("role", contact.Role), at);
        contact.Reach(row.Text("email", contact.Email), row.Text("phone", contact.Phone), at);
        return contact;
    }

    protected override IEnumerable<(string Name, object? Value)> State(Contact c) =>
        [("name", c.Name), ("customer", c.Customer), ("role", c.Role), ("email", c.Email), ("phone", c.Phone)];

    protected override ValueTask RestoreAsync(Contact c, FormerValues former, CancellationToken cancellationToken)
    {
        c.Rename(former.Of("name", c.Name), former.Now);
        c.Affiliate(former.Of("customer", c.Customer), former.Of("role", c.Role), former.Now);
        c.Reach(former.Of("email", c.Email), former.Of("phone", c.Phone), former.Now);
        return ValueTask.CompletedTask;
    }
}
