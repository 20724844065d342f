using System.Runtime.CompilerServices;
using Crm.Sdk.Facts;
using Crm.Sdk.Validation;
using NodaTime.Text;

namespace Crm.Sdk.Evaluation.Execution;

/// <summary>Looks whether the rows of an interval are states that can be: each ends after it begins, and those of an entity do not overlap.</summary>
internal static class IntervalGuard
{
    private const string Overlapping = "CRM3030", EndsBeforeItBegins = "CRM3031";
    private const int MostRows = 3;
    private static readonly ConditionalWeakTable<FactTable, Problem[]> Known = [];

    /// <summary>What is wrong with the rows of a table; looked at once for each table.</summary>
    public static IEnumerable<Finding> Check(FactTable table, FactInterval interval, string path) => Known
        .GetValue(table, t => [.. Findings(t, interval)])
        .Where(found => !interval.MayOverlap || found.Code != Overlapping)
        .Select(found => new Finding(found.Code, FindingSeverity.Error, found.Message, found.Mend, new FindingPlace { Path = path }));

    private static IEnumerable<Problem> Findings(FactTable table, FactInterval interval)
    {
        List<State> states = Read(table, interval);
        var backwards = states.Where(s => s.To < s.From).ToList();
        if (backwards.Count > 0)
        {
            yield return new Problem(EndsBeforeItBegins, $"Of '{table.Schema}' {Many(backwards.Count)} before {(backwards.Count == 1 ? "it begins" : "they begin")}: {Named(backwards)}.",
                "Correct the times; what never was has no row.");
        }

        // A state that overlaps any earlier one of its entity overlaps the one that lasts longest of them.
        var overlapping = new List<State>();
        foreach (var own in states.Where(s => s.To >= s.From && s.Entity is not null).GroupBy(s => s.Entity, StringComparer.Ordinal))
        {
            long reached = long.MinValue;
            foreach (State state in own.OrderBy(s => s.From).ThenBy(s => s.To))
            {
                if (state.From < reached)
                {
                    overlapping.Add(state);
                }

                reached = Math.Max(reached, state.To);
            }
        }

        if (overlapping.Count > 0)
        {
            yield return new Problem(Overlapping, $"Of '{table.Schema}' {Count(overlapping.Count)} while another of the same '{interval.Entity}' lasts: {Named(overlapping)}.",
                "End the earlier one first, or declare the interval 'overlapping'.");
        }
    }

    private static string Count(int count) => count == 1 ? "a row begins" : $"{count} rows begin";

    private static string Many(int count) => count == 1 ? "a row ends" : $"{count} rows end";

    private static string Named(List<State> states) =>
        string.Join(", ", states.Take(MostRows).Select(s => s.Name)) + (states.Count > MostRows ? ", …" : "");

    private static List<State> Read(FactTable table, FactInterval interval)
    {
        FactSchema schema = table.Schema;
        int entity = schema.OrdinalOf(interval.Entity), from = schema.OrdinalOf(interval.From), to = schema.OrdinalOf(interval.To), key = schema.OrdinalOf(schema.Key.Name);
        bool isOfDays = schema.Fields[from].Type.Kind == Values.DataKind.Date;
        var states = new List<State>();
        foreach (FactBatch batch in table.Batches)
        {
            var entities = (TextColumn)batch.Columns[entity];
            var (begins, ends) = ((NumberColumn)batch.Columns[from], (NumberColumn)batch.Columns[to]);
            for (int row = 0; row < batch.Count; row++)
            {
                if (!begins.IsNull(row))
                {
                    states.Add(new State(entities[row], begins.Values[row], ends.IsNull(row) ? long.MaxValue : ends.Values[row], Name(batch, row)));
                }
            }
        }

        return states;

        Func<string> Name(FactBatch batch, int row) => () => schema.HasOwnKey
            ? $"'{(batch.Columns[key] is TextColumn keys ? keys[row] : ((NumberColumn)batch.Columns[key]).Values[row])}'"
            : $"'{((TextColumn)batch.Columns[entity])[row]}' from {Shown(((NumberColumn)batch.Columns[from]).Values[row], isOfDays)}";
    }

    private static string Shown(long time, bool isDay) =>
        isDay ? LocalDatePattern.Iso.Format(StorageForm.ToDate(time)) : InstantPattern.ExtendedIso.Format(StorageForm.ToInstant(time));

    private sealed class Problem(string code, string message, string mend)
    {
        public string Code { get; } = code;

        public string Message { get; } = message;

        public string Mend { get; } = mend;
    }

    private sealed class State(string? entity, long from, long to, Func<string> name)
    {
        public string? Entity { get; } = entity;

        public long From { get; } = from;

        public long To { get; } = to;

        public string Name => name();
    }
}
