using System.Xml.Linq;
using Crm.Sdk.Customers;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Evaluation.Segments;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Reporting.Plans;
using Crm.Sdk.Reporting.Rendering;
using Crm.Sdk.Storage;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Reporting.Tests.Plans;

public sealed class PlanReporterTests
{
    private const string Definitions = """
        segment german "Germans" = customer where country = 'DE'
        metric customers "New customers" = count(customer) unit count better up
        """;

    internal static readonly Instant Now = Instant.FromUtc(2026, 7, 1, 12, 0);
    private static readonly LocalDate From = new(2026, 1, 1), To = new(2027, 1, 1);

    [Fact]
    public async Task The_sections_that_data_can_fill_stand_in_their_order_with_what_it_says()
    {
        ReportDocument document = await ComposeAsync();

        document.Blocks.Cast<ReportSection>().Select(s => s.Heading).Should().Equal(
            "Executive summary", "Objectives and goals", "Customer analysis", "Performance metrics", "Review");
        string text = MarkdownRenderer.Render(document);
        text.Should().Contain("| Twenty new customers | **on track** |").And.Contain("Germans").And.Contain("| New customers | 2 | 2 | 2 | 2 | 2 | 2 |");
    }

    [Fact]
    public async Task What_people_wrote_stands_before_what_data_says()
    {
        ReportDocument document = await ComposeAsync(plan => plan.Write("executive-summary", "We *know* why.", Now));

        ((ReportSection)document.Blocks[0]).Blocks[0].Should().BeOfType<ReportMarkdown>().Which.Source.Should().Be("We *know* why.");
    }

    [Fact]
    public async Task A_text_in_a_section_that_nobody_registered_is_not_lost()
    {
        ReportDocument document = await ComposeAsync(plan => plan.Write("risk-register", "Rain.", Now));

        document.Blocks.Cast<ReportSection>().Last().Heading.Should().Be("risk register");
    }

    [Fact]
    public async Task Another_section_joins_without_a_change_of_the_others()
    {
        ReportDocument document = await ComposeAsync(sections: PlanSections.CreateStandard().Add(new Weather(), before: "review"));

        document.Blocks.Cast<ReportSection>().Select(s => s.Id).Should().EndWith(["weather", "review"]);
    }

    [Fact]
    public void Two_sections_of_one_key_are_refused() =>
        FluentActions.Invoking(() => PlanSections.CreateStandard().Add(new ReviewSection())).Should().Throw<ArgumentException>().WithMessage("*'review'*");

    [Fact]
    public async Task A_plan_by_month_under_a_calendar_without_months_is_a_finding_and_no_exception()
    {
        ReportDocument document = await ComposeAsync(calendar: new ReportingCalendar(DateTimeZone.Utc, CalendarScheme.Iso));

        document.Blocks.Cast<ReportSection>().Single(s => s.Id == "performance-metrics").Blocks.OfType<FindingList>().Single().Items[0].Code.Should().Be("CRM3020");
    }

    [Fact]
    public async Task A_section_with_nothing_to_say_is_left_out()
    {
        ReportDocument document = await ComposeAsync(reviews: false);

        document.Blocks.Cast<ReportSection>().Select(s => s.Id).Should().NotContain("review");
    }

    [Fact]
    public async Task Reviews_are_held_overdue_or_to_come()
    {
        string text = MarkdownRenderer.Render(await ComposeAsync());

        text.Should().Contain("| 2026-04-01 | **held** | Go on. |").And.Contain("| 2026-06-01 | **overdue** |").And.Contain("| 2026-10-01 | **to come** |");
    }

    [Fact]
    public async Task A_metric_that_is_not_defined_is_told_and_the_others_are_shown()
    {
        string text = MarkdownRenderer.Render(await ComposeAsync(plan => plan.Scope(["customers", "custmers"], [], Now)));

        text.Should().Contain("custmers").And.Contain("Did you mean 'customers'?").And.Contain("| New customers |");
    }

    [Fact]
    public async Task On_its_first_day_a_plan_shows_the_year_before_and_says_when_objectives_are_judged()
    {
        string text = MarkdownRenderer.Render(await ComposeAsync(at: From.AtMidnight().InUtc().ToInstant()));

        text.Should().Contain("The objective has begun and is judged when its first period is over, from 2026-02-01 on.")
            .And.Contain("| Twenty new customers | 24 | **begun** | in 2025-01-01 to 2025-12-31; target at least 20 |")
            .And.Contain("Metrics by period, the year before the plan").And.Contain("| New customers | 2 | 2 | 2 | 2 | 2 | 2 | 2 | 2 | 2 | 2 | 2 | 2 | 24 |")
            .And.Contain("Segments side by side, over the year before the plan").And.Contain("| New customers | 12 | 24 |")
            .And.NotContain("cannot be judged");
    }

    [Fact]
    public async Task What_adds_up_is_held_against_its_target_as_a_bar_and_drawn_by_the_months_that_are_over()
    {
        ReportDocument document = await ComposeAsync();
        List<Chart> charts = [.. document.Blocks.Cast<ReportSection>().Single(s => s.Id == "objectives").Blocks.OfType<ReportSection>().Single().Blocks.OfType<ReportFigure>().Select(f => f.Chart)];

        charts.OfType<BulletChart>().Single().Should().BeEquivalentTo(new { Actual = new { Value = (Rational)12 }, Target = new { Value = (Rational)20 } });
        charts.OfType<TrendChart>().Single().Points.Select(p => p.Label).Last().Should().Be("2026-06", "July has begun at noon today");
    }

    [Fact]
    public async Task Whether_objectives_are_smart_is_one_table_with_what_it_rests_on_below_each()
    {
        string text = MarkdownRenderer.Render(await ComposeAsync());

        text.Should().Contain("| Objective | Specific | Measurable | Achievable | Relevant | Time-bound |").And.Contain("| Twenty new customers | **yes** | **yes** | **yes** | **yes** | **yes** |")
            .And.Contain("Achievable: eve answers for it: two years are too few to tell").And.Contain("from 2026-01-01 to 2026-12-31, reviewed 1 time.");
    }

    [Theory]
    [InlineData("A draft.")]
    [InlineData("| risks | **done without** (we have none) |  | **nobody** |")]
    [InlineData("| budget | **agreed** | Eve of the board, 2026-07-01 | Ann of sales |")]
    public async Task A_page_says_what_is_agreed_and_by_whom(string said) =>
        MarkdownRenderer.Render(await ComposeAsync(plan =>
        {
            plan.Revise(c => c with
            {
                Charter = new CrmCharter
                {
                    Stakeholders = [new Stakeholder { Key = "eve", Name = "Eve of the board", Role = StakeholderRole.Sponsor }, new Stakeholder { Key = "ann", Name = "Ann of sales", Role = StakeholderRole.Manager }],
                },
            }, "people", Now);
            plan.Waive("risks", "we have none", Now);
            plan.Assign("budget", "ann", Now);
            plan.Submit("budget", Now);
            plan.Approve("budget", "eve", null, Now);
        })).Should().Contain(said).And.Contain("Eve of the board answers for it.");

    [Fact]
    public async Task The_page_is_well_formed_and_the_same_every_time_whatever_people_wrote()
    {
        const string Hostile = "<script>alert(1)</script> & \"quoted\" ]]> \u0001 [x](javascript:alert(1))";
        ReportDocument Document() => ComposeAsync(plan => plan.Write("review", Hostile, Now)).GetAwaiter().GetResult();

        string page = HtmlRenderer.Render(await ComposeAsync(plan => plan.Write("review", Hostile, Now)));

        page.Should().Be(HtmlRenderer.Render(Document())).And.NotContain("<script").And.NotContain("javascript:alert(1)\"");
        FluentActions.Invoking(() => XDocument.Parse(page)).Should().NotThrow();
    }

    internal static async Task<ReportDocument> ComposeAsync(Action<CrmPlan>? change = null, PlanSections? sections = null, bool reviews = true, ReportingCalendar? calendar = null, Instant? at = null)
    {
        Instant now = at ?? Now;
        await using var crm = new CrmRuntime(new InMemoryCrmStore(StandardSchema.Create("EUR")), new Still(), new TimeOrderedIds(new Still(), new Random(5)));
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        for (int month = 0; month < 18; month++)
        {
            foreach (string country in (string[])["DE", "FR"])
            {
                Instant day = new LocalDate(2025, 1, 10).PlusMonths(month).AtMidnight().InUtc().ToInstant();
                Customer customer = Customer.Register(session.NewId<CustomerId>(), $"{country} {month}", CustomerKind.Organization, day);
                customer.Describe(null, country, day);
                session.Customers.Add(customer);
            }
        }

        BusinessObjective growth = BusinessObjective.State(session.NewId<BusinessObjectiveId>(), "Grow", "eve", To, Now);
        session.BusinessObjectives.Add(growth);
        CrmPlan plan = CrmPlan.Draft(session.NewId<PlanId>(), "Plan 2026", "eve", From, To, Grain.Month, Now);
        plan.Scope(["customers"], ["german"], Now);
        foreach (LocalDate day in reviews ? [new LocalDate(2026, 4, 1), new LocalDate(2026, 6, 1), new LocalDate(2026, 10, 1)] : Array.Empty<LocalDate>())
        {
            plan.ReviewOn(day, Now);
        }

        if (reviews)
        {
            plan.Review(new LocalDate(2026, 4, 1), "Go on.", Now);
        }

        change?.Invoke(plan);
        session.Plans.Add(plan);
        await session.CommitAsync();

        CrmModel model = CrmModel.Parse(Definitions, crm.Store.Schema.Facts).ThrowIfInvalid();
        FactSet facts = await crm.LoadFactsAsync(TenantId.Single);
        var engine = new MetricEngine(model, facts);
        SmartObjective objective = SmartObjective.Draft(session.NewId<ObjectiveId>(), new ObjectivePlan
        {
            Title = "Twenty new customers", Kind = ObjectiveKind.Acquisition, Owner = "ann", Metric = "customers", Reading = ObjectiveReading.ToDate, Grain = Grain.Month,
            Target = TargetExpression.Parse(">= 20"), From = From, To = To, Serves = [growth.Id], Reviews = [new LocalDate(2026, 6, 1)],
        }, now);
        await new ObjectiveTracker(engine).PrepareAsync(objective, now);
        objective.Override("eve", "two years are too few to tell", now);
        objective.Activate(now);
        session.Objectives.Add(objective);
        await session.CommitAsync();
        PlanContext context = await PlanContext.LoadAsync(session, plan, engine, new SegmentExplorer(model, facts), calendar ?? ReportingCalendar.Utc, now);
        return await new PlanReporter(sections).ComposeAsync(context);
    }

    private sealed class Weather : IPlanSection
    {
        public string Key => "weather";

        public string Heading => "Weather";

        public ValueTask<IReadOnlyList<ReportBlock>> ComposeAsync(PlanContext context, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyList<ReportBlock>>([new ReportParagraph("Rain.")]);
    }

    private sealed class Still : IClock
    {
        public Instant GetCurrentInstant() => Now;
    }
}
