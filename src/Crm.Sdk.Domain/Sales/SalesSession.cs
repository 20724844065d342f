using Crm.Sdk.Storage;

namespace Crm.Sdk.Sales;

/// <summary>Pipelines and opportunities in a session.</summary>
public static class SalesSession
{
    extension(CrmSession session)
    {
        /// <summary>All pipelines of the tenant.</summary>
        public AggregateSet<Pipeline, PipelineId> Pipelines => session.Set<Pipeline, PipelineId>();

        /// <summary>All opportunities of the tenant.</summary>
        public AggregateSet<Opportunity, OpportunityId> Opportunities => session.Set<Opportunity, OpportunityId>();
    }
}
