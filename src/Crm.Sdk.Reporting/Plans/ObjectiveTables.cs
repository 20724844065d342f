using Crm.Sdk.Objectives;
using Crm.Sdk.Plans.Analysis;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Reporting.Documents;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>What stands around the objectives: for whom they are, what they serve, and who works for them.</summary>
internal static class ObjectiveTables
{
    private static readonly ObjectiveKind[] Kinds = Enum.GetValues<ObjectiveKind>();

    public static IEnumerable<ReportBlock> Of(PlanObjectives part, PlanContext context) =>
    [
        .. Matrix(part, context),
        .. PlanWords.Table("How objectives serve the business", part.Alignments,
            (new("Objective"), r => PlanNames.Objective(r.Objective, context)),
            (new("Serves"), r => PlanNames.Business(r.Business, context)),
            (new("Weight", ColumnAlignment.End), r => r.Weight is { } weight ? PlanWords.Share(weight) : ""),
            (new("Because"), r => r.Rationale ?? "")),
        .. PlanWords.Table("Who works for them", part.WorkPlans,
            (new("Who"), r => PlanNames.Person(r.Who, context)),
            (new("Objective"), r => PlanNames.Objective(r.Objective, context)),
            (new("Part of the work", ColumnAlignment.End), r => PlanWords.Share(r.Weight)),
            (new("Reference"), r => r.Reference ?? "")),
        .. PlanWords.Table("Whose pay depends on them", part.Compensation,
            (new("Who"), r => PlanNames.Person(r.Who, context)),
            (new("Objective"), r => PlanNames.Objective(r.Objective, context)),
            (new("Weight", ColumnAlignment.End), r => PlanWords.Share(r.Weight)),
            (new("Reference"), r => r.Reference)),
    ];

    // For whom customers are won, developed and kept, and where that is left out on purpose.
    private static IEnumerable<ReportBlock> Matrix(PlanObjectives part, PlanContext context)
    {
        var byId = context.Objectives.Where(o => o.Objective.State != ObjectiveState.Cancelled).ToDictionary(o => o.Objective.Id, o => o.Objective.Plan);
        var matrix = ObjectiveMatrix.Of(context.Plan.Segments, part, byId.GetValueOrDefault);
        return matrix.Cells.Count == 0 ? [] :
        [
            new ReportTable("For whom", [new("Segment"), .. Kinds.Select(k => new TableColumn(k.ToString()))], matrix.Segments.Select(segment =>
                (IEnumerable<TableCell>)[PlanNames.Segment(segment, context), .. Kinds.Select(kind => Cell(matrix.Find(segment, kind), context))])),
        ];
    }

    private static TableCell Cell(MatrixCell? cell, PlanContext context) => cell switch
    {
        null => "",
        { State: MatrixCellState.Pursued } => string.Join("; ", cell.Objectives.Select(o => PlanNames.Objective(o, context))),
        { State: MatrixCellState.NotPursued } => new TableCell("", new StatusBadge("left out", ReportTone.Neutral), cell.Reason ?? ""),
        _ when cell.Segment is null => "",
        _ => new TableCell("", new StatusBadge("open", ReportTone.Warning)),
    };
}
