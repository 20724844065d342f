using System.Text.Json.Nodes;
using Crm.Sdk.Samples.RealData.Verification;
using Crm.Sdk.TestKit;

namespace Crm.Sdk.RealData.Tests.Verification;

public sealed class RealDataTests(RealDataFixture data) : IClassFixture<RealDataFixture>
{
    private const int Changes = 50;

    [SharedDataFact]
    public async Task No_published_figure_differs() =>
        (from set in await data.Sets
         from figure in RealDataFixture.Compare(set.Reading, set.GroundTruth)
         from difference in figure.Differences
         select $"{set.Reading.Name} {figure.Name} {difference}").Should().BeEmpty();

    [SharedDataFact]
    public async Task Few_figures_are_not_covered() =>
        (await data.Sets).SelectMany(set => RealDataFixture.Compare(set.Reading, set.GroundTruth)).Where(figure => figure.State == FigureState.NotCovered)
            .Select(figure => figure.Name).Should().BeEquivalentTo(
                "row_counts", "regular_parameters", "regular_model_retention", "regular_projected_survival", "regular_expected_discounted_lifetime_10pct",
                "highend_parameters", "highend_model_retention", "highend_projected_survival", "highend_expected_discounted_lifetime_10pct");

    [SharedDataFact]
    public async Task A_change_of_one_digit_anywhere_is_reported()
    {
        var random = new Random(20_260_726);
        var places = (await data.Sets).SelectMany(set => PlacesOfDigits(set.Reading, set.GroundTruth)).ToList();
        for (int i = 0; i < Changes; i++)
        {
            DigitPlace place = places[random.Next(places.Count)];
            string changed = place.Change(random);

            FigureOutcome[] differing = [.. RealDataFixture.Compare(place.Reading, changed).Where(figure => figure.State == FigureState.Differs)];

            differing.Should().ContainSingle(place.ToString()).Which.Name.Should().Be(place.Figure);
            differing[0].Differences.Should().ContainSingle(place.ToString());
        }
    }

    private static IEnumerable<DigitPlace> PlacesOfDigits(DataSetReading reading, string groundTruth)
    {
        JsonNode figures = JsonNode.Parse(groundTruth)!["figures"]!;
        return from figure in reading.Figures
               where figure.Reason is null
               from leaf in LeavesOf(figures[figure.Name]!["value"]!)
               let text = leaf.ToJsonString()
               from digit in Enumerable.Range(0, text.Length)
               where char.IsAsciiDigit(text[digit])
               select new DigitPlace(reading, groundTruth, figure.Name, leaf.GetPath(), digit);
    }

    private static IEnumerable<JsonNode> LeavesOf(JsonNode node) => node switch
    {
        JsonObject o => o.SelectMany(property => LeavesOf(property.Value!)),
        JsonArray a => a.SelectMany(item => LeavesOf(item!)),
        _ => [node],
    };

    private sealed record DigitPlace(DataSetReading Reading, string GroundTruth, string Figure, string Path, int Digit)
    {
        /// <summary>The ground truth with another digit at this place; a number keeps its form, without a zero in front.</summary>
        public string Change(Random random)
        {
            JsonNode root = JsonNode.Parse(GroundTruth)!;
            JsonNode leaf = LeavesOf(root).Single(node => node.GetPath() == Path);
            string text = leaf.ToJsonString();
            bool leads = leaf.GetValueKind() == System.Text.Json.JsonValueKind.Number
                && !text.AsSpan(0, Digit).ContainsAnyInRange('0', '9') && Digit + 1 < text.Length && char.IsAsciiDigit(text[Digit + 1]);
            char[] others = [.. "0123456789".Where(c => c != text[Digit] && !(leads && c == '0'))];
            leaf.ReplaceWith(JsonNode.Parse($"{text[..Digit]}{others[random.Next(others.Length)]}{text[(Digit + 1)..]}"));
            return root.ToJsonString();
        }
    }
}
