using Crm.Sdk.Facts;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Facts;

public class FactHistoryTests
{
    private static readonly FactSchema Order = new("order", FactShape.Event,
        [new FactField("id", FieldRole.Key, DataType.Text), new FactField("net", FieldRole.Measure, DataType.Integer)]);

    private static readonly FactSchema Stay = new(
        "stay", FactShape.Interval,
        [new FactField("deal", FieldRole.Reference, DataType.Reference("deal")), new FactField("since", FieldRole.Time, DataType.Date), new FactField("until", FieldRole.Time, DataType.Date)],
        new FactInterval("deal", "since", "until"));

    [Fact]
    public void A_row_is_known_from_its_position_up_to_that_of_its_correction()
    {
        FactHistory history = Builder().Commit(3, At(10)).Put(Of("a", 1)).Commit(7, At(12)).Put(Of("a", 2)).Commit(9, At(13)).Retract(Order, "a").ToHistory();

        Nets(history, 2).Should().BeEmpty();
        Nets(history, 3).Should().Equal(1);
        Nets(history, 6).Should().Equal(1);
        Nets(history, 7).Should().Equal(2);
        Nets(history, 9).Should().BeEmpty();
        history.VersionsOf(Order).Select(v => (v.From, v.To)).Should().Equal((3, 7), (7, 9));
    }

    [Fact]
    public void What_was_known_at_an_instant_is_the_last_position_committed_by_it()
    {
        FactHistory history = Builder().Commit(3, At(10)).Commit(5, At(10)).Commit(7, At(12)).ToHistory();

        history.KnownAt(At(10) - Duration.FromTicks(1)).Should().Be(0);
        history.KnownAt(At(10)).Should().Be(5);
        history.KnownAt(At(11)).Should().Be(5);
        history.KnownAt(At(12)).Should().Be(7);
        history.KnownAt(Instant.MaxValue).Should().Be(history.Latest).And.Be(7);
    }

    [Fact]
    public void A_clock_that_was_set_back_does_not_let_later_positions_be_known_earlier()
    {
        FactHistory history = Builder().Commit(1, At(10)).Commit(2, At(9)).Commit(3, At(11)).ToHistory();

        history.KnownAt(At(9)).Should().Be(0);
        history.KnownAt(At(10)).Should().Be(2);
        history.Commits.Select(c => c.RecordedAt).Should().Equal(At(10), At(10), At(11));
    }

    [Fact]
    public void What_comes_and_goes_at_one_position_was_never_known()
    {
        FactHistory history = Builder().Commit(1, At(1)).Put(Of("a", 1)).Put(Of("a", 2)).Put(Of("b", 1)).Retract(Order, "b").Retract(Order, "never").ToHistory();

        history.VersionsOf(Order).Should().ContainSingle().Which.Row.Should().Be(Of("a", 2));
    }

    [Fact]
    public void A_row_that_is_put_again_as_it_is_has_no_new_version()
    {
        FactHistory history = Builder().Commit(1, At(1)).Put(Of("a", 1)).Commit(2, At(2)).Put(Of("a", 1)).ToHistory();

        history.VersionsOf(Order).Should().ContainSingle().Which.From.Should().Be(1);
        history.ChangesBetween(1, 2).Should().BeEmpty();
    }

    [Fact]
    public void Changes_are_those_that_are_left_at_the_end_with_the_last_position_that_made_them()
    {
        FactHistory history = Builder()
            .Commit(1, At(1)).Put(Of("same", 1)).Put(Of("gone", 1)).Put(Of("there and back", 1))
            .Commit(2, At(2), "import").Put(Of("same", 5)).Put(Of("new", 1)).Put(Of("there and back", 2)).Put(Of("short", 1))
            .Commit(3, At(3)).Put(Of("same", 2)).Put(Of("there and back", 1)).Retract(Order, "gone").Retract(Order, "short")
            .Commit(4, At(4)).Put(Of("same", 9)).ToHistory();

        history.ChangesBetween(1, 3).Select(c => (c.Key, c.Before?.Values[1], c.After?.Values[1], c.Commit.Position, c.Commit.Cause)).Should().Equal(
            ("new", null, 1L, 2L, "import"), ("gone", 1L, null, 3L, null), ("same", 1L, 2L, 3L, null));
    }

    [Fact]
    public void A_state_without_a_key_is_told_from_others_by_its_beginning()
    {
        var first = new FactRecord(Stay, ["d", 10L, null]);
        FactHistory history = new FactHistoryBuilder(Stay).Commit(1, At(1)).Put(first)
            .Commit(2, At(2)).Put(new FactRecord(Stay, ["d", 10L, 20L])).Put(new FactRecord(Stay, ["d", 20L, null])).ToHistory();

        history.At(1)[Stay].Count.Should().Be(1);
        history.At(2)[Stay].Count.Should().Be(2);
        history.ChangesBetween(1, 2).Select(c => c.ToString()).Should().Equal("stay d from 10 corrected at 2", "stay d from 20 added at 2");
    }

    [Fact]
    public void A_history_does_not_see_what_is_written_after_it()
    {
        FactHistoryBuilder builder = Builder().Commit(1, At(1)).Put(Of("a", 1));
        FactHistory before = builder.ToHistory();
        builder.Commit(2, At(2)).Retract(Of("a", 7));

        before.Latest.Should().Be(1);
        before.VersionsOf(Order).Single().To.Should().BeNull();
        builder.ToHistory().VersionsOf(Order).Single().To.Should().Be(2);
    }

    [Fact]
    public void Positions_rise_and_rows_stand_at_one()
    {
        Builder().Invoking(b => b.Put(Of("a", 1))).Should().Throw<InvalidOperationException>();
        Builder().Invoking(b => b.Commit(0, At(1))).Should().Throw<ArgumentOutOfRangeException>();
        Builder().Commit(2, At(1)).Invoking(b => b.Commit(2, At(2))).Should().Throw<ArgumentOutOfRangeException>();
        Builder().Commit(2, At(1)).Invoking(b => b.Retract(Stay, "d")).Should().Throw<ArgumentException>();
        Builder().ToHistory().Invoking(h => h.VersionsOf(Stay)).Should().Throw<ArgumentException>();
    }

    private static FactHistoryBuilder Builder() => new(Order);

    private static Instant At(int hour) => Instant.FromUtc(2026, 1, 1, hour, 0);

    private static FactRecord Of(string id, long net) => new(Order, [id, net]);

    private static IEnumerable<long> Nets(FactHistory history, long position) =>
        history.At(position)[Order].Batches.SelectMany(b => ((NumberColumn)b.Columns[1]).Values.ToArray());
}
