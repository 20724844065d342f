using Crm.Sdk.Plans.Parts;

namespace Crm.Sdk.Plans.Checks;

/// <summary>Reviews that are held, and what they decided done.</summary>
internal static class ReviewChecks
{
    public static void Check(PlanView v)
    {
        foreach (PlanReview review in v.Plan.Reviews.Where(r => r.Decision is null && r.Day < v.Today))
        {
            v.Warn("CRM6276", "plan", $"reviews[{review.Day:uuuu-MM-dd}]", $"The review of {review.Day:uuuu-MM-dd} was not held.", "Hold it and write down what was decided.");
        }

        foreach (Adjustment adjustment in v.Review.Adjustments)
        {
            if (adjustment.Done is null && adjustment.Due is { } due && due < v.Today)
            {
                v.Warn("CRM6265", "review", $"adjustments[{adjustment.Key}]", $"'{adjustment.What}' was due on {due:uuuu-MM-dd}.", "Say when it was done, or move its day.");
            }

            if (!v.Plan.Reviews.Any(r => r.Day == adjustment.Review))
            {
                v.Error("CRM6277", "review", $"adjustments[{adjustment.Key}].review", $"There is no review on {adjustment.Review:uuuu-MM-dd}.", "Write the day of the review that decided it.");
            }
        }

        foreach (ReviewFinding finding in v.Review.Findings.Where(f => !v.Plan.Reviews.Any(r => r.Day == f.Review)))
        {
            v.Error("CRM6277", "review", $"findings[{finding.Key}].review", $"There is no review on {finding.Review:uuuu-MM-dd}.", "Write the day of the review that found it.");
        }

        foreach (FeedbackAction action in v.Review.Actions.Where(a => a.Outcome is null && a.Due < v.Today))
        {
            v.Warn("CRM6265", "review", $"actions[{action.Key}]", $"'{action.What}' was due on {action.Due:uuuu-MM-dd}.", "Write what came of it, or move its day.");
        }

        if (v.Plan.State == PlanState.Published && v.Review.Cadence is null && v.Plan.Reviews.All(r => r.Decision is not null))
        {
            v.Warn("CRM6278", "review", "cadence", "The plan is carried out, and no day is set on which it is looked at again.", "Set a review, or say how often there is one.");
        }

        // What was never agreed is told by the gate of the plan.
        foreach (string section in PlanGate.NotAgreed(v.Plan.Sections).Where(key => v.Plan.Sections.Any(s => s.Section == key && s.WasAgreed)))
        {
            if (v.Plan.State == PlanState.Published)
            {
                v.Warn("CRM6279", "plan", $"sections[{section}]", $"The plan is carried out, and its section '{section}' changed without a new approval.", "Submit the section, and let somebody approve it.");
            }
        }
    }
}
