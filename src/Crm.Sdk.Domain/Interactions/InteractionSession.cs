using Crm.Sdk.Storage;

namespace Crm.Sdk.Interactions;

/// <summary>Interactions in a session.</summary>
public static class InteractionSession
{
    extension(CrmSession session)
    {
        /// <summary>All interactions of the tenant.</summary>
        public AggregateSet<Interaction, InteractionId> Interactions => session.Set<Interaction, InteractionId>();
    }
}
