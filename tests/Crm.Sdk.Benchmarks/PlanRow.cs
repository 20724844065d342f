using Crm.Sdk.DataGovernance;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Evaluation.Plans;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.TestKit.Plans;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Benchmarks;

/// <summary>P1: the status of a plan with fourteen sections, twenty objectives and fifty watched metrics, against the fifty metrics alone.</summary>
internal static class PlanRow
{
    private const int Objectives = 20;

    private static readonly Instant Now = Instant.FromUtc(2025, 10, 3, 0, 0);

    public static bool Run(int facts, int rounds)
    {
        MetricEngine engine = Engine(Trade.Generate(facts));
        PlanDocument document = Document(engine);
        var tracker = new PlanTracker(engine);
        PlanStatus Status() => tracker.StatusAsync(document, Now).AsTask().GetAwaiter().GetResult();

        // Each objective is judged and forecast, each metric has its value, each rule its score and the trigger its answer: otherwise little is measured.
        PlanStatus status = Status();
        if (status.Objectives.Any(r => r.Status is ObjectiveStatus.NoData or ObjectiveStatus.Draft || r.Forecast?.Low is null) || status.Kpis.Any(k => k.Value is null)
            || status.Quality.Any(q => q.Score is null) || status.Triggers.Any(t => t.Value is null) || status.Completeness.Count(s => s.Share > 0) < 14
            || (status.Objectives.Count, status.Kpis.Count) != (Objectives, 50))
        {
            throw new InvalidOperationException("The plan is not the one that this row is about.");
        }

        // Three years by month: for all and by segment, as the page of the plan has them; and beside it only for all, though half of the
        // objectives are about segments.
        var query = new MetricQuery
        {
            Metrics = [.. engine.Model.Metrics.Keys], From = Trade.Start, To = Trade.Start.PlusMonths(Trade.Months), Grain = Grain.Month, Now = Now,
            Segments = [.. Enumerable.Range(0, Trade.Segments).Select(s => $"s{s}")],
        };
        void Metrics() => engine.EvaluateAsync(query).AsTask().GetAwaiter().GetResult();
        void MetricsOfAll() => engine.EvaluateAsync(query with { Segments = [] }).AsTask().GetAwaiter().GetResult();
        bool held = Ratio.Measure("P1", "metrics", 1 / 1.5, 1, rounds, () => Status(), [Metrics]);
        Ratio.Measure("P1", "metrics-of-all", 0, 1 / 1.5, rounds, () => Status(), [MetricsOfAll]);
        return held;
    }

    private static MetricEngine Engine(Trade trade)
    {
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
        return new MetricEngine(model, new FactSet(customers.Read(trade.Shoppers), deals.Read(trade.Deals)));
    }

    // The sound plan of the tests, which has something in each section, about this company.
    private static PlanDocument Document(MetricEngine engine)
    {
        List<ObjectiveDocument> objectives = [.. Enumerable.Range(0, Objectives).Select(i => Objective(engine, i))];
        PlanDocument sound = SoundPlan.With(content => content with
        {
            Objectives = content.Objectives! with { Objectives = [.. objectives.Select((o, i) => new PlannedObjective { Key = $"o{i}", Id = o.Id })] },
            Monitoring = content.Monitoring! with
            {
                Kpis = [.. engine.Model.Metrics.Keys.Select((m, i) => new KpiSelection { Key = $"k{i}", Metric = m, Cadence = Grain.Month, Owner = "ann", Objective = $"o{i % Objectives}" })],
            },
            Data = content.Data! with
            {
                Rules =
                [
                    Rule("scored", DataQualityDimension.Completeness, "score is not null"), Rule("scale", DataQualityDimension.Validity, "score between 0 and 10"),
                    Rule("priced", DataQualityDimension.Accuracy, "amount > 0"), Rule("days", DataQualityDimension.Consistency, "minutes < 10080"),
                ],
            },
            Risks = content.Risks! with { Risks = [.. content.Risks.Risks.Select(r => r with { Contingency = r.Contingency! with { Metric = "repeat_rate" } })] },
        });
        LocalDate from = new(2025, 1, 1);
        return sound with
        {
            Objectives = objectives,
            Plan = sound.Plan with
            {
                From = from, To = from.PlusYears(1), Grain = Grain.Month, Metrics = [.. engine.Model.Metrics.Keys], Segments = [.. Enumerable.Range(0, Trade.Segments).Select(s => $"s{s}")],
            },
        };
    }

    private static DataQualityRule Rule(string key, DataQualityDimension dimension, string holds) =>
        new() { Key = key, Title = key, Dimension = dimension, Fact = "deal", Holds = holds, AtLeast = 0.9m };

    // Every other one is about a segment; half of them count to date.
    private static ObjectiveDocument Objective(MetricEngine engine, int number)
    {
        string[] metrics = ["paid_orders", "revenue", "average_order", "units_per_order", "conversion", "online_share", "web_orders", "app_revenue", "shop_share", "phone_order"];
        LocalDate from = new(2025, 1, 1);
        string metric = metrics[number % metrics.Length];
        var plan = new ObjectivePlan
        {
            Title = $"Objective {number}", Kind = (ObjectiveKind)(number % 3), Owner = "ann", Segment = number % 2 == 0 ? null : $"s{number / 2}", Metric = metric,
            Reading = metric.EndsWith("orders", StringComparison.Ordinal) || metric.EndsWith("revenue", StringComparison.Ordinal) ? ObjectiveReading.ToDate : ObjectiveReading.LastPeriod,
            Grain = Grain.Month, Target = TargetExpression.Parse("+5 %"), From = from, To = from.PlusYears(1), Serves = [SoundPlan.Grow], Reviews = [from.PlusMonths(6)],
        };
        Instant begin = from.AtMidnight().InUtc().ToInstant();
        var objective = SmartObjective.Draft(new ObjectiveId(new Guid(number + 1, 2, 3, new byte[8])), plan, begin);
        new ObjectiveTracker(engine).PrepareAsync(objective, begin).AsTask().GetAwaiter().GetResult();
        objective.Override("ann", "we can", begin);
        objective.Activate(begin);
        return new ObjectiveDocument { Id = objective.Id, Objective = objective.Body };
    }
}
