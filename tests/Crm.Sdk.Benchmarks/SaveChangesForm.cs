using Crm.Sdk.Facts;
using Crm.Sdk.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NodaTime;

namespace Crm.Sdk.Benchmarks;

/// <summary>The rival of S1: the same customers and log by EF Core, as one writes it who knows what makes it fast.</summary>
internal static class SaveChangesForm
{
    private const int Batch = 10_000;

    /// <summary>Plain entities, added in ranges, without looking for changes, in one transaction, a fresh context for each batch.</summary>
    public static void Write(string file, int customers)
    {
        var ids = new TimeOrderedIds(SystemClock.Instance);
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        DbContextOptions<Tables> options = new DbContextOptionsBuilder<Tables>().UseSqlite(connection).Options;
        using (var context = new Tables(options))
        {
            context.Database.ExecuteSqlRaw("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            context.Database.EnsureCreated();
        }

        using Microsoft.Data.Sqlite.SqliteTransaction transaction = connection.BeginTransaction();
        long at = StorageForm.Of(StoreRows.Start);
        for (int start = 0; start < customers; start += Batch)
        {
            using var context = new Tables(options);
            context.Database.UseTransaction(transaction);
            context.ChangeTracker.AutoDetectChangesEnabled = false;
            var rows = new List<CustomerRow>(Batch);
            var log = new List<LogRow>(Batch);
            for (int i = start; i < Math.Min(customers, start + Batch); i++)
            {
                string id = ids.Next().ToString("D");
                rows.Add(new CustomerRow { Tenant = Nobody, Id = id, Version = 1, Name = StoreRows.NameOf(i), Kind = "Organization", Stage = "Prospect", RegisteredAt = at });
                log.Add(new LogRow
                {
                    Tenant = Nobody, Concept = "customer", Subject = id, Version = 1, Type = "customer.registered", OccurredAt = at, RecordedAt = at, Actor = "system:benchmark",
                    Json = """{"name":0,"kind":"Organization","occurredAt":"2026-03-01T09:30:00Z"}""",
                });
            }

            context.AddRange(rows);
            context.AddRange(log);
            context.SaveChanges();
        }

        transaction.Commit();
    }

    private static readonly string Nobody = Guid.Empty.ToString("D");

    private sealed class Tables(DbContextOptions<Tables> options) : DbContext(options)
    {
        public DbSet<CustomerRow> Customers => Set<CustomerRow>();

        public DbSet<LogRow> Log => Set<LogRow>();

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity<CustomerRow>(b =>
            {
                b.HasKey(c => new { c.Tenant, c.Id });
                b.HasIndex(c => new { c.Tenant, c.Name });
                b.HasIndex(c => new { c.Tenant, c.Owner }).HasFilter("\"Owner\" IS NOT NULL");
                b.HasIndex(c => new { c.Tenant, c.ParentId }).HasFilter("\"ParentId\" IS NOT NULL");
            });
            modelBuilder.Entity<LogRow>(b =>
            {
                b.HasKey(l => l.Position);
                b.HasIndex(l => new { l.Tenant, l.Concept, l.Subject, l.Version }).IsUnique();
            });
        }
    }

    private sealed class CustomerRow
    {
        public required string Tenant { get; set; }

        public required string Id { get; set; }

        public long Version { get; set; }

        public bool Archived { get; set; }

        public string? ExternalIds { get; set; }

        public string? Attributes { get; set; }

        public required string Name { get; set; }

        public required string Kind { get; set; }

        public required string Stage { get; set; }

        public string? Owner { get; set; }

        public string? Industry { get; set; }

        public string? Country { get; set; }

        public string? Email { get; set; }

        public string? Phone { get; set; }

        public string? ParentId { get; set; }

        public long RegisteredAt { get; set; }
    }

    private sealed class LogRow
    {
        public long Position { get; set; }

        public required string Tenant { get; set; }

        public required string Concept { get; set; }

        public required string Subject { get; set; }

        public long Version { get; set; }

        public required string Type { get; set; }

        public long OccurredAt { get; set; }

        public long RecordedAt { get; set; }

        public required string Actor { get; set; }

        public string? Cause { get; set; }

        public required string Json { get; set; }
    }
}
