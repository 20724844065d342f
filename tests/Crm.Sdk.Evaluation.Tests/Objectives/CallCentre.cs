using Crm.Sdk.Customers;
using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Evaluation.Tests.Segments;
using Crm.Sdk.Facts;
using Crm.Sdk.Interactions;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Objectives;
using Crm.Sdk.Storage;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Evaluation.Tests.Objectives;

/// <summary>A host whose calls are written by hand, so many good and bad ones a day, and objectives about them.</summary>
internal sealed class CallCentre
{
    private const string Definitions = """
        metric calls = count(interaction)
        metric quality = count(interaction where type = 'good') / count(interaction) unit percent better up
        metric wait = avg(interaction.duration) unit minutes better down
        metric ratio = count(interaction where type = 'bad') / count(interaction)
        metric callers_each = count(interaction where type = 'good') / distinct(interaction.customer) unit percent better up
        metric recent = calls.trailing(90 days)
        metric callers = distinct(interaction.customer)
        metric minutes = sum(interaction.duration) unit minutes
        segment germans = customer where country = 'DE'
        segment cheap = product where list_price < 10
        """;

    private CallCentre(CrmModel model, FactSet facts)
    {
        Engine = new MetricEngine(model, facts);
        Tracker = new ObjectiveTracker(Engine);
    }

    public MetricEngine Engine { get; }

    public ObjectiveTracker Tracker { get; }

    /// <summary>Calls in lines such as <c>2026-03 17 3 9</c>: a month (its fifteenth day) or a day, good ones, bad ones, minutes each.</summary>
    public static async Task<CallCentre> With(params string[] days)
    {
        CrmSchema schema = StandardSchema.Create("EUR");
        await using var crm = new CrmRuntime(new InMemoryCrmStore(schema));
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.System("test"));
        var german = Customer.Register(SmallCompany.Id<CustomerId>(1), "Ada", CustomerKind.Person, At("2020-01-01"));
        german.Describe(null, "DE", At("2020-01-01"));
        session.Customers.Add(german);
        session.Customers.Add(Customer.Register(SmallCompany.Id<CustomerId>(2), "Bob", CustomerKind.Person, At("2020-01-01")));
        int calls = 0;
        foreach (string[] line in days.Select(d => d.Split(' ')))
        {
            Instant at = At(line[0].Length == 7 ? $"{line[0]}-15" : line[0]) + Duration.FromHours(6);
            int good = int.Parse(line[1]), bad = int.Parse(line[2]);
            for (int i = 0; i < good + bad; i++)
            {
                session.Interactions.Add(Interaction.Record(SmallCompany.Id<InteractionId>(++calls), new InteractionDetails
                {
                    Customer = SmallCompany.Id<CustomerId>(i < good ? 1 : 2), At = at, Type = i < good ? "good" : "bad", Channel = "phone", Direction = Direction.Inbound,
                    Seconds = line.Length > 3 ? 60 * long.Parse(line[3]) : null,
                }));
            }
        }

        await session.CommitAsync();
        return new CallCentre(CrmModel.Parse(Definitions, schema.Facts).ThrowIfInvalid(), await crm.LoadFactsAsync(TenantId.Single));
    }

    /// <summary>A day, or an instant of it.</summary>
    public static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text.Contains('T', StringComparison.Ordinal) ? text : $"{text}T00:00:00Z").Value;

    /// <summary>The year 2026 by months, unless said otherwise.</summary>
    public static ObjectivePlan Plan(string metric, string target, ObjectiveReading reading = ObjectiveReading.LastPeriod) => new()
    {
        Title = "Better calls", Kind = ObjectiveKind.Retention, Owner = "ann", Metric = metric, Reading = reading, Grain = Grain.Month, Target = TargetExpression.Parse(target),
        From = new LocalDate(2026, 1, 1), To = new LocalDate(2027, 1, 1), Serves = [SmallCompany.Id<BusinessObjectiveId>(1)], Reviews = [new LocalDate(2026, 7, 1)],
    };

    /// <summary>The objective with the baseline that the tracker finds at its beginning, pursued.</summary>
    public async Task<SmartObjective> Pursue(ObjectivePlan plan)
    {
        SmartObjective objective = await Draft(plan);
        objective.Override("ann", "we can", At("2026-01-01"));
        objective.Activate(At("2026-01-01"));
        return objective;
    }

    public async Task<SmartObjective> Draft(ObjectivePlan plan)
    {
        var objective = SmartObjective.Draft(SmallCompany.Id<ObjectiveId>(1), plan, At("2026-01-01"));
        if (await Tracker.BaselineAsync(plan, At($"{plan.From:uuuu'-'MM'-'dd}")) is { } baseline)
        {
            objective.Freeze(baseline, At("2026-01-01"));
        }

        return objective;
    }

    public async Task<ObjectiveReport> Report(ObjectivePlan plan, string now) => await Tracker.ReportAsync(await Pursue(plan), At(now));
}
