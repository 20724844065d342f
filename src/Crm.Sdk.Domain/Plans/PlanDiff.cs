using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Sdk.Plans;

/// <summary>What differs between two plans, item by item: items of a list are the same when their keys are, wherever they stand.</summary>
public static class PlanDiff
{
    /// <summary>What differs between two contents; empty exactly when they hold the same.</summary>
    public static IReadOnlyList<PlanChange> Between(PlanContent before, PlanContent after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return Between(JsonSerializer.SerializeToNode(before, PlanJson.Default.PlanContent), JsonSerializer.SerializeToNode(after, PlanJson.Default.PlanContent));
    }

    /// <summary>What differs between two plans; empty exactly when they are the same. Their revisions are not compared: they tell of former differences.</summary>
    public static IReadOnlyList<PlanChange> Between(PlanBody before, PlanBody after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return Between(Node(before), Node(after));

        static JsonNode? Node(PlanBody body) => JsonSerializer.SerializeToNode(body with { Revisions = [] }, PlanJson.Default.PlanBody);
    }

    internal static bool RevisionsDiffer(PlanBody before, PlanBody after) =>
        before.Revisions.Count != after.Revisions.Count || before.Revisions.Zip(after.Revisions).Any(p => p.First.At != p.Second.At || p.First.Reason != p.Second.Reason);

    internal static IReadOnlyList<PlanChange> Between(JsonNode? before, JsonNode? after)
    {
        var changes = new List<PlanChange>();
        Compare("", before, after, changes);
        return changes;
    }

    private static void Compare(string path, JsonNode? before, JsonNode? after, List<PlanChange> changes)
    {
        if (PlanItems.IsNothing(before) && PlanItems.IsNothing(after))
        {
            return;
        }

        switch (before, after)
        {
            case (JsonObject a, JsonObject b):
                foreach (string name in a.Select(p => p.Key).Union(b.Select(p => p.Key)))
                {
                    Compare(path.Length == 0 ? name : $"{path}.{name}", a[name], b[name], changes);
                }

                break;
            case (JsonArray a, JsonArray b):
                CompareItems(path, PlanItems.Of(a), PlanItems.Of(b), changes);
                break;
            case var _ when !JsonNode.DeepEquals(before, after):
                changes.Add(new PlanChange
                {
                    Path = path, Kind = PlanItems.IsNothing(before) ? PlanChangeKind.Added : PlanItems.IsNothing(after) ? PlanChangeKind.Removed : PlanChangeKind.Changed,
                    Before = PlanItems.IsNothing(before) ? null : before!.ToJsonString(PlanItems.Readable), After = PlanItems.IsNothing(after) ? null : after!.ToJsonString(PlanItems.Readable),
                });
                break;
        }
    }

    private static void CompareItems(string path, PlanItems before, PlanItems after, List<PlanChange> changes)
    {
        foreach (string key in before.Keys.Union(after.Keys))
        {
            Compare($"{path}[{key}]", before.Find(key), after.Find(key), changes);
        }

        List<string> was = [.. before.Keys.Where(after.Has)], now = [.. after.Keys.Where(before.Has)];
        if (!was.SequenceEqual(now, StringComparer.Ordinal))
        {
            changes.Add(new PlanChange { Path = path, Kind = PlanChangeKind.Moved, Before = string.Join(", ", was), After = string.Join(", ", now) });
        }
    }
}
