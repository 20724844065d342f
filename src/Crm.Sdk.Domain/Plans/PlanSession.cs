using Crm.Sdk.Storage;

namespace Crm.Sdk.Plans;

/// <summary>Plans in a session.</summary>
public static class PlanSession
{
    extension(CrmSession session)
    {
        /// <summary>All plans of the tenant.</summary>
        public AggregateSet<CrmPlan, PlanId> Plans => session.Set<CrmPlan, PlanId>();
    }
}
