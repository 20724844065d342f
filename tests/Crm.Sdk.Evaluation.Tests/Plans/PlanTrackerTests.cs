using Crm.Sdk.Assessments;
using Crm.Sdk.DataGovernance;
using Crm.Sdk.Evaluation.Plans;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Plans;

public sealed class PlanTrackerTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 4, 10, 12, 0);

    private static readonly FactMapping<Visit> Visits = FactSchema.For<Visit>("visit").Key(v => v.Id).Time("at", v => v.At).Dimension("kind", v => v.Kind).Dimension("mail", v => v.Mail).Measure("minutes", v => v.Minutes).Build();

    private static readonly CrmModel Model = CrmModel.Parse("""
        metric visits "Visits" = count(visit) better up
        metric met "Met" = count(visit where kind = 'shop') / count(visit) unit percent better up
        metric interaction.capture_rate = count(visit where mail is not null) / count(visit) unit percent better up
        """, Visits.Schema).ThrowIfInvalid();

    [Fact]
    public async Task A_watched_metric_has_the_value_of_the_last_period_that_ended()
    {
        PlanStatus status = await StatusAsync(c => c with
        {
            Monitoring = new MonitoringPlan
            {
                Kpis =
                [
                    new KpiSelection { Key = "visits", Metric = "visits", Cadence = Grain.Month, Owner = "ann", Expected = TargetExpression.Parse(">= 4") },
                    new KpiSelection { Key = "met", Metric = "met", Cadence = Grain.Quarter, Owner = "ann", Expected = TargetExpression.Parse(">= 40 %") },
                    new KpiSelection { Key = "gone", Metric = "gone", Cadence = Grain.Month, Owner = "ann", Expected = TargetExpression.Parse(">= 4") },
                ],
            },
        });

        // March has three visits, February one; the first quarter five, two of them in the shop.
        status.Kpis.Select(k => (k.Period?.Label, k.Value, k.Before, k.IsExpected)).Should().Equal(
            ("2026-03", (Rational?)3, (Rational?)1, false), ("2026-Q1", new Rational(2, 5), null, true), (null, null, null, null));
        status.Findings.Where(f => f.Code == "CRM6281").Should().ContainSingle().Which.Message.Should().Be("'visits' is 3 in 2026-03, and not >= 4.");
    }

    [Fact]
    public async Task What_people_answer_stands_beside_what_the_facts_show()
    {
        PlanStatus status = await StatusAsync(c => c with
        {
            Assessment = new AssessmentPart
            {
                Assessments =
                [
                    new Assessment
                    {
                        Key = "a", Title = "A", Template = AssessmentTemplates.Practice, TemplateVersion = 1, Day = new LocalDate(2026, 4, 1),
                        Answers =
                        [
                            new AssessmentAnswer { Question = "customer-interactions.recorded", Respondent = "ann", Level = 4 }, new AssessmentAnswer { Question = "customer-interactions.recorded", Respondent = "bob", Level = 5 },
                            new AssessmentAnswer { Question = "customer-interactions.channels", Respondent = "ann", Level = 2 },
                        ],
                    },
                ],
            },
        });

        // Three of five visits of the year have a mail: 60 % is level 3 (from 60 %), and people say 4.5.
        MaturityProfile profile = status.Assessments.Should().ContainSingle().Which;
        QuestionResult recorded = profile.Areas.SelectMany(a => a.Questions).Single(q => q.Question.Key == "recorded");
        (recorded.SelfRating, recorded.Evidence, recorded.EvidenceLevel, recorded.Gap, recorded.Spread).Should().Be((4.5m, 0.6m, 3, 1.5m, 1));
        (profile.Score, profile.Level).Should().Be((2.5m, (CrmMaturityLevel?)null), "the facts count before the answers: 3 and 2 in one area; two questions are no maturity");
        profile.InWords.Should().StartWith("no level yet (2 of ");
        status.Findings.Where(f => f.Code == "CRM6282").Should().ContainSingle();
    }

    [Fact]
    public async Task Data_quality_is_measured_over_all_rows()
    {
        PlanStatus status = await StatusAsync(c => c with
        {
            Data = new DataManagementPlan
            {
                Rules =
                [
                    new DataQualityRule { Key = "mail-there", Title = "A mail is there", Dimension = DataQualityDimension.Completeness, Fact = "visit", Holds = "mail is not null", Of = "kind = 'shop'", AtLeast = 0.8m },
                    new DataQualityRule { Key = "short", Title = "It is short", Dimension = DataQualityDimension.Validity, Fact = "visit", Holds = "minutes <= 60", AtLeast = 0.5m },
                    new DataQualityRule { Key = "broken", Title = "Broken", Dimension = DataQualityDimension.Validity, Fact = "visit", Holds = "minuts <= 60" },
                ],
            },
        });

        // Of three in the shop two have a mail; five of six are short, the one in 2025 too.
        status.Quality.Select(q => (q.Score, q.IsEnough)).Should().Equal((new Rational(2, 3), false), (new Rational(5, 6), true), (null, null));
        status.Findings.Select(f => f.Code).Should().Contain(["CRM6283", "CRM6261"]);
    }

    [Fact]
    public async Task A_trigger_fires_when_its_metric_says_so()
    {
        Risk risk = new()
        {
            Key = "r", Title = "Nobody comes", Category = RiskCategory.Adoption, Probability = 0.1m, Impact = 1, Owner = "ann",
            Contingency = new Contingency { Trigger = "Few come.", Metric = "visits", When = TargetExpression.Parse("<= 5"), Action = "Call." },
        };

        PlanStatus status = await StatusAsync(c => c with { Risks = new RiskRegister { Risks = [risk, risk with { Key = "s", Contingency = risk.Contingency! with { When = TargetExpression.Parse("<= 2") } }] } });

        status.Triggers.Select(t => (t.Risk.Key, t.Value, t.HasFired)).Should().Equal(("r", (Rational?)5, true), ("s", (Rational?)5, false));
        status.Findings.Where(f => f.Code == "CRM6284").Should().ContainSingle().Which.ToString().Should()
            .EndWith("has fired: 'visits' is 5 in 2026-Q1, which is <= 5. Do what was agreed: Call.");
        status.Triggers[0].Period!.Label.Should().Be("2026-Q1");
    }

    private static async Task<PlanStatus> StatusAsync(Func<PlanContent, PlanContent> change)
    {
        var facts = new FactSet(Visits.Read(
        [
            new("1", At(2025, 3, 30), "shop", "a", 10), new("2", At(2026, 1, 5), "shop", null, 20), new("3", At(2026, 2, 5), "web", "b", 90), new("4", At(2026, 3, 5), "web", "c", 30),
            new("5", At(2026, 3, 6), "shop", "d", 40), new("6", At(2026, 3, 31), "web", null, 50),
        ]));
        var document = new PlanDocument
        {
            Id = new PlanId(new Guid("00000000-0000-0000-0000-0000000000c1")),
            Plan = new PlanBody { Title = "P", Owner = "ann", From = new LocalDate(2026, 1, 1), To = new LocalDate(2027, 1, 1), Grain = Grain.Quarter, Content = change(new PlanContent()) },
        };
        return await new PlanTracker(new MetricEngine(Model, facts)).StatusAsync(document, Now);
    }

    private static Instant At(int year, int month, int day) => Instant.FromUtc(year, month, day, 10, 0);

    private sealed record Visit(string Id, Instant At, string Kind, string? Mail, long Minutes);
}
