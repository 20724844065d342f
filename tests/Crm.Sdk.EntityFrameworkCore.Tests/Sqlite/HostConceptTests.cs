using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;
using Crm.Sdk.EntityFrameworkCore.Sqlite;
using Crm.Sdk.Facts;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Crm.Sdk.EntityFrameworkCore.Tests.Sqlite;

/// <summary>A concept of a host is stored as those of the SDK are.</summary>
public sealed class HostConceptTests
{
    private static readonly CrmSchema Schema = new([.. StandardSchema.Concepts, Boat.Concept], Currency.Get("EUR"));

    [Fact]
    public async Task The_tables_of_a_host_are_made_at_the_opening_and_kept()
    {
        using var file = new StoreFile();
        await using (CrmRuntime crm = await file.OpenAsync(Schema))
        {
            await using CrmSession session = StoreFile.Session(crm);
            session.Set<Boat, BoatId>().Add(Boat.Launch(session.NewId<BoatId>(), "Rose", 12, StoreFile.Start));
            session.Set<Boat, BoatId>().Add(Boat.Launch(session.NewId<BoatId>(), "Dove", 7, StoreFile.Start));
            await session.CommitAsync();
        }

        await using CrmRuntime again = await file.OpenAsync(Schema);
        await using CrmSession later = StoreFile.Session(again);
        (await later.Set<Boat, BoatId>().ListAsync(b => b.Where(x => x.Length > 10))).Should().ContainSingle().Which.Name.Should().Be("Rose");
        (await FactTable.LoadAsync(again.Store.Facts(TenantId.Single, Schema.Facts.Single(f => f.Name == "boat")))).Count.Should().Be(2);
        file.Number("SELECT count(*) FROM pragma_index_list('crm_boat') WHERE name = 'IX_crm_boat_tenant_name'").Should().Be(1);
    }

    [Fact]
    public async Task A_file_without_the_tables_of_a_host_is_refused_when_they_are_only_checked()
    {
        using var file = new StoreFile();
        await using (await file.OpenAsync())
        {
        }

        await using SqliteCrmStore store = file.Store(Schema, MigrationPolicy.Check);
        Func<Task> open = async () => await store.OpenAsync();

        (await open.Should().ThrowAsync<CrmStorageException>()).Which.Message.Should().Contain("crm_boat");
    }

    [Fact]
    public async Task A_column_that_a_host_has_added_must_be_added_to_its_table()
    {
        using var file = new StoreFile();
        await using (await file.OpenAsync(Schema))
        {
        }

        using (SqliteConnection connection = file.Connect())
        {
            StoreFile.Execute(connection, "ALTER TABLE crm_boat DROP COLUMN length");
        }

        Func<Task> open = async () => await file.OpenAsync(Schema);

        (await open.Should().ThrowAsync<CrmStorageException>()).Which.Message.Should().Contain("ALTER TABLE \"crm_boat\" ADD COLUMN \"length\" INTEGER");
    }
}

public readonly record struct BoatId(Guid Value) : IEntityId<BoatId>
{
    public static BoatId From(Guid value) => new(value);
}

public sealed record BoatLaunched : DomainEvent
{
    public required string Name { get; init; }

    public required long Length { get; init; }
}

public sealed class Boat : Aggregate<BoatId>, IStored
{
    private Boat(BoatId id)
        : base(id)
    {
    }

    public static Concept<Boat, BoatId> Concept { get; } = new ConceptBuilder<Boat, BoatId>("boat", id => new Boat(id))
        .Text("name", b => b.Name, (b, v) => b.Name = v!, required: true, indexed: true)
        .Number("length", b => b.Length, (b, v) => b.Length = v!.Value)
        .Event("boat.launched", BoatJson.Default.BoatLaunched)
        .Fact("boat", FactShape.Entity, (fact, _) => fact.Key(b => b.Id.Value).Measure("length", b => (long?)b.Length))
        .Build();

    static Concept IStored.StoredAs => Concept;

    public string Name { get; private set; } = "";

    public long Length { get; private set; }

    public static Boat Launch(BoatId id, string name, long length, Instant at)
    {
        var boat = new Boat(id);
        boat.Raise(new BoatLaunched { OccurredAt = at, Name = name, Length = length });
        return boat;
    }

    protected override void Apply(DomainEvent e)
    {
        if (e is BoatLaunched launched)
        {
            (Name, Length) = (launched.Name, launched.Length);
        }
    }
}

[JsonSourceGenerationOptions(Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(BoatLaunched))]
internal sealed partial class BoatJson : JsonSerializerContext;
