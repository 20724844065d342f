using Crm.Sdk.Assessments;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Plans.Checks;

/// <summary>What has no key and is still said once only, and sections that a plan has.</summary>
internal static class TwiceChecks
{
    private static readonly string[] Known = [PlanSectionKeys.Charter, PlanSectionKeys.Assessment, .. PlanSectionKeys.Fourteen];

    public static void Check(PlanView v)
    {
        foreach (StrategyStep step in Twice(v.Strategy.Steps.Select(s => s.Step)))
        {
            v.Error("CRM6221", "strategy", $"steps[{step}]", $"Two items here are of the step '{step}'.", "Put them into one.");
        }

        foreach (string section in Twice(v.Plan.Sections.Select(s => s.Section)))
        {
            v.Error("CRM6221", "plan", $"sections[{section}]", $"The section '{section}' stands here twice.", "Put them into one.");
        }

        foreach (string segment in Twice(v.Plan.Segments))
        {
            v.Error("CRM6221", "plan", $"segments[{segment}]", $"The segment '{segment}' stands here twice.", "Take one out.");
        }

        foreach (string metric in Twice(v.Plan.Metrics))
        {
            v.Error("CRM6221", "plan", $"metrics[{metric}]", $"The metric '{metric}' stands here twice.", "Take one out.");
        }

        foreach (LocalDate day in Twice(v.Plan.Reviews.Select(r => r.Day)))
        {
            v.Error("CRM6221", "plan", $"reviews[{day:uuuu-MM-dd}]", $"There are two reviews on {day:uuuu-MM-dd}.", "Put them into one.");
        }

        foreach (TechnologyCandidate candidate in v.Technology.Candidates)
        {
            foreach (string criterion in Twice(candidate.Scores.Select(s => s.Criterion)))
            {
                v.Error("CRM6221", "technology", $"candidates[{candidate.Key}].scores[{criterion}]", $"'{candidate.Name}' has two scores for '{criterion}'.", "Leave the one that holds.");
            }
        }

        foreach (Assessment assessment in v.Assessment.Assessments)
        {
            // Several people may answer under the name of one role.
            foreach ((string question, string who) in Twice(assessment.Answers.Select(a => (a.Question, a.Respondent))))
            {
                v.Warn("CRM6221", "assessment", $"assessments[{assessment.Key}].answers[{question} {who}]", $"'{who}' answered '{question}' twice, and both count.", "Leave the answer that holds; where these are two people, name them apart.");
            }
        }

        foreach (string section in v.Plan.Sections.Select(s => s.Section).Concat(v.Plan.Texts.Select(t => t.Section)).Distinct().Where(s => !Known.Contains(s) && PlanKey.IsValid(s)))
        {
            if (Suggestion.For(section, Known) is { } near)
            {
                v.Warn("CRM6288", "plan", $"sections[{section}]", $"No plan has a section '{section}': nothing of the plan belongs to it.", $"Did you mean '{near}'?");
            }
            else
            {
                v.Tell("CRM6288", "plan", $"sections[{section}]", $"'{section}' is none of the sections that every plan has.", "That is fine where a program adds it; else take it out.");
            }
        }
    }

    private static IEnumerable<T> Twice<T>(IEnumerable<T> items) => items.GroupBy(i => i).Where(g => g.Count() > 1).Select(g => g.Key);
}
