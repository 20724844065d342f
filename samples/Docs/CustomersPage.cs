using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Interactions;
using Crm.Sdk.Storage;
using Crm.Sdk.Timelines;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about customers.</summary>
public static class CustomersPage
{
    /// <summary>A customer is registered, changed and committed.</summary>
    public static async Task Register(TextWriter output)
    {
        Instant now = Trade.Now;

        #region Register
        await using var crm = new CrmRuntime(new InMemoryCrmStore(StandardSchema.Create("EUR")), Trade.Clock);
        await crm.OpenAsync();

        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        Customer customer = Customer.Register(session.NewId<CustomerId>(), "Albers & Co", CustomerKind.Organization, now);
        customer.Describe(industry: "Joinery", country: "DE", now);
        customer.Identify(new ExternalId("shop", "1"), now);
        session.Customers.Add(customer);
        output.WriteLine($"{customer.PendingEvents.Count} events wait, version {customer.Version}");

        await session.CommitAsync();
        output.WriteLine($"{customer.PendingEvents.Count} events wait, version {customer.Version}");
        #endregion
    }

    /// <summary>An external id finds a customer again.</summary>
    public static async Task Find(TextWriter output)
    {
        await using CrmRuntime crm = await Trade.OpenAsync();

        #region Find
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        Customer customer = (await session.Customers.FindAsync(new ExternalId("shop", "2")))!;
        Customer same = (await session.Customers.FindAsync(customer.Id))!;
        output.WriteLine($"{customer.Name}, {customer.Country}, {customer.Stage}, the same object: {ReferenceEquals(customer, same)}");
        #endregion
    }

    /// <summary>The log of one customer.</summary>
    public static async Task Log(TextWriter output)
    {
        await using CrmRuntime crm = await Trade.OpenAsync();

        #region Log
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ben"));
        Customer customer = (await session.Customers.FindAsync(new ExternalId("shop", "1")))!;
        customer.Rename("Albers KG", Trade.Now);
        await session.CommitAsync(cause: "letter of 30 March");

        await foreach (LogEntry entry in crm.Store.ReadLogAsync(new LogQuery { Tenant = TenantId.Single, Subject = ("customer", customer.Key) }))
        {
            output.WriteLine($"{entry.Version} {entry.Event.Type} by {entry.Actor}: {entry.Event.Json} {string.Join(", ", entry.Event.PersonalTexts)}");
        }
        #endregion
    }

    /// <summary>Archiving.</summary>
    public static async Task Archive(TextWriter output)
    {
        await using CrmRuntime crm = await Trade.OpenAsync();

        #region Archive
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        Customer customer = (await session.Customers.FindAsync(new ExternalId("shop", "3")))!;
        customer.Archive(Trade.Now);
        await session.CommitAsync();

        output.WriteLine($"{(await session.Customers.ListAsync(q => q.Where(c => c.Country == "DE"))).Count} found");
        output.WriteLine($"{(await session.Customers.ListAsync(q => q.Where(c => c.Country == "DE").IncludeArchived())).Count} with archived ones");
        try
        {
            customer.Rename("Caro AG", Trade.Now);
        }
        catch (InvalidOperationException problem)
        {
            output.WriteLine(problem.Message);
        }

        customer.Restore(Trade.Now);
        await session.CommitAsync();
        #endregion
    }

    /// <summary>Two sessions change one customer.</summary>
    public static async Task Concurrency(TextWriter output)
    {
        await using CrmRuntime crm = await Trade.OpenAsync();

        #region Concurrency
        await using CrmSession ann = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        await using CrmSession ben = crm.OpenSession(TenantId.Single, ActorRef.User("ben"));
        var id = new ExternalId("shop", "1");
        (await ann.Customers.FindAsync(id))!.AssignTo("ann", Trade.Now);
        (await ben.Customers.FindAsync(id))!.AssignTo("ben", Trade.Now);
        await ann.CommitAsync();
        try
        {
            await ben.CommitAsync();
        }
        catch (CrmConcurrencyException problem)
        {
            output.WriteLine($"expected version {problem.Expected}, found {problem.Actual}");
        }
        #endregion
    }

    /// <summary>An external id that is taken.</summary>
    public static async Task Duplicate(TextWriter output)
    {
        await using CrmRuntime crm = await Trade.OpenAsync();

        #region Duplicate
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        Customer customer = Customer.Register(session.NewId<CustomerId>(), "Albers again", CustomerKind.Organization, Trade.Now);
        customer.Identify(new ExternalId("shop", "1"), Trade.Now);
        session.Customers.Add(customer);
        try
        {
            await session.CommitAsync();
        }
        catch (CrmDuplicateException problem)
        {
            output.WriteLine($"{problem.ExternalId} is taken");
        }
        #endregion
    }

    /// <summary>The timeline.</summary>
    public static async Task Timeline(TextWriter output)
    {
        await using CrmRuntime crm = await Trade.OpenAsync();

        #region Timeline
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        Customer customer = (await session.Customers.FindAsync(new ExternalId("shop", "1")))!;
        session.Interactions.Add(Interaction.Record(session.NewId<InteractionId>(), new InteractionDetails
        {
            Customer = customer.Id, At = Trade.Day(3, 12), Type = "call", Channel = "phone", Direction = Direction.Inbound, Subject = PersonalText.Of("delivery date"), Seconds = 240,
        }));
        await session.CommitAsync();

        foreach (TimelineEntry entry in await CustomerTimeline.ReadAsync(session, customer.Id, take: 3))
        {
            output.WriteLine($"{entry.At:uuuu-MM-dd} {entry.Text}");
        }
        #endregion
    }
}
