using Crm.Sdk.Aggregates;
using Crm.Sdk.Domain.Tests.Aggregates;
using Crm.Sdk.Objectives;
using Crm.Sdk.Values;

namespace Crm.Sdk.Domain.Tests.Objectives;

public sealed class FeasibilityTests
{
    // By hand: of five changes the first tenth lies 0.4 of the way from the first to the second, nine tenths 0.6 of the way from the fourth to the last.
    [Theory]
    [InlineData("7", "7", "7", "7")]
    [InlineData("1 2", "1.1", "1.5", "1.9")]
    [InlineData("40 10 20 0 30", "4", "20", "36")]
    [InlineData("-3 -3 6", "-3", "-3", "4.2")]
    [InlineData("0 1 2 3 4 5 6 7 8 9 10", "1", "5", "9")]
    public void The_band_is_where_most_changes_lie(string changes, string low, string middle, string high)
    {
        ChangeBand band = ChangeBand.Of([.. changes.Split(' ').Select(Number)])!;

        (band.Low, band.Middle, band.High).Should().Be((Number(low), Number(middle), Number(high)));
    }

    [Fact]
    public void Of_no_change_there_is_no_band() => ChangeBand.Of([]).Should().BeNull();

    [Fact]
    public void What_was_stored_before_there_were_bands_and_paces_is_read_and_nothing_is_written_for_a_straight_line()
    {
        var objective = SmartObjective.Draft(Specimens.Id<ObjectiveId>(1), Specimens.Objective(), Specimens.Start);
        objective.Assess(Specimens.Feasibility(), Specimens.Start);
        Row row = SmartObjective.Concept.ToRow(objective);

        row.Values.OfType<string>().Should().NotContain(c => c.Contains("pace", StringComparison.Ordinal) || c.Contains("band", StringComparison.Ordinal));
        var read = (SmartObjective)SmartObjective.Concept.FromRow(row);
        (read.Plan.Pace, read.Evidence.Feasibility!.Band, read.Evidence.Feasibility.Separate).Should().Be((PaceCurve.Linear, null, null));
    }

    [Fact]
    public void A_band_and_a_pace_come_through_the_row()
    {
        var objective = SmartObjective.Draft(Specimens.Id<ObjectiveId>(1), Specimens.Objective() with { Pace = PaceCurve.Profile }, Specimens.Start);
        Feasibility feasibility = Specimens.Feasibility() with { Separate = 2, Band = ChangeBand.Of([new Rational(1, 3), 2]) };
        objective.Assess(feasibility, Specimens.Start);

        var read = (SmartObjective)SmartObjective.Concept.FromRow(SmartObjective.Concept.ToRow(objective));

        read.Plan.Should().Be(objective.Plan).And.NotBe(Specimens.Objective());
        read.Evidence.Feasibility.Should().Be(feasibility);
    }

    private static Rational Number(string text) => Rational.TryParse(text, out Rational value) ? value : throw new FormatException(text);
}
