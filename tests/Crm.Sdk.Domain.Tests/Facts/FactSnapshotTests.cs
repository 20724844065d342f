using Crm.Sdk.Facts;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Facts;

public sealed class FactSnapshotTests
{
    private static readonly FactField Account = new("account", FieldRole.Reference, DataType.Reference("account")), Id = new("id", FieldRole.Key, DataType.Text),
        Day = new("day", FieldRole.Time, DataType.Date), Currency = new("currency", FieldRole.Dimension, DataType.Text), Amount = new("amount", FieldRole.Measure, DataType.Integer);

    [Fact]
    public void The_key_of_a_snapshot_is_its_entity_unless_it_has_one_of_its_own()
    {
        var shared = new FactSchema("balance", FactShape.Snapshot, [Account, Day, Currency], snapshot: new FactSnapshot("account", "day", "currency"));
        var own = new FactSchema("balance", FactShape.Snapshot, [Account, Id, Day], snapshot: new FactSnapshot("account", "day"));

        (shared.Key, shared.HasOwnKey, own.Key, own.HasOwnKey).Should().Be((Account, false, Id, true));
        shared.Snapshot!.Parts.Should().Equal("currency");
    }

    [Fact]
    public void A_snapshot_that_names_what_is_not_there_is_refused()
    {
        void Refused(FactShape shape, FactSnapshot? snapshot, params FactField[] fields) =>
            FluentActions.Invoking(() => new FactSchema("balance", shape, fields, snapshot: snapshot)).Should().Throw<ArgumentException>();

        Refused(FactShape.Snapshot, null, Account, Day);
        Refused(FactShape.Event, new FactSnapshot("account", "day"), Id, Account, Day);
        Refused(FactShape.Snapshot, new FactSnapshot("customer", "day"), Account, Day);
        Refused(FactShape.Snapshot, new FactSnapshot("account", "at"), Account, Day);
        Refused(FactShape.Snapshot, new FactSnapshot("account", "day", "currency"), Account, Day);
        Refused(FactShape.Snapshot, new FactSnapshot("account", "day", "amount"), Account, Day, Amount);
        Refused(FactShape.Snapshot, new FactSnapshot("account", "day", "day"), Account, Day);
        Refused(FactShape.Snapshot, new FactSnapshot("account", "day", "currency", "currency"), Account, Day, Currency);
        Refused(FactShape.Snapshot, new FactSnapshot("account", "day"), Account, new FactField("day", FieldRole.Time, DataType.Date) { IsPlanned = true });
        Refused(FactShape.Snapshot, new FactSnapshot("account", "day"), Account, new FactField("day", FieldRole.Time, DataType.Date) { IsDefault = true });
    }

    [Fact]
    public void Rows_of_a_type_of_the_host_may_share_their_entity()
    {
        FactMapping<(string Account, int Day, long Amount)> balances = FactSchema.For<(string Account, int Day, long Amount)>("balance", FactShape.Snapshot)
            .Taken("account", "day")
            .Reference("account", b => b.Account)
            .Time("day", b => (LocalDate?)new LocalDate(2026, 1, b.Day))
            .Measure("amount", b => b.Amount)
            .Build();

        balances.Schema.Snapshot!.At.Should().Be("day");
        balances.Read([("a1", 1, 10), ("a1", 2, 12)]).Count.Should().Be(2);
    }
}
