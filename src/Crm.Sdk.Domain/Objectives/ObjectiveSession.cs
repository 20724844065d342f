using Crm.Sdk.Storage;

namespace Crm.Sdk.Objectives;

/// <summary>Objectives in a session.</summary>
public static class ObjectiveSession
{
    extension(CrmSession session)
    {
        /// <summary>All business objectives of the tenant.</summary>
        public AggregateSet<BusinessObjective, BusinessObjectiveId> BusinessObjectives => session.Set<BusinessObjective, BusinessObjectiveId>();

        /// <summary>All SMART objectives of the tenant.</summary>
        public AggregateSet<SmartObjective, ObjectiveId> Objectives => session.Set<SmartObjective, ObjectiveId>();
    }
}
