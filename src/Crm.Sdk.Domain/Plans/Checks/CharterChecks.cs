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

        if (v.Objectives.Count > 0 && !PlanGate.IsOpen(v.Plan.Content, v.Pursued.Select(o => o.Objective)))
        {
            v.Warn("CRM6231", "monitoring", "kpis", PlanGate.Closed, PlanGate.Mend);
        }
    }
}
