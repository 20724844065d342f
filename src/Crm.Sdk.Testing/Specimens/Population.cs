using Crm.Sdk.Customers;
using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Testing.Specimens;

/// <summary>Brings customers and specimens into a store.</summary>
internal static class Population
{
    /// <summary>Registers a customer and commits.</summary>
    public static async Task<CustomerId> CustomerAsync(this Scene scene, string name, Action<Customer>? more = null, TenantId? tenant = null)
    {
        await using CrmSession session = scene.Session(tenant);
        Customer customer = session.NewCustomer(name, more);
        await session.CommitAsync(cancellationToken: scene.Token);
        return customer.Id;
    }

    /// <summary>Registers customers in one commit.</summary>
    public static async Task<List<CustomerId>> CustomersAsync(this Scene scene, IEnumerable<string> names, Action<Customer, int>? more = null, TenantId? tenant = null)
    {
        await using CrmSession session = scene.Session(tenant);
        List<CustomerId> ids = [.. names.Select((name, i) => session.NewCustomer(name, c => more?.Invoke(c, i)).Id)];
        await session.CommitAsync(cancellationToken: scene.Token);
        return ids;
    }

    /// <summary>Registers a customer, which is not committed yet.</summary>
    public static Customer NewCustomer(this CrmSession session, string name, Action<Customer>? more = null, CustomerKind kind = CustomerKind.Organization)
    {
        var customer = Customer.Register(session.NewId<CustomerId>(), name, kind, session.Now);
        more?.Invoke(customer);
        session.Customers.Add(customer);
        return customer;
    }

    /// <summary>Loads a customer, changes it and commits.</summary>
    public static async Task ChangeAsync(this Scene scene, CustomerId id, Action<Customer> change, TenantId? tenant = null)
    {
        await using CrmSession session = scene.Session(tenant);
        change(await session.CustomerAsync(id, scene.Token));
        await session.CommitAsync(cancellationToken: scene.Token);
    }

    /// <summary>The customer, which must be there.</summary>
    public static async Task<Customer> CustomerAsync(this CrmSession session, CustomerId id, CancellationToken token) =>
        await session.Customers.FindAsync(id, token) ?? throw new ConformanceException($"The customer {id} is looked for.", "it is found", "null");

    /// <summary>The customer as a new session finds it.</summary>
    public static async Task<Customer> LoadAsync(this Scene scene, CustomerId id, TenantId? tenant = null)
    {
        await using CrmSession session = scene.Session(tenant);
        return await session.CustomerAsync(id, scene.Token);
    }

    /// <summary>The names of all customers that are not archived, in the order of their ids.</summary>
    public static async Task<List<string>> NamesAsync(this Scene scene, TenantId? tenant = null)
    {
        await using CrmSession session = scene.Session(tenant);
        return [.. (await session.Customers.ListAsync(_ => { }, scene.Token)).Select(c => c.Name)];
    }

    /// <summary>Makes specimens in one commit.</summary>
    public static async Task<List<SpecimenId>> SpecimensAsync(this Scene scene, IEnumerable<SpecimenChanged> states)
    {
        await using CrmSession session = scene.Session();
        var ids = new List<SpecimenId>();
        foreach (SpecimenChanged state in states)
        {
            var specimen = Specimen.Make(scene.NewId(), state);
            session.Set<Specimen, SpecimenId>().Add(specimen);
            ids.Add(specimen.Id);
        }

        await session.CommitAsync(cancellationToken: scene.Token);
        return ids;
    }

    /// <summary>An instant some microseconds from 1970 on.</summary>
    public static Instant At(long microseconds) => Facts.StorageForm.ToInstant(microseconds);
}
