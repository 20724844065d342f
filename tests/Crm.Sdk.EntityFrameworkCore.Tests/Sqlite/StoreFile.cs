using Crm.Sdk.Attributes;
using Crm.Sdk.Customers;
using Crm.Sdk.EntityFrameworkCore.Sqlite;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Crm.Sdk.EntityFrameworkCore.Tests.Sqlite;

/// <summary>A file of its own for a test, and stores over it.</summary>
internal sealed class StoreFile : IDisposable
{
    public static readonly AttributeDefinition<string> Tier = AttributeDefinition.Text("tier");
    public static readonly AttributeDefinition<long> Seats = AttributeDefinition.Integer("seats");
    public static readonly AttributeDefinition<bool> Vip = AttributeDefinition.Flag("vip");
    public static readonly AttributeDefinition<string> Nickname = AttributeDefinition.Text("nickname", isPersonal: true);
    public static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 9, 30);

    private readonly string _folder = Directory.CreateTempSubdirectory("crm-sqlite-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "crm.db");

    public static CrmSchema Schema(string currency = "EUR", params AttributeDefinition[] attributes) =>
        StandardSchema.Create(currency, new AttributeRegistry().Add("customer", attributes.Length > 0 ? attributes : [Tier, Seats, Vip, Nickname]));

    public SqliteCrmStore Store(CrmSchema? schema = null, MigrationPolicy migrate = MigrationPolicy.Apply, double busySeconds = 5) =>
        new(schema ?? Schema(), new SqliteStoreOptions { Path = Path, Migrate = migrate, BusyTimeout = TimeSpan.FromSeconds(busySeconds) });

    public async Task<CrmRuntime> OpenAsync(CrmSchema? schema = null)
    {
        var runtime = new CrmRuntime(Store(schema));
        await runtime.OpenAsync();
        return runtime;
    }

    /// <summary>A connection beside the store's, as another program would have it.</summary>
    public SqliteConnection Connect(string options = "")
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False;{options}");
        connection.Open();
        return connection;
    }

    public long Number(string sql)
    {
        using SqliteConnection connection = Connect();
        return Number(connection, sql);
    }

    public static long Number(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar());
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static Customer Add(CrmSession session, string name, CustomerKind kind = CustomerKind.Organization)
    {
        var customer = Customer.Register(session.NewId<CustomerId>(), name, kind, Start);
        session.Customers.Add(customer);
        return customer;
    }

    public static CrmSession Session(CrmRuntime runtime) => runtime.OpenSession(TenantId.Single, ActorRef.User("ann"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
