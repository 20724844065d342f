using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.TestKit.Evaluation;
using Crm.Sdk.TestKit.Evaluation.Cases;
using Crm.Sdk.TestKit.Evaluation.Histories;
using NodaTime;
using Xunit.Abstractions;

namespace Crm.Sdk.Evaluation.Tests.Histories;

public class KnownAtLaws(ITestOutputHelper output)
{
    [Fact]
    public async Task What_was_known_at_an_instant_never_changes_and_is_what_the_log_gave_then()
    {
        int asked = 0, corrected = 0, retracted = 0, moved = 0;
        for (int seed = 1; seed <= 150; seed++)
        {
            DifferentialCase drawn = new CaseGenerator(2_000_000 + seed).Next();
            CrmModel model = drawn.Model()!;
            DrawnHistory history = DrawnHistory.Of(drawn, model, seed);
            if (history.Steps.Count < 2 || drawn.Queries.Count == 0)
            {
                continue;
            }

            var random = new Random(seed);
            FactHistory whole = history.History(history.Steps.Count);
            corrected += whole.Schemas.Sum(s => whole.VersionsOf(s).Count(v => v.To is not null));
            retracted += history.Steps.Sum(s => s.Retracted.Count);
            var engine = new MetricEngine(model, whole);
            foreach (MetricQuery query in drawn.Queries)
            {
                int step = random.Next(history.Steps.Count);
                Instant instant = history.Steps[step].RecordedAt - Duration.FromNanoseconds(random.Next(2));
                int count = history.CountAt(instant);
                MetricQuery then = query with { KnownAt = instant };
                Cube known = await engine.EvaluateAsync(then);
                Cube scratch = await new MetricEngine(model, history.Replayed(count)).EvaluateAsync(query);
                CubeDifference.Find(scratch, known).Should().BeNull($"seed {seed}: the log as it was at {instant} gives that");
                CubeDifference.Find(scratch, await engine.EvaluateAsync(then, ExecutorKind.Reference)).Should().BeNull($"seed {seed}");
                known.Meta.Position.Should().Be(count == 0 ? 0 : history.Steps[count - 1].Position);

                // Asked at any time since.
                int since = random.Next(count, history.Steps.Count + 1);
                Cube asWas = await new MetricEngine(model, history.History(since)).EvaluateAsync(then);
                CubeDifference.Find(asWas, known).Should().BeNull($"seed {seed}: nothing that came after {instant} counts");
                asWas.Meta.Position.Should().Be(known.Meta.Position);
                asked++;
                moved += CubeDifference.Find(known, await engine.EvaluateAsync(query)) is null ? 0 : 1;
            }
        }

        output.WriteLine($"{asked} questions, {corrected} versions that ended, {retracted} retractions; {moved} answers are others today");
        asked.Should().BeGreaterThan(200);
        corrected.Should().BeGreaterThan(1_000);
        moved.Should().BeGreaterThan(asked / 3);
    }

    [Fact]
    public async Task A_position_is_the_same_question_as_its_instant()
    {
        DifferentialCase drawn = new CaseGenerator(77).Next();
        DrawnHistory history = DrawnHistory.Of(drawn, drawn.Model()!, 5);
        FactHistory whole = history.History(history.Steps.Count);
        var engine = new MetricEngine(drawn.Model()!, whole);
        foreach (FactCommit commit in whole.Commits.Where(c => whole.KnownAt(c.RecordedAt) == c.Position))
        {
            Cube byTime = await engine.EvaluateAsync(drawn.Queries[0] with { KnownAt = commit.RecordedAt });
            Cube byPosition = await engine.EvaluateAsync(drawn.Queries[0] with { AtPosition = commit.Position });
            CubeDifference.Find(byTime, byPosition).Should().BeNull();
            byPosition.Meta.Position.Should().Be(byTime.Meta.Position);
        }
    }
}
