using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Differences;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.TestKit.Evaluation;
using Crm.Sdk.TestKit.Evaluation.Cases;
using Crm.Sdk.TestKit.Evaluation.Histories;
using Crm.Sdk.Values;
using NodaTime;
using Xunit.Abstractions;

namespace Crm.Sdk.Evaluation.Tests.Histories;

public class DifferenceLaws(ITestOutputHelper output)
{
    [Theory]
    [InlineData(DifferenceDetail.Causes, 150)]
    [InlineData(DifferenceDetail.Rows, 150)]
    public async Task The_parts_of_every_cell_sum_to_its_difference_and_nothing_else_moved(DifferenceDetail detail, int cases)
    {
        int cells = 0, parts = 0;
        var causes = new Dictionary<ChangeCause, int>();
        for (int seed = 1; seed <= cases; seed++)
        {
            DifferentialCase drawn = new CaseGenerator(3_000_000 + seed, detail == DifferenceDetail.Rows ? 20 : 60).Next();
            CrmModel model = drawn.Model()!;
            DrawnHistory history = DrawnHistory.Of(drawn, model, seed);
            if (history.Steps.Count < 2 || drawn.Queries.Count == 0)
            {
                continue;
            }

            var random = new Random(seed);
            var engine = new MetricEngine(model, history.History(history.Steps.Count));
            MetricQuery query = drawn.Queries[0];
            int first = random.Next(history.Steps.Count), second = random.Next(first, history.Steps.Count);
            MetricQuery before = query with { AtPosition = history.Steps[first].Position };
            MetricQuery after = query with { AtPosition = history.Steps[second].Position, Now = random.Next(3) == 0 ? query.Now + Duration.FromDays(random.Next(60)) : query.Now };

            AnswerDifference difference = await engine.ExplainDifferenceAsync(before, after, detail);

            CubeDifference.Find(difference.Before, await engine.EvaluateAsync(before)).Should().BeNull($"seed {seed}");
            CubeDifference.Find(difference.After, await engine.EvaluateAsync(after)).Should().BeNull($"seed {seed}");
            (difference.Before.Meta.Position, difference.After.Meta.Position).Should().Be((before.AtPosition, after.AtPosition));
            Dictionary<string, Cell> was = Cells(difference.Before), now = Cells(difference.After);
            foreach (CellDifference cell in difference.Cells)
            {
                string place = Place(cell.Metric, cell.Members);
                Equals(cell.Before, was.GetValueOrDefault(place)).Should().BeTrue($"seed {seed}: {place}");
                Equals(cell.After, now.GetValueOrDefault(place)).Should().BeTrue($"seed {seed}: {place}");
                cell.Parts.Aggregate(Rational.Zero, (sum, p) => sum + p.Difference).Should().Be(Value(cell.After) - Value(cell.Before), $"seed {seed}: {place}");
                cell.Parts.Zip(cell.Parts.Skip(1)).All(p => Equals(p.First.After, p.Second.Before)).Should().BeTrue("each step begins where the last ended");
                cell.Parts.Select(p => difference.Steps.ToList().IndexOf(p.Step)).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
                was.Remove(place);
                now.Remove(place);
                cells++;
                parts += cell.Parts.Count;
                foreach (DifferencePart part in cell.Parts)
                {
                    causes[part.Step.Cause] = causes.GetValueOrDefault(part.Step.Cause) + 1;
                }
            }

            was.Keys.Should().BeEquivalentTo(now.Keys, $"seed {seed}: other cells are in both answers");
            was.All(c => c.Value.Equals(now[c.Key])).Should().BeTrue($"seed {seed}: no step moved them");
        }

        output.WriteLine($"{cells} cells moved by {parts} parts: {string.Join(", ", causes.OrderBy(c => c.Key).Select(c => $"{c.Key} {c.Value}"))}");
        causes.Keys.Should().Contain([ChangeCause.Retraction, ChangeCause.Correction, ChangeCause.LateFact, ChangeCause.NewFact, ChangeCause.Time]);
        cells.Should().BeGreaterThan(detail == DifferenceDetail.Causes ? 2_000 : 400);
    }

    private static Rational Value(Cell? cell) => cell?.Value ?? Rational.Zero;

    private static string Place(int metric, IEnumerable<AxisMember> members) => $"{metric} {string.Join(" | ", members.Select(m => $"{m.Kind} {m.Label}"))}";

    private static Dictionary<string, Cell> Cells(Cube cube) => (
        from m in Enumerable.Range(0, cube.Metrics.Count)
        from i in Enumerable.Range(0, cube.CellCount)
        select (Place: Place(m, cube.PositionOf(i).Select((p, axis) => cube.Axes[axis].Members[p])), Cell: cube.CellsOf(m)[i])).ToDictionary(c => c.Place, c => c.Cell);
}
