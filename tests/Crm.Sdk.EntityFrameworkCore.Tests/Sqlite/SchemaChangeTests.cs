using Crm.Sdk.Aggregates;
using Crm.Sdk.Attributes;
using Crm.Sdk.EntityFrameworkCore.Sqlite;
using Crm.Sdk.Facts;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using Microsoft.Data.Sqlite;

namespace Crm.Sdk.EntityFrameworkCore.Tests.Sqlite;

/// <summary>A second program over the same file once rewrote the facts of the first, whose metrics then answered 0 without a word.</summary>
public sealed class SchemaChangeTests
{
    [Fact]
    public async Task An_opening_without_an_attribute_that_has_values_is_refused_and_changes_nothing()
    {
        using StoreFile file = await WithTierAsync();

        (await RefusedAsync(file, StoreFile.Schema("EUR", StoreFile.Seats))).Message.Should().Contain("'customer.tier' (text)").And.Contain("ReplaceFacts");

        await using CrmRuntime again = await file.OpenAsync();
        (await TierAsync(again)).Should().Be("gold");
    }

    [Fact]
    public async Task An_opening_with_another_currency_is_refused_and_changes_nothing()
    {
        using StoreFile file = await WithTierAsync();
        string facts = Text(file, "facts");

        (await RefusedAsync(file, StoreFile.Schema("USD"))).Message.Should().Contain("amounts in EUR").And.Contain("with USD");

        Text(file, "facts").Should().Be(facts);
    }

    [Theory]
    [InlineData(MigrationPolicy.Apply)]
    [InlineData(MigrationPolicy.Check)]
    public async Task A_file_from_before_settings_were_kept_is_guarded_by_its_facts(MigrationPolicy policy)
    {
        using StoreFile file = await WithTierAsync();
        using (SqliteConnection connection = file.Connect())
        {
            StoreFile.Execute(connection, "DELETE FROM crm_meta WHERE key IN ('settings', 'generation')");
        }

        await RefusedAsync(file, StoreFile.Schema("USD"), policy);
        await RefusedAsync(file, StoreFile.Schema("EUR", StoreFile.Seats), policy);
        await using SqliteCrmStore store = file.Store(migrate: policy);
        await store.OpenAsync();
    }

    [Fact]
    public async Task Who_asks_for_it_gets_facts_made_anew_and_back_again()
    {
        using StoreFile file = await WithTierAsync();
        await using (SqliteCrmStore without = Replacing(file, StoreFile.Schema("USD", StoreFile.Seats)))
        {
            await without.OpenAsync();
            file.Number("SELECT count(*) FROM crm_fact_customer WHERE attributes_json IS NOT NULL").Should().Be(0);
        }

        await using var again = new CrmRuntime(Replacing(file, StoreFile.Schema()));
        await again.OpenAsync();
        (await TierAsync(again)).Should().Be("gold");
    }

    [Fact]
    public async Task An_attribute_without_values_and_an_empty_file_with_another_currency_are_nobodys_loss()
    {
        using var file = new StoreFile();
        await using (await file.OpenAsync())
        {
        }

        await using CrmRuntime other = await file.OpenAsync(StoreFile.Schema("USD", StoreFile.Tier));
    }

    [Fact]
    public async Task A_store_that_is_open_says_so_when_its_facts_were_made_anew_instead_of_answering_wrongly()
    {
        using StoreFile file = await WithTierAsync();
        await using CrmRuntime host = await file.OpenAsync();
        await using CrmSession session = StoreFile.Session(host);
        StoreFile.Add(session, "Ben");
        await using (SqliteCrmStore other = Replacing(file, StoreFile.Schema("USD", StoreFile.Seats)))
        {
            await other.OpenAsync();
        }

        Func<Task> read = async () => await TierAsync(host), write = async () => await session.CommitAsync();

        (await read.Should().ThrowAsync<CrmSchemaException>()).Which.Message.Should().Contain("Open it again");
        await write.Should().ThrowAsync<CrmSchemaException>();
        file.Number("SELECT count(*) FROM crm_customer").Should().Be(1, "nothing is half written");
    }

    [Fact]
    public async Task A_store_that_is_open_says_so_when_somebody_adds_an_attribute_that_it_does_not_write()
    {
        using StoreFile file = await WithTierAsync();
        await using CrmRuntime host = await file.OpenAsync();
        await using (await file.OpenAsync(StoreFile.Schema("EUR", StoreFile.Tier, StoreFile.Seats, StoreFile.Vip, StoreFile.Nickname, AttributeDefinition.Date("renewal"))))
        {
        }

        Func<Task> read = async () => await TierAsync(host);

        await read.Should().ThrowAsync<CrmSchemaException>();
    }

    [Fact]
    public async Task An_opening_with_the_same_schema_disturbs_nobody()
    {
        using StoreFile file = await WithTierAsync();
        await using CrmRuntime host = await file.OpenAsync();
        await using (await file.OpenAsync())
        {
        }

        (await TierAsync(host)).Should().Be("gold");
    }

    [Fact]
    public async Task The_settings_of_a_file_are_those_that_it_was_last_opened_with()
    {
        using var file = new StoreFile();
        SqliteTables.SettingsOf(file.Path).Should().BeNull("there is no file");
        AttributeDefinition[] all =
        [
            StoreFile.Tier, StoreFile.Seats, StoreFile.Vip, StoreFile.Nickname, AttributeDefinition.Decimal("share", 3), AttributeDefinition.Date("renewal"),
            AttributeDefinition.Instant("seen"), AttributeDefinition.Reference("group", "customer"),
        ];
        await using (await file.OpenAsync(StoreFile.Schema("CHF", all)))
        {
        }

        FactSettings settings = SqliteTables.SettingsOf(file.Path)!;

        settings.Currency.Code.Should().Be("CHF");
        settings.Attributes.Of("customer").Select(a => $"{a} {a.IsPersonal}").Should().BeEquivalentTo(all.Select(a => $"{a} {a.IsPersonal}"));
    }

    private static async Task<StoreFile> WithTierAsync()
    {
        var file = new StoreFile();
        await using CrmRuntime crm = await file.OpenAsync();
        await using CrmSession session = StoreFile.Session(crm);
        StoreFile.Add(session, "Ann").Set(StoreFile.Tier, "gold", StoreFile.Start);
        await session.CommitAsync();
        return file;
    }

    private static SqliteCrmStore Replacing(StoreFile file, CrmSchema schema) => new(schema, new SqliteStoreOptions { Path = file.Path, ReplaceFacts = true });

    private static async Task<string?> TierAsync(CrmRuntime crm)
    {
        FactTable facts = await FactTable.LoadAsync(crm.Store.Facts(TenantId.Single, crm.Store.Schema.Facts.Single(f => f.Name == "customer")));
        return ((TextColumn)facts.Batches[0].Columns[facts.Schema.OrdinalOf("tier")])[0];
    }

    private static string Text(StoreFile file, string key)
    {
        using SqliteConnection connection = file.Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT value FROM crm_meta WHERE key = '{key}'";
        return (string)command.ExecuteScalar()!;
    }

    private static async Task<CrmSchemaException> RefusedAsync(StoreFile file, CrmSchema schema, MigrationPolicy policy = MigrationPolicy.Apply)
    {
        await using SqliteCrmStore store = file.Store(schema, policy);
        Func<Task> open = async () => await store.OpenAsync();
        return (await open.Should().ThrowAsync<CrmSchemaException>()).Which;
    }
}
