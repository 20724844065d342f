using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Explanations;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;
using Crm.Sdk.TestKit.Evaluation.Cases;
using Xunit.Abstractions;

namespace Crm.Sdk.Evaluation.Tests.Explanations;

public class CellExplanationLaws(ITestOutputHelper output)
{
    [Fact]
    public async Task Evaluating_the_contributing_rows_alone_gives_the_cell_again()
    {
        int explained = 0, again = 0, without = 0;
        var reasons = new Dictionary<ExclusionReason, long>();
        for (int seed = 1; seed <= 200; seed++)
        {
            DifferentialCase drawn = new CaseGenerator(4_000_000 + seed).Next();
            CrmModel model = drawn.Model()!;
            FactSet facts = drawn.Facts(model);
            var engine = new MetricEngine(model, facts);
            var random = new Random(seed);
            foreach (MetricQuery query in drawn.Queries.Select(q => q with { Metrics = [q.Metrics[random.Next(q.Metrics.Count)]] }))
            {
                // What is read day by day has no rows of its own, and says so.
                if (QueryBinder.Bind(model, query).Value is not { } asked || asked.Metrics.Any(m => m.Value.Aggregates().Any(a => a.Frame.IsDaily)))
                {
                    continue;
                }

                Cube cube = await engine.EvaluateAsync(query);
                foreach (int number in Enumerable.Range(0, cube.CellCount).OrderBy(_ => random.Next()).Take(4))
                {
                    (string, string)[] members = [.. cube.PositionOf(number).Select((p, a) => (cube.Axes[a].Name, cube.Axes[a].Members[p].Label))];
                    if (cube.Axes.Any(a => a.Members.Select(m => m.Label).Distinct().Count() < a.Members.Count) || cube.Axes.Select(a => a.Name).Distinct().Count() < cube.Axes.Count)
                    {
                        continue;
                    }

                    CellExplanation explanation = (await engine.ExplainCellAsync(query, members))!;
                    explanation.Cell.Should().Be(cube.CellsOf(0)[number], $"seed {seed}");
                    foreach (CellInput input in explanation.Inputs)
                    {
                        (input.Rows.Select(r => (r.Row.Batch, r.Row.Index)).Distinct().Count() + input.Excluded.Values.Sum()).Should().Be(RowsOf(input.Aggregate.Fact, facts), $"seed {seed}: a row takes part or it does not");
                        input.ExcludedRows().GroupBy(r => r.Reason).ToDictionary(g => g.Key, g => g.LongCount()).Should().Equal(input.Excluded, $"seed {seed}");
                        foreach ((ExclusionReason reason, long count) in input.Excluded)
                        {
                            reasons[reason] = reasons.GetValueOrDefault(reason) + count;
                        }
                    }

                    explained++;
                    if (Restricted(model, query, facts, explanation) is not { } fewer)
                    {
                        continue;
                    }

                    Cube small = await new MetricEngine(model, fewer).EvaluateAsync(query);
                    Cell? cell = small.Find(query.Metrics[0], members);
                    if (cell is null)
                    {
                        // A member that no row of the cell has is on no axis any more.
                        explanation.Inputs.Where(i => i.Members.SequenceEqual(explanation.Members)).Sum(i => i.Rows.Count).Should().Be(0, $"seed {seed}: {query.Metrics[0]} at {string.Join(", ", members)}\n{drawn}");
                        without++;
                        continue;
                    }

                    cell.Should().Be(explanation.Cell, $"seed {seed}: {query.Metrics[0]} at {string.Join(", ", members)}\n{drawn}");
                    again++;
                }
            }
        }

        output.WriteLine($"{explained} cells explained, {again} made again of their rows, {without} without rows; {string.Join(", ", reasons.OrderBy(r => r.Key).Select(r => $"{r.Key} {r.Value}"))}");
        reasons.Keys.Should().BeEquivalentTo(Enum.GetValues<ExclusionReason>(), "a reason that never occurs is not tested");
        again.Should().BeGreaterThan(250);
    }

    private static long RowsOf(BoundFact fact, FactSet facts) =>
        fact.Attribution is { } attribution ? new RowInterpreter(facts).WithAttributions([attribution]).Rows(fact.Schema).Count() : facts[fact.Schema].Count;

    // The contributing rows alone; null where rows of these facts are also looked up on the way.
    private static FactSet? Restricted(CrmModel model, MetricQuery query, FactSet facts, CellExplanation explanation)
    {
        HashSet<string> aggregated = [.. explanation.Inputs.Select(i => i.Aggregate.Fact.Name)];
        FactField[] fields = [.. model.Facts.Values.SelectMany(f => f.Schema.Fields)];
        bool isLookedUp = fields.Any(f => f.Role == FieldRole.Reference && aggregated.Contains(f.Type.Target!))
            || fields.Any(f => f.History is { } history && aggregated.Contains(history.Split('.')[0]))
            || query.Segments.SelectMany(s => model.Segments[s].Aggregates).Any(a => aggregated.Contains(a.Fact.Name))
            || explanation.Inputs.Any(i => i.Aggregate.Fact.Attribution is not null)
            || HasJourney(explanation.Metric.Value);
        if (isLookedUp)
        {
            return null;
        }

        ILookup<string, (FactBatch, int)> kept = explanation.Inputs.SelectMany(i => i.Rows.Select(r => (i.Aggregate.Fact.Name, (r.Row.Batch, r.Row.Index)))).ToLookup(r => r.Name, r => r.Item2);
        return new FactSet(facts.Tables.Select(t => !aggregated.Contains(t.Schema.Name) ? t : Only(t, [.. kept[t.Schema.Name]])));
    }

    private static bool HasJourney(BoundExpression node) => node is BoundJourneyValue
        || (node is BoundAggregate a && ((a.Filter is { } f && HasJourney(f)) || (a.Operand is { } o && HasJourney(o)) || (a.Role is { } r && HasJourney(r.Value))))
        || node.Children().Any(HasJourney);

    private static FactTable Only(FactTable table, HashSet<(FactBatch, int)> rows)
    {
        var builder = new FactBatchBuilder(table.Schema);
        foreach (FactBatch batch in table.Batches)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                if (!rows.Contains((batch, i)))
                {
                    continue;
                }

                for (int f = 0; f < batch.Columns.Count; f++)
                {
                    if (batch.Columns[f] is TextColumn text && text[i] is { } value)
                    {
                        builder.SetText(f, value);
                    }
                    else if (batch.Columns[f] is NumberColumn number && !number.IsNull(i))
                    {
                        builder.SetNumber(f, number.Values[i]);
                    }
                }

                builder.EndRow();
            }
        }

        return new FactTable(table.Schema, [builder.Take()]);
    }
}
