using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using NodaTime;

namespace Crm.Sdk.Evaluation.Differences;

/// <summary>The changes of rows between two positions, in steps, with the rows as they are after each.</summary>
/// <remarks>
/// Retractions come first and additions last. So the rows of a fact are at every step a part of those at one of the two positions, and
/// states of an interval that do not overlap at either overlap nowhere between.
/// </remarks>
internal sealed class FactSteps
{
    private readonly FactHistory _history;
    private readonly long _after;
    private readonly Dictionary<FactSchema, FactTable> _tables;
    private readonly Dictionary<FactSchema, Dictionary<string, FactRecord>> _rows = [];

    public FactSteps(FactHistory history, long after, long until, BoundQuery query, DifferenceDetail detail)
    {
        _history = history;
        _after = after;
        _tables = history.At(after).Tables.ToDictionary(t => t.Schema);
        HashSet<string> needed = [.. query.Needs.Select(n => n.Fact.Name)];
        Instant? known = history.CommitAt(after)?.RecordedAt;
        Steps =
        [
            .. history.ChangesBetween(after, until).Where(c => needed.Contains(c.Schema.Name))
                .GroupBy(c => (Cause: CauseOf(c, query, known), c.Schema))
                .OrderBy(g => g.Key.Cause).ThenBy(g => g.Key.Schema.Name, StringComparer.Ordinal)
                .SelectMany(g => detail == DifferenceDetail.Causes || IsOneStep(g.Key.Cause, g.Key.Schema)
                    ? [new DifferenceStep(g.Key.Cause, [.. g])]
                    : g.Select(c => new DifferenceStep(g.Key.Cause, [c]))),
        ];
    }

    public IReadOnlyList<DifferenceStep> Steps { get; }

    /// <summary>The rows before the first step, and after each that was applied.</summary>
    public IReadOnlyCollection<FactTable> Tables => _tables.Values;

    /// <summary>Applies a step.</summary>
    public void Apply(DifferenceStep step)
    {
        FactSchema schema = step.Fact!;
        if (!_rows.TryGetValue(schema, out Dictionary<string, FactRecord>? rows))
        {
            rows = _history.VersionsOf(schema).Where(v => v.IsKnownAt(_after)).ToDictionary(v => FactHistory.IdentityOf(v.Row), v => v.Row, StringComparer.Ordinal);
            _rows.Add(schema, rows);
        }

        foreach (FactRowChange change in step.Rows)
        {
            if (change.After is { } row)
            {
                rows[change.Key] = row;
            }
            else
            {
                rows.Remove(change.Key);
            }
        }

        _tables[schema] = FactHistory.TableOf(schema, rows.Values);
    }

    private static bool IsOneStep(ChangeCause cause, FactSchema schema) => cause == ChangeCause.Correction && schema.Interval is { MayOverlap: false };

    private static ChangeCause CauseOf(FactRowChange change, BoundQuery query, Instant? known) =>
        change.After is null ? ChangeCause.Retraction
        : change.Before is not null ? ChangeCause.Correction
        : known is { } instant && TimeOf(change.After, query) < instant ? ChangeCause.LateFact : ChangeCause.NewFact;

    // When the row happened by the role that counts unless said; a day has happened when it has begun.
    private static Instant? TimeOf(FactRecord row, BoundQuery query)
    {
        if (query.Model.Facts[row.Schema.Name].DefaultRole?.Value is not BoundField { Path.Count: 0 } field || row.Values[field.Ordinal] is not long value)
        {
            return null;
        }

        return field.Type.Kind == Values.DataKind.Date ? query.Calendar.StartOf(StorageForm.ToDate(value)) : StorageForm.ToInstant(value);
    }
}
