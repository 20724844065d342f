using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Interactions;
using Crm.Sdk.Objectives;
using Crm.Sdk.Orders;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Sales;
using Crm.Sdk.Segments;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Domain.Tests.Aggregates;

/// <summary>Small things that tests of several concepts share.</summary>
internal static class Specimens
{
    public static readonly Instant Start = At("2026-01-01T09:00:00Z");

    public static Instant At(string iso) => InstantPattern.ExtendedIso.Parse(iso).Value;

    public static LocalDate Day(string iso) => LocalDatePattern.Iso.Parse(iso).Value;

    /// <summary>The n-th id of a kind; its text ends in the number.</summary>
    public static TId Id<TId>(int number)
        where TId : struct, IEntityId<TId> => TId.From(Guid.ParseExact($"00000000-0000-0000-0000-{number:000000000000}", "D"));

    public static Money Eur(decimal amount) => Money.Of(amount, "EUR");

    public static Pipeline NewBusiness(int id = 1) => Pipeline.Define(
        Id<PipelineId>(id), "New business",
        [
            Stage("new", StageCategory.Open), Stage("talk", StageCategory.Open), Stage("offer", StageCategory.Open),
            Stage("won", StageCategory.Won), Stage("signed", StageCategory.Won), Stage("lost", StageCategory.Lost), Stage("gone", StageCategory.Lost),
        ],
        Start);

    public static Stage Stage(string key, StageCategory category, int? probability = null) =>
        new() { Key = key, Label = key.ToUpperInvariant(), Category = category, Probability = probability };

    public static ObjectivePlan Objective() => new()
    {
        Title = "More customers", Kind = ObjectiveKind.Acquisition, Owner = "ann", Segment = "all_of_them", Metric = "new_customers", Reading = ObjectiveReading.ToDate,
        Grain = Grain.Month, Target = TargetExpression.Parse("+5 %"), From = Day("2026-01-01"), To = Day("2027-01-01"), Serves = [Id<BusinessObjectiveId>(1)],
        Reviews = [Day("2026-07-01")],
    };

    public static Baseline Baseline(long value = 200, string hash = "abc") =>
        new() { Value = value, N = value, Period = "2025", TakenAt = Start, DefinitionHash = hash };

    public static Feasibility Feasibility(int reached = 2) =>
        new() { Windows = 5, Reached = reached, WantedChange = new Rational(10, 3), BestChange = 30, AssessedAt = Start };

    /// <summary>One aggregate of each kind, made with all commands that it has.</summary>
    public static IReadOnlyList<(Concept Concept, Aggregate Aggregate)> OneOfEach()
    {
        var later = Start + Duration.FromDays(1);
        var customer = Customer.Register(Id<CustomerId>(1), "Ada Lovelace", CustomerKind.Person, Start);
        customer.Rename("Ada King", later);
        customer.Reach("ada@example.org", "+4930123", later);
        customer.Describe("science", "GB", later);
        customer.AssignTo("ann", later);
        customer.MoveTo(LifecycleStage.Active, later);
        customer.PlaceUnder(Id<CustomerId>(2), later);
        customer.Identify(new ExternalId("erp", "4711"), later);
        customer.Identify(new ExternalId("web", "12"), later);
        customer.Unidentify("web", later);
        customer.Archive(later);
        customer.Restore(later);

        var contact = Contact.Create(Id<ContactId>(1), "Charles Babbage", Id<CustomerId>(1), Start);
        contact.Rename("Ch. Babbage", later);
        contact.Reach("cb@example.org", "+4940", later);
        contact.Affiliate(null, "advisor", later);

        var interaction = Interaction.Record(Id<InteractionId>(1), Call());
        interaction.Correct(Call() with { Seconds = 61, Subject = PersonalText.Of("her engine, again") }, later);

        Pipeline pipeline = NewBusiness();
        pipeline.Set(Stage("paused", StageCategory.Open, 20), later);

        var opportunity = Opportunity.Open(Id<OpportunityId>(1), "Engine", Id<CustomerId>(1), pipeline, "new", Start);
        opportunity.Correct("Analytical engine", Id<CustomerId>(1), Start);
        opportunity.MoveTo(pipeline, "offer", later);
        opportunity.Win(pipeline, "won", later);
        opportunity.Reopen(pipeline, "talk", later);
        opportunity.Lose(pipeline, "lost", "price", later);
        opportunity.Value(Eur(1234.5m), later);
        opportunity.Expect(Day("2026-05-01"), later);
        opportunity.AssignTo("ann", later);
        opportunity.Describe("fair", "engine", later);

        var product = Product.Create(Id<ProductId>(1), "Engine", "machines", Start);
        product.Describe("Difference engine", "machines", later);
        product.Price(Eur(99.99m), later);

        var order = SalesOrder.Place(
            Id<SalesOrderId>(1), Id<CustomerId>(1), [new OrderLine { Product = Id<ProductId>(1), Quantity = 5, UnitPrice = Eur(10), PromisedOn = Day("2026-02-01") }], Start, "A-1", "web", Id<OpportunityId>(1));
        order.Amend(1, new OrderLine { Quantity = 4, UnitPrice = Eur(9.5m) }, later);
        order.Ship(1, 3, later);
        order.Return(1, 1, later);
        order.Cancel("delay", later);

        var segment = Segment.DefineRule(Id<SegmentId>(1), "germans", "Germans", "country = 'DE'", Start);
        segment.Revise("country in ('DE', 'AT')", later);
        segment.Rename("nearby", later);
        segment.Include(Id<CustomerId>(1), "a friend", later);
        segment.Exclude(Id<CustomerId>(2), "a foe", later);
        segment.Withdraw(Id<CustomerId>(2), later);

        var business = BusinessObjective.State(Id<BusinessObjectiveId>(2), "Grow", "ann", Day("2027-01-01"), Start, Id<BusinessObjectiveId>(1));
        business.Restate("Grow well", "bob", Day("2027-01-01"), later);

        var objective = SmartObjective.Draft(Id<ObjectiveId>(1), Objective() with { Owner = "" }, Start);
        objective.Replan(Objective(), later);
        objective.Freeze(Baseline(), later);
        objective.Assess(Feasibility(), later);
        objective.Override("ann", "we have a new product", later);
        objective.Activate(later);
        objective.Revise(TargetExpression.Parse(">= 300"), "the market grew", later);
        objective.Cancel("another plan", later);

        var pursued = SmartObjective.TakeOver(Id<ObjectiveId>(2), new ObjectiveBody { Plan = Objective() }, "from files", Start);
        objective.TakeOver(objective.Body with { State = ObjectiveState.Draft, CancelReason = null }, "from files", later);
        business.Place(null, BusinessHorizon.LongTerm, later);

        var plan = CrmPlan.Draft(Id<PlanId>(1), "2026", "ann", Day("2026-01-01"), Day("2027-01-01"), Grain.Quarter, Start);
        plan.Write("summary", "# We *grow*", later);
        plan.Scope(["revenue"], ["germans"], later);
        plan.ReviewOn(Day("2026-07-01"), later);
        plan.Review(Day("2026-07-01"), "go on", later);
        plan.Restate("2026 and after", "bob", Day("2026-01-01"), Day("2027-04-01"), Grain.Month, later);
        plan.Revise(c => c with
        {
            Charter = new CrmCharter { Definition = "We keep what we promise." },
            Monitoring = new MonitoringPlan { Kpis = [new KpiSelection { Key = "kept", Metric = objective.Plan.Metric, Outcome = CustomerOutcome.Retention, Cadence = Grain.Month }] },
        }, "the first words", later);
        plan.TakeOver(plan.Body with { Content = plan.Content with { Budget = new PlanBudget { Total = Eur(1000) } } }, "from files", later);
        foreach (string section in PlanSectionKeys.Fourteen.Skip(1))
        {
            plan.Waive(section, "not this year", later);
        }

        plan.Assign(PlanSectionKeys.ExecutiveSummary, "eve", later);
        plan.Submit(PlanSectionKeys.ExecutiveSummary, later);
        plan.Approve(PlanSectionKeys.ExecutiveSummary, "ann", "good", later);
        plan.Submit([pursued], later);
        plan.Publish(later);
        plan.Retire("the next one is here", later);

        return
        [
            (Customer.Concept, customer), (Contact.Concept, contact), (Interaction.Concept, interaction), (Pipeline.Concept, pipeline), (Opportunity.Concept, opportunity),
            (Product.Concept, product), (SalesOrder.Concept, order), (Segment.Concept, segment), (BusinessObjective.Concept, business), (SmartObjective.Concept, objective),
            (CrmPlan.Concept, plan),
        ];
    }

    public static InteractionDetails Call() => new()
    {
        Customer = Id<CustomerId>(1), Contact = Id<ContactId>(1), At = Start, Type = "call", Channel = "phone", Direction = Direction.Inbound, Owner = "ann",
        Subject = PersonalText.Of("her engine"), Seconds = 60,
    };
}
