using Crm.Sdk.Attributes;
using Crm.Sdk.Customers;
using Crm.Sdk.Facts;
using Crm.Sdk.Interactions;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Orders;
using Crm.Sdk.Segments;
using Crm.Sdk.Storage;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Evaluation.Tests.Segments;

/// <summary>Six customers, of whom the fifth is archived, with orders and calls, kept in a store. Customers are known by their numbers.</summary>
internal sealed class SmallCompany
{
    public static readonly Instant Now = At("2026-04-01T00:00:00Z");

    private static readonly AttributeDefinition<string> Tier = AttributeDefinition.Text("tier");
    private static readonly AttributeDefinition<long> Employees = AttributeDefinition.Integer("employees");

    private readonly List<Segment> _segments = [];

    private SmallCompany(CrmSchema schema, FactSet facts)
    {
        Schema = schema;
        Facts = facts;
    }

    public CrmSchema Schema { get; }

    public FactSet Facts { get; }

    public static Instant At(string iso) => InstantPattern.ExtendedIso.Parse(iso).Value;

    public static TId Id<TId>(int number)
        where TId : struct, IEntityId<TId> => TId.From(Guid.ParseExact($"00000000-0000-0000-0000-{number:000000000000}", "D"));

    public static string Key(int number) => Id<CustomerId>(number).ToString();

    public static int Number(string key) => int.Parse(key[^3..]);

    public static async Task<SmallCompany> CreateAsync(params Segment[] segments)
    {
        CrmSchema schema = StandardSchema.Create("EUR", new AttributeRegistry().Add("customer", Tier, Employees));
        await using var crm = new CrmRuntime(new InMemoryCrmStore(schema));
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.System("test"));
        Customer("Ada", 1, "tools", "DE", "gold", 100);
        Customer("Bob", 2, "tools", "DE", null, null);
        Customer("Cy", 3, null, "AT", "silver", 5);
        Customer("Dee", 4, "food", null, "gold", 20);
        Customer("Eve", 5, "food", "DE", null, null).Archive(Now);
        Customer("Fay", 6, "tools", "FR", null, 0);
        Order(1, 1, "2026-01-05T00:00:00Z", "2026-03-15", (2, 10, "EUR"), (1, 50, "EUR"));
        Order(2, 1, "2026-02-05T00:00:00Z", null, (1, 30, "EUR"));
        Order(3, 2, "2026-02-10T00:00:00Z", "2026-02-28", (5, 4, "EUR"));
        Order(4, 3, "2026-03-01T00:00:00Z", "2026-04-15", (1, 7, "USD"));
        Order(5, 3, "2026-03-02T00:00:00Z", null, (1, 100, "EUR")).Cancel("late", Now);
        Order(6, null, "2026-03-02T00:00:00Z", "2026-03-03", (1, 1, "EUR"));
        Call(1, 1, "2026-03-10T00:00:00Z");
        Call(2, 2, "2026-02-01T00:00:00Z");
        Call(3, 4, "2026-03-20T00:00:00Z");
        Call(4, 4, "2026-03-25T00:00:00Z");
        Call(5, 1, "2026-04-10T00:00:00Z");
        foreach (Segment segment in segments)
        {
            session.Segments.Add(segment);
        }

        await session.CommitAsync();
        var company = new SmallCompany(schema, await crm.LoadFactsAsync(TenantId.Single));
        company._segments.AddRange(segments);
        return company;

        Customer Customer(string name, int number, string? industry, string? country, string? tier, long? employees)
        {
            var customer = Customers.Customer.Register(Id<CustomerId>(number), name, CustomerKind.Organization, At("2026-01-01T00:00:00Z"));
            customer.Describe(industry, country, Now);
            if (tier is not null)
            {
                customer.Set(Tier, tier, Now);
            }

            if (employees is { } count)
            {
                customer.Set(Employees, count, Now);
            }

            session.Customers.Add(customer);
            return customer;
        }

        SalesOrder Order(int number, int? customer, string at, string? promised, params (long Quantity, decimal Price, string Currency)[] lines)
        {
            var order = SalesOrder.Place(
                Id<SalesOrderId>(number), customer is { } c ? Id<CustomerId>(c) : null,
                [.. lines.Select(l => new OrderLine { Quantity = l.Quantity, UnitPrice = Money.Of(l.Price, l.Currency), PromisedOn = promised is null ? null : LocalDatePattern.Iso.Parse(promised).Value })], At(at));
            session.Orders.Add(order);
            return order;
        }

        void Call(int number, int customer, string at) => session.Interactions.Add(Interaction.Record(
            Id<InteractionId>(number), new InteractionDetails { Customer = Id<CustomerId>(customer), At = At(at), Type = "call", Channel = "phone", Direction = Direction.Inbound }));
    }

    public CrmModel Model(string definitions = "") =>
        CrmModel.Parse($"{definitions}\n{string.Join('\n', _segments.Select(s => s.Definition()))}", Schema.Facts).ThrowIfInvalid();
}
