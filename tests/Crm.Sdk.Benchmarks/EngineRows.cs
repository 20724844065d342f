using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Benchmarks;

/// <summary>E1: twenty metrics by 36 months and 10 segments over a million facts, against LINQ over objects.</summary>
internal static class EngineRows
{
    public static bool Run(int facts, int rounds)
    {
        Trade trade = Trade.Generate(facts);
        FactMappingBuilder<Shopper> shoppers = FactSchema.For<Shopper>("customer", FactShape.Entity).Key(s => s.Id);
        for (int s = 0; s < Trade.Segments; s++)
        {
            int segment = s;
            shoppers.Dimension($"f{s}", x => x.Flags[segment]);
        }

        FactMapping<Shopper> customers = shoppers.Build();
        FactMapping<Deal> deals = FactSchema.For<Deal>("deal")
            .Key(d => d.Id)
            .Time("at", d => d.At)
            .Reference("customer", d => d.Customer)
            .Dimension("channel", d => Trade.Channels[d.Channel])
            .Dimension("status", d => Trade.Statuses[d.Status])
            .Money("amount", "EUR", d => d.Amount)
            .Measure("quantity", d => d.Quantity)
            .Measure("score", d => d.Score)
            .Measure("minutes", d => d.Minutes)
            .Build();
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "trade.crm"));
        CrmModel model = CrmModel.Parse(text, customers.Schema, deals.Schema).ThrowIfInvalid();
        var engine = new MetricEngine(model, new FactSet(customers.Read(trade.Shoppers), deals.Read(trade.Deals)));
        var query = new MetricQuery
        {
            Metrics = [.. model.Metrics.Keys],
            From = Trade.Start,
            To = Trade.Start.PlusMonths(Trade.Months),
            Grain = Grain.Month,
            Segments = [.. Enumerable.Range(0, Trade.Segments).Select(s => $"s{s}")],
            Now = Instant.FromUtc(2027, 1, 1, 0, 0),
        };
        Cube Ours() => engine.EvaluateAsync(query).AsTask().GetAwaiter().GetResult();
        double?[] single = LinqForms.SinglePass(trade), perMetric = LinqForms.PerMetric(trade);
        Check(Ours(), single, "single pass");
        Check(Ours(), perMetric, "per metric");
        return Ratio.Measure("E1", "linq", 30, 100, rounds, () => Ours(), [() => LinqForms.SinglePass(trade), () => LinqForms.PerMetric(trade)]);
    }

    // Both forms must have the engine's numbers, or they would be timed for nothing.
    private static void Check(Cube cube, double?[] expected, string form)
    {
        int groups = Trade.Segments + 1;
        for (int month = 0; month < Trade.Months; month++)
        {
            for (int segment = 0; segment < groups; segment++)
            {
                for (int metric = 0; metric < LinqForms.Metrics; metric++)
                {
                    Cell cell = cube[metric, month, segment];
                    double? value = cell.Value is { } v ? (double)v.Numerator / (double)v.Denominator : null;
                    double? other = expected[(((month * groups) + segment) * LinqForms.Metrics) + metric];
                    if (value is null != other is null || (value is { } a && Math.Abs(a - other!.Value) > 1e-6 * Math.Max(1, Math.Abs(a))))
                    {
                        throw new InvalidOperationException($"{form}: {cube.Metrics[metric].Name} in month {month}, segment {segment}: {cell} and {other}.");
                    }
                }
            }
        }
    }
}
