using Crm.Sdk.DataGovernance;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Reporting.Plans;
using Crm.Sdk.Reporting.Rendering;
using Crm.Sdk.Reporting.Rendering.Docx;
using Crm.Sdk.Reporting.Tests.Rendering.Docx;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Reporting.Tests.Plans;

/// <summary>What the sections of a plan say of its parts.</summary>
public sealed class PlanPartSectionsTests
{
    private static readonly PlanContent Everything = new()
    {
        Customers = new CustomerAnalysis { Voice = [new VoiceInput { Key = "late", Source = VoiceSource.Customer, Day = Day(2, 1), Statement = "It came late." }] },
        Review = new ReviewPlan
        {
            Findings = [new ReviewFinding { Key = "f", Review = Day(4, 1), Statement = "Too few." }],
            Adjustments = [new Adjustment { Key = "a", Review = Day(4, 1), What = "Call more.", Why = "it works", Due = Day(5, 1) }],
        },
        Strategy = new CrmStrategy
        {
            Steps =
            [
                new StrategyStepRecord { Step = default, DoneOn = Day(2, 1), Evidence = ["workshop", "minutes"] },
                new StrategyStepRecord { Step = StrategyStep.HearPain, Evidence = ["customers", "customers.painPoints", "voice[late]", "strategy.pdf"], Note = "Asked again." },
            ],
            Inventory = [new MetricInventoryItem { Key = "i", Title = "Churn of the desk", Department = default, Trust = 2 }],
            Segments = [new SegmentStrategy { Key = "s", Segment = "german", Service = "an answer within a day" }],
        },
        Technology = new TechnologyPlan
        {
            Tools = [new ToolInventoryItem { Key = "t", Name = "Spreadsheets", Purpose = "lists", Fit = 2, Gaps = ["no history"], Owner = "ann" }],
            Criteria = [new SelectionCriterion { Key = "fit", Title = "Fit", Weight = 3 }, new SelectionCriterion { Key = "price", Title = "Price", Weight = 1.5m }],
            Candidates =
            [
                new TechnologyCandidate { Key = "x", Name = "Desk X", Scores = [new CandidateScore { Criterion = "fit", Score = 4 }, new CandidateScore { Criterion = "price", Score = 3 }], Cost = Money.Of(12_000m, "EUR") },
                new TechnologyCandidate { Key = "y", Name = "Desk Y", Scores = [new CandidateScore { Criterion = "fit", Score = 2 }, new CandidateScore { Criterion = "price", Score = 2.5m, Note = "list price" }] },
            ],
            Chosen = "x",
        },
        Data = new DataManagementPlan
        {
            Requirements = [new DataRequirement { Key = "r", Purpose = "know who stays", Thresholds = [new QualityThreshold { Dimension = DataQualityDimension.Completeness, AtLeast = 0.95m }] }],
            Retention = [new RetentionPolicy { Key = "k", Asset = "orders", Months = 24, Then = default, Basis = "law", Owner = "eve" }],
        },
        Communication = new CommunicationPlan
        {
            Items = [new CommunicationItem { Key = "c", Title = "Welcome", Audience = Audience.Customers, Segment = "german", Channel = "mail", Cadence = Grain.Month, Message = "Hello." }],
            Acknowledgements = [new Acknowledgement { Key = "a", Item = "c", Who = "bob", Day = Day(3, 1) }],
        },
        Processes = new ProcessPlan
        {
            Processes =
            [
                new CustomerProcess
                {
                    Key = "p", Title = "Complaint", Kind = ProcessKind.Complaint, Goal = "settled", Owner = "ann",
                    Steps = [new ProcessStep { Key = "s", Title = "Answer", Department = "service", WithinHours = 24, Raci = new Raci { Responsible = ["bob", "cyd"], Accountable = "ann" } }],
                },
            ],
        },
        People = new PeoplePlan
        {
            Modules = [new TrainingModule { Key = "m", Title = "The desk", For = "service", People = 9, Due = Day(5, 1), Owner = "ann" }],
            Attendance = [new Attendance { Key = "1", Module = "m", Who = "bob", Day = Day(4, 1) }, new Attendance { Key = "2", Module = "m", Who = "bob", Day = Day(4, 2) }],
            BuyIn = [new BuyIn { Key = "b", Stakeholder = "sales", Stance = Stance.Doubtful, Day = Day(4, 1) }],
        },
        Budget = new PlanBudget
        {
            Total = Money.Of(50_000m, "EUR"),
            Lines = [new CostLine { Key = "l", Title = "Licences", Category = CostCategory.Software, Planned = [Dated(1, 10_000m), Dated(7, 2_500.5m)], Actual = [Dated(1, 9_000m)] }],
        },
        Timeline = new PlanTimeline
        {
            Phases = [new RolloutPhase { Key = "p", Title = "Rollout", From = Day(1, 1), To = Day(12, 1) }],
            Actions =
            [
                new ActionItem { Key = "b", Title = "Second", Phase = "p", Start = Day(6, 15), Due = Day(8, 1), Agreed = Day(7, 15), After = ["a", "gone"], Owner = "ann" },
                new ActionItem { Key = "a", Title = "First", Phase = "p", Start = Day(2, 1), Due = Day(4, 1) },
                new ActionItem { Key = "day", Title = "One day", Phase = "p", Start = Day(9, 2), Due = Day(9, 2) },
                new ActionItem { Key = "odd", Title = "Backwards", Start = Day(4, 1), Due = Day(2, 1) },
                new ActionItem { Key = "d", Title = "Finished", Phase = "nowhere", Start = Day(2, 1), Due = Day(3, 1), Done = Day(2, 20), Owner = "ann" },
            ],
            Milestones = [new Milestone { Key = "m", Title = "Live", Phase = "p", Due = Day(9, 1), After = ["b"], Owner = "eve" }],
        },
        Risks = new RiskRegister
        {
            Risks =
            [
                new Risk
                {
                    Key = "R1", Title = "Nobody uses it", Category = RiskCategory.Adoption, Probability = 0.7m, Impact = 4, Cost = Money.Of(20_000m, "EUR"), Owner = "ann",
                    Mitigation = new Mitigation { Action = "training" }, Contingency = new Contingency { Trigger = "use below half", Action = "stop", Reserve = Money.Of(5_000m, "EUR") },
                },
                new Risk { Key = "R2", Title = "It happened", Category = RiskCategory.DataQuality, Probability = 0.1m, Impact = 1, State = RiskState.Materialised },
                new Risk { Key = "R3", Title = "Out of range", Category = RiskCategory.Cost, Probability = 1.5m, Impact = 9 },
            ],
        },
    };

    [Fact]
    public async Task The_fourteen_sections_stand_in_their_order()
    {
        ReportDocument document = await ComposeAsync();

        document.Blocks.Cast<ReportSection>().Select(s => s.Id).Where(PlanSectionKeys.Fourteen.Contains).Should().Equal(PlanSectionKeys.Fourteen);
        PlanSections.CreateStandard().All.Select(s => s.Key).Where(PlanSectionKeys.Fourteen.Contains).Should().Equal(PlanSectionKeys.Fourteen);
    }

    [Theory]
    [InlineData("| **done** | 2026-02-01 | workshop; minutes |")]
    [InlineData("| **open** |  | New customers; Customer analysis: pain points; It came late. strategy.pdf | Asked again. |")]
    [InlineData("| Churn of the desk |")]
    [InlineData("| Germans | an answer within a day |")]
    [InlineData("| Desk X (**chosen**) | 4 | 3 |")]
    [InlineData("| Desk Y | 2 | 2.5 (list price) |")]
    [InlineData("| know who stays | completeness at least 95% | **nobody** |")]
    [InlineData("| Welcome | customers: Germans | mail | each month | Hello. | 1 | **nobody** |")]
    [InlineData("| 2026-04-01 | Too few. |")]
    [InlineData("| 2026-04-01 | Call more. | it works | 2026-05-01 | **overdue** | **nobody** |")]
    [InlineData("**Steps of Complaint**")]
    [InlineData("| Answer | service | bob, cyd | ann | 24 |")]
    [InlineData("| The desk | service | 9 | 1 | 2026-05-01 (**overdue**) | ann |")]
    [InlineData("| **doubtful** |")]
    [InlineData("| Licences | software | 12,500.50 EUR | 9,000 EUR | **nobody** |")]
    [InlineData("| First | 2026-02-01 | 2026-04-01 | **overdue** | **nobody** |")]
    [InlineData("| Second | 2026-06-15 | 2026-08-01 | **under way** | ann |")]
    [InlineData("| Finished | 2026-02-01 | 2026-03-01 | **done** | ann |")]
    [InlineData("| Live | 2026-09-01 | **to come** | eve |")]
    [InlineData("| Nobody uses it (R1) | adoption | **open** | 70% | 4 | 20,000 EUR | ann |")]
    [InlineData("| It happened (R2) | data quality | **materialised** | 10% | 1 |  | **nobody** |")]
    [InlineData("| Nobody uses it | use below half | stop | 5,000 EUR |")]
    public async Task A_part_is_said_in_tables(string text) => MarkdownRenderer.Render(await ComposeAsync()).Should().Contain(text);

    /// <summary>A file called strategy.pdf was once told as a list of the strategy.</summary>
    [Fact]
    public void The_lists_that_evidence_may_name_are_those_of_the_parts()
    {
        var parts = (IReadOnlyDictionary<string, (string Heading, string[] Lists)>)typeof(PlanSections).Assembly.GetType("Crm.Sdk.Reporting.Plans.PlanNames", throwOnError: true)!
            .GetField("Parts", System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.GetValue(null)!;
        static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
        foreach (var part in typeof(PlanContent).GetProperties().Where(p => parts.ContainsKey(Camel(p.Name))))
        {
            part.PropertyType.GetProperties().Where(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)).Select(p => Camel(p.Name))
                .Should().BeEquivalentTo(parts[Camel(part.Name)].Lists, part.Name);
        }

        parts.Keys.Should().BeEquivalentTo(typeof(PlanContent).GetProperties().Select(p => Camel(p.Name)));
    }

    [Fact]
    public async Task The_timeline_is_drawn_by_phases_and_what_cannot_be_drawn_is_in_the_list_only()
    {
        ReportDocument document = await ComposeAsync();
        TimelineChart chart = Charts(document).OfType<TimelineChart>().Single();

        chart.Rows.Select(r => r.Key).Should().Equal("p", "a", "b", "m", "day", "d");
        chart.Rows.Single(r => r.Key == "b").Should().Match<TimelineRow>(r => r.Slip == 17 && r.After.SequenceEqual(new[] { "a" }));
        chart.Today.Should().Be(new LocalDate(2026, 7, 1));
        MarkdownRenderer.Render(document).Should().Contain("| Backwards |");
    }

    [Fact]
    public async Task Only_open_risks_with_steps_stand_in_the_matrix() =>
        Charts(await ComposeAsync()).OfType<RiskMatrix>().Single().Risks.Select(r => $"{r.Key} {r.Probability} {r.Impact}").Should().Equal("R1 4 4");

    [Fact]
    public async Task The_plan_is_a_page_and_a_document_too()
    {
        ReportDocument document = await ComposeAsync();

        FluentActions.Invoking(() => System.Xml.Linq.XDocument.Parse(HtmlRenderer.Render(document))).Should().NotThrow();
        DocxRendererTests.ErrorsOf(DocxRenderer.Render(document)).Should().BeEmpty();
    }

    private static Task<ReportDocument> ComposeAsync() => PlanReporterTests.ComposeAsync(plan => plan.Revise(Everything, "all parts", PlanReporterTests.Now));

    private static IEnumerable<Chart> Charts(ReportDocument document) =>
        document.Blocks.OfType<ReportSection>().SelectMany(s => s.Blocks).OfType<ReportFigure>().Select(f => f.Chart);

    private static LocalDate Day(int month, int day) => new(2026, month, day);

    private static DatedAmount Dated(int month, decimal amount) => new() { Day = Day(month, 1), Amount = Money.Of(amount, "EUR") };
}
