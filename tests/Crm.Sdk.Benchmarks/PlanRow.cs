using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Objectives;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Benchmarks;

/// <summary>P1: the status of a plan with fifty metrics and twenty objectives, against its fifty metrics alone, over the benchmark company.</summary>
internal static class PlanRow
{
    private const int Objectives = 20;

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
            .Key(d => d.Id).Time("at", d => d.At).Reference("customer", d => d.Customer)
            .Dimension("channel", d => Trade.Channels[d.Channel]).Dimension("status", d => Trade.Statuses[d.Status])
            .Money("amount", "EUR", d => d.Amount).Measure("quantity", d => d.Quantity).Measure("score", d => d.Score).Measure("minutes", d => d.Minutes)
            .Build();

        // The twenty metrics of E1, and for each of six channels five more.
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "trade.crm")) + string.Concat(Trade.Channels.Take(6).Select(c => $"""

            metric {c}_orders = count(paid where channel = '{c}')
            metric {c}_revenue = sum(paid.amount where channel = '{c}')
            metric {c}_share = count(paid where channel = '{c}') / count(paid) unit percent
            metric {c}_order = sum(paid.amount where channel = '{c}') / count(paid where channel = '{c}')
            metric {c}_score = avg(answered.score where channel = '{c}')
            """));
        CrmModel model = CrmModel.Parse(text, customers.Schema, deals.Schema).ThrowIfInvalid();
        var engine = new MetricEngine(model, new FactSet(customers.Read(trade.Shoppers), deals.Read(trade.Deals)));
        Instant now = Instant.FromUtc(2025, 10, 3, 0, 0);
        var query = new MetricQuery
        {
            Metrics = [.. model.Metrics.Keys], From = Trade.Start, To = Trade.Start.PlusMonths(Trade.Months), Grain = Grain.Month, Now = now,
            Segments = [.. Enumerable.Range(0, Trade.Segments).Select(s => $"s{s}")],
        };
        var tracker = new ObjectiveTracker(engine);
        List<SmartObjective> objectives = [.. Enumerable.Range(0, Objectives).Select(i => Objective(tracker, model, i))];
        void Metrics() => engine.EvaluateAsync(query).AsTask().GetAwaiter().GetResult();
        IReadOnlyList<ObjectiveReport> Reports() => tracker.ReportAsync(objectives, now).AsTask().GetAwaiter().GetResult();
        if (query.Metrics.Count != 50 || Reports().Any(r => r.Status is ObjectiveStatus.NoData or ObjectiveStatus.Draft || r.Forecast?.Low is null))
        {
            throw new InvalidOperationException("The plan has fifty metrics, and each objective is judged and forecast.");
        }

        return Ratio.Measure("P1", "metrics", 1 / 1.5, 1 / 1.2, rounds, () => { Metrics(); Reports(); }, [Metrics]);
    }

    // Every other one is about a segment; half of them count to date.
    private static SmartObjective Objective(ObjectiveTracker tracker, CrmModel model, int number)
    {
        string[] metrics = ["paid_orders", "revenue", "average_order", "units_per_order", "conversion", "online_share", "web_orders", "app_revenue", "shop_share", "phone_order"];
        LocalDate from = new(2025, 1, 1);
        string metric = metrics[number % metrics.Length];
        var plan = new ObjectivePlan
        {
            Title = $"Objective {number}", Kind = (ObjectiveKind)(number % 3), Owner = "ann", Segment = number % 2 == 0 ? null : $"s{number / 2}", Metric = metric,
            Reading = metric.EndsWith("orders", StringComparison.Ordinal) || metric.EndsWith("revenue", StringComparison.Ordinal) ? ObjectiveReading.ToDate : ObjectiveReading.LastPeriod,
            Grain = Grain.Month, Target = TargetExpression.Parse("+5 %"), From = from, To = from.PlusYears(1), Serves = [new BusinessObjectiveId(new Guid(1, 2, 3, new byte[8]))], Reviews = [from.PlusMonths(6)],
        };
        Instant begin = from.AtMidnight().InUtc().ToInstant();
        var objective = SmartObjective.Draft(new ObjectiveId(new Guid(number + 1, 2, 3, new byte[8])), plan, begin);
        tracker.PrepareAsync(objective, begin).AsTask().GetAwaiter().GetResult();
        objective.Override("ann", "we can", begin);
        objective.Activate(begin);
        return model.Metrics.ContainsKey(metric) ? objective : throw new InvalidOperationException($"There is no metric '{metric}'.");
    }
}
