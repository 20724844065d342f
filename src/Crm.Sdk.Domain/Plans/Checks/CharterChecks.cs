namespace Crm.Sdk.Plans.Checks;

/// <summary>What comes first: what CRM means here, and that it is for customers.</summary>
internal static class CharterChecks
{
    public static void Check(PlanView v)
    {
        if (v.Technology.Chosen is not null && string.IsNullOrWhiteSpace(v.Charter.Definition))
        {
            v.Error("CRM6230", "technology", "chosen", "A product is chosen, and nobody has said what CRM means here.", "Write the definition in charter.json first; then choose what serves it.");
        }

        foreach (string problem in PlanGate.ProblemsOf(v.Plan, v.Document.ObjectivesOfPlan, changed: true))
        {
            v.Error("CRM6285", "plan", "state", problem, "Set 'state' to Draft. Then mend it, submit the plan, let somebody approve each section or waive it, and publish it.");
        }

        if (v.Plan.State is PlanState.Draft or PlanState.Retired && v.Objectives.Count > 0 && !PlanGate.IsOpen(v.Plan.Content, v.Pursued.Select(o => o.Objective)))
        {
            v.Warn("CRM6231", "monitoring", "kpis", PlanGate.Closed, PlanGate.Mend);
        }
    }
}
