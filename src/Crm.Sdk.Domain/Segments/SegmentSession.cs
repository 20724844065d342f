using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Storage;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Segments;

/// <summary>Segments in a session.</summary>
public static class SegmentSession
{
    extension(CrmSession session)
    {
        /// <summary>All segments of the tenant.</summary>
        public AggregateSet<Segment, SegmentId> Segments => session.Set<Segment, SegmentId>();

        /// <summary>Adds the segments that the tenant keeps in the store to a model, so that metrics, plans and objectives can name them.</summary>
        /// <param name="model">The definitions, over the facts of the store.</param>
        /// <param name="cancellationToken">Ends the call.</param>
        /// <returns>The model with all segments that fit; those that do not are left out, each with a finding that names it.</returns>
        public async ValueTask<StoredModel> WithSegmentsAsync(CrmModel model, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(model);
            IReadOnlyList<Segment> segments = await session.Segments.ListAsync(q => q.OrderBy(s => s.Name), cancellationToken);
            List<Checked<CrmDocument>> documents = [.. segments.Select(s => CrmParser.Parse(s.Definition(), $"segment '{s.Name}'"))];
            return documents.TrueForAll(d => d.IsValid) && model.With([.. documents.Select(d => d.Value!)]) is { IsValid: true, Value: { } all }
                ? new StoredModel { Model = all, Findings = [] }
                : OneByOne(model, segments, documents);
        }
    }

    private static StoredModel OneByOne(CrmModel model, IReadOnlyList<Segment> segments, List<Checked<CrmDocument>> documents)
    {
        var findings = new List<Finding>();
        CrmModel all = model;
        for (int i = 0; i < documents.Count; i++)
        {
            Checked<CrmModel>? one = documents[i] is { IsValid: true, Value: { } document } ? all.With(document) : null;
            if (one is { IsValid: true, Value: { } fits })
            {
                all = fits;
                continue;
            }

            Finding why = (one?.Findings ?? documents[i].Findings).First(f => f.Severity == FindingSeverity.Error);
            findings.Add(new Finding(
                SegmentCodes.LeftOut, FindingSeverity.Error, $"The segment '{segments[i].Name}' of the store does not fit the definitions and is left out: {why.Message}",
                $"{why.Mend} {(why.Code == BindingFindings.DuplicateName ? "Give the segment another name with Rename." : "Give it another condition with Revise.")}".Trim(), new FindingPlace { Path = $"segment '{segments[i].Name}'" }));
        }

        return new StoredModel { Model = all, Findings = findings };
    }
}
