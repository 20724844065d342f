using Crm.Sdk.Assessments;
using Crm.Sdk.DataGovernance;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Checks;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.TestKit.Plans;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Plans.Checks;

/// <summary>Plans that are broken in one place, each with the one finding that it has to give.</summary>
public sealed class BrokenPlanTests
{
    private static readonly LocalDate March = new(2026, 3, 1);

    private static readonly Dictionary<string, (string Code, string Place, PlanDocument Plan)> Broken = new()
    {
        ["a key with a blank"] = ("CRM6220", "people.json changes[a talk].key", Content(c => c with { People = c.People! with { Changes = [c.People.Changes[0] with { Key = "a talk" }] } })),
        ["a key in capitals"] = ("CRM6220", "budget.json resources[Ann].key", Content(c => c with { Budget = c.Budget! with { Resources = [c.Budget.Resources[0] with { Key = "Ann" }] } })),
        ["a section whose key is no key"] = ("CRM6220", "plan.json sections[Was war]", Body(p => p with { Texts = [new PlanText { Section = "Was war", Markdown = "x" }] })),
        ["two items of one key"] = ("CRM6221", "strategy.json segments[regulars]", Content(c => c with { Strategy = c.Strategy! with { Segments = [c.Strategy.Segments[0], c.Strategy.Segments[0] with { Service = "None." }] } })),
        ["a step told twice"] = ("CRM6221", "strategy.json steps[HearPain]", Content(c => c with { Strategy = c.Strategy! with { Steps = [c.Strategy.Steps[0], c.Strategy.Steps[0]] } })),
        ["a title that says nothing"] = ("CRM6222", "charter.json stakeholders[ann].name", Content(c => c with { Charter = c.Charter! with { Stakeholders = [c.Charter.Stakeholders[0] with { Name = " " }] } })),
        ["a process that is not there"] = ("CRM6223", "charter.json satisfactionProcess", Content(c => c with { Charter = c.Charter! with { SatisfactionProcess = "deliver" } })),
        ["an outcome of no objective"] = ("CRM6223", "charter.json outcomes[they-stay].objectives", Content(c => c with { Charter = c.Charter! with { Outcomes = [c.Charter.Outcomes[0] with { Objectives = ["kep"] }] } })),
        ["an alignment of no objective"] = ("CRM6223", "objectives.json alignments[keep-grow].objective", Scope(s => s with { Alignments = [s.Alignments[0] with { Objective = "hold" }] })),
        ["an alignment to no business objective"] = ("CRM6223", "objectives.json alignments[keep-grow].business", Scope(s => s with { Alignments = [s.Alignments[0] with { Business = "shrink" }] })),
        ["a work plan of no objective"] = ("CRM6223", "objectives.json workPlans[ann].objective", Scope(s => s with { WorkPlans = [s.WorkPlans[0] with { Objective = "hold" }] })),
        ["a pay plan of no objective"] = ("CRM6223", "objectives.json compensation[ann].objective", Scope(s => s with { Compensation = [s.Compensation[0] with { Objective = "hold" }] })),
        ["a template that is not there"] = ("CRM6223", "assessment.json assessments[spring].template", Assessment(a => a with { Assessments = [a.Assessments[0] with { Template = "crm-practise" }] })),
        ["a question that is not there"] = ("CRM6223", "assessment.json assessments[spring].answers", Assessment(a => a with { Assessments = [a.Assessments[0] with { Answers = [a.Assessments[0].Answers[0] with { Question = "data-management.mood" }] }] })),
        ["a need in no area"] = ("CRM6223", "assessment.json needs[one-record].area", Assessment(a => a with { Needs = [a.Needs[0] with { Area = "moods" }] })),
        ["a gap of no need"] = ("CRM6223", "assessment.json gaps[doubles].need", Assessment(a => a with { Gaps = [a.Gaps[0] with { Need = "two-records" }] })),
        ["a persona with a pain that is not there"] = ("CRM6223", "customers.json personas[rita].painPoints", Customers(c => c with { Personas = [c.Personas[0] with { PainPoints = ["early"] }] })),
        ["a pain at no touchpoint"] = ("CRM6223", "customers.json painPoints[late].touchpoint", Customers(c => c with { PainPoints = [c.PainPoints[0] with { Touchpoint = "window" }] })),
        ["a pain that nobody of the plan said"] = ("CRM6223", "customers.json painPoints[late].evidence", Customers(c => c with { PainPoints = [c.PainPoints[0] with { Evidence = ["call-9"] }] })),
        ["a voice of no program"] = ("CRM6223", "customers.json voice[call-1].program", Customers(c => c with { Voice = [c.Voice[0] with { Program = "letters" }] })),
        ["a choice that is no candidate"] = ("CRM6223", "technology.json chosen", Content(c => c with { Technology = c.Technology! with { Chosen = "theirs" } })),
        ["data from no source"] = ("CRM6223", "data.json assets[customers].source", Data(d => d with { Assets = [d.Assets[0] with { Source = "shp" }] })),
        ["data needed by no stakeholder"] = ("CRM6223", "data.json requirements[reach].stakeholders", Data(d => d with { Requirements = [d.Requirements[0] with { Stakeholders = ["anna"] }] })),
        ["an issue of no asset"] = ("CRM6223", "data.json issues[old].asset", Data(d => d with { Issues = [d.Issues[0] with { Asset = "orders" }] })),
        ["a note of nothing that was told"] = ("CRM6223", "communication.json acknowledgements[bob].item", Content(c => c with { Communication = c.Communication! with { Acknowledgements = [c.Communication.Acknowledgements[0] with { Item = "lettre" }] } })),
        ["a step after none of its process"] = ("CRM6223", "processes.json processes[delivery].steps[send].after", Steps(s => [s[0], s[1] with { After = ["wrap"] }])),
        ["an attendance of no module"] = ("CRM6223", "people.json attendance[eve].module", People(p => p with { Attendance = [.. p.Attendance, p.Attendance[0] with { Key = "eve", Module = "advanced" }] })),
        ["buy-in of nobody"] = ("CRM6223", "people.json buyIn[ann].stakeholder", People(p => p with { BuyIn = [p.BuyIn[0] with { Stakeholder = "eve" }] })),
        ["a watched metric of no objective of the plan"] = ("CRM6223", "monitoring.json kpis[revenue].objective", Kpis(k => [k[0], k[1] with { Objective = "hold" }])),
        ["money for no objective"] = ("CRM6223", "budget.json lines[licences].objective", Budget(b => b with { Lines = [b.Lines[0] with { Objective = "hold" }] })),
        ["work in no phase"] = ("CRM6223", "timeline.json actions[call].phase", Actions(a => [a[0], a[1] with { Phase = "two" }])),
        ["work after nothing"] = ("CRM6223", "timeline.json actions[call].after", Actions(a => [a[0], a[1] with { After = ["wash"] }])),
        ["work paid from nothing"] = ("CRM6223", "timeline.json actions[clean].budgetLine", Actions(a => [a[0] with { BudgetLine = "licenses" }, a[1]])),
        ["an action on nothing that was said"] = ("CRM6223", "review.json actions[sorry].voice", Review(r => r with { Actions = [r.Actions[0] with { Voice = "call-7" }] })),
        ["answers to another version of the questions"] = ("CRM6224", "assessment.json assessments[spring].templateVersion", Assessment(a => a with { Assessments = [a.Assessments[0] with { TemplateVersion = 7 }] })),
        ["a metric that is not defined"] = ("CRM6225", "people.json adoptionMetrics", People(p => p with { AdoptionMetrics = ["retenton"] })),
        ["a trigger by a metric that is not defined"] = ("CRM6225", "risks.json risks[no-use].contingency.metric", Risks(r => r with { Contingency = r.Contingency! with { Metric = "use" } })),
        ["a segment that is not defined"] = ("CRM6226", "communication.json items[letter].segment", Content(c => c with { Communication = c.Communication! with { Items = [c.Communication.Items[0] with { Segment = "regular" }] } })),
        ["data in no fact"] = ("CRM6227", "data.json assets[orders].fact", Data(d => d with { Assets = [.. d.Assets, new DataAsset { Key = "orders", Title = "Orders", Fact = "sale", System = "crm", Steward = "bob" }] })),
        ["a field that the fact lacks"] = ("CRM6227", "data.json assets[customers].elements", Data(d => d with { Assets = [d.Assets[0] with { Elements = ["email", "phone"] }] })),
        ["an answer off the scale"] = ("CRM6228", "assessment.json assessments[spring].answers[data-management.quality ann].level", Assessment(a => a with { Assessments = [a.Assessments[0] with { Answers = [a.Assessments[0].Answers[0] with { Level = 6 }, a.Assessments[0].Answers[1]] }] })),
        ["a probability above one"] = ("CRM6228", "risks.json risks[no-use].probability", Risks(r => r with { Probability = 60 })),
        ["a weight of nothing"] = ("CRM6228", "technology.json criteria[cost].weight", Content(c => c with { Technology = c.Technology! with { Criteria = [c.Technology.Criteria[0], c.Technology.Criteria[1] with { Weight = 0 }] } })),
        ["a score above five"] = ("CRM6228", "technology.json candidates[ours].scores[fit].score", Content(c => c with { Technology = c.Technology! with { Candidates = [c.Technology.Candidates[0] with { Scores = [new CandidateScore { Criterion = "fit", Score = 9 }, new CandidateScore { Criterion = "cost", Score = 3 }] }, c.Technology.Candidates[1]] } })),
        ["importance off the scale"] = ("CRM6228", "customers.json priorities[on-time]", Customers(c => c with { Priorities = [c.Priorities[0] with { Importance = 0 }] })),
        ["a share that is a percentage"] = ("CRM6228", "data.json rules[email-there].atLeast", Data(d => d with { Rules = [d.Rules[0] with { AtLeast = 90 }] })),
        ["a phase that ends before it begins"] = ("CRM6229", "timeline.json phases[one].to", Content(c => c with { Timeline = c.Timeline! with { Phases = [c.Timeline.Phases[0] with { To = new LocalDate(2025, 1, 1) }] } })),
        ["software before what CRM means"] = ("CRM6230", "technology.json chosen", Content(c => c with { Charter = c.Charter! with { Definition = null } })),
        ["nothing of how it goes for customers"] = ("CRM6231", "monitoring.json kpis", Kpis(k => [k[0] with { Outcome = null }, k[1]])),
        ["an objective without a baseline"] = ("CRM6232", "objectives/keep.json evidence.baseline", Objective(o => o with { Evidence = new ObjectiveEvidence() })),
        ["an objective for no business objective"] = ("CRM6233", "objectives/keep.json serves", Objective(o => o with { Plan = o.Plan with { Serves = [] } }) with { Business = [] }),
        ["an objective of nobody"] = ("CRM6234", "objectives/keep.json owner", Objective(o => o with { Plan = o.Plan with { Owner = "" } })),
        ["an objective that is never reviewed"] = ("CRM6235", "objectives/keep.json reviews", Objective(o => o with { Plan = o.Plan with { Reviews = [] } })),
        ["an objective after the plan"] = ("CRM6236", "objectives/keep.json from", Objective(o => o with { Plan = o.Plan with { From = new LocalDate(2027, 1, 1), To = new LocalDate(2028, 1, 1), Reviews = [new LocalDate(2027, 6, 1)] } })),
        ["a business objective that nothing serves"] = ("CRM6237", "objectives.json business[save]", Second(BusinessObjectiveId(2), null)),
        ["business objectives in a circle"] = ("CRM6238", "business/grow.json parent", Second(BusinessObjectiveId(2), SoundPlan.Grow, BusinessObjectiveId(2))),
        ["a segment without retention"] = ("CRM6239", "objectives.json notPursued", Objective(o => o with { Plan = o.Plan with { Segment = null } })),
        ["what is pursued and is not"] = ("CRM6240", "objectives.json notPursued[no-keep]", Scope(s => s with { NotPursued = [.. s.NotPursued, new NotPursued { Key = "no-keep", Segment = "regulars", Kind = ObjectiveKind.Retention, Reason = "x" }] })),
        ["more work than a person has"] = ("CRM6241", "objectives.json workPlans[more].weight", Scope(s => s with { WorkPlans = [.. s.WorkPlans, s.WorkPlans[0] with { Key = "more", Weight = 0.7m }] })),
        ["a metric that nobody watches"] = ("CRM6242", "plan.json metrics[revenue]", Kpis(k => [k[0]])),
        ["a watched metric of nobody"] = ("CRM6243", "monitoring.json kpis[revenue].owner", Kpis(k => [k[0], k[1] with { Owner = null }])),
        ["a watched metric from which nothing follows"] = ("CRM6244", "monitoring.json kpis[revenue].objective", Kpis(k => [k[0], k[1] with { Objective = null }])),
        ["a watched change"] = ("CRM6245", "monitoring.json kpis[revenue].expected", Kpis(k => [k[0], k[1] with { Expected = TargetExpression.Parse("+5 %") }])),
        ["a step that nothing shows"] = ("CRM6246", "strategy.json steps[HearPain].evidence", Content(c => c with { Strategy = c.Strategy! with { Steps = [c.Strategy.Steps[0] with { Evidence = [] }] } })),
        ["pain that nobody said"] = ("CRM6247", "customers.json painPoints[late].evidence", Customers(c => c with { PainPoints = [c.PainPoints[0] with { Evidence = [] }] })),
        ["a candidate without a score"] = ("CRM6248", "technology.json candidates[rented].scores", Content(c => c with { Technology = c.Technology! with { Candidates = [c.Technology.Candidates[0], c.Technology.Candidates[1] with { Scores = [new CandidateScore { Criterion = "cost", Score = 5 }] }] } })),
        ["the second choice chosen"] = ("CRM6249", "technology.json chosen", Content(c => c with { Technology = c.Technology! with { Chosen = "rented" } })),
        ["a step of nobody"] = ("CRM6250", "processes.json processes[delivery].steps[pack].raci", Steps(s => [s[0] with { Raci = null }, s[1]])),
        ["a step done twice"] = ("CRM6251", "processes.json processes[delivery].steps[send]", Steps(s => [s[0], s[1] with { Title = "pack", Department = "Sales" }])),
        ["a letter of nobody"] = ("CRM6252", "communication.json items[letter].owner", Content(c => c with { Communication = c.Communication! with { Items = [c.Communication.Items[0] with { Owner = null }] } })),
        ["a letter without a purpose"] = ("CRM6253", "communication.json items[letter].purpose", Content(c => c with { Communication = c.Communication! with { Items = [c.Communication.Items[0] with { Purpose = null }] } })),
        ["steps in a circle"] = ("CRM6254", "processes.json processes[delivery].steps[pack].after", Steps(s => [s[0] with { After = ["send"] }, s[1]])),
        ["data that nobody answers for"] = ("CRM6255", "data.json requirements[reach].owner", Data(d => d with { Requirements = [d.Requirements[0] with { Owner = null }] })),
        ["data that nobody looked at again"] = ("CRM6256", "data.json requirements[reach].reviewOn", Data(d => d with { Requirements = [d.Requirements[0] with { ReviewOn = March }] })),
        ["a threshold that nothing measures"] = ("CRM6257", "data.json requirements[reach].thresholds[Timeliness]", Data(d => d with { Requirements = [d.Requirements[0] with { Thresholds = [new QualityThreshold { Dimension = DataQualityDimension.Timeliness, AtLeast = 0.5m }] }] })),
        ["a field that nothing has"] = ("CRM6258", "data.json requirements[reach].elements[customer.phone]", Data(d => d with { Requirements = [d.Requirements[0] with { Elements = [.. d.Requirements[0].Elements, new DataElementSpec { Name = "customer.phone", Kind = ElementKind.Text }] }] })),
        ["data without a steward"] = ("CRM6259", "data.json assets[customers].steward", Data(d => d with { Assets = [d.Assets[0] with { Steward = null }] })),
        ["personal data kept for ever"] = ("CRM6260", "data.json assets[customers]", Data(d => d with { Retention = [] })),
        ["a rule that cannot be measured"] = ("CRM6261", "data.json rules[email-there].holds", Data(d => d with { Rules = [d.Rules[0] with { Holds = "emial is not null" }] })),
        ["work in a circle"] = ("CRM6262", "timeline.json actions[call].after", Actions(a => [a[0], a[1] with { After = ["clean", "called"] }])),
        ["work that ends after the plan"] = ("CRM6263", "timeline.json actions[long]", Actions(a => [.. a, a[1] with { Key = "long", Due = new LocalDate(2027, 3, 1) }])),
        ["work of nobody"] = ("CRM6264", "timeline.json actions[call].owner", Actions(a => [a[0], a[1] with { Owner = "" }])),
        ["work that is late"] = ("CRM6265", "timeline.json actions[clean]", Actions(a => [a[0] with { Done = null }, a[1]])),
        ["a milestone that was missed"] = ("CRM6265", "timeline.json milestones[early]", Content(c => c with { Timeline = c.Timeline! with { Milestones = [.. c.Timeline.Milestones, new Milestone { Key = "early", Title = "Early", Due = March }] } })),
        ["a change that was not done"] = ("CRM6265", "people.json changes[talk]", People(p => p with { Changes = [p.Changes[0] with { Due = March }] })),
        ["work for nothing"] = ("CRM6266", "timeline.json actions[call].objectives", Actions(a => [a[0], a[1] with { Objectives = [] }])),
        ["a course that nobody attended"] = ("CRM6267", "people.json modules[basics]", People(p => p with { Attendance = [] })),
        ["money that nobody answers for"] = ("CRM6268", "budget.json lines[licences].owner", Budget(b => b with { Lines = [b.Lines[0] with { Owner = null }] })),
        ["money in two currencies"] = ("CRM6269", "budget.json", Budget(b => b with { Total = Money.Of(1000, "USD") })),
        ["a total that is not the sum"] = ("CRM6270", "budget.json total", Budget(b => b with { Total = Money.Of(1001, "EUR") })),
        ["more spent than planned"] = ("CRM6271", "budget.json lines[licences].actual", Budget(b => b with { Lines = [b.Lines[0] with { Actual = [new DatedAmount { Day = March, Amount = Money.Of(700, "EUR") }] }] })),
        ["a risk that nobody watches"] = ("CRM6272", "risks.json risks[no-use].owner", Risks(r => r with { Owner = null })),
        ["a high risk without a trigger"] = ("CRM6273", "risks.json risks[no-use].contingency", Risks(r => r with { Contingency = null })),
        ["a mitigation that is late"] = ("CRM6274", "risks.json risks[no-use].mitigation", Risks(r => r with { Mitigation = r.Mitigation! with { Due = March } })),
        ["a trigger without its values"] = ("CRM6275", "risks.json risks[no-use].contingency", Risks(r => r with { Contingency = r.Contingency! with { When = null } })),
        ["a trigger by a change"] = ("CRM6275", "risks.json risks[no-use].contingency.when", Risks(r => r with { Contingency = r.Contingency! with { When = TargetExpression.Parse("-5 %") } })),
        ["a review that was not held"] = ("CRM6276", "plan.json reviews[2026-03-15]", Body(p => p with { Reviews = [.. p.Reviews, new PlanReview { Day = new LocalDate(2026, 3, 15) }] })),
        ["an adjustment of no review"] = ("CRM6277", "review.json adjustments[more].review", Review(r => r with { Adjustments = [r.Adjustments[0] with { Review = new LocalDate(2026, 3, 2) }] })),
        ["a published plan that is not looked at again"] = ("CRM6278", "review.json cadence", Published(p => p with { Reviews = [p.Reviews[0]], Content = p.Content with { Review = p.Content.Review! with { Cadence = null } } })),
        ["a published plan with a section that changed"] = ("CRM6279", "plan.json sections[budget]", Published(p => p with { Sections = [.. p.Sections.Select(s => s.Section == "budget" ? s with { Status = SectionStatus.Draft, WasAgreed = true } : s)] })),
        ["a section told twice"] = ("CRM6221", "plan.json sections[risks]", Body(p => p with { Sections = [new SectionState { Section = "risks" }, new SectionState { Section = "risks", Owner = "ann" }] })),
        ["a segment named twice"] = ("CRM6221", "plan.json segments[regulars]", Body(p => p with { Segments = ["regulars", "regulars"] })),
        ["a metric named twice"] = ("CRM6221", "plan.json metrics[revenue]", Body(p => p with { Metrics = ["revenue", "revenue"] })),
        ["two reviews on a day"] = ("CRM6221", "plan.json reviews[2026-07-01]", Body(p => p with { Reviews = [.. p.Reviews, p.Reviews[1]] })),
        ["two scores for a criterion"] = ("CRM6221", "technology.json candidates[rented].scores[fit]", Content(c => c with { Technology = c.Technology! with { Candidates = [c.Technology.Candidates[0], c.Technology.Candidates[1] with { Scores = [.. c.Technology.Candidates[1].Scores, new CandidateScore { Criterion = "fit", Score = 1 }] }] } })),
        ["two answers of one person"] = ("CRM6221", "assessment.json assessments[spring].answers[data-management.quality ann]", Assessment(a => a with { Assessments = [a.Assessments[0] with { Answers = [.. a.Assessments[0].Answers, a.Assessments[0].Answers[0] with { Level = 2 }] }] })),
        ["a cost of less than nothing"] = ("CRM6228", "risks.json risks[no-use].cost", Risks(r => r with { Cost = Money.Of(-5, "EUR") })),
        ["a promise of no hours"] = ("CRM6228", "processes.json processes[delivery].steps[pack].withinHours", Steps(s => [s[0] with { WithinHours = 0 }, s[1]])),
        ["an action that is due before it begins"] = ("CRM6229", "timeline.json actions[call].due", Actions(a => [a[0], a[1] with { Due = new LocalDate(2026, 3, 31), Done = new LocalDate(2026, 4, 1) }])),
        ["a share a hundred times too large"] = ("CRM6286", "monitoring.json kpis[retention].expected", Kpis(k => [k[0] with { Expected = TargetExpression.Parse(">= 80") }, k[1]])),
        ["eight times the whole"] = ("CRM6286", "objectives/keep.json target", Objective(o => o with { Plan = o.Plan with { Target = TargetExpression.Parse(">= 800 %") } })),
        ["a percentage of an amount"] = ("CRM6286", "monitoring.json kpis[revenue].expected", Kpis(k => [k[0], k[1] with { Expected = TargetExpression.Parse(">= 80 %") }])),
        ["a target that asks for what is worse"] = ("CRM6287", "objectives/keep.json target", Objective(o => o with { Plan = o.Plan with { Target = TargetExpression.Parse("<= 80 %") } })),
        ["a target under the evidence of another"] = ("CRM6291", "objectives/keep.json target", Objective(o => o with
        {
            State = ObjectiveState.Active,
            Evidence = o.Evidence with { Feasibility = new Feasibility { Windows = 20, Reached = 9, WantedChange = new Rational(1, 100), BestChange = new Rational(1, 10), AssessedAt = Instant.FromUtc(2025, 12, 1, 0, 0) } },
        })),
        ["a section that no plan has"] = ("CRM6288", "plan.json sections[charta]", Body(p => p with { Sections = [new SectionState { Section = "charta", Owner = "ann" }] })),
        ["a text in a section of a program"] = ("CRM6288", "plan.json sections[weather]", Body(p => p with { Texts = [new PlanText { Section = "weather", Markdown = "Fine." }] })),
        ["work begun in the year 206"] = ("CRM6289", "timeline.json actions[clean].start", Actions(a => [a[0] with { Start = new LocalDate(206, 1, 5) }, a[1]])),
        ["work that was done before it began"] = ("CRM6289", "timeline.json actions[clean].done", Actions(a => [a[0] with { Done = new LocalDate(2026, 1, 2) }, a[1]])),
        ["work that was done tomorrow"] = ("CRM6289", "timeline.json actions[call].done", Actions(a => [a[0], a[1] with { Done = new LocalDate(2026, 4, 2) }])),
        ["money that was spent tomorrow"] = ("CRM6289", "budget.json lines[licences].actual[2026-04-02]", Budget(b => b with { Lines = [b.Lines[0] with { Actual = [.. b.Lines[0].Actual, new DatedAmount { Day = new LocalDate(2026, 4, 2), Amount = Money.Of(700, "EUR") }] }] })),
        ["a course that was attended tomorrow"] = ("CRM6289", "people.json attendance[eve].day", People(p => p with { Attendance = [.. p.Attendance, p.Attendance[0] with { Key = "eve", Who = "eve", Day = new LocalDate(2026, 5, 2) }] })),
        ["a phase after the plan"] = ("CRM6289", "timeline.json phases[two].from", Content(c => c with { Timeline = c.Timeline! with { Phases = [.. c.Timeline.Phases, new RolloutPhase { Key = "two", Title = "Then", From = new LocalDate(2027, 1, 1), To = new LocalDate(2027, 2, 1) }] } })),
        ["a review in another decade"] = ("CRM6289", "plan.json reviews[2036-07-01]", Body(p => p with { Reviews = [.. p.Reviews, new PlanReview { Day = new LocalDate(2036, 7, 1) }] })),
        ["an owner who is almost a stakeholder"] = ("CRM6290", "communication.json items[letter].owner", Content(c => c with { Communication = c.Communication! with { Items = [c.Communication.Items[0] with { Owner = "anna" }] } })),
        ["a plan that was published by hand"] = ("CRM6285", "plan.json state", Published(p => p with { Sections = [.. p.Sections.Where(s => s.Section != "budget")] })),
        ["a plan in review that is for software"] = ("CRM6285", "plan.json state", Kpis(k => [k[0] with { Outcome = null }, k[1]]) is var d ? d with { Plan = d.Plan with { State = PlanState.InReview } } : d),
    };

    public static TheoryData<string> Names => [.. Broken.Keys];

    [Fact]
    public void The_plan_that_they_are_made_of_has_nothing_wrong() => Check(SoundPlan.Document).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_broken_plan_gives_the_finding_that_it_must(string name)
    {
        (string code, string place, PlanDocument plan) = Broken[name];

        Finding finding = Check(plan).Should().ContainSingle().Which;

        (finding.Code, finding.Place.ToString()).Should().Be((code, place));
        finding.Mend.Should().NotBeEmpty("each finding says how to mend it");
        finding.Message.Should().MatchRegex(@"^\S.*[.?]$");
    }

    [Fact]
    public void Every_rule_has_a_plan_that_breaks_it() =>
        Enumerable.Range(6220, 60).Concat(Enumerable.Range(6285, 7)).Select(n => $"CRM{n}").Should().BeEquivalentTo(Broken.Values.Select(b => b.Code).Distinct());

    [Fact]
    public void A_share_that_is_a_hundred_times_too_large_is_told_with_what_was_meant() =>
        Check(Broken["a share a hundred times too large"].Plan).Single().ToString().Should().EndWith("'retention' is a percentage, and '>= 80' asks for 80 times the whole: 1 is 100 %. Write '>= 80 %'.");

    /// <summary>The finding asked for a note, and stayed when there was one.</summary>
    [Fact]
    public void More_spent_than_planned_is_no_finding_once_a_note_says_why() =>
        Check(Budget(b => b with { Lines = [b.Lines[0] with { Actual = [new DatedAmount { Day = March, Amount = Money.Of(700, "EUR"), Note = "Two more." }] }] })).Should().BeEmpty();

    [Fact]
    public void Without_definitions_names_are_not_checked_and_the_rest_is() =>
        PlanCheck.Check(Broken["a metric that is not defined"].Plan, null, SoundPlan.Today).Should().BeEmpty();

    private static IReadOnlyList<Finding> Check(PlanDocument plan) => PlanCheck.Check(plan, SoundPlan.Model, SoundPlan.Today);

    private static PlanDocument Content(Func<PlanContent, PlanContent> change) => SoundPlan.With(change);

    private static PlanDocument Body(Func<PlanBody, PlanBody> change) => SoundPlan.Document with { Plan = change(SoundPlan.Document.Plan) };

    private static PlanDocument Published(Func<PlanBody, PlanBody> change) => Body(p => change(p with
    {
        State = PlanState.Published, Sections = [.. PlanSectionKeys.Fourteen.Select(s => new SectionState { Section = s, Status = SectionStatus.Waived, WaivedBecause = "small" })],
    }));

    private static PlanDocument Scope(Func<PlanObjectives, PlanObjectives> change) => Content(c => c with { Objectives = change(c.Objectives!) });

    private static PlanDocument Assessment(Func<AssessmentPart, AssessmentPart> change) => Content(c => c with { Assessment = change(c.Assessment!) });

    private static PlanDocument Customers(Func<CustomerAnalysis, CustomerAnalysis> change) => Content(c => c with { Customers = change(c.Customers!) });

    private static PlanDocument Data(Func<DataManagementPlan, DataManagementPlan> change) => Content(c => c with { Data = change(c.Data!) });

    private static PlanDocument Steps(Func<IReadOnlyList<ProcessStep>, IReadOnlyList<ProcessStep>> change) =>
        Content(c => c with { Processes = c.Processes! with { Processes = [c.Processes.Processes[0] with { Steps = change(c.Processes.Processes[0].Steps) }] } });

    private static PlanDocument People(Func<PeoplePlan, PeoplePlan> change) => Content(c => c with { People = change(c.People!) });

    private static PlanDocument Kpis(Func<IReadOnlyList<KpiSelection>, IReadOnlyList<KpiSelection>> change) => Content(c => c with { Monitoring = c.Monitoring! with { Kpis = change(c.Monitoring.Kpis) } });

    private static PlanDocument Budget(Func<PlanBudget, PlanBudget> change) => Content(c => c with { Budget = change(c.Budget!) });

    private static PlanDocument Actions(Func<IReadOnlyList<ActionItem>, IReadOnlyList<ActionItem>> change) => Content(c => c with { Timeline = c.Timeline! with { Actions = change(c.Timeline.Actions) } });

    private static PlanDocument Risks(Func<Risk, Risk> change) => Content(c => c with { Risks = c.Risks! with { Risks = [change(c.Risks.Risks[0])] } });

    private static PlanDocument Review(Func<ReviewPlan, ReviewPlan> change) => Content(c => c with { Review = change(c.Review!) });

    private static PlanDocument Objective(Func<ObjectiveBody, ObjectiveBody> change) =>
        SoundPlan.Document with { Objectives = [SoundPlan.Document.Objectives[0] with { Objective = change(SoundPlan.Document.Objectives[0].Objective) }] };

    private static BusinessObjectiveId BusinessObjectiveId(int n) => new(new Guid($"00000000-0000-0000-0000-0000000000b{n}"));

    private static PlanDocument Second(BusinessObjectiveId id, BusinessObjectiveId? parent, BusinessObjectiveId? ofFirst = null)
    {
        PlanDocument plan = Scope(s => s with { Business = [.. s.Business, new PlannedBusinessObjective { Key = "save", Id = id }] });
        return plan with { Business = [plan.Business[0] with { Parent = ofFirst }, plan.Business[0] with { Id = id, Title = "Save a tenth", Parent = parent }] };
    }
}
