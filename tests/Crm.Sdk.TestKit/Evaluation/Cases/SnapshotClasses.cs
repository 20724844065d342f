using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <summary>What is to occur of snapshots; see <see cref="CoverageClasses"/>.</summary>
internal static class SnapshotClasses
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Enum.GetNames<SnapshotChoice>().Select(c => $"snapshot: {c}"), .. Enum.GetNames<SnapshotChoice>().Select(c => $"snapshot: {c} inside each"),
        "snapshot: not older", "snapshot: carried within the period", "snapshot: at start", "snapshot: of days", "snapshot: of instants", "snapshot: of what a row speaks",
        "snapshot: of another period", "snapshot: at now", "snapshot: key of several fields", "snapshot: filtered", "snapshot: percentile of a last day", "snapshot: grouped by history",
        "rows: several snapshots of one key", "bridge: of states", "bridge: of snapshots", "bridge: counted", "bridge: over a dimension",
    ];

    public static IEnumerable<string> OfRows(FactTable table)
    {
        if (table.Schema.Snapshot is not { } snapshot)
        {
            return [];
        }

        int entity = table.Schema.OrdinalOf(snapshot.Entity);
        var keys = table.Batches.SelectMany(b => Enumerable.Range(0, b.Count).Select(i => ((TextColumn)b.Columns[entity])[i])).OfType<string>().ToList();
        return keys.Distinct(StringComparer.Ordinal).Count() < keys.Count ? ["rows: several snapshots of one key"] : [];
    }

    public static IEnumerable<string> OfEach(BoundEach each, BoundQuery query)
    {
        if (!each.Aggregates.Any(a => a.Frame.Window == FrameWindow.Before))
        {
            return [];
        }

        return
        [
            each.Aggregates[0].Fact.Schema.Snapshot is null ? "bridge: of states" : "bridge: of snapshots", .. each.Value is null ? new[] { "bridge: counted" } : [],
            .. query.Dimensions.Count > 0 ? new[] { "bridge: over a dimension" } : [],
        ];
    }

    public static IEnumerable<string> OfAggregate(BoundAggregate aggregate, BoundQuery query)
    {
        if (!aggregate.Frame.IsState || aggregate.Fact.Schema.Snapshot is not { } snapshot)
        {
            return [];
        }

        BoundSnapshotReading? reading = aggregate.Frame.Snapshot;
        SnapshotChoice choice = reading?.Choice ?? SnapshotChoice.Carry;
        (bool Holds, string Name)[] all =
        [
            (true, $"snapshot: {choice}{(aggregate.EntityPath is null ? "" : " inside each")}"),
            (choice == SnapshotChoice.Carry && reading is { Count: > 0 }, "snapshot: not older"), (choice == SnapshotChoice.Carry && reading is { IsWithinPeriod: true }, "snapshot: carried within the period"),
            (aggregate.Frame.Window == FrameWindow.Opening, "snapshot: at start"), (true, aggregate.Role!.IsDate ? "snapshot: of days" : "snapshot: of instants"),
            (aggregate.Within is not null, "snapshot: of what a row speaks"), (aggregate.Frame.Shifts.Count > 0, "snapshot: of another period"),
            (query.PlacementsOf(aggregate.Frame, aggregate.Role).Any(p => p.IsOpen), "snapshot: at now"), (snapshot.Parts.Count > 0, "snapshot: key of several fields"),
            (aggregate.Filter is not null, "snapshot: filtered"), (choice == SnapshotChoice.LastNonEmpty && aggregate.Kind == AggregateKind.Percentile, "snapshot: percentile of a last day"),
            (query.Dimensions.Any(d => d.On(aggregate).ReadsHistory()), "snapshot: grouped by history"),
        ];
        return all.Where(a => a.Holds).Select(a => a.Name);
    }
}
