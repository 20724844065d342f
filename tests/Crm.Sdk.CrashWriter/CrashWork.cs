using Crm.Sdk.Customers;
using Crm.Sdk.EntityFrameworkCore.Sqlite;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.CrashWriter;

/// <summary>Commits that say by themselves whether they are whole: what belongs to one follows from its number, which is its cause.</summary>
public static class CrashWork
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 9, 30);

    /// <summary>A CRM over a file.</summary>
    public static CrmRuntime Over(string file) => new(new SqliteCrmStore(StandardSchema.Create("EUR"), new SqliteStoreOptions { Path = file }));

    /// <summary>How many customers a commit adds: few as a rule, many now and then, so that a kill meets commits of every length.</summary>
    public static int NewIn(int number) => number % 7 == 0 ? 400 : 1 + (number % 5);

    /// <summary>The customer that a commit changes, one of the commit before; null in the first.</summary>
    public static ExternalId? ChangedIn(int number) => number == 1 ? null : Name(number - 1, 0);

    /// <summary>How many events a commit has: each new customer is registered, named and reached, and one is renamed and archived or restored.</summary>
    public static int EventsIn(int number) => (NewIn(number) * 3) + (number == 1 ? 0 : 2);

    /// <summary>The external id of a customer.</summary>
    public static ExternalId Name(int number, int i) => new("crash", $"{number}-{i}");

    /// <summary>The number of the last commit; 0 when there is none.</summary>
    public static async Task<int> LastAsync(CrmRuntime crm)
    {
        int last = 0;
        await foreach (LogEntry entry in crm.Store.ReadLogAsync(new LogQuery()))
        {
            last = int.Parse(entry.Cause!);
        }

        return last;
    }

    /// <summary>Makes a commit.</summary>
    public static async Task CommitAsync(CrmRuntime crm, int number)
    {
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.System("crash"));
        for (int i = 0; i < NewIn(number); i++)
        {
            var customer = Customer.Register(session.NewId<CustomerId>(), $"Customer {number}-{i}", CustomerKind.Person, Start);
            customer.Identify(Name(number, i), Start);
            customer.Reach($"c{number}.{i}@example.com", null, Start);
            session.Customers.Add(customer);
        }

        if (ChangedIn(number) is { } name)
        {
            Customer other = await session.Customers.FindAsync(name) ?? throw new InvalidOperationException($"{name} is gone.");
            other.Rename($"Renamed in {number}", Start);
            other.Archive(Start);
        }

        await session.CommitAsync($"{number}");
    }
}
