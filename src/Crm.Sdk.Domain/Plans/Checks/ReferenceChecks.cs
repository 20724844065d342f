using Crm.Sdk.Assessments;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Plans.Checks;

/// <summary>Keys that one item of a plan names and another has.</summary>
internal static class ReferenceChecks
{
    public static void Check(PlanView v)
    {
        string[] objectives = [.. v.Objectives.Select(o => o.Key)], business = PlanView.KeysOf(v.Scope.Business), lines = PlanView.KeysOf(v.Budget.Lines), phases = PlanView.KeysOf(v.Timeline.Phases);
        string[] stakeholders = PlanView.KeysOf(v.Charter.Stakeholders), voices = PlanView.KeysOf(v.Customers.Voice), pains = PlanView.KeysOf(v.Customers.PainPoints);
        string[] touchpoints = PlanView.KeysOf(v.Customers.Journeys.SelectMany(j => j.Touchpoints)), programs = PlanView.KeysOf(v.Customers.Programs), sources = PlanView.KeysOf(v.Data.Sources);
        string[] criteria = PlanView.KeysOf(v.Technology.Criteria), assets = PlanView.KeysOf(v.Data.Assets), work = [.. PlanView.KeysOf(v.Timeline.Actions), .. PlanView.KeysOf(v.Timeline.Milestones)];

        void Need(string part, string path, string? key, string[] known, string what)
        {
            if (key is not null && !known.Contains(key))
            {
                v.Error("CRM6223", part, path, $"There is no {what} '{key}' in the plan.", Suggestion.Mend(key, known));
            }
        }

        void NeedAll(string part, string path, IEnumerable<string> keys, string[] known, string what)
        {
            foreach (string key in keys)
            {
                Need(part, path, key, known, what);
            }
        }

        Need("charter", "satisfactionProcess", v.Charter.SatisfactionProcess, PlanView.KeysOf(v.Processes.Processes), "process");
        foreach (DesiredOutcome o in v.Charter.Outcomes)
        {
            NeedAll("charter", $"outcomes[{o.Key}].objectives", o.Objectives, objectives, "objective");
        }

        foreach (ObjectiveAlignment a in v.Scope.Alignments)
        {
            Need("objectives", $"alignments[{a.Key}].objective", a.Objective, objectives, "objective");
            Need("objectives", $"alignments[{a.Key}].business", a.Business, business, "business objective");
        }

        foreach (WorkPlanLink w in v.Scope.WorkPlans)
        {
            Need("objectives", $"workPlans[{w.Key}].objective", w.Objective, objectives, "objective");
        }

        foreach (CompensationLink c in v.Scope.Compensation)
        {
            Need("objectives", $"compensation[{c.Key}].objective", c.Objective, objectives, "objective");
        }

        CheckAssessment(v, Need, NeedAll, objectives);
        foreach (Persona p in v.Customers.Personas)
        {
            NeedAll("customers", $"personas[{p.Key}].painPoints", p.PainPoints, pains, "pain point");
        }

        foreach (PainPoint p in v.Customers.PainPoints)
        {
            Need("customers", $"painPoints[{p.Key}].touchpoint", p.Touchpoint, touchpoints, "touchpoint");
            NeedAll("customers", $"painPoints[{p.Key}].evidence", p.Evidence, voices, "voice");
        }

        foreach (VoiceInput i in v.Customers.Voice)
        {
            Need("customers", $"voice[{i.Key}].program", i.Program, programs, "feedback program");
        }

        foreach (TechnologyCandidate c in v.Technology.Candidates)
        {
            NeedAll("technology", $"candidates[{c.Key}].scores", c.Scores.Select(s => s.Criterion), criteria, "criterion");
        }

        Need("technology", "chosen", v.Technology.Chosen, PlanView.KeysOf(v.Technology.Candidates), "candidate");
        foreach (DataGovernance.DataRequirement r in v.Data.Requirements)
        {
            NeedAll("data", $"requirements[{r.Key}].objectives", r.Objectives, objectives, "objective");
            NeedAll("data", $"requirements[{r.Key}].stakeholders", r.Stakeholders, stakeholders, "stakeholder");
            NeedAll("data", $"requirements[{r.Key}].sources", r.Sources, sources, "data source");
        }

        foreach (DataGovernance.DataAsset a in v.Data.Assets)
        {
            Need("data", $"assets[{a.Key}].source", a.Source, sources, "data source");
        }

        foreach (DataGovernance.DataQualityIssue i in v.Data.Issues)
        {
            Need("data", $"issues[{i.Key}].asset", i.Asset, assets, "data asset");
        }

        foreach (DataGovernance.RetentionPolicy r in v.Data.Retention)
        {
            Need("data", $"retention[{r.Key}].asset", r.Asset, assets, "data asset");
        }

        foreach (Acknowledgement a in v.Communication.Acknowledgements)
        {
            Need("communication", $"acknowledgements[{a.Key}].item", a.Item, PlanView.KeysOf(v.Communication.Items), "communication item");
        }

        foreach (CustomerProcess p in v.Processes.Processes)
        {
            foreach (ProcessStep s in p.Steps)
            {
                NeedAll("processes", $"processes[{p.Key}].steps[{s.Key}].after", s.After, PlanView.KeysOf(p.Steps), "step of this process");
            }
        }

        foreach (Attendance a in v.People.Attendance)
        {
            Need("people", $"attendance[{a.Key}].module", a.Module, PlanView.KeysOf(v.People.Modules), "training module");
        }

        foreach (BuyIn b in v.People.BuyIn)
        {
            Need("people", $"buyIn[{b.Key}].stakeholder", b.Stakeholder, stakeholders, "stakeholder");
        }

        foreach (KpiSelection k in v.Monitoring.Kpis)
        {
            Need("monitoring", $"kpis[{k.Key}].objective", k.Objective, objectives, "objective");
        }

        foreach (CostLine l in v.Budget.Lines)
        {
            Need("budget", $"lines[{l.Key}].objective", l.Objective, objectives, "objective");
        }

        foreach (BenefitLine b in v.Budget.Benefits)
        {
            Need("budget", $"benefits[{b.Key}].objective", b.Objective, objectives, "objective");
        }

        foreach (ActionItem a in v.Timeline.Actions)
        {
            Need("timeline", $"actions[{a.Key}].phase", a.Phase, phases, "phase");
            Need("timeline", $"actions[{a.Key}].budgetLine", a.BudgetLine, lines, "line of the budget");
            NeedAll("timeline", $"actions[{a.Key}].after", a.After, work, "action or milestone");
            NeedAll("timeline", $"actions[{a.Key}].objectives", a.Objectives, objectives, "objective");
        }

        foreach (Milestone m in v.Timeline.Milestones)
        {
            Need("timeline", $"milestones[{m.Key}].phase", m.Phase, phases, "phase");
            NeedAll("timeline", $"milestones[{m.Key}].after", m.After, work, "action or milestone");
        }

        foreach (ReviewFinding f in v.Review.Findings)
        {
            Need("review", $"findings[{f.Key}].objective", f.Objective, objectives, "objective");
        }

        foreach (FeedbackAction a in v.Review.Actions)
        {
            Need("review", $"actions[{a.Key}].voice", a.Voice, [.. voices, .. pains], "voice or pain point");
        }
    }

    private static void CheckAssessment(
        PlanView v, Action<string, string, string?, string[], string> need, Action<string, string, IEnumerable<string>, string[], string> needAll, string[] objectives)
    {
        AssessmentTemplate[] templates = [.. v.Assessment.Templates, .. AssessmentTemplates.Standard];
        string[] areas = PlanView.KeysOf(templates.SelectMany(t => t.Areas));
        foreach (Assessment a in v.Assessment.Assessments)
        {
            need("assessment", $"assessments[{a.Key}].template", a.Template, PlanView.KeysOf(templates), "template of an assessment");
            if (AssessmentTemplates.Find(v.Assessment, a.Template, a.TemplateVersion) is not { } template)
            {
                continue;
            }

            if (template.Version != a.TemplateVersion)
            {
                v.Warn("CRM6224", "assessment", $"assessments[{a.Key}].templateVersion", $"The answers are to version {a.TemplateVersion} of '{a.Template}'; there is version {template.Version}.",
                    "Keep the answered questions as a template of the plan, or ask anew.");
                continue;
            }

            string[] questions = [.. template.Areas.SelectMany(area => area.Questions.Select(q => $"{area.Key}.{q.Key}"))];
            needAll("assessment", $"assessments[{a.Key}].answers", a.Answers.Select(x => x.Question).Distinct(), questions, "question");
        }

        foreach (Need n in v.Assessment.Needs)
        {
            need("assessment", $"needs[{n.Key}].area", n.Area, areas, "area of a template");
            needAll("assessment", $"needs[{n.Key}].objectives", n.Objectives, objectives, "objective");
        }

        foreach (PracticeGap g in v.Assessment.Gaps)
        {
            need("assessment", $"gaps[{g.Key}].area", g.Area, [.. areas, "service", "marketing", "sales", "support"], "area");
            need("assessment", $"gaps[{g.Key}].need", g.Need, PlanView.KeysOf(v.Assessment.Needs), "need");
        }
    }
}
