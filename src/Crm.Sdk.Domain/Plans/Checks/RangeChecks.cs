using Crm.Sdk.Plans.Parts;
using NodaTime;

namespace Crm.Sdk.Plans.Checks;

/// <summary>Levels, shares and times that are in their ranges.</summary>
internal static class RangeChecks
{
    public static void Check(PlanView v)
    {
        void Within(string part, string path, decimal? value, decimal low, decimal high)
        {
            if (value is { } x && (x < low || x > high))
            {
                v.Error("CRM6228", part, path, $"{x} is out of range.", $"Write a number from {low} to {high}.");
            }
        }

        void Level(string part, string path, int? value) => Within(part, path, value, 1, 5);

        void Share(string part, string path, decimal? value) => Within(part, path, value, 0, 1);

        void Positive(string part, string path, decimal value)
        {
            if (value <= 0)
            {
                v.Error("CRM6228", part, path, $"{value} is out of range.", "Write a number above 0.");
            }
        }

        void Ordered(string part, string path, LocalDate from, LocalDate to)
        {
            if (to <= from)
            {
                v.Error("CRM6229", part, path, $"It ends on {to:uuuu-MM-dd}, which is not after {from:uuuu-MM-dd}.", "The end is the first day after; write a later one.");
            }
        }

        void NotNegative(string part, string path, Values.Money? amount)
        {
            if (amount?.MinorUnits < 0)
            {
                v.Error("CRM6228", part, path, $"{amount} is less than nothing.", "Write what it costs or what is kept, without a sign.");
            }
        }

        NotNegative("budget", "total", v.Budget.Total);
        NotNegative("risks", "reserve", v.Risks.Reserve);
        foreach (TechnologyCandidate c in v.Technology.Candidates)
        {
            NotNegative("technology", $"candidates[{c.Key}].cost", c.Cost);
        }

        foreach (Risk r in v.Risks.Risks)
        {
            NotNegative("risks", $"risks[{r.Key}].cost", r.Cost);
            NotNegative("risks", $"risks[{r.Key}].mitigation.cost", r.Mitigation?.Cost);
            NotNegative("risks", $"risks[{r.Key}].contingency.reserve", r.Contingency?.Reserve);
        }

        CheckPeople(v, Share, Level, Positive);
        foreach (Assessments.Assessment a in v.Assessment.Assessments)
        {
            foreach (Assessments.AssessmentAnswer x in a.Answers)
            {
                Level("assessment", $"assessments[{a.Key}].answers[{x.Question} {x.Respondent}].level", x.Level);
            }
        }

        foreach (Assessments.AssessmentTemplate t in v.Assessment.Templates)
        {
            CheckTemplate(v, t, Positive);
        }

        foreach (Assessments.Capability c in v.Assessment.Capabilities)
        {
            Level("assessment", $"capabilities[{c.Key}].level", c.Level);
            Level("assessment", $"capabilities[{c.Key}].wanted", c.Wanted);
        }

        foreach (SelectionCriterion c in v.Technology.Criteria)
        {
            Positive("technology", $"criteria[{c.Key}].weight", c.Weight);
        }

        foreach (TechnologyCandidate c in v.Technology.Candidates)
        {
            foreach (CandidateScore s in c.Scores)
            {
                Within("technology", $"candidates[{c.Key}].scores[{s.Criterion}].score", s.Score, 0, 5);
            }
        }

        foreach (ToolInventoryItem t in v.Technology.Tools)
        {
            Level("technology", $"tools[{t.Key}].fit", t.Fit);
        }

        foreach (DataGovernance.DataRequirement r in v.Data.Requirements)
        {
            foreach (DataGovernance.QualityThreshold t in r.Thresholds)
            {
                Share("data", $"requirements[{r.Key}].thresholds[{t.Dimension}].atLeast", t.AtLeast);
            }
        }

        foreach (DataGovernance.DataQualityRule r in v.Data.Rules)
        {
            Share("data", $"rules[{r.Key}].atLeast", r.AtLeast);
        }

        foreach (DataGovernance.RetentionPolicy r in v.Data.Retention)
        {
            Positive("data", $"retention[{r.Key}].months", r.Months);
        }

        foreach (ResourceAllocation r in v.Budget.Resources)
        {
            Share("budget", $"resources[{r.Key}].share", r.Share);
            Ordered("budget", $"resources[{r.Key}].to", r.From, r.To);
        }

        foreach (RolloutPhase p in v.Timeline.Phases)
        {
            Ordered("timeline", $"phases[{p.Key}].to", p.From, p.To);
        }

        foreach (ActionItem a in v.Timeline.Actions)
        {
            if (a.Due < a.Start)
            {
                v.Error("CRM6229", "timeline", $"actions[{a.Key}].due", $"It is due on {a.Due:uuuu-MM-dd} and begins on {a.Start:uuuu-MM-dd}.", "Write the last day of the work: the day on which it begins, or a later one.");
            }
        }

        foreach (Risk r in v.Risks.Risks)
        {
            Share("risks", $"risks[{r.Key}].probability", r.Probability);
            Level("risks", $"risks[{r.Key}].impact", r.Impact);
            Share("risks", $"risks[{r.Key}].mitigation.probability", r.Mitigation?.Probability);
            Level("risks", $"risks[{r.Key}].mitigation.impact", r.Mitigation?.Impact);
        }
    }

    private static void CheckPeople(PlanView v, Action<string, string, decimal?> share, Action<string, string, int?> level, Action<string, string, decimal> positive)
    {
        foreach (ObjectiveAlignment a in v.Scope.Alignments)
        {
            share("objectives", $"alignments[{a.Key}].weight", a.Weight);
        }

        foreach (WorkPlanLink w in v.Scope.WorkPlans)
        {
            share("objectives", $"workPlans[{w.Key}].weight", w.Weight);
        }

        foreach (CompensationLink c in v.Scope.Compensation)
        {
            share("objectives", $"compensation[{c.Key}].weight", c.Weight);
        }

        foreach (PositionAudit p in v.Customers.Positions)
        {
            level("customers", $"positions[{p.Key}].focus", p.Focus);
        }

        foreach (CustomerPriority p in v.Customers.Priorities)
        {
            if (p.Importance is < 1 or > 5 || p.Satisfaction is < 1 or > 5)
            {
                v.Error("CRM6228", "customers", $"priorities[{p.Key}]", $"Importance {p.Importance} or satisfaction {p.Satisfaction} is out of range.", "Write numbers from 1 to 5.");
            }
        }

        foreach (PainPoint p in v.Customers.PainPoints)
        {
            level("customers", $"painPoints[{p.Key}].severity", p.Severity);
            level("customers", $"painPoints[{p.Key}].frequency", p.Frequency);
        }

        foreach (MetricInventoryItem i in v.Strategy.Inventory)
        {
            level("strategy", $"inventory[{i.Key}].trust", i.Trust);
        }

        foreach (var s in v.Processes.Processes.SelectMany(p => p.Steps.Where(s => s.WithinHours is not null).Select(s => (Process: p.Key, Step: s))))
        {
            positive("processes", $"processes[{s.Process}].steps[{s.Step.Key}].withinHours", s.Step.WithinHours!.Value);
        }

        foreach (TrainingModule m in v.People.Modules)
        {
            positive("people", $"modules[{m.Key}].people", m.People);
            if (m.RenewAfterMonths is < 1 or > 1200)
            {
                v.Error("CRM6228", "people", $"modules[{m.Key}].renewAfterMonths", $"{m.RenewAfterMonths} is out of range.", "Write a number of months from 1 to 1200, or leave it out.");
            }
        }
    }

    private static void CheckTemplate(PlanView v, Assessments.AssessmentTemplate t, Action<string, string, decimal> positive)
    {
        foreach (Assessments.AssessmentArea a in t.Areas)
        {
            positive("assessment", $"templates[{t.Key}].areas[{a.Key}].weight", a.Weight);
            foreach (Assessments.AssessmentQuestion q in a.Questions)
            {
                string path = $"templates[{t.Key}].areas[{a.Key}].questions[{q.Key}]";
                positive("assessment", $"{path}.weight", q.Weight);
                if (q.Levels.Count != 5)
                {
                    v.Error("CRM6228", "assessment", $"{path}.levels", $"There are {q.Levels.Count} levels.", "Say what each of the five levels means, from the lowest.");
                }

                if (q.Evidence is { } e && !IsMonotone(e.Bounds))
                {
                    v.Error("CRM6228", "assessment", $"{path}.evidence.bounds", "The bounds of the levels 2 to 5 are not four numbers that rise or fall.", "Write four, each above the one before, or each below.");
                }
            }
        }
    }

    private static bool IsMonotone(IReadOnlyList<decimal> bounds) =>
        bounds.Count == 4 && (bounds.Zip(bounds.Skip(1)).All(p => p.First < p.Second) || bounds.Zip(bounds.Skip(1)).All(p => p.First > p.Second));
}
