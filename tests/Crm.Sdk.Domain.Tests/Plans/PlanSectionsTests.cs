using Crm.Sdk.Domain.Tests.Aggregates;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Plans;

public sealed class PlanSectionsTests
{
    private static readonly Instant Later = Specimens.Start + Duration.FromDays(1);

    [Fact]
    public void A_change_is_kept_with_its_reason_and_what_it_changed()
    {
        CrmPlan plan = Draft();

        plan.Revise(c => c with { Budget = new PlanBudget { Total = Money.Of(100, "EUR"), Lines = [Line("licences")] } }, "first budget", Later);
        plan.Revise(c => c with { Budget = c.Budget! with { Lines = [Line("licences") with { Owner = "eve" }, Line("courses")] } }, "courses", Later + Duration.FromDays(1));

        plan.Revisions.Select(r => (r.Number, r.Reason)).Should().Equal((1, "first budget"), (2, "courses"));
        plan.Revisions[1].Changes.Select(c => (c.Path, c.Kind, c.After)).Should().BeEquivalentTo(new[]
        {
            ("budget.lines[licences].owner", PlanChangeKind.Added, (string?)"\"eve\""),
            ("budget.lines[courses]", PlanChangeKind.Added, """{"key":"courses","title":"courses","category":"Software","planned":[],"actual":[]}"""),
        });
    }

    [Fact]
    public void The_same_again_is_no_change()
    {
        CrmPlan plan = Draft();
        plan.Revise(c => c with { Budget = new PlanBudget { Lines = [Line("licences")] } }, "first budget", Later);

        plan.Revise(c => c with { Budget = new PlanBudget { Lines = [Line("licences")] } }, "again", Later);

        plan.Revisions.Should().ContainSingle();
        plan.PendingEvents.Should().HaveCount(2);
    }

    [Fact]
    public void A_change_needs_a_reason_and_a_plan_that_is_not_over()
    {
        CrmPlan plan = Draft();
        FluentActions.Invoking(() => plan.Revise(c => c with { Charter = new CrmCharter() }, " ", Later)).Should().Throw<ArgumentException>();

        plan.Retire("another one", Later);

        FluentActions.Invoking(() => plan.Revise(c => c with { Charter = new CrmCharter() }, "late", Later)).Should().Throw<InvalidOperationException>().WithMessage("*is over: another one*");
        FluentActions.Invoking(() => plan.Retire("again", Later)).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void An_approval_is_of_what_was_read_and_a_change_takes_it_away()
    {
        CrmPlan plan = Draft();
        FluentActions.Invoking(() => plan.Approve(PlanSectionKeys.Budget, "ann", null, Later)).Should().Throw<InvalidOperationException>().WithMessage("*submit it before*");
        plan.Assign(PlanSectionKeys.Budget, "eve", Later);
        plan.Submit(PlanSectionKeys.Budget, Later);
        plan.Approve(PlanSectionKeys.Budget, "ann", "fine", Later);
        plan.Approve(PlanSectionKeys.Budget, "bob", null, Later);
        FluentActions.Invoking(() => plan.Approve(PlanSectionKeys.Budget, "ann", null, Later)).Should().Throw<InvalidOperationException>();
        plan.SectionOf(PlanSectionKeys.Budget).Should().BeEquivalentTo(new SectionState
        {
            Section = "budget", Owner = "eve", Status = SectionStatus.Agreed,
            Approvals = [new SectionApproval { By = "ann", At = Later, Note = "fine" }, new SectionApproval { By = "bob", At = Later }],
        });

        plan.Revise(c => c with { Risks = new RiskRegister() }, "risks", Later);
        plan.SectionOf(PlanSectionKeys.Budget).Status.Should().Be(SectionStatus.Agreed, "another section changed");
        plan.Revise(c => c with { Budget = new PlanBudget { Lines = [Line("licences")] } }, "first budget", Later);

        plan.SectionOf(PlanSectionKeys.Budget).Should().BeEquivalentTo(new SectionState { Section = "budget", Owner = "eve", WasAgreed = true });
        plan.Submit(PlanSectionKeys.Budget, Later);
        plan.Approve(PlanSectionKeys.Budget, "ann", null, Later);
        plan.SectionOf(PlanSectionKeys.Budget).WasAgreed.Should().BeFalse("it is agreed again");
    }

    [Theory]
    [InlineData(PlanSectionKeys.Risks)]
    [InlineData(PlanSectionKeys.PerformanceMetrics)]
    public void Words_and_scope_are_read_too(string section)
    {
        CrmPlan plan = Draft();
        plan.Submit(section, Later);
        plan.Approve(section, "ann", null, Later);

        plan.Write(PlanSectionKeys.Risks, "There are some.", Later);
        plan.Scope(["revenue"], [], Later);

        plan.SectionOf(section).Status.Should().Be(SectionStatus.Draft);
    }

    [Fact]
    public void A_plan_that_says_nothing_of_how_it_goes_for_customers_stays_a_draft()
    {
        CrmPlan plan = Draft();
        var objective = SmartObjective.Draft(Specimens.Id<ObjectiveId>(1), Specimens.Objective(), Later);
        plan.Revise(c => c with { Monitoring = new MonitoringPlan { Kpis = [Kpi(objective.Plan.Metric, null)] } }, "metrics", Later);
        FluentActions.Invoking(() => plan.Submit([objective], Later)).Should().Throw<InvalidOperationException>().WithMessage("*how it goes for customers*");

        plan.Revise(c => c with { Monitoring = new MonitoringPlan { Kpis = [Kpi(objective.Plan.Metric, CustomerOutcome.Retention)] } }, "it is one", Later);
        plan.Revise(c => c with { Objectives = new PlanObjectives() }, "none yet", Later);
        FluentActions.Invoking(() => plan.Submit([objective], Later)).Should().Throw<InvalidOperationException>("it is no objective of the plan");

        plan.Revise(c => c with { Objectives = new PlanObjectives { Objectives = [new PlannedObjective { Key = "keep", Id = objective.Id }] } }, "one", Later);
        plan.Submit([objective], Later);
        plan.State.Should().Be(PlanState.InReview);
        objective.Cancel("no longer", Later);
        PlanGate.IsOpen(plan, [objective]).Should().BeFalse("what was given up is no objective");
    }

    [Fact]
    public void A_plan_is_published_when_every_section_is_agreed_or_waived()
    {
        CrmPlan plan = Draft();
        FluentActions.Invoking(() => plan.Publish(Later)).Should().Throw<InvalidOperationException>().WithMessage("*is Draft*");
        var objective = SmartObjective.Draft(Specimens.Id<ObjectiveId>(1), Specimens.Objective(), Later);
        plan.Revise(c => c with { Monitoring = new MonitoringPlan { Kpis = [Kpi(objective.Plan.Metric, CustomerOutcome.Retention)] } }, "metrics", Later);
        plan.Submit([objective], Later);
        foreach (string section in PlanSectionKeys.Fourteen.SkipLast(1))
        {
            plan.Waive(section, "small plan", Later);
        }

        FluentActions.Invoking(() => plan.Publish(Later)).Should().Throw<InvalidOperationException>().WithMessage("Nobody agreed yet to review:*");
        plan.Submit(PlanSectionKeys.Review, Later);
        plan.Approve(PlanSectionKeys.Review, "ann", null, Later);

        plan.Publish(Later);

        plan.State.Should().Be(PlanState.Published);
    }

    [Fact]
    public void What_a_document_changes_is_read_anew_and_kept_as_a_revision()
    {
        CrmPlan plan = Draft();
        plan.Submit(PlanSectionKeys.Budget, Later);
        plan.Approve(PlanSectionKeys.Budget, "ann", null, Later);

        plan.TakeOver(plan.Body with { Content = new PlanContent { Budget = new PlanBudget { Lines = [Line("licences")] } } }, "from files", Later);

        plan.SectionOf(PlanSectionKeys.Budget).Should().BeEquivalentTo(new SectionState { Section = "budget", WasAgreed = true });
        plan.Revisions.Should().ContainSingle().Which.Reason.Should().Be("from files");
    }

    private static CrmPlan Draft() => CrmPlan.Draft(Specimens.Id<PlanId>(1), "2026", "ann", Specimens.Day("2026-01-01"), Specimens.Day("2027-01-01"), Grain.Quarter, Specimens.Start);

    private static CostLine Line(string key) => new() { Key = key, Title = key, Category = CostCategory.Software };

    private static KpiSelection Kpi(string metric, CustomerOutcome? outcome) => new() { Key = "k", Metric = metric, Outcome = outcome, Cadence = Grain.Month };
}
