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

/// <summary>What holds of every table of snapshots, whichever executor answers.</summary>
public class SnapshotLaws
{
    private const int Days = 6;

    private static readonly ReportingCalendar Calendar = new(DateTimeZoneProviders.Tzdb["Europe/Berlin"]);

    private static readonly LocalDate First = new(2026, 3, 27);

    private static readonly CrmModel Model = CrmModel.Parse("""
        fact account entity key id { }
        fact stock snapshot key account, kind at seen { dim kind text  dim place text  measure amount int }
        fact stay interval key account from came to went overlapping { dim place text  measure amount int }
        metric opening = sum(stock.amount where place = 'a') at start
        metric closing = sum(stock.amount where place = 'a') at end
        metric stays = sum(stay.amount where place = 'a') at end
        metric recent = sum(stock.amount).carry(2 days)
        metric frozen = sum(stock.amount).lag(2 days)
        metric before = (sum(stock.amount) at end).prior(2, full)
        metric in_period = sum(stock.amount).carry(period)
        metric exact = sum(stock.amount).exact()
        metric last = sum(stock.amount).lastNonEmpty()
        metric rows_at_end = count(stock) at end
        metric rows_recent = count(stock).carry(2 days)
        metric rows_exact = count(stock).exact()
        metric rows_in_period = count(stock).carry(period)
        """).ThrowIfInvalid();

    private static readonly string[] All = [.. Model.Metrics.Keys];

    [Property]
    public bool The_end_of_a_period_is_the_start_of_the_next(int seed)
    {
        Cube cube = Ask(Rows(seed), 7);
        string[] days = [.. cube.Labels("period")];
        return Enumerable.Range(0, Days - 1).All(i => Of(cube, "closing", days[i]) == Of(cube, "opening", days[i + 1]))
            && Of(cube, "closing", AxisMember.TotalLabel) == Of(cube, "closing", days[Days - 1]);
    }

    [Property]
    public bool A_snapshot_at_its_end_is_a_state_that_lasts_from_each_row_to_the_next(int seed)
    {
        Cube cube = Ask(Rows(seed), 5);
        return cube.Labels("period").All(day => Of(cube, "closing", day) == Of(cube, "stays", day));
    }

    [Property]
    public bool What_is_frozen_two_days_before_is_what_stood_there_two_days_ago(int seed)
    {
        Cube cube = Ask(Rows(seed), 5);
        return cube.Labels("period").Where(d => d != AxisMember.TotalLabel).All(day => Of(cube, "frozen", day) == Of(cube, "before", day));
    }

    [Property]
    public bool Of_one_day_all_readings_within_the_period_are_one(int seed)
    {
        Cube cube = Ask(Rows(seed), 5);
        return cube.Labels("period").Where(d => d != AxisMember.TotalLabel)
            .All(day => Of(cube, "exact", day) == Of(cube, "in_period", day) && Of(cube, "exact", day) == Of(cube, "last", day));
    }

    [Property]
    public bool A_stricter_reading_has_fewer_rows(int seed)
    {
        Cube cube = Ask(Rows(seed), 5);
        return cube.Labels("period").All(day =>
        {
            Values.Rational end = Of(cube, "rows_at_end", day), period = Of(cube, "rows_in_period", day);
            return Of(cube, "rows_exact", day) <= period && period <= end && Of(cube, "rows_recent", day) <= end;
        });
    }

    [Property]
    public bool Neither_the_order_of_rows_nor_their_batches_matter(int seed)
    {
        var rows = Rows(seed);
        Cube cube = Ask(rows, rows.Count + 1);
        var shuffled = rows.ToArray();
        new Random(seed + 1).Shuffle(shuffled);
        return CubeDifference.Find(cube, Ask([.. shuffled], 3)) is null;
    }

    [Property]
    public bool A_snapshot_adds_up_over_dimensions(int seed)
    {
        Cube cube = Ask(Rows(seed), 5, "stock.place");
        return cube.Labels("period").All(day => new[] { "rows_at_end", "exact", "recent" }.All(metric =>
        {
            var parts = cube.Labels("stock.place").Where(l => l != AxisMember.TotalLabel).Select(l => cube.Find(metric, ("period", day), ("stock.place", l))!.Value!.Value);
            return parts.Aggregate(default(Values.Rational), (a, b) => a + b) == Of(cube, metric, day);
        }));
    }

    private static Values.Rational Of(Cube cube, string metric, string day) => cube.Find(metric, ("period", day))!.Value!.Value;

    private static Cube Ask(List<Row> rows, int batch, params string[] by)
    {
        var accounts = new FactBatchBuilder(Model.Facts["account"].Schema);
        accounts.SetText(0, "a0");
        accounts.EndRow();
        var facts = new FactSet(Table("stock", rows, batch), Table("stay", rows, batch), new FactTable(Model.Facts["account"].Schema, [accounts.Take()]));
        var query = new MetricQuery
        {
            Metrics = by.Length == 0 ? All : ["rows_at_end", "exact", "recent"], By = by, From = First, To = First.PlusDays(Days), Grain = Grain.Day, Calendar = Calendar,
            Now = Calendar.StartOf(new LocalDate(2030, 1, 1)),
        };
        BoundQuery bound = QueryBinder.Bind(Model, query).ThrowIfInvalid();
        Cube cube = new ReferenceExecutor().Evaluate(bound, facts);
        CubeDifference.Find(cube, new ColumnarExecutor(Model, facts).Evaluate(bound)).Should().BeNull();
        return cube;
    }

    // Often on the boundary of a day, which is 23 hours long on the 29th; at most one of each key at one time.
    private static List<Row> Rows(int seed)
    {
        var random = new Random(seed);
        var rows = new List<Row>();
        for (int i = random.Next(0, 40); i > 0; i--)
        {
            long at = StorageForm.Of(Calendar.StartOf(First.PlusDays(random.Next(-3, Days + 2)))) + (random.Next(2) == 0 ? 0 : random.NextInt64(-2, 80_000_000_000));
            var row = new Row($"a{random.Next(3)}", random.Next(3) == 0 ? "y" : "x", at, random.Next(2) == 0 ? "a" : "b", random.Next(-5, 100));
            if (!rows.Exists(r => r.Account == row.Account && r.Kind == row.Kind && r.At == row.At))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private static FactTable Table(string fact, List<Row> rows, int batch)
    {
        FactSchema schema = Model.Facts[fact].Schema;
        var builder = new FactBatchBuilder(schema, batch);
        var batches = new List<FactBatch>();
        foreach (Row row in rows)
        {
            if (builder.IsFull)
            {
                batches.Add(builder.Take());
            }

            long? next = rows.Where(r => r.Account == row.Account && r.Kind == row.Kind && r.At > row.At).Select(r => (long?)r.At).Min();
            builder.SetText(schema.OrdinalOf("account"), row.Account);
            builder.SetText(schema.OrdinalOf("place"), row.Place);
            builder.SetNumber(schema.OrdinalOf("amount"), row.Amount);
            if (schema.Snapshot is not null)
            {
                builder.SetText(schema.OrdinalOf("kind"), row.Kind);
                builder.SetNumber(schema.OrdinalOf("seen"), row.At);
            }
            else
            {
                builder.SetNumber(schema.OrdinalOf("came"), row.At);
                if (next is { } until)
                {
                    builder.SetNumber(schema.OrdinalOf("went"), until);
                }
            }

            builder.EndRow();
        }

        return new FactTable(schema, [.. batches, builder.Take()]);
    }

    private sealed class Row(string account, string kind, long at, string place, long amount)
    {
        public string Account { get; } = account;

        public string Kind { get; } = kind;

        public long At { get; } = at;

        public string Place { get; } = place;

        public long Amount { get; } = amount;
    }
}
