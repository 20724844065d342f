using Crm.Sdk.Storage;

namespace Crm.Sdk.Segments;

/// <summary>Segments in a session.</summary>
public static class SegmentSession
{
    extension(CrmSession session)
    {
        /// <summary>All segments of the tenant.</summary>
        public AggregateSet<Segment, SegmentId> Segments => session.Set<Segment, SegmentId>();
    }
}
