using Crm.Sdk.Objectives;
using Crm.Sdk.Plans.Parts;

namespace Crm.Sdk.Plans.Analysis;

/// <summary>What a plan does for a segment in one of the three ways to deal with customers.</summary>
public enum MatrixCellState
{
    /// <summary>It has an objective.</summary>
    Pursued,

    /// <summary>It has none, on purpose and with a reason.</summary>
    NotPursued,

    /// <summary>It has none, and nobody said why.</summary>
    Missing,
}

/// <summary>A segment and a kind of objective.</summary>
public sealed record MatrixCell
{
    /// <summary>The segment, by its name in definitions; null for all customers.</summary>
    public string? Segment { get; init; }

    /// <summary>The kind.</summary>
    public required ObjectiveKind Kind { get; init; }

    /// <summary>What the plan does there.</summary>
    public required MatrixCellState State { get; init; }

    /// <summary>The objectives of the segment and the kind, by their keys in the plan; those that were given up are not among them.</summary>
    public IReadOnlyList<string> Objectives { get; init; } = [];

    /// <summary>Why none is pursued; null where one is, and where nobody said.</summary>
    public string? Reason { get; init; }
}

/// <summary>Segments by kinds of objectives: for whom a plan wins, develops and keeps customers, and where it left that open.</summary>
/// <remarks>The rows are the segments of the plan in its order, then those that only an objective or a reason names. Objectives for all customers stand last, and ask for nothing: they are no promise to a segment.</remarks>
public sealed record ObjectiveMatrix
{
    /// <summary>The cells, a segment after the other, in each the kinds in their order.</summary>
    public required IReadOnlyList<MatrixCell> Cells { get; init; }

    /// <summary>The segments, in the order of the rows; null stands for all customers.</summary>
    public IReadOnlyList<string?> Segments => [.. Cells.Select(c => c.Segment).Distinct()];

    /// <summary>The cells in which nothing is said.</summary>
    public IReadOnlyList<MatrixCell> Missing => [.. Cells.Where(c => c.State == MatrixCellState.Missing)];

    /// <summary>The share of cells in which something is said, from 0 to 1; 1 where there is no cell.</summary>
    public decimal Completeness => Cells.Count == 0 ? 1 : 1 - ((decimal)Missing.Count / Cells.Count);

    /// <summary>Whether each segment has an objective of each kind, or a reason for none.</summary>
    public bool IsComplete => Missing.Count == 0;

    /// <summary>The cell of a segment and a kind; null where the segment has no row.</summary>
    public MatrixCell? Find(string? segment, ObjectiveKind kind) => Cells.FirstOrDefault(c => c.Segment == segment && c.Kind == kind);

    /// <summary>The matrix of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="objectives">The objectives of the tenant. Those that the plan names count, under their keys; all of them under their ids while it has no list. Those that were given up do not.</param>
    public static ObjectiveMatrix Of(CrmPlan plan, IReadOnlyList<SmartObjective> objectives)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(objectives);
        var byId = objectives.ToDictionary(o => o.Id);
        PlanObjectives part = plan.Content.Objectives ?? new PlanObjectives { Objectives = [.. objectives.Select(o => new PlannedObjective { Key = o.Id.ToString(), Id = o.Id })] };
        return Of(plan.Segments, part, id => byId.TryGetValue(id, out SmartObjective? o) && o.State != ObjectiveState.Cancelled ? o.Plan : null);
    }

    /// <summary>The matrix of parts of a plan, such as those of a document.</summary>
    /// <param name="segments">The segments of the plan, by their names in definitions.</param>
    /// <param name="part">Its objectives, and what is not pursued.</param>
    /// <param name="find">The plan of an objective; null where there is none, or it was given up.</param>
    public static ObjectiveMatrix Of(IReadOnlyList<string> segments, PlanObjectives part, Func<ObjectiveId, ObjectivePlan?> find)
    {
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(find);
        var pursued = part.Objectives.Select(o => (o.Key, Plan: find(o.Id))).Where(o => o.Plan is not null).Select(o => (o.Key, Plan: o.Plan!)).ToList();
        IEnumerable<string> rows = segments.Concat(pursued.Where(o => o.Plan.Segment is not null).Select(o => o.Plan.Segment!)).Concat(part.NotPursued.Select(n => n.Segment)).Distinct();
        ObjectiveKind[] kinds = Enum.GetValues<ObjectiveKind>();
        IEnumerable<MatrixCell> asked = rows.SelectMany(segment => kinds.Select(kind => Cell(segment, kind, pursued, part.NotPursued)));
        return new ObjectiveMatrix { Cells = [.. asked, .. kinds.Select(kind => Cell(null, kind, pursued, part.NotPursued)).Where(c => c.Objectives.Count > 0)] };
    }

    private static MatrixCell Cell(string? segment, ObjectiveKind kind, List<(string Key, ObjectivePlan Plan)> pursued, IReadOnlyList<NotPursued> not)
    {
        List<string> keys = [.. pursued.Where(o => o.Plan.Segment == segment && o.Plan.Kind == kind).Select(o => o.Key)];
        string? reason = keys.Count > 0 ? null : not.FirstOrDefault(n => n.Segment == segment && n.Kind == kind && !string.IsNullOrWhiteSpace(n.Reason))?.Reason;
        return new MatrixCell
        {
            Segment = segment, Kind = kind, Objectives = keys, Reason = reason,
            State = keys.Count > 0 ? MatrixCellState.Pursued : reason is not null ? MatrixCellState.NotPursued : MatrixCellState.Missing,
        };
    }
}
