#region Program
#region Usings
using System.Text.Json.Serialization;
using Crm.Sdk;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;
#endregion

namespace Recipes.AddConcept;

#region Id
/// <summary>The identity of a warranty.</summary>
[JsonConverter(typeof(EntityIdConverter<WarrantyId>))]
public readonly record struct WarrantyId(Guid Value) : IEntityId<WarrantyId>
{
    /// <inheritdoc/>
    public static WarrantyId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
#endregion

#region Events
/// <summary>A warranty was granted.</summary>
public sealed record WarrantyGranted : DomainEvent
{
    /// <summary>To whom.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>The last day.</summary>
    public required LocalDate Until { get; init; }
}

/// <summary>A customer made use of a warranty.</summary>
public sealed record WarrantyClaimed : DomainEvent;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter), typeof(LocalDateConverter)])]
[JsonSerializable(typeof(WarrantyGranted))]
[JsonSerializable(typeof(WarrantyClaimed))]
internal sealed partial class WarrantyJson : JsonSerializerContext;
#endregion

#region Aggregate
/// <summary>A promise to mend what breaks.</summary>
public sealed class Warranty : Aggregate<WarrantyId>, IStored
{
    private Warranty(WarrantyId id)
        : base(id)
    {
    }

    /// <summary>The concept: columns, events and facts.</summary>
    public static Concept<Warranty, WarrantyId> Concept { get; } = new ConceptBuilder<Warranty, WarrantyId>("warranty", id => new Warranty(id))
        .Reference("customer_id", "customer", w => w.Customer, (w, v) => w.Customer = v, required: true)
        .Date("until", w => w.Until, (w, v) => w.Until = v!.Value, required: true)
        .Instant("granted_at", w => w.GrantedAt, (w, v) => w.GrantedAt = v!.Value, required: true)
        .Number("claims", w => w.Claims, (w, v) => w.Claims = v!.Value, required: true)
        .Event("warranty.granted", WarrantyJson.Default.WarrantyGranted)
        .Event("warranty.claimed", WarrantyJson.Default.WarrantyClaimed)
        .Fact("warranty", FactShape.Entity, (fact, _) => fact
            .Key(w => w.Id.Value)
            .Time("granted", w => (Instant?)w.GrantedAt)
            .Reference("customer", w => w.Customer?.Value)
            .Measure("claims", w => (long?)w.Claims))
        .Build();

    static Concept IStored.StoredAs => Concept;

    /// <summary>Who has it.</summary>
    public CustomerId? Customer { get; private set; }

    /// <summary>The last day.</summary>
    public LocalDate Until { get; private set; }

    /// <summary>When it was granted.</summary>
    public Instant GrantedAt { get; private set; }

    /// <summary>How often it was used.</summary>
    public long Claims { get; private set; }

    /// <summary>Grants a warranty.</summary>
    public static Warranty Grant(WarrantyId id, CustomerId customer, LocalDate until, Instant at)
    {
        var warranty = new Warranty(id);
        warranty.Raise(new WarrantyGranted { OccurredAt = at, Customer = customer, Until = until });
        return warranty;
    }

    /// <summary>Makes use of it.</summary>
    public void Claim(Instant at)
    {
        if (at.InUtc().Date > Until)
        {
            throw new InvalidOperationException($"The warranty ended on {Until:uuuu-MM-dd}.");
        }

        Raise(new WarrantyClaimed { OccurredAt = at });
    }

    /// <inheritdoc/>
    protected override void Apply(DomainEvent e)
    {
        switch (e)
        {
            case WarrantyGranted x:
                (Customer, Until, GrantedAt) = (x.Customer, x.Until, x.OccurredAt);
                break;
            case WarrantyClaimed:
                Claims++;
                break;
        }
    }
}
#endregion

/// <summary>Uses the concept.</summary>
public static class Program
{
    /// <summary>Runs the recipe.</summary>
    public static async Task Main()
    {
        #region Use
        var schema = new CrmSchema([.. StandardSchema.Concepts, Warranty.Concept], Currency.Get("EUR"));
        await using var crm = new CrmRuntime(new InMemoryCrmStore(schema));
        await crm.OpenAsync();

        Instant day = Instant.FromUtc(2026, 1, 10, 9, 0);
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        Customer customer = Customer.Register(session.NewId<CustomerId>(), "Albers & Co", CustomerKind.Organization, day);
        customer.Describe(null, "DE", day);
        session.Customers.Add(customer);
        Warranty warranty = Warranty.Grant(session.NewId<WarrantyId>(), customer.Id, new LocalDate(2027, 12, 31), day);
        warranty.Claim(day.Plus(Duration.FromDays(50)));
        session.Set<Warranty, WarrantyId>().Add(warranty);
        await session.CommitAsync();

        CrmModel model = CrmModel.Parse("metric claims = sum(warranty.claims) / count(warranty)", schema.Facts).ThrowIfInvalid();
        var engine = new MetricEngine(model, await crm.LoadFactsAsync(TenantId.Single));
        var query = new MetricQuery { Metrics = ["claims"], By = ["customer.country"], Now = day.Plus(Duration.FromDays(80)) };
        Console.Write(CubeTable.Write(await engine.EvaluateAsync(query)));
        #endregion

        #region Replay
        Warranty granted = Warranty.Grant(new WarrantyId(Guid.NewGuid()), customer.Id, new LocalDate(2027, 12, 31), day);
        granted.Claim(day);
        Row fromState = Warranty.Concept.ToRow(granted);
        Row fromLog = Warranty.Concept.ToRow(Warranty.Concept.Replay(granted.Id.Value, granted.PendingEvents));
        Console.WriteLine($"equal: {fromState.Values.SequenceEqual(fromLog.Values)}");
        #endregion
    }
}
#endregion
