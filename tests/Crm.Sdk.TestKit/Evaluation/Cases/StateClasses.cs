using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <summary>What is to occur of states and of attributes with history; see <see cref="CoverageClasses"/>.</summary>
internal static class StateClasses
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "rows: interval without an end", "rows: interval without a length", "rows: interval that ends on a boundary", "rows: intervals that overlap",
        "state: of days", "state: inside each", "state: inside segment", "state: of another period", "state: at now",
        "history: Now", "history: Then", "history: AtStart", "history: AtEnd", "history: on a date role", "history: of days", "history: over a reference", "history: on a state",
        "history: in an operand", "history: in a window", "history: in an each", "dimension: history", "dimension: history of a state", "dimension: history in an each with a state", "dimension: history now",
    ];

    public static IEnumerable<string> OfRows(FactTable table, HashSet<long> boundaries)
    {
        if (table.Schema.Interval is not { } interval)
        {
            return [];
        }

        int entity = table.Schema.OrdinalOf(interval.Entity), from = table.Schema.OrdinalOf(interval.From), to = table.Schema.OrdinalOf(interval.To);
        var rows = table.Batches.SelectMany(b => Enumerable.Range(0, b.Count).Select(i => (
            Entity: ((TextColumn)b.Columns[entity])[i], From: At(b, from, i), To: At(b, to, i)))).Where(r => r.From is not null).ToList();
        bool overlaps = rows.GroupBy(r => r.Entity, StringComparer.Ordinal).Any(g => g.Count(r => r.To is null) > 1);
        (bool Holds, string Name)[] all =
        [
            (rows.Exists(r => r.To is null), "rows: interval without an end"), (rows.Exists(r => r.To == r.From), "rows: interval without a length"),
            (rows.Exists(r => r.To is { } end && boundaries.Contains(end)), "rows: interval that ends on a boundary"), (overlaps, "rows: intervals that overlap"),
        ];
        return all.Where(a => a.Holds).Select(a => a.Name);
    }

    public static IEnumerable<string> OfAggregate(BoundAggregate aggregate, BoundQuery query)
    {
        bool isState = aggregate.Frame.IsState;
        BoundAsOf[] filter = [.. Steps(aggregate.Filter)], operand = [.. Steps(aggregate.Operand)], steps = [.. filter, .. operand];
        (bool Holds, string Name)[] all =
        [
            (isState && aggregate.Role!.IsDate, "state: of days"), (isState && aggregate.EntityPath is not null, "state: inside each"),
            (isState && aggregate.Frame.Shifts.Count > 0, "state: of another period"), (isState && query.PlacementsOf(aggregate.Frame, aggregate.Role).Any(p => p.IsOpen), "state: at now"),
            (steps.Any(s => s.Time is { IsDate: true }), "history: on a date role"), (steps.Any(s => s.IsOfDays), "history: of days"),
            (isState && steps.Length > 0, "history: on a state"), (operand.Length > 0, "history: in an operand"),
            (steps.Length > 0 && aggregate.Frame.Window is FrameWindow.Trailing or FrameWindow.ToDate or FrameWindow.AllTime, "history: in a window"),
            (aggregate.Children().SelectMany(Fields).Any(f => f.Path.Count > 1 && f.Path[^1].AsOf is not null), "history: over a reference"),
            (aggregate.Children().SelectMany(Fields).Any(f => f.Field.History is not null), "history: Now"),
        ];
        return all.Where(a => a.Holds).Select(a => a.Name).Concat(steps.Select(s => $"history: {s.Reading}"));
    }

    public static IEnumerable<string> OfEach(BoundEach each) =>
        each.Children().Any(c => c.IsReadPerPeriod()) ? ["history: in an each"] : [];

    public static IEnumerable<string> OfDimensions(BoundQuery query)
    {
        foreach (BoundAggregate aggregate in query.Metrics.SelectMany(m => m.Value.Aggregates()))
        {
            foreach (BoundExpression expression in query.Dimensions.Select(d => d.On(aggregate)))
            {
                if (expression.ReadsHistory())
                {
                    yield return aggregate.Grouping is not null ? "dimension: history in an each with a state"
                        : aggregate.Frame.IsState ? "dimension: history of a state" : "dimension: history";
                }
                else if (Fields(expression).Any(f => f.Field.GroupsByNow))
                {
                    yield return "dimension: history now";
                }
            }
        }
    }

    private static long? At(FactBatch batch, int ordinal, int row) => batch.Columns[ordinal].IsNull(row) ? null : ((NumberColumn)batch.Columns[ordinal]).Values[row];

    private static IEnumerable<BoundAsOf> Steps(BoundExpression? node) =>
        node is null ? [] : Fields(node).SelectMany(f => f.Path).Select(p => p.AsOf).OfType<BoundAsOf>();

    private static IEnumerable<BoundField> Fields(BoundExpression node) => node is BoundField field ? [field] : node.Children().SelectMany(Fields);
}
