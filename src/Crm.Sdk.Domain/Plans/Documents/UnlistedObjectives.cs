using Crm.Sdk.Objectives;
using Crm.Sdk.Plans.Parts;

namespace Crm.Sdk.Plans.Documents;

/// <summary>Objectives that stand in files and that nothing in the plan leads to: they would be lost on the way through a CRM.</summary>
internal static class UnlistedObjectives
{
    /// <summary>The objectives, each with its list (<c>objectives</c> or <c>business</c>).</summary>
    /// <remarks>A plan without its part <c>objectives</c> has all objectives; business objectives need somebody who serves them, or a place in that part.</remarks>
    public static IEnumerable<(string List, Guid Id)> Of(PlanDocument document)
    {
        PlanObjectives? part = document.Plan.Content.Objectives;
        if (part is null)
        {
            yield break;
        }

        var listed = part.Objectives.Select(o => o.Id).ToHashSet();
        foreach (ObjectiveDocument objective in document.Objectives.Where(o => !listed.Contains(o.Id)))
        {
            yield return ("objectives", objective.Id.Value);
        }

        var business = document.Business.DistinctBy(b => b.Id).ToDictionary(b => b.Id);
        var reached = new HashSet<BusinessObjectiveId>();
        var open = new Queue<BusinessObjectiveId>(part.Business.Select(b => b.Id).Concat(document.Objectives.SelectMany(o => o.Objective.Plan.Serves)));
        while (open.TryDequeue(out BusinessObjectiveId id))
        {
            if (business.TryGetValue(id, out BusinessObjectiveDocument? found) && reached.Add(id) && found.Parent is { } parent)
            {
                open.Enqueue(parent);
            }
        }

        foreach (BusinessObjectiveDocument one in document.Business.Where(b => !reached.Contains(b.Id)))
        {
            yield return ("business", one.Id.Value);
        }
    }
}
