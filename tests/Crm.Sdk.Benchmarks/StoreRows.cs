using Crm.Sdk.Customers;
using Crm.Sdk.EntityFrameworkCore.Model;
using Crm.Sdk.EntityFrameworkCore.Sqlite;
using Crm.Sdk.Facts;
using Crm.Sdk.Orders;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Crm.Sdk.Benchmarks;

/// <summary>S1: committing customers, against EF Core's SaveChanges. S2: loading facts into columns, against a bare reader loop.</summary>
internal static class StoreRows
{
    public static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 9, 30);

    public static bool Commit(int customers, int rounds)
    {
        using var folder = new Folder();
        int at = 0;
        void Ours()
        {
            string file = folder.File(at++);
            Write(file, customers);
            Check(file, "crm_customer", "crm_log", customers);
        }

        void Theirs()
        {
            string file = folder.File(at++);
            SaveChangesForm.Write(file, customers);
            Check(file, "Customers", "Log", customers);
        }

        return Ratio.Measure("S1", "ef-savechanges", 3, 5, rounds, Ours, [Theirs]);
    }

    public static bool Load(int facts, int rounds)
    {
        using var folder = new Folder();
        string file = folder.File(0);
        WriteOrders(file, facts);
        var store = new SqliteCrmStore(Schema(), new SqliteStoreOptions { Path = file });
        store.OpenAsync().AsTask().GetAwaiter().GetResult();
        FactSchema fact = store.Schema.Facts.Single(f => f.Name == "order_line");
        try
        {
            FactTable Ours() => FactTable.LoadAsync(store.Facts(TenantId.Single, fact)).AsTask().GetAwaiter().GetResult();
            long read = Bare(file, fact);
            return Ours().Count == facts && read > 0
                ? Ratio.Measure("S2", "reader-loop", 0.6, 0.9, rounds, () => Ours(), [() => Bare(file, fact)])
                : throw new InvalidOperationException("The loop and the store read different facts.");
        }
        finally
        {
            store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    public static string NameOf(int i) => $"Customer {i * 7919L % 1_000_003} and Sons";

    private static CrmSchema Schema() => StandardSchema.Create("EUR");

    private static void Write(string file, int customers)
    {
        var crm = new CrmRuntime(new SqliteCrmStore(Schema(), new SqliteStoreOptions { Path = file }));
        Task.Run(async () =>
        {
            await crm.OpenAsync();
            await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.System("benchmark"));
            for (int i = 0; i < customers; i++)
            {
                session.Customers.Add(Customer.Register(session.NewId<CustomerId>(), NameOf(i), CustomerKind.Organization, Start));
            }

            await session.CommitAsync();
            await crm.DisposeAsync();
        }).GetAwaiter().GetResult();
    }

    // Orders of ten lines each, of a thousand customers and a hundred products.
    private static void WriteOrders(string file, int lines) => Task.Run(async () =>
    {
        await using var crm = new CrmRuntime(new SqliteCrmStore(Schema(), new SqliteStoreOptions { Path = file }));
        await crm.OpenAsync();
        var random = new Random(1);
        List<CustomerId> customers = [];
        List<ProductId> products = [];
        await using (CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.System("benchmark")))
        {
            for (int i = 0; i < 1_000; i++)
            {
                customers.Add(session.NewId<CustomerId>());
                session.Customers.Add(Customer.Register(customers[^1], NameOf(i), CustomerKind.Organization, Start));
            }

            for (int i = 0; i < 100; i++)
            {
                products.Add(session.NewId<ProductId>());
                session.Products.Add(Product.Create(products[^1], $"Product {i}", null, Start));
            }

            await session.CommitAsync();
        }

        for (int done = 0; done < lines;)
        {
            await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.System("benchmark"));
            for (int i = 0; i < 5_000 && done < lines; i++, done += 10)
            {
                List<OrderLine> wanted = [.. Enumerable.Range(0, Math.Min(10, lines - done)).Select(_ => new OrderLine
                {
                    Product = products[random.Next(products.Count)], Quantity = random.Next(1, 20), UnitPrice = new Money(random.Next(100, 100_000), Currency.Get("EUR")),
                })];
                session.Orders.Add(SalesOrder.Place(session.NewId<SalesOrderId>(), customers[random.Next(customers.Count)], wanted, Start + Duration.FromMinutes(done), channel: Channels[random.Next(3)]));
            }

            await session.CommitAsync();
        }
    }).GetAwaiter().GetResult();

    private static readonly string[] Channels = ["web", "shop", "phone"];

    // What a program would write that knows the columns: each value read by its type, none boxed, nothing kept.
    private static long Bare(string file, FactSchema fact)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", fact.Fields.Select(f => $"\"{f.Name}\""))} FROM \"{CrmTables.Of(fact)}\" WHERE {CrmTables.FactTenant} = $tenant";
        command.Parameters.AddWithValue("$tenant", Guid.Empty.ToString("D"));
        using SqliteDataReader reader = command.ExecuteReader();
        bool[] isText = [.. fact.Fields.Select(f => f.Type.IsTextual)];
        long sum = 0;
        while (reader.Read())
        {
            for (int i = 0; i < isText.Length; i++)
            {
                if (!reader.IsDBNull(i))
                {
                    sum += isText[i] ? reader.GetString(i).Length : reader.GetInt64(i);
                }
            }
        }

        return sum;
    }

    private static void Check(string file, string rows, string log, int count)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT (SELECT count(*) FROM {rows}) || ' ' || (SELECT count(*) FROM {log})";
        if ((string)command.ExecuteScalar()! != $"{count} {count}")
        {
            throw new InvalidOperationException($"{file} does not hold {count} customers and as many events.");
        }

        connection.Close();
        File.Delete(file);
    }

    /// <summary>A folder for databases that goes when the row is measured.</summary>
    private sealed class Folder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("crm-bench-").FullName;

        public string File(int number) => Path.Combine(_path, $"{number}.db");

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
