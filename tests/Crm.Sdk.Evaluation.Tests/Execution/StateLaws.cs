using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Execution.Columnar;
using Crm.Sdk.Evaluation.Execution.Reference;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Evaluation.Tests.Execution.Reference;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.TestKit.Evaluation;
using Crm.Sdk.Time;
using FsCheck.Xunit;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Execution;

/// <summary>What holds of every table of states, whichever executor answers.</summary>
public class StateLaws
{
    private const int Days = 5;

    private static readonly ReportingCalendar Calendar = new(DateTimeZoneProviders.Tzdb["Europe/Berlin"]);

    private static readonly LocalDate First = new(2026, 3, 27);

    private static readonly CrmModel Model = CrmModel.Parse("""
        fact deal entity key id { dim stage text history stay }
        fact stay interval key deal from came to went { dim stage text  measure amount int }
        metric opening = sum(stay.amount where stage = 'a') at start
        metric closing = sum(stay.amount where stage = 'a') at end
        metric entries = sum(stay.amount where stage = 'a' by came)
        metric exits = sum(stay.amount where stage = 'a' by went)
        metric medians = median(stay.amount) at end
        metric deals = count(each deal where count(stay where stage = 'a') at end > 0 and stage at start = 'b')
        metric time = timeIn(stay)
        metric time_a = timeIn(stay where stage = 'a')
        metric time_b = timeIn(stay where stage = 'b')
        metric of_deals = sum(each deal : time)
        metric weighted = sum(stay.amount).timeWeighted()
        metric least = count(stay).dailyMin()
        metric mean = count(stay).dailyAverage()
        metric most = count(stay).dailyMax()
        metric count_now = count(stay) at end
        metric median_daily = median(stay.amount).dailyAverage()
        """).ThrowIfInvalid();

    private static readonly string[] All = ["opening", "closing", "entries", "exits", "medians", "deals", "time", "time_a", "time_b", "of_deals", "weighted", "least", "mean", "most", "count_now", "median_daily"];

    [Property]
    public bool The_end_of_a_period_is_the_start_of_the_next(int seed)
    {
        Cube cube = Ask(Table(Rows(seed), 7));
        string[] days = [.. cube.Labels("period")];
        return Enumerable.Range(0, Days - 1).All(i => cube.Find("closing", ("period", days[i]))!.Value == cube.Find("opening", ("period", days[i + 1]))!.Value)
            && cube.Find("closing")!.Value == cube.Find("closing", ("period", days[Days - 1]))!.Value
            && cube.Find("opening")!.Value == cube.Find("opening", ("period", days[0]))!.Value;
    }

    [Property]
    public bool Entries_less_exits_are_what_the_state_gained(int seed)
    {
        Cube cube = Ask(Table(Rows(seed), 7));
        return cube.Labels("period").All(day =>
        {
            Values.Rational Of(string metric) => cube.Find(metric, ("period", day))!.Value!.Value;
            return Of("entries") - Of("exits") == Of("closing") - Of("opening");
        });
    }

    [Property]
    public bool Times_in_neighbouring_periods_and_in_all_states_add_up(int seed)
    {
        Cube cube = Ask(Table(Rows(seed), 7));
        string[] days = [.. cube.Labels("period").Take(Days)];
        Values.Rational Of(string metric, string? day) => (day is null ? cube.Find(metric) : cube.Find(metric, ("period", day)))!.Value!.Value;
        return days.Aggregate(default(Values.Rational), (sum, day) => sum + Of("time", day)) == Of("time", null)
            && days.Append(null).All(day => Of("time_a", day) + Of("time_b", day) == Of("time", day));
    }

    // States without gaps fill the period as far as their entity exists in it, and no more.
    [Property]
    public bool The_time_in_all_states_is_the_time_that_the_entities_exist(int seed)
    {
        var rows = Rows(seed);
        long first = StorageForm.Of(Calendar.StartOf(First)), end = StorageForm.Of(Calendar.StartOf(First.PlusDays(Days)));
        long gaps = rows.Zip(rows.Skip(1)).Where(p => p.First.Deal == p.Second.Deal)
            .Sum(p => Math.Max(0, Math.Min(end, p.Second.From) - Math.Max(first, p.First.To!.Value)));
        long lives = rows.GroupBy(r => r.Deal).Sum(d => Math.Max(0, Math.Min(end, d.Last().To ?? end) - Math.Max(first, d.First().From)));
        Cube cube = Ask(Table(rows, 7));
        return cube.Find("time")!.Value == lives - gaps && cube.Find("of_deals")!.Value == cube.Find("time")!.Value;
    }

    [Property]
    public bool A_daily_mean_lies_between_the_least_and_the_most_and_of_one_day_all_are_the_state_at_its_end(int seed)
    {
        Cube cube = Ask(Table(Rows(seed), 7));
        string[] days = [.. cube.Labels("period").Take(Days)];
        Values.Rational[] ends = [.. days.Select(day => cube.Find("count_now", ("period", day))!.Value!.Value)];
        return days.All(day => ((string[])["least", "mean", "most"]).All(m => cube.Find(m, ("period", day))!.Value == cube.Find("count_now", ("period", day))!.Value))
            && cube.Find("least")!.Value == ends.Min() && cube.Find("most")!.Value == ends.Max()
            && cube.Find("mean")!.Value == ends.Aggregate((a, b) => a + b) / Days;
    }

    [Property]
    public bool Neither_the_order_of_rows_nor_their_batches_matter(int seed)
    {
        var rows = Rows(seed);
        Cube cube = Ask(Table(rows, rows.Count + 1));
        var shuffled = rows.ToArray();
        new Random(seed + 1).Shuffle(shuffled);
        return CubeDifference.Find(cube, Ask(Table([.. shuffled], 3))) is null;
    }

    [Property]
    public bool A_state_adds_up_over_dimensions(int seed)
    {
        FactTable table = Table(Rows(seed), 5);
        Cube cube = Ask(table, "stay.stage");
        return cube.Labels("period").All(day =>
        {
            var parts = cube.Labels("stay.stage").Where(l => l != AxisMember.TotalLabel).Select(l => cube.Find("closing", ("period", day), ("stay.stage", l))!.Value!.Value);
            return parts.Aggregate(default(Values.Rational), (a, b) => a + b) == cube.Find("closing", ("period", day))!.Value!.Value;
        });
    }

    private static Cube Ask(FactTable stays, params string[] by)
    {
        var facts = new FactSet(stays, Deals());
        string[] metrics = by.Length == 0 ? All : ["closing"];
        var query = new MetricQuery
        {
            Metrics = metrics, By = by, From = First, To = First.PlusDays(Days), Grain = Grain.Day, Calendar = Calendar, Now = Calendar.StartOf(new LocalDate(2030, 1, 1)),
        };
        BoundQuery bound = QueryBinder.Bind(Model, query).ThrowIfInvalid();
        Cube cube = new ReferenceExecutor().Evaluate(bound, facts);
        CubeDifference.Find(cube, new ColumnarExecutor(Model, facts).Evaluate(bound)).Should().BeNull();
        return cube;
    }

    private static FactTable Deals()
    {
        var builder = new FactBatchBuilder(Model.Facts["deal"].Schema);
        for (int i = 0; i < 4; i++)
        {
            builder.SetText(0, $"d{i}");
            builder.EndRow();
        }

        return new FactTable(Model.Facts["deal"].Schema, [builder.Take()]);
    }

    // States that follow one another, often on the boundary of a day, which is 23 hours long on the 29th.
    private static List<(string Deal, long From, long? To, string Stage, long Amount)> Rows(int seed)
    {
        var random = new Random(seed);
        var rows = new List<(string, long, long?, string, long)>();
        for (int deal = 0; deal < 5; deal++)
        {
            long at = Moment(0);
            for (int i = random.Next(0, 6); i > 0; i--)
            {
                long next = Math.Max(at, Moment(random.Next(-1, Days + 2)));
                rows.Add(($"d{deal}", at, i == 1 && random.Next(2) == 0 ? null : next, random.Next(2) == 0 ? "a" : "b", random.Next(-5, 100)));
                at = random.Next(3) == 0 ? next + random.Next(1, 1_000_000) : next;
            }
        }

        return rows;

        long Moment(int day) => StorageForm.Of(Calendar.StartOf(First.PlusDays(day))) + (random.Next(2) == 0 ? 0 : random.NextInt64(-2, 80_000_000_000));
    }

    private static FactTable Table(List<(string Deal, long From, long? To, string Stage, long Amount)> rows, int batch)
    {
        FactSchema schema = Model.Facts["stay"].Schema;
        var builder = new FactBatchBuilder(schema, batch);
        var batches = new List<FactBatch>();
        foreach (var row in rows)
        {
            if (builder.IsFull)
            {
                batches.Add(builder.Take());
            }

            builder.SetText(schema.OrdinalOf("deal"), row.Deal);
            builder.SetNumber(schema.OrdinalOf("came"), row.From);
            if (row.To is { } to)
            {
                builder.SetNumber(schema.OrdinalOf("went"), to);
            }

            builder.SetText(schema.OrdinalOf("stage"), row.Stage);
            builder.SetNumber(schema.OrdinalOf("amount"), row.Amount);
            builder.EndRow();
        }

        return new FactTable(schema, [.. batches, builder.Take()]);
    }
}
