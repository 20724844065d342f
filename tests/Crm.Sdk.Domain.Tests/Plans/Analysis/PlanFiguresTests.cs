using Crm.Sdk.DataGovernance;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Analysis;
using Crm.Sdk.Plans.Checks;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.TestKit.Plans;
using Crm.Sdk.Values;
using FsCheck.Xunit;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Plans.Analysis;

/// <summary>Money, risks, choices and the like, worked by hand.</summary>
public sealed class PlanFiguresTests
{
    private static readonly LocalDate Start = new(2026, 1, 1);

    [Fact]
    public void A_choice_is_the_weighted_mean_and_its_bounds_are_where_lines_cross()
    {
        // a: (3*4 + 1*3)/4 = 15/4, b: (3*2 + 1*5)/4 = 11/4. With w for fit: a = 4w + 3(1-w), b = 2w + 5(1-w); equal at w = 1/2.
        SelectionRanking ranking = SelectionRanking.Of(Technology(3, 1, [("a", 4, 3), ("b", 2, 5)]));

        ranking.Ranks.Select(r => (r.Candidate.Key, r.Score)).Should().Equal(("a", new Rational(15, 4)), ("b", new Rational(11, 4)));
        ranking.Sensitivities.Select(s => (s.Criterion.Key, s.Share, s.From, s.To, s.Below, s.Above)).Should().Equal(
            ("fit", new Rational(3, 4), new Rational(1, 2), Rational.One, "b", null), ("cost", new Rational(1, 4), Rational.Zero, new Rational(1, 2), null, "b"));
    }

    [Property(MaxTest = 200)]
    public void Just_beyond_a_bound_another_comes_first_and_just_within_it_does_not(int seed)
    {
        var random = new Random(seed);
        TechnologyPlan plan = Technology(random.Next(1, 9), random.Next(1, 9), [.. Enumerable.Range(0, 4).Select(i => ($"c{i}", (decimal)random.Next(0, 6), (decimal)random.Next(0, 6)))]);
        SelectionRanking ranking = SelectionRanking.Of(plan);
        WeightSensitivity fit = ranking.Sensitivities[0];
        string first = ranking.Ranks[0].Candidate.Key;

        foreach ((Rational bound, string? other, int sign) in new[] { (fit.To, fit.Above, 1), (fit.From, fit.Below, -1) })
        {
            if (other is null)
            {
                continue;
            }

            decimal at = decimal.Parse(bound.ToString(12), System.Globalization.CultureInfo.InvariantCulture), beyond = at + (sign * 0.000001m), within = at - (sign * 0.000001m);
            if (beyond is > 0 and < 1)
            {
                ScoreOf(other, beyond).Should().BeGreaterThan(ScoreOf(first, beyond));
            }

            if (within is > 0 and < 1 && (within - Share()) * sign <= 0)
            {
                SelectionRanking.Of(Technology(within, 1 - within, Lines())).Ranks[0].Score.Should().Be(SelectionRanking.Of(Technology(within, 1 - within, Lines())).Ranks.Single(r => r.Candidate.Key == first).Score);
            }
        }

        decimal Share() => decimal.Parse(fit.Share.ToString(12), System.Globalization.CultureInfo.InvariantCulture);
        (string, decimal, decimal)[] Lines() => [.. plan.Candidates.Select(c => (c.Key, c.Scores[0].Score, c.Scores[1].Score))];
        Rational ScoreOf(string key, decimal weight) => SelectionRanking.Of(Technology(weight, 1 - weight, Lines())).Ranks.Single(r => r.Candidate.Key == key).Score;
    }

    [Fact]
    public void A_budget_tells_what_was_planned_spent_and_brought()
    {
        BudgetSummary summary = BudgetSummary.Of(SoundPlan.Document.Plan.Content.Budget!, new LocalDate(2026, 4, 1))!;

        (summary.Planned, summary.PlannedToDate, summary.Actual).Should().Be(((Rational)1000, (Rational)600, (Rational)580));
        summary.Lines[0].Variance.Should().Be(new Rational(-1, 30));
        (summary.PlannedBenefit, summary.PlannedReturn).Should().Be(((Rational)2000, (Rational?)1));
        (summary.RealisedBenefit, summary.RealisedReturn).Should().Be((Rational.Zero, (Rational?)(-1)));
        summary.PlannedPayback.Should().Be(new LocalDate(2026, 12, 1), "1,000 are spent by June and 500 are back; 1,500 come in December");
        summary.RealisedPayback.Should().BeNull();
        summary.DiscountedReturn(0, Start).Should().Be(1);
        summary.DiscountedReturn(0.1m, Start).Should().BeApproximately(0.8845, 0.00005, "costs are 600 + 400 / 1.040218, benefits 500 / 1.040218 + 1500 / 1.091131");
    }

    [Fact]
    public void What_was_spent_where_nothing_was_planned_has_no_variance() =>
        BudgetSummary.Of(new PlanBudget { Lines = [new CostLine { Key = "a", Title = "a", Category = CostCategory.Other, Actual = [On(Start, 5)] }] }, Start)!.Lines[0].Variance.Should().BeNull();

    [Fact]
    public void A_budget_without_amounts_or_in_two_currencies_has_no_summary()
    {
        BudgetSummary.Of(new PlanBudget(), Start).Should().BeNull();
        BudgetSummary.Of(new PlanBudget { Total = Money.Of(1, "USD"), Lines = [new CostLine { Key = "a", Title = "a", Category = CostCategory.Other, Planned = [On(Start, 5)] }] }, Start).Should().BeNull();
    }

    [Theory]
    [InlineData(0.1, 5, RiskLevel.Low)]
    [InlineData(0.11, 3, RiskLevel.Medium)]
    [InlineData(0.5, 5, RiskLevel.High)]
    [InlineData(0.7, 3, RiskLevel.Medium)]
    [InlineData(0.71, 3, RiskLevel.High)]
    public void A_risk_is_as_high_as_likely_times_bad(double probability, int impact, RiskLevel level) =>
        RiskExposure.Of(new RiskRegister { Risks = [Risk("a", (decimal)probability, impact, 100)] }).Risks[0].Level.Should().Be(level);

    [Fact]
    public void Exposure_is_cost_times_probability_and_less_when_something_is_done()
    {
        Risk mitigated = Risk("b", 0.5m, 4, 200) with { Mitigation = new Mitigation { Action = "teach", Probability = 0.1m } };
        var register = new RiskRegister { Risks = [Risk("a", 0.2m, 2, 1000), mitigated, Risk("c", 1, 5, 9999) with { State = RiskState.Closed }] };

        RiskExposure exposure = RiskExposure.Of(register);
        (exposure.Total, exposure.Residual, exposure.Currency).Should().Be(((Rational?)300, (Rational?)220, "EUR"));
        exposure.Risks.Select(r => r.Risk.Key).Should().Equal("b", "a");

        RiskExposure.Of(register with { Risks = [register.Risks[0], mitigated with { Mitigation = mitigated.Mitigation! with { Done = Start } }] }).Total.Should().Be((Rational)220, "what is done counts as done");
        RiskExposure.Of(new RiskRegister { Risks = [Risk("a", 0.2m, 2, 1) with { Cost = null }] }).Total.Should().BeNull();
    }

    [Fact]
    public void A_simulation_comes_near_what_can_be_told_exactly_and_is_the_same_again()
    {
        // 0, 100, 300 and 400 with 0.4, 0.4, 0.1 and 0.1: the mean is 110, and 9 of 10 futures cost 300 at most.
        var register = new RiskRegister { Risks = [Risk("a", 0.5m, 3, 100), Risk("b", 0.2m, 3, 300)] };

        RiskSimulation simulation = RiskSimulation.Run(register, 40_000)!;

        simulation.Mean.Should().BeApproximately(110, 2);
        simulation.Covered(0).Should().BeApproximately(0.4m, 0.01m);
        simulation.Covered(100).Should().BeApproximately(0.8m, 0.01m);
        simulation.Covered(399).Should().BeApproximately(0.9m, 0.01m);
        (simulation.Quantile(0.35m), simulation.Quantile(0.7m), simulation.Quantile(0.85m), simulation.Quantile(1)).Should().Be((0m, 100m, 300m, 400m));
        RiskSimulation.Run(register, 40_000)!.Mean.Should().Be(simulation.Mean);
        RiskSimulation.Run(register, 40_000, seed: 2)!.Mean.Should().NotBe(simulation.Mean);
        RiskSimulation.Run(new RiskRegister { Risks = [Risk("a", 1, 3, 7), Risk("b", 0, 3, 9)] }, 100)!.Quantile(0.01m).Should().Be(7);
        RiskSimulation.Run(new RiskRegister()).Should().BeNull();
    }

    [Fact]
    public void Every_kind_of_risk_has_a_template_that_can_be_used_as_it_is()
    {
        RiskTemplates.Standard.Select(r => r.Category).Should().Equal(Enum.GetValues<RiskCategory>());
        RiskTemplates.Of(RiskCategory.Adoption).Key.Should().Be("no-use");

        // What is missing is what only those who plan can say: who watches it.
        PlanCheck.Check(SoundPlan.With(c => c with { Risks = new RiskRegister { Risks = RiskTemplates.Standard } }), SoundPlan.Model, SoundPlan.Today).Select(f => f.Code).Distinct().Should().Equal("CRM6272");
    }

    [Fact]
    public void Priorities_are_placed_by_the_means_of_what_was_asked()
    {
        CustomerPriority[] priorities = [Priority("price", 2, 4), Priority("time", 5, 2), Priority("talk", 5, 5), Priority("web", 2, 1)];

        PriorityMap.Of(priorities).Select(p => (p.Priority.Key, p.Quadrant, p.Gap)).Should().Equal(
            ("time", PriorityQuadrant.ConcentrateHere, 3m), ("web", PriorityQuadrant.LowPriority, 1m), ("talk", PriorityQuadrant.KeepUp, 0m), ("price", PriorityQuadrant.PossibleOverkill, -2m));
        PriorityMap.Of([]).Should().BeEmpty();
    }

    [Fact]
    public void Who_attended_long_ago_has_to_attend_again()
    {
        var people = new PeoplePlan
        {
            Modules = [new TrainingModule { Key = "m", Title = "m", For = "all", People = 3, Due = new LocalDate(2026, 3, 1), RenewAfterMonths = 12 }],
            Attendance = [Attended("ann", 2026, 2), Attended("ann", 2026, 1), Attended("bob", 2025, 3), Attended("eve", 2026, 9)],
        };

        TrainingProgress progress = TrainingProgress.Of(people, new LocalDate(2026, 4, 1)).Should().ContainSingle().Which;

        (progress.Attended, progress.Expired, progress.IsOverdue).Should().Be((1, 1, true));
        TrainingProgress.Of(people, new LocalDate(2026, 3, 1))[0].IsOverdue.Should().BeFalse("it is due today");
    }

    [Fact]
    public void A_gap_names_the_sources_that_could_fill_it()
    {
        DataManagementPlan data = SoundPlan.Document.Plan.Content.Data!;
        DataRequirement wide = data.Requirements[0] with { Elements = [new DataElementSpec { Name = "Customer.Email", Kind = ElementKind.Text }, new DataElementSpec { Name = "order.email", Kind = ElementKind.Text }] };

        DataGap gap = DataGap.Of(data with { Requirements = [wide] }).Should().ContainSingle().Which;

        gap.Element.Name.Should().Be("order.email", "an email of customers is none of orders");
        gap.Sources.Select(s => s.Key).Should().Equal("shop");
    }

    [Fact]
    public void All_in_a_plan_hangs_together()
    {
        PlanGraph graph = PlanGraph.Of(SoundPlan.Document, SoundPlan.Model);

        graph.Orphans.Should().BeEmpty();
        graph.Nodes.Select(n => n.ToString()).Should().Equal(
            "Business grow", "Objective keep", "Metric retention", "Metric revenue", "Fact customer", "Fact order", "Segment regulars", "Action call", "Action clean", "Owner ann", "Owner bob", "Owner ceo",
            "BudgetLine licences");
        graph.Edges.Select(e => $"{e.From.Key} {e.Verb} {e.To.Key}").Should().Contain(["keep serves grow", "keep is told by retention", "retention is computed from customer", "clean is paid from licences", "licences pays for keep"]);
        graph.Around(graph.Nodes.Single(n => n.Kind == PlanNodeKind.Business)).Should().HaveCount(12);
    }

    [Fact]
    public void A_section_says_what_it_lacks()
    {
        var sections = PlanCompleteness.Of(SoundPlan.Document, SoundPlan.Today);

        sections.Select(s => s.Section).Should().Equal(["charter", "assessment", .. PlanSectionKeys.Fourteen]);
        sections.Single(s => s.Section == "charter").IsComplete.Should().BeTrue();
        SectionCompleteness technology = sections.Single(s => s.Section == "technology");
        (technology.Share, technology.Requirements.Single(r => !r.IsMet).Text).Should().Be((0.8m, "Say what is joined to what."));
        PlanCompleteness.Of(SoundPlan.With(_ => new PlanContent())).Where(s => s.IsComplete).Select(s => s.Section).Should().Equal("executive-summary");
    }

    /// <summary>A register with a mitigation somewhere was complete, and so was a plan whose reviews nobody held.</summary>
    [Fact]
    public void One_risk_without_a_mitigation_and_one_review_that_was_not_held_are_told()
    {
        PlanDocument risky = SoundPlan.With(c => c with { Risks = c.Risks! with { Risks = [.. c.Risks.Risks, c.Risks.Risks[0] with { Key = "other", Mitigation = null }] } });
        PlanDocument closed = SoundPlan.With(c => c with { Risks = c.Risks! with { Risks = [.. c.Risks.Risks, c.Risks.Risks[0] with { Key = "other", Mitigation = null, State = RiskState.Closed }] } });

        Lacks(risky, "risks", SoundPlan.Today).Should().Equal("Say what is done before about each.");
        Lacks(closed, "risks", SoundPlan.Today).Should().BeEmpty();
        Lacks(SoundPlan.Document, "review", new LocalDate(2026, 7, 1)).Should().BeEmpty("it is held today");
        Lacks(SoundPlan.Document, "review", new LocalDate(2026, 7, 2)).Should().Equal("Hold each review that was due.");

        static IEnumerable<string> Lacks(PlanDocument plan, string section, LocalDate today) =>
            PlanCompleteness.Of(plan, today).Single(s => s.Section == section).Requirements.Where(r => !r.IsMet).Select(r => r.Text);
    }

    private static TechnologyPlan Technology(decimal fit, decimal cost, (string Key, decimal Fit, decimal Cost)[] candidates) => new()
    {
        Criteria = [new SelectionCriterion { Key = "fit", Title = "Fit", Weight = fit }, new SelectionCriterion { Key = "cost", Title = "Cost", Weight = cost }],
        Candidates = [.. candidates.Select(c => new TechnologyCandidate
        {
            Key = c.Key, Name = c.Key, Scores = [new CandidateScore { Criterion = "fit", Score = c.Fit }, new CandidateScore { Criterion = "cost", Score = c.Cost }],
        })],
    };

    private static Risk Risk(string key, decimal probability, int impact, decimal cost) =>
        new() { Key = key, Title = key, Category = RiskCategory.Cost, Probability = probability, Impact = impact, Cost = Money.Of(cost, "EUR") };

    private static CustomerPriority Priority(string key, decimal importance, decimal satisfaction) => new() { Key = key, Attribute = key, Importance = importance, Satisfaction = satisfaction };

    private static Attendance Attended(string who, int year, int month) => new() { Key = $"{who}-{year}-{month}", Module = "m", Who = who, Day = new LocalDate(year, month, 1) };

    private static DatedAmount On(LocalDate day, decimal amount) => new() { Day = day, Amount = Money.Of(amount, "EUR") };
}
