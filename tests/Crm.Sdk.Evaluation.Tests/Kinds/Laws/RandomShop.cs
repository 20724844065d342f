using System.Globalization;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Execution.Columnar;
using Crm.Sdk.Evaluation.Execution.Reference;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.TestKit.Evaluation;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Kinds.Laws;

/// <summary>Orders of some customers, made up from a seed, over about a hundred days around a change of clocks.</summary>
internal sealed class RandomShop
{
    private const string Facts = """
        fact customer entity key id { dim country text }
        fact order event key id {
          time placed instant default
          time shipped date
          ref customer
          dim channel text
          measure net money(EUR)
        }
        metric orders = count(order)
        metric revenue = sum(order.net)
        metric buyers = distinct(order.customer)
        """;

    private static readonly LocalDate First = new(2026, 1, 15);
    private readonly Random _random;
    private readonly List<Order> _orders = [];

    public RandomShop(int seed, int most = 120)
    {
        _random = new Random(seed);
        for (int i = _random.Next(0, most); i > 0; i--)
        {
            _orders.Add(new Order(
                i.ToString(CultureInfo.InvariantCulture), Moment(), _random.Next(10) == 0 ? null : First.PlusDays(_random.Next(0, 100)),
                _random.Next(12) == 0 ? null : "c" + _random.Next(0, 9), Pick("web", "shop", "fair", null), _random.Next(8) == 0 ? null : _random.Next(-5_000, 20_000)));
        }
    }

    private sealed record Order(string Id, Instant? Placed, LocalDate? Shipped, string? Customer, string? Channel, long? Net);

    public Random Random => _random;

    /// <summary>The days of the whole shop, by days in a zone with summer time.</summary>
    public static MetricQuery Days(params string[] metrics) => new()
    {
        Metrics = metrics, From = First, To = First.PlusDays(100), Grain = Grain.Day, Now = Instant.FromUtc(2027, 1, 1, 0, 0),
        Calendar = new ReportingCalendar(DateTimeZoneProviders.Tzdb["Europe/Berlin"]),
    };

    /// <summary>What both executors answer.</summary>
    public Cube Ask(MetricQuery query, string metrics = "", bool isShuffled = false, int batches = 1)
    {
        (CrmModel model, FactSet facts) = Build(metrics, isShuffled, batches);
        BoundQuery bound = QueryBinder.Bind(model, query).ThrowIfInvalid();
        Cube cube = new ReferenceExecutor().Evaluate(bound, facts);
        CubeDifference.Find(cube, new ColumnarExecutor(model, facts).Evaluate(bound)).Should().BeNull();
        return cube;
    }

    /// <summary>The shop with further definitions.</summary>
    public (CrmModel Model, FactSet Facts) Build(string metrics, bool isShuffled = false, int batches = 1)
    {
        CrmModel model = CrmModel.Parse(Facts + "\n" + metrics).ThrowIfInvalid();
        Order[] orders = [.. _orders];
        if (isShuffled)
        {
            _random.Shuffle(orders);
        }

        var facts = new FactSet(
            new FactTable(model.Facts["customer"].Schema, [Customers(model)]),
            new FactTable(model.Facts["order"].Schema, [.. orders.Chunk(Math.Max(1, (orders.Length + batches - 1) / batches)).DefaultIfEmpty([]).Select(o => Batch(model, o))]));
        return (model, facts);
    }

    /// <summary>The values of a metric along the periods, the total not among them, other axes at their totals.</summary>
    public static IReadOnlyList<Rational?> Series(Cube cube, string metric) =>
        [.. cube.Axes[0].Members.SkipLast(1).Select(m => cube.Find(metric, (cube.Axes[0].Name, m.Label))!.Value)];

    private static FactBatch Customers(CrmModel model)
    {
        var builder = new FactBatchBuilder(model.Facts["customer"].Schema, 8);
        for (int i = 0; i < 7; i++)
        {
            builder.SetText(0, "c" + i);
            builder.SetText(1, i % 3 == 0 ? null : i % 2 == 0 ? "DE" : "AT");
            builder.EndRow();
        }

        return builder.Take();
    }

    private static FactBatch Batch(CrmModel model, Order[] orders)
    {
        FactSchema schema = model.Facts["order"].Schema;
        var builder = new FactBatchBuilder(schema, Math.Max(1, orders.Length));
        foreach (Order order in orders)
        {
            builder.SetText(schema.OrdinalOf("id"), order.Id);
            builder.SetText(schema.OrdinalOf("customer"), order.Customer);
            builder.SetText(schema.OrdinalOf("channel"), order.Channel);
            Set("placed", order.Placed is { } placed ? StorageForm.Of(placed) : null);
            Set("shipped", order.Shipped is { } shipped ? StorageForm.Of(shipped) : null);
            Set("net", order.Net);
            builder.EndRow();
        }

        return builder.Take();

        void Set(string field, long? value)
        {
            if (value is { } number)
            {
                builder.SetNumber(schema.OrdinalOf(field), number);
            }
        }
    }

    private Instant? Moment()
    {
        LocalDate day = First.PlusDays(_random.Next(0, 100));
        return _random.Next(15) switch
        {
            0 => null,
            1 => Days().Calendar.StartOf(day),
            2 => Days().Calendar.StartOf(day).PlusTicks(-10),
            _ => Days().Calendar.StartOf(day).PlusTicks(_random.NextInt64(0, 20 * NodaConstants.TicksPerHour) / 10 * 10),
        };
    }

    private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];
}
