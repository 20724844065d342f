using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Execution.Columnar;
using Crm.Sdk.Evaluation.Execution.Reference;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Evaluation.Tests.Execution.Reference;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.TestKit.Evaluation;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using FsCheck.Xunit;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Execution;

/// <summary>What holds of the bridges of every table of contracts, in every cell, whichever executor answers.</summary>
public class BridgeLaws
{
    private const int Days = 5;

    private static readonly string[] Movements = ["new", "reactivation", "expansion", "contraction", "churn"];

    private static readonly LocalDate First = new(2026, 3, 27);

    private static readonly CrmModel Model = CrmModel.Parse($$"""
        fact customer entity key id { dim segment text history tier }
        fact tier interval key customer from since date to until { dim segment text }
        fact contract interval key customer from began date to ended overlapping { dim product text  measure fee int }
        metric closing = sum(contract.fee) at end
        {{string.Join('\n', Movements.Concat(["start", "end"]).SelectMany(m => (string[])[$"metric amount.{m} = closing.bridge(customer, {m})", $"metric count.{m} = closing.bridge(customer, {m}, count)"]))}}
        """).ThrowIfInvalid();

    [Property]
    public bool The_end_is_the_start_and_the_movements_in_every_cell(int seed)
    {
        Cube cube = Ask(seed, "customer.segment", "contract.product");
        return Enumerable.Range(0, cube.Axes.Aggregate(1, (n, a) => n * a.Members.Count)).All(cell =>
        {
            Rational Of(string metric) => cube.CellsOf(cube.Metrics.ToList().FindIndex(m => m.Name == metric)).ElementAt(cell).Value!.Value;
            return Movements.Aggregate(Of("amount.start"), (sum, m) => sum + Of($"amount.{m}")) == Of("amount.end")
                && Of("count.start") + Of("count.new") + Of("count.reactivation") - Of("count.churn") == Of("count.end");
        });
    }

    [Property]
    public bool The_end_is_the_state_and_the_start_of_the_next(int seed)
    {
        Cube cube = Ask(seed);
        string[] days = [.. cube.Labels("period")];
        Rational Of(string metric, string day) => cube.Find(metric, ("period", day))!.Value!.Value;
        return days.All(day => Of("amount.end", day) == Of("closing", day))
            && Enumerable.Range(0, Days - 1).All(i => Of("amount.end", days[i]) == Of("amount.start", days[i + 1]) && Of("count.end", days[i]) == Of("count.start", days[i + 1]));
    }

    [Property]
    public bool Everyone_is_new_at_most_once(int seed)
    {
        Cube cube = Ask(seed);
        return cube.Labels("period").Where(d => d != AxisMember.TotalLabel)
            .Aggregate(default(Rational), (sum, day) => sum + cube.Find("count.new", ("period", day))!.Value!.Value) <= 4;
    }

    private static Cube Ask(int seed, params string[] by)
    {
        var random = new Random(seed);
        var facts = new FactSet(Table("customer", b => Enumerable.Range(0, 3).ToList().ForEach(i => Row(b, $"c{i}"))), Table("contract", b => Contracts(b, random)), Table("tier", b => Tiers(b, random)));
        var query = new MetricQuery
        {
            Metrics = [.. Model.Metrics.Keys.Where(m => by.Length == 0 || m != "closing")], By = by, From = First, To = First.PlusDays(Days), Grain = Grain.Day,
            Calendar = new ReportingCalendar(DateTimeZone.Utc), Now = Instant.FromUtc(2030, 1, 1, 0, 0),
        };
        BoundQuery bound = QueryBinder.Bind(Model, query).ThrowIfInvalid();
        Cube cube = new ReferenceExecutor().Evaluate(bound, facts);
        CubeDifference.Find(cube, new ColumnarExecutor(Model, facts).Evaluate(bound)).Should().BeNull();
        return cube;
    }

    private static void Contracts(FactBatchBuilder builder, Random random)
    {
        for (int i = random.Next(0, 14); i > 0; i--)
        {
            long began = StorageForm.Of(First.PlusDays(random.Next(-4, Days + 1)));
            Row(builder, $"c{random.Next(4)}", began, random.Next(3) == 0 ? null : began + random.Next(0, 4), random.Next(2) == 0 ? "x" : "y", random.Next(5) == 0 ? null : (long)random.Next(-2, 5));
        }
    }

    private static void Tiers(FactBatchBuilder builder, Random random)
    {
        for (int customer = 0; customer < 3; customer++)
        {
            long change = StorageForm.Of(First.PlusDays(random.Next(0, Days)));
            Row(builder, $"c{customer}", change - 20, change, "small");
            Row(builder, $"c{customer}", change, null, "large");
        }
    }

    private static FactTable Table(string fact, Action<FactBatchBuilder> fill)
    {
        var builder = new FactBatchBuilder(Model.Facts[fact].Schema);
        fill(builder);
        return new FactTable(Model.Facts[fact].Schema, [builder.Take()]);
    }

    private static void Row(FactBatchBuilder builder, params object?[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is string text)
            {
                builder.SetText(i, text);
            }
            else if (values[i] is long number)
            {
                builder.SetNumber(i, number);
            }
        }

        builder.EndRow();
    }
}
