using Crm.Sdk.Interchange.Findings;
using Crm.Sdk.Interchange.MetricFlow.Reading;
using Crm.Sdk.Interchange.Yaml;

namespace Crm.Sdk.Interchange.MetricFlow;

/// <content>Metrics of the last rows of a period.</content>
internal sealed partial class MetricBuilder
{
    // The measures below each metric that take the last rows.
    private readonly Dictionary<string, List<MeasureDraft>> _ofLastRows = new(StringComparer.Ordinal);

    // Filters are asked of the last rows here, and before they are picked in MetricFlow. Both are the same where a filter is about the
    // things that have a last row each. The last rows of a window are another thing.
    private bool TryTakeLastRows(List<MeasureDraft> lasting, InputSource input, IEnumerable<YamlScalar> conditions, string of, bool isWindowed)
    {
        List<YamlScalar> all = [.. conditions];
        MeasureDraft? other = lasting.Find(m => all.Count > 0 && !(m.IsByThing && filters.IsAbout(all, m.Fact, [.. m.Fact.Snapshot!.Things.Select(t => t.Name)])));
        if (!isWindowed && other is null)
        {
            if (_ofLastRows.TryGetValue(of, out List<MeasureDraft>? known))
            {
                known.AddRange(lasting);
            }
            else
            {
                _ofLastRows.Add(of, [.. lasting]);
            }

            return true;
        }

        Log.Error(InterchangeCodes.NonAdditive, input.Place,
            isWindowed ? $"'{of}' has a window over '{input.Name.Value}', which takes the last rows of a period: MetricFlow picks them in the window. It is not imported."
                : $"'{of}' filters '{input.Name.Value}', which takes the last rows of a period: they are picked before the filter here, and after it in MetricFlow. It is not imported.",
            isWindowed ? "Ask for the level by the periods of the question."
                : other!.IsByThing ? $"Filter by what {string.Join(" and ", other.Fact.Snapshot!.Things.Select(t => $"'{t.Name}'"))} is, or write the metric by hand, in the one order or the other."
                : "Write the metric by hand, in the one order or the other.");
        return false;
    }
}
