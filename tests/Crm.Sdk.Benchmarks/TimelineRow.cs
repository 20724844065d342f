using System.Diagnostics;
using System.Globalization;
using Crm.Sdk.Customers;
using Crm.Sdk.EntityFrameworkCore.Sqlite;
using Crm.Sdk.Interactions;
using Crm.Sdk.Orders;
using Crm.Sdk.Storage;
using Crm.Sdk.Timelines;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Benchmarks;

/// <summary>T1: the timeline of one customer among 100,000 with two million facts in a SQLite file. A figure, held against nothing.</summary>
internal static class TimelineRow
{
    private const int Customers = 100_000, Interactions = 1_300_000, LinesOfOrder = 5, Asked = 2_000;

    public static void Run() => Task.Run(async () =>
    {
        string folder = Directory.CreateTempSubdirectory("crm-bench-").FullName;
        try
        {
            await using var crm = new CrmRuntime(new SqliteCrmStore(StandardSchema.Create("EUR"), new SqliteStoreOptions { Path = Path.Combine(folder, "crm.db") }));
            await crm.OpenAsync();
            List<CustomerId> customers = await WriteAsync(crm);
            var random = new Random(3);
            double[] times = new double[Asked];
            long entries = 0;
            for (int i = -200; i < Asked; i++)
            {
                await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.System("benchmark"));
                long start = Stopwatch.GetTimestamp();
                entries += (await CustomerTimeline.ReadAsync(session, customers[random.Next(customers.Count)], take: 20)).Count;
                times[Math.Max(i, 0)] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }

            Array.Sort(times);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"T1 timeline median={times[Asked / 2]:F0}us p99={times[Asked * 99 / 100]:F0}us customers={Customers} facts={(2 * Customers) + Interactions + (Customers * LinesOfOrder)} entries={(double)entries / (Asked + 200):F1}"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }).GetAwaiter().GetResult();

    // Each customer has one order; interactions fall where they may.
    private static async Task<List<CustomerId>> WriteAsync(CrmRuntime crm)
    {
        var random = new Random(1);
        var customers = new List<CustomerId>(Customers);
        const int Part = 10_000;
        for (int part = 0; part < Customers / Part; part++)
        {
            await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.System("benchmark"));
            for (int i = 0; i < Part; i++)
            {
                customers.Add(session.NewId<CustomerId>());
                session.Customers.Add(Customer.Register(customers[^1], StoreRows.NameOf(customers.Count), CustomerKind.Organization, StoreRows.Start));
                session.Orders.Add(SalesOrder.Place(session.NewId<SalesOrderId>(), customers[^1],
                    [.. Enumerable.Range(0, LinesOfOrder).Select(_ => new OrderLine { Quantity = 1, UnitPrice = new Money(random.Next(100, 9_000), Currency.Get("EUR")) })], StoreRows.Start));
            }

            await session.CommitAsync();
        }

        for (int done = 0; done < Interactions; done += 4 * Part)
        {
            await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.System("benchmark"));
            for (int i = done; i < Math.Min(Interactions, done + (4 * Part)); i++)
            {
                session.Interactions.Add(Interaction.Record(session.NewId<InteractionId>(), new InteractionDetails
                {
                    Customer = customers[random.Next(Customers)], At = StoreRows.Start + Duration.FromMinutes(i), Type = "call", Channel = "phone", Direction = Direction.Inbound,
                }));
            }

            await session.CommitAsync();
        }

        return customers;
    }
}
