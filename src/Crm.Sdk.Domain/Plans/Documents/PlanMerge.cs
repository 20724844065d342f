using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Sdk.Plans.Documents;

/// <summary>Two people changed the same value of a plan in two ways.</summary>
public sealed record PlanConflict
{
    /// <summary>Where, as in <see cref="PlanChange.Path"/>.</summary>
    public required string Path { get; init; }

    /// <summary>What was there before both, as JSON; null for nothing.</summary>
    public string? Base { get; init; }

    /// <summary>What one has made of it, as JSON; null when it was taken away. The merged plan has this, and lacks what was taken away.</summary>
    public string? Ours { get; init; }

    /// <summary>What the other has made of it, as JSON; null when it was taken away.</summary>
    public string? Theirs { get; init; }
}

/// <summary>Two versions of a plan put together.</summary>
public sealed record MergedPlan
{
    /// <summary>The plan with the changes of both; where both changed the same value, with ours, which may be that it is not there.</summary>
    public required PlanDocument Document { get; init; }

    /// <summary>What both changed, for people to settle; empty when nothing.</summary>
    public required IReadOnlyList<PlanConflict> Conflicts { get; init; }
}

/// <summary>Puts two versions of a plan together that began as the same.</summary>
/// <remarks>
/// Items of lists are the same when their keys are. A change of one side is taken; the same change of both is one change; where the
/// sides differ, ours is taken and a conflict keeps theirs, so that nothing is lost: what ours took away is gone though theirs changed
/// it, and what ours changed stays though theirs took it away. An objective and the item that names it in the plan come and go together.
/// Merging the outcome with theirs again gives the same. Revisions of both are kept in the order of their times.
/// </remarks>
public static class PlanMerge
{
    /// <summary>Merges.</summary>
    /// <param name="origin">What both began with.</param>
    /// <param name="ours">One version.</param>
    /// <param name="theirs">The other.</param>
    /// <exception cref="ArgumentException">They are not versions of one plan.</exception>
    public static MergedPlan Merge(PlanDocument origin, PlanDocument ours, PlanDocument theirs)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(ours);
        ArgumentNullException.ThrowIfNull(theirs);
        if (origin.Id != ours.Id || origin.Id != theirs.Id)
        {
            throw new ArgumentException("These are versions of different plans.", nameof(theirs));
        }

        var conflicts = new List<PlanConflict>();
        JsonNode before = Node(origin)!, own = Node(ours)!, other = Node(theirs)!;
        PlanMergeObjectives.Settle(before, own, other, conflicts);
        JsonNode merged = Merge("", before, own, other, conflicts)!;
        PlanDocument document = merged.Deserialize(PlanForm.Document)!;
        return new MergedPlan { Document = document with { Plan = document.Plan with { Revisions = Revisions(ours.Plan, theirs.Plan) } }, Conflicts = conflicts };
    }

    private static JsonNode? Node(PlanDocument document) =>
        JsonSerializer.SerializeToNode(document with { Plan = document.Plan with { Revisions = [] } }, PlanForm.Document);

    private static IReadOnlyList<PlanRevision> Revisions(PlanBody ours, PlanBody theirs) =>
        [.. ours.Revisions.Concat(theirs.Revisions).DistinctBy(r => (r.At, r.Reason)).OrderBy(r => r.At).Select((r, i) => r with { Number = i + 1 })];

    private static JsonNode? Merge(string path, JsonNode? origin, JsonNode? ours, JsonNode? theirs, List<PlanConflict> conflicts)
    {
        if (Same(ours, theirs) || Same(origin, theirs))
        {
            return ours?.DeepClone();
        }

        if (Same(origin, ours))
        {
            return theirs?.DeepClone();
        }

        if (ours is JsonObject a && theirs is JsonObject b)
        {
            var merged = new JsonObject();
            foreach (string name in a.Select(p => p.Key).Union(b.Select(p => p.Key)))
            {
                if (Merge(path.Length == 0 ? name : $"{path}.{name}", (origin as JsonObject)?[name], a[name], b[name], conflicts) is { } value)
                {
                    merged[name] = value;
                }
            }

            return merged;
        }

        if ((ours ?? theirs) is JsonArray && ours is JsonArray or null && theirs is JsonArray or null)
        {
            string[]? identity = PlanMergeObjectives.IdentityOf(path);
            PlanItems was = PlanItems.Of(origin as JsonArray, identity), own = PlanItems.Of(ours as JsonArray, identity), other = PlanItems.Of(theirs as JsonArray, identity);
            return MergeItems(key => $"{path}[{(identity is null ? key : own.KeyOf(key) ?? other.KeyOf(key) ?? key)}]", was, own, other, conflicts);
        }

        conflicts.Add(new PlanConflict { Path = path, Base = Text(origin), Ours = Text(ours), Theirs = Text(theirs) });
        return ours?.DeepClone();
    }

    private static JsonArray MergeItems(Func<string, string> path, PlanItems origin, PlanItems ours, PlanItems theirs, List<PlanConflict> conflicts)
    {
        var merged = new JsonArray();
        foreach (string key in Order(origin, ours, theirs))
        {
            if (Merge(path(key), origin.Find(key), ours.Find(key), theirs.Find(key), conflicts) is { } item)
            {
                merged.Add(item);
            }
        }

        return merged;
    }

    // Ours in our order; when only they moved items, in theirs. What they added stands after what it stands after there.
    private static List<string> Order(PlanItems origin, PlanItems ours, PlanItems theirs)
    {
        bool moved = !Common(origin, ours).SequenceEqual(Common(ours, origin), StringComparer.Ordinal);
        (PlanItems first, PlanItems second) = moved || Common(origin, theirs).SequenceEqual(Common(theirs, origin), StringComparer.Ordinal) ? (ours, theirs) : (theirs, ours);
        List<string> order = [.. first.Keys];
        string? before = null;
        foreach (string key in second.Keys)
        {
            if (!first.Has(key))
            {
                order.Insert(before is null ? 0 : order.IndexOf(before) + 1, key);
            }

            before = key;
        }

        return order;

        static IEnumerable<string> Common(PlanItems of, PlanItems other) => of.Keys.Where(other.Has);
    }

    private static bool Same(JsonNode? a, JsonNode? b) => JsonNode.DeepEquals(a, b) || (PlanItems.IsNothing(a) && PlanItems.IsNothing(b));

    internal static string? Text(JsonNode? node) => node?.ToJsonString(PlanItems.Readable);
}
