using Crm.Sdk.Customers;
using Crm.Sdk.EntityFrameworkCore.Sqlite;
using Crm.Sdk.Extensions.DependencyInjection;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about storage.</summary>
public static class StoragePage
{
    /// <summary>A CRM in a file.</summary>
    public static async Task File(TextWriter output)
    {
        string folder = Directory.CreateTempSubdirectory("crm-docs-").FullName;
        try
        {
            #region File
            var options = new SqliteStoreOptions { Path = Path.Combine(folder, "crm.db") };
            await using (var crm = new CrmRuntime(new SqliteCrmStore(StandardSchema.Create("EUR"), options)))
            {
                await crm.OpenAsync();
                await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
                session.Customers.Add(Customer.Register(session.NewId<CustomerId>(), "Albers & Co", CustomerKind.Organization, session.Now));
                await session.CommitAsync();
            }

            await using var again = new CrmRuntime(new SqliteCrmStore(StandardSchema.Create("EUR"), options));
            await again.OpenAsync();
            await using CrmSession later = again.OpenSession(TenantId.Single, ActorRef.User("ann"));
            output.WriteLine((await later.Customers.ListAsync(q => q.OrderBy(c => c.Name)))[0].Name);
            #endregion
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A file that must be there.</summary>
    public static async Task Check(TextWriter output)
    {
        string folder = Directory.CreateTempSubdirectory("crm-docs-").FullName;
        try
        {
            #region Check
            var options = new SqliteStoreOptions { Path = Path.Combine(folder, "crm.db"), Migrate = MigrationPolicy.Check };
            await using var store = new SqliteCrmStore(StandardSchema.Create("EUR"), options);
            try
            {
                await store.OpenAsync();
            }
            catch (CrmStorageException problem)
            {
                output.WriteLine(problem.Message.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
            }
            #endregion
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A follower of the log.</summary>
    public static async Task Follow(TextWriter output)
    {
        await using CrmRuntime crm = await Trade.OpenAsync();

        #region Follow
        LogLease lease = (await crm.Store.LeaseAsync("newsletter", take: 100, Trade.Now, Duration.FromMinutes(1)))!;
        bool isFree = await crm.Store.LeaseAsync("newsletter", take: 100, Trade.Now, Duration.FromMinutes(1)) is not null;
        output.WriteLine($"{lease.Entries.Count} events, free for others: {isFree}");
        foreach (LogEntry entry in lease.Entries)
        {
            if (entry.Read(crm.Store.Schema) is CustomerRegistered registered)
            {
                output.WriteLine($"welcome {registered.Name.Value}");
            }
        }

        output.WriteLine($"done in time: {await crm.Store.CompleteAsync(lease)}");
        #endregion
    }

    /// <summary>A reference that leads nowhere.</summary>
    public static async Task Reference(TextWriter output)
    {
        await using CrmRuntime crm = await Trade.OpenAsync();

        #region Reference
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        session.Contacts.Add(Contact.Create(session.NewId<ContactId>(), "Ada Albers", customer: session.NewId<CustomerId>(), Trade.Now));
        try
        {
            await session.CommitAsync();
        }
        catch (CrmReferenceException problem)
        {
            output.WriteLine($"{problem.Concept}.{problem.Column} leads to no {problem.Target}");
        }
        #endregion
    }

    /// <summary>With a container.</summary>
    public static async Task Container(TextWriter output)
    {
        #region Container
        var services = new ServiceCollection();
        services.AddCrm(o =>
        {
            o.Currency = "EUR";
            o.TimeZone = "Europe/Berlin";
            o.Definitions = "metric customers = count(customer)";
        }).UseInMemory();

        await using ServiceProvider provider = services.BuildServiceProvider();
        CrmRuntime crm = provider.GetRequiredService<CrmRuntime>();
        await crm.OpenAsync();
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        output.WriteLine(await session.Customers.CountAsync(Specification<Customer>.Of(_ => { })));
        #endregion
    }
}
