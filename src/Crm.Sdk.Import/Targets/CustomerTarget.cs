using Crm.Sdk.Customers;
using Crm.Sdk.Facts;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Import.Targets;

/// <summary>Rows become customers.</summary>
internal sealed class CustomerTarget() : ImportTarget<Customer, CustomerId>(Customer.Concept)
{
    public override string? SelfReference => "parent";

    public override IReadOnlyList<FactField> Fields(Currency currency) =>
    [
        Field.Key(), Field.Text("name"), Field.Text("kind"), Field.Text("stage"), Field.Text("owner"), Field.Text("industry"), Field.Text("country"), Field.Text("email"), Field.Text("phone"),
        Field.Reference("parent", "customer"), Field.Instant("registered"),
    ];

    protected override Customer Apply(IReadOnlyList<ImportRecord> rows, Customer? known, ImportContext context)
    {
        ImportRecord row = rows[0];
        Instant at = known is null ? row.Moment("registered", context.Now) : context.Now;
        Customer customer = known ?? Customer.Register(context.NewId<CustomerId>(), row.Required("name"), row.Choice("kind", CustomerKind.Organization), at);
        row.MustBe("kind", customer.Kind, row.Choice("kind", customer.Kind));
        row.MustBe("registered", customer.RegisteredAt, row.Instant("registered"));
        customer.Rename(row.Required("name", customer.Name), at);
        customer.Describe(row.Text("industry", customer.Industry), row.Text("country", customer.Country), at);
        customer.Reach(row.Text("email", customer.Email), row.Text("phone", customer.Phone), at);
        customer.AssignTo(row.Text("owner", customer.Owner), at);
        customer.MoveTo(row.Choice("stage", customer.Stage), at);
        customer.PlaceUnder(Reference(row, "parent", customer.Parent), at);
        return customer;
    }

    protected override IEnumerable<(string Name, object? Value)> State(Customer c) =>
    [
        ("name", c.Name), ("stage", c.Stage), ("owner", c.Owner), ("industry", c.Industry), ("country", c.Country), ("email", c.Email),
        ("phone", c.Phone), ("parent", c.Parent),
    ];

    protected override ValueTask RestoreAsync(Customer c, FormerValues former, CancellationToken cancellationToken)
    {
        c.Rename(former.Of("name", c.Name), former.Now);
        c.Describe(former.Of("industry", c.Industry), former.Of("country", c.Country), former.Now);
        c.Reach(former.Of("email", c.Email), former.Of("phone", c.Phone), former.Now);
        c.AssignTo(former.Of("owner", c.Owner), former.Now);
        c.MoveTo(former.Of("stage", c.Stage), former.Now);
        c.PlaceUnder(former.Of("parent", c.Parent), former.Now);
        return ValueTask.CompletedTask;
    }
}
