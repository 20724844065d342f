using Crm.Sdk.Facts;
using Crm.Sdk.Interchange.Findings;
using Crm.Sdk.Interchange.MetricFlow.Reading;
using Crm.Sdk.Values;

namespace Crm.Sdk.Interchange.MetricFlow;

/// <summary>
/// Finds the models whose rows are snapshots: measures of them take the rows of the last day of a period, or of each thing its last
/// row. What they say in another way has a finding that tells the difference.
/// </summary>
internal sealed class SnapshotBuilder(FactBook book)
{
    private readonly HashSet<MeasureSource> _refused = [];

    /// <summary>Whether a measure could not be read from a snapshot; a finding tells why.</summary>
    public bool IsRefused(MeasureSource measure) => _refused.Contains(measure);

    public void Build()
    {
        foreach (FactDraft fact in book.Facts)
        {
            foreach (MeasureSource measure in fact.Source?.Measures ?? [])
            {
                if (measure.NonAdditive is { } how && Take(fact, measure, how) is { } problem)
                {
                    _refused.Add(measure);
                    book.Log.Error(InterchangeCodes.NonAdditive, how.Place, $"'{measure}' takes some rows of a period only, and {problem.Message}. It is not imported.", problem.Mend);
                }
            }
        }
    }

    // What stands in the way, or null. The first measure that names things says of what the rows are.
    private (string Message, string Mend)? Take(FactDraft fact, MeasureSource measure, NonAdditiveSource how)
    {
        if (!how.IsLast)
        {
            return ("those are the first ones (window_choice: min): a snapshot is read at the end of a period", "Compare with the period before: its last rows are what this one begins with.");
        }

        string? goesBy = (measure.Time ?? fact.Source!.DefaultTime)?.Value;
        if (how.Time is not { } time || time.Value != goesBy)
        {
            return (how.Time is null ? "does not say by which time" : $"picks them by '{how.Time.Value}', but belongs to a period by '{goesBy}'", "A snapshot has one time: write the same for both.");
        }

        if (fact.Elements.GetValueOrDefault(time.Value) is not { Role: FieldRole.Time, Value: null, Same: null, Type.Kind: DataKind.Date } at)
        {
            return ($"'{time.Value}' is no column of days", "Give the model a time dimension of time_granularity day, which is a column.");
        }

        if (fact.IsEntity)
        {
            return ($"other models refer to the rows of '{fact.Source}', and those of a snapshot have no key", "Keep what is referred to in a model of its own.");
        }

        var things = new List<FieldDraft>();
        foreach (var grouping in how.Groupings)
        {
            if (fact.Elements.GetValueOrDefault(grouping.Value) is not { Role: FieldRole.Reference } thing)
            {
                return ($"'{grouping.Value}', of which each has its last row, is no foreign entity of '{fact.Source}' that another model has as its primary one", "Import the model of it together with this one.");
            }

            things.Add(thing);
        }

        return Settle(fact, measure, how, things.Distinct().ToList(), at);
    }

    private (string Message, string Mend)? Settle(FactDraft fact, MeasureSource measure, NonAdditiveSource how, List<FieldDraft> things, FieldDraft at)
    {
        if (fact.Snapshot is null)
        {
            // Of which things the rows are is said by the first measure that says it; by none, they are of all that they refer to.
            IEnumerable<NonAdditiveSource> others = fact.Source!.Measures.Where(m => m != measure && m.NonAdditive is { IsLast: true, Groupings.Count: > 0 }).Select(m => m.NonAdditive!);
            List<FieldDraft> named = things.Count > 0 ? things
                : others.Select(o => o.Groupings.Select(g => fact.Elements.GetValueOrDefault(g.Value)).ToList()).FirstOrDefault(g => g.TrueForAll(f => f is { Role: FieldRole.Reference })) is { } first ? [.. first.OfType<FieldDraft>().Distinct()]
                : [.. fact.Fields.Where(f => f is { Role: FieldRole.Reference, Value: null, Same: null })];
            if (named.Count == 0)
            {
                return ($"'{fact.Source}' has no foreign entity that another model has as its primary one: nothing says of what its rows are", "Import the model of what is pictured together with this one.");
            }

            fact.Snapshot = new SnapshotDraft { Things = named, At = at };
            string of = string.Join(" and ", named.Select(n => $"'{n.Name}'"));
            book.Log.Warn(InterchangeCodes.NonAdditive, how.Place, $"'{fact.Name}' is a snapshot of {of}. Of several rows of one day with the same {of} one counts; MetricFlow adds them up.", "Have one row of each a day.");
        }

        if (things.Count > 0 && !things.ToHashSet().SetEquals(fact.Snapshot.Things))
        {
            return ($"of each {string.Join(" and ", things.Select(t => $"'{t.Name}'"))} its own, while '{fact.Name}' is a snapshot of {string.Join(" and ", fact.Snapshot.Things.Select(t => $"'{t.Name}'"))}",
                "Let all measures of a model have the same window_groupings, or none; or split the model.");
        }

        return at == fact.Snapshot.At ? null : ($"by '{at.Name}', while the snapshot was taken by '{fact.Snapshot.At.Name}'", "Split the model: a snapshot has one time.");
    }
}
