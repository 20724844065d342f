using Crm.Sdk.Assessments;
using Crm.Sdk.DataGovernance;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.TestKit.Plans;

/// <summary>A small plan in which every part has something and nothing is wrong, as of 1 April 2026: what broken plans are made of.</summary>
public static class SoundPlan
{
    public static readonly LocalDate Today = new(2026, 4, 1);

    public static readonly ObjectiveId Keep = new(new Guid("00000000-0000-0000-0000-0000000000a1"));

    public static readonly BusinessObjectiveId Grow = new(new Guid("00000000-0000-0000-0000-0000000000b1"));

    private static readonly Instant At = Instant.FromUtc(2025, 12, 1, 9, 0);

    /// <summary>The definitions that it refers to.</summary>
    public static CrmModel Model { get; } = CrmModel.Parse("""
        fact customer entity key id { time registered date dim country text dim email text }
        fact order event key id { time placed instant default ref customer dim status text measure net money(EUR) }
        segment regulars "Regulars" = customer where count(order) >= 2
        metric retention "Retention" = count(each customer where count(order) >= 1) / count(customer) unit percent better up
        metric revenue "Revenue" = sum(order.net) better up
        """).ThrowIfInvalid();

    public static PlanDocument Document { get; } = new()
    {
        Id = new PlanId(new Guid("00000000-0000-0000-0000-0000000000c1")),
        Business = [new BusinessObjectiveDocument { Id = Grow, Title = "Grow by a tenth", Owner = "ceo", Due = new LocalDate(2027, 1, 1), Horizon = BusinessHorizon.ShortTerm }],
        Objectives =
        [
            new ObjectiveDocument
            {
                Id = Keep, Objective = new ObjectiveBody
                {
                    Plan = new ObjectivePlan
                    {
                        Title = "Keep regulars", Kind = ObjectiveKind.Retention, Owner = "ann", Segment = "regulars", Metric = "retention", Reading = ObjectiveReading.LastPeriod, Grain = Grain.Month,
                        Target = TargetExpression.Parse("+5 %"), From = new LocalDate(2026, 1, 1), To = new LocalDate(2027, 1, 1), Serves = [Grow], Reviews = [new LocalDate(2026, 7, 1)],
                    },
                    Evidence = new ObjectiveEvidence { Baseline = new Baseline { Value = new Rational(4, 5), N = 100, Period = "2025-12", TakenAt = At, DefinitionHash = "h" } },
                },
            },
        ],
        Plan = new PlanBody
        {
            Title = "CRM plan 2026", Owner = "ann", From = new LocalDate(2026, 1, 1), To = new LocalDate(2027, 1, 1), Grain = Grain.Quarter, Metrics = ["revenue"], Segments = ["regulars"],
            Reviews = [new PlanReview { Day = new LocalDate(2026, 3, 1), Decision = "go on", HeldAt = At }, new PlanReview { Day = new LocalDate(2026, 7, 1) }], Content = Content(),
        },
    };

    public static PlanDocument With(Func<PlanContent, PlanContent> change) => Document with { Plan = Document.Plan with { Content = change(Document.Plan.Content) } };

    private static PlanContent Content() => new()
    {
        Charter = new CrmCharter
        {
            Definition = "Keep what we promise.", WhyCustomersCome = "We deliver when we say.", SatisfactionProcess = "delivery",
            ValuePropositions = [new ValueProposition { Key = "on-time", Statement = "It comes when we say." }],
            Stakeholders = [new Stakeholder { Key = "ann", Name = "Ann", Role = StakeholderRole.ProcessChampion, Department = "Service" }],
            Benefits = [new BenefitHypothesis { Key = "fewer-leave", Statement = "Fewer leave when we call.", Metric = "retention", Expected = TargetExpression.Parse("+3 points"), Owner = "ann" }],
            Outcomes = [new DesiredOutcome { Key = "they-stay", Output = DesiredOutput.Retention, Statement = "Regulars stay.", Objectives = ["keep"], Metrics = ["retention"] }],
        },
        Assessment = new AssessmentPart
        {
            Assessments =
            [
                new Assessment
                {
                    Key = "spring", Title = "Spring", Template = AssessmentTemplates.Practice, TemplateVersion = 1, Day = new LocalDate(2026, 3, 1),
                    Answers = [new AssessmentAnswer { Question = "data-management.quality", Respondent = "ann", Level = 3 }, new AssessmentAnswer { Question = "data-management.quality", Respondent = "bob", Level = 2 }],
                },
            ],
            Needs = [new Need { Key = "one-record", Area = "data-management", Statement = "One record of each customer.", Priority = NeedPriority.Must, Objectives = ["keep"] }],
            Gaps = [new PracticeGap { Key = "doubles", Area = "data-management", Current = "Doubles", Desired = "None", Need = "one-record" }],
            Capabilities = [new Capability { Key = "data", Title = "Have the data", Area = CapabilityArea.CustomerData, Level = 2, Wanted = 4 }],
            Benchmarks = [new Benchmark { Key = "others", Title = "Others keep", Source = "a survey", Day = new LocalDate(2025, 5, 1), Value = 0.85m, Metric = "retention" }],
        },
        Objectives = new PlanObjectives
        {
            Business = [new PlannedBusinessObjective { Key = "grow", Id = Grow }], Objectives = [new PlannedObjective { Key = "keep", Id = Keep, Themes = [ObjectiveTheme.Retention] }],
            Alignments = [new ObjectiveAlignment { Key = "keep-grow", Objective = "keep", Business = "grow", Weight = 0.5m, Rationale = "Who stays buys more." }],
            NotPursued = [new NotPursued { Key = "no-new", Segment = "regulars", Kind = ObjectiveKind.Acquisition, Reason = "they are customers" }, new NotPursued { Key = "no-more", Segment = "regulars", Kind = ObjectiveKind.Development, Reason = "next year" }],
            WorkPlans = [new WorkPlanLink { Key = "ann", Who = "ann", Objective = "keep", Weight = 0.4m }], Compensation = [new CompensationLink { Key = "ann", Who = "ann", Objective = "keep", Weight = 0.2m, Reference = "bonus 2026" }],
        },
        Customers = new CustomerAnalysis
        {
            Personas = [new Persona { Key = "rita", Name = "Rita", Segment = "regulars", PainPoints = ["late"] }], Positions = [new PositionAudit { Key = "regulars", Segment = "regulars", Metrics = ["retention"], Focus = 3 }],
            Priorities = [new CustomerPriority { Key = "on-time", Attribute = "On time", Importance = 4.5m, Satisfaction = 3 }],
            PainPoints = [new PainPoint { Key = "late", Cause = "Parcels come late.", Touchpoint = "door", Severity = 4, Frequency = 2, Evidence = ["call-1"] }],
            Programs = [new FeedbackProgram { Key = "calls", Title = "Calls", Method = FeedbackMethod.Interview, Source = VoiceSource.Customer, Cadence = Grain.Month }],
            Voice = [new VoiceInput { Key = "call-1", Source = VoiceSource.Customer, Day = new LocalDate(2026, 2, 1), Statement = "It came late.", Program = "calls" }],
            Journeys = [new JourneyMap { Key = "order", Title = "An order", Touchpoints = [new Touchpoint { Key = "door", Title = "The door", Channel = "parcel", Metric = "retention" }] }],
        },
        Strategy = new CrmStrategy
        {
            Steps = [new StrategyStepRecord { Step = StrategyStep.HearPain, DoneOn = new LocalDate(2026, 2, 1), Evidence = ["voice"] }],
            Inventory = [new MetricInventoryItem { Key = "kept", Title = "Kept", Department = Department.Sales, Metric = "retention", Trust = 4, IsExecutive = true }],
            Segments = [new SegmentStrategy { Key = "regulars", Segment = "regulars", Service = "A call a year." }],
        },
        Technology = new TechnologyPlan
        {
            Tools = [new ToolInventoryItem { Key = "sheet", Name = "A sheet", Purpose = "all", Fit = 2 }],
            Criteria = [new SelectionCriterion { Key = "fit", Title = "Fit", Weight = 3 }, new SelectionCriterion { Key = "cost", Title = "Cost", Weight = 1 }],
            Candidates =
            [
                new TechnologyCandidate { Key = "ours", Name = "Ours", Scores = [new CandidateScore { Criterion = "fit", Score = 4 }, new CandidateScore { Criterion = "cost", Score = 3 }] },
                new TechnologyCandidate { Key = "rented", Name = "Rented", Scores = [new CandidateScore { Criterion = "fit", Score = 2 }, new CandidateScore { Criterion = "cost", Score = 5 }] },
            ],
            Chosen = "ours",
        },
        Data = new DataManagementPlan
        {
            Requirements =
            [
                new DataRequirement
                {
                    Key = "reach", Purpose = "To call them.", Objectives = ["keep"], Stakeholders = ["ann"], Owner = "ann", Sources = ["shop"], Needs = [InformationNeed.Demographics],
                    Elements = [new DataElementSpec { Name = "customer.email", Kind = ElementKind.Text, IsRequired = true }], Thresholds = [new QualityThreshold { Dimension = DataQualityDimension.Completeness, AtLeast = 0.9m }],
                    AgreedOn = new LocalDate(2026, 1, 5), ReviewOn = new LocalDate(2026, 9, 1),
                },
            ],
            Sources = [new DataSource { Key = "shop", Title = "The shop", Origin = DataOrigin.Internal }],
            Assets = [new DataAsset { Key = "customers", Title = "Customers", Fact = "customer", Elements = ["country", "email"], Source = "shop", System = "crm", Steward = "bob", Classification = DataClassification.Personal }],
            Rules = [new DataQualityRule { Key = "email-there", Title = "An email is there", Dimension = DataQualityDimension.Completeness, Fact = "customer", Holds = "email is not null", AtLeast = 0.9m }],
            Issues = [new DataQualityIssue { Key = "old", Asset = "customers", Dimension = DataQualityDimension.Timeliness, Statement = "Old addresses." }],
            Policies = [new GovernancePolicy { Key = "owner", Title = "Owner", Kind = GovernanceKind.Ownership, Statement = "Bob." }],
            Retention = [new RetentionPolicy { Key = "customers", Asset = "customers", Months = 24, Then = RetentionEnd.Anonymise, Basis = "contract" }],
        },
        Communication = new CommunicationPlan
        {
            Items = [new CommunicationItem { Key = "letter", Title = "Letter", Audience = Audience.Customers, Segment = "regulars", Channel = "email", Purpose = "news", Message = "Thank you.", Owner = "ann" }],
            Acknowledgements = [new Acknowledgement { Key = "bob", Item = "letter", Who = "bob", Day = new LocalDate(2026, 2, 1) }],
        },
        Processes = new ProcessPlan
        {
            Processes =
            [
                new CustomerProcess
                {
                    Key = "delivery", Title = "Delivery", Kind = ProcessKind.Service, Goal = "It comes when promised.", Owner = "ann", Steps =
                    [
                        new ProcessStep { Key = "pack", Title = "Pack", Department = "Store", Raci = new Raci { Responsible = ["bob"], Accountable = "ann" }, WithinHours = 4 },
                        new ProcessStep { Key = "send", Title = "Send", Department = "Store", Raci = new Raci { Responsible = ["bob"], Accountable = "ann" }, After = ["pack"], Metric = "retention" },
                    ],
                },
            ],
        },
        People = new PeoplePlan
        {
            Modules = [new TrainingModule { Key = "basics", Title = "Basics", For = "Service", People = 1, Due = new LocalDate(2026, 3, 1), Owner = "ann" }],
            Attendance = [new Attendance { Key = "bob-basics", Module = "basics", Who = "bob", Day = new LocalDate(2026, 2, 20) }],
            Changes = [new ChangeAction { Key = "talk", Title = "Talk", Owner = "ann", Due = new LocalDate(2026, 6, 1) }], BuyIn = [new BuyIn { Key = "ann", Stakeholder = "ann", Stance = Stance.Champion, Day = new LocalDate(2026, 1, 2) }],
            AdoptionMetrics = ["retention"],
        },
        Monitoring = new MonitoringPlan
        {
            Kpis =
            [
                new KpiSelection { Key = "retention", Metric = "retention", Outcome = CustomerOutcome.Retention, IsExecutive = true, Cadence = Grain.Month, Owner = "ann", Objective = "keep", Expected = TargetExpression.Parse(">= 80 %") },
                new KpiSelection { Key = "revenue", Metric = "revenue", Cadence = Grain.Month, Owner = "ann", Objective = "keep" },
            ],
        },
        Budget = new PlanBudget
        {
            Total = Eur(1000),
            Lines = [new CostLine { Key = "licences", Title = "Licences", Category = CostCategory.Software, Owner = "ann", Objective = "keep", Planned = [On(1, 600), On(6, 400)], Actual = [On(1, 580)] }],
            Benefits = [new BenefitLine { Key = "stay", Title = "They stay", Objective = "keep", Metric = "revenue", Planned = [On(6, 500), On(12, 1500)] }],
            Resources = [new ResourceAllocation { Key = "ann", Who = "ann", Share = 0.4m, People = 1, From = new LocalDate(2026, 1, 1), To = new LocalDate(2027, 1, 1) }],
        },
        Timeline = new PlanTimeline
        {
            Phases = [new RolloutPhase { Key = "one", Title = "Begin", From = new LocalDate(2026, 1, 1), To = new LocalDate(2026, 7, 1) }],
            Actions =
            [
                new ActionItem { Key = "clean", Title = "Clean", Owner = "bob", Phase = "one", Start = new LocalDate(2026, 1, 5), Due = new LocalDate(2026, 2, 1), Done = new LocalDate(2026, 2, 1), Objectives = ["keep"], BudgetLine = "licences" },
                new ActionItem { Key = "call", Title = "Call", Owner = "ann", Phase = "one", Start = new LocalDate(2026, 4, 1), Due = new LocalDate(2026, 6, 1), After = ["clean"], Objectives = ["keep"] },
            ],
            Milestones = [new Milestone { Key = "called", Title = "All are called", Owner = "ann", Due = new LocalDate(2026, 6, 1), After = ["call"] }],
        },
        Risks = new RiskRegister
        {
            Reserve = Eur(200),
            Risks =
            [
                new Risk
                {
                    Key = "no-use", Title = "Nobody uses it", Category = RiskCategory.Adoption, Probability = 0.6m, Impact = 4, Cost = Eur(500), Owner = "ann",
                    Mitigation = new Mitigation { Action = "Teach.", Due = new LocalDate(2026, 5, 1), Probability = 0.2m },
                    Contingency = new Contingency { Trigger = "Retention falls.", Metric = "retention", When = TargetExpression.Parse("<= 70 %"), Action = "Ask why.", Reserve = Eur(100) },
                },
            ],
        },
        Review = new ReviewPlan
        {
            Cadence = Grain.Quarter, Findings = [new ReviewFinding { Key = "slow", Review = new LocalDate(2026, 3, 1), Statement = "Slow.", Objective = "keep" }],
            Adjustments = [new Adjustment { Key = "more", Review = new LocalDate(2026, 3, 1), What = "Call more.", Why = "slow", Due = new LocalDate(2026, 5, 1) }],
            Actions = [new FeedbackAction { Key = "sorry", Voice = "call-1", What = "Say sorry.", Owner = "ann", Due = new LocalDate(2026, 3, 1), Outcome = "stays" }],
        },
    };

    private static Money Eur(decimal amount) => Money.Of(amount, "EUR");

    private static DatedAmount On(int month, decimal amount) => new() { Day = new LocalDate(2026, month, 1), Amount = Eur(amount) };
}
