using Crm.Sdk.DataGovernance;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Analysis;
using Crm.Sdk.Reporting.Documents;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>Data: what is required, what there is, the rules and the policies.</summary>
public sealed class DataSection : IPlanSection
{
    /// <inheritdoc/>
    public string Key => PlanSectionKeys.DataManagement;

    /// <inheritdoc/>
    public string Heading => "Data management";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReportBlock>> ComposeAsync(PlanContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult<IReadOnlyList<ReportBlock>>(context.Plan.Content.Data is { } part ? [.. Blocks(part, context)] : []);
    }

    private static IEnumerable<ReportBlock> Blocks(DataManagementPlan part, PlanContext context) =>
    [
        .. PlanWords.Table("What data is required", part.Requirements,
            (new("Purpose"), r => r.Purpose),
            (new("Data"), r => string.Join(", ", r.Elements.Select(e => e.Name))),
            (new("Sources"), r => string.Join(", ", r.Sources.Select(s => PlanNames.Source(s, context)))),
            (new("Quality"), r => string.Join(", ", r.Thresholds.Select(t => $"{PlanWords.Of(t.Dimension)} at least {PlanWords.Share(t.AtLeast)}"))),
            (new("Owner"), r => PlanWords.Owner(r.Owner, context)),
            (new("Review"), r => PlanWords.Day(r.ReviewOn))),
        .. PlanWords.Table("What data there is", part.Assets,
            (new("Data"), r => r.Title),
            (new("System"), r => r.System),
            (new("Class"), r => PlanWords.Of(r.Classification)),
            (new("Elements"), r => string.Join(", ", r.Elements)),
            (new("Steward"), r => PlanWords.Owner(r.Steward, context))),
        .. PlanWords.Table("What is needed and not there", DataGap.Of(part),
            (new("Data"), r => r.Element.Name),
            (new("For"), r => r.Requirement.Purpose),
            (new("Might come from"), r => string.Join(", ", r.Sources.Select(s => s.Title)))),
        .. PlanWords.Table("How good it is", context.Status.Quality,
            (new("Rule"), r => r.Rule.Title),
            (new("Dimension"), r => PlanWords.Of(r.Rule.Dimension)),
            (new("Rows", ColumnAlignment.End), r => r.Cell is { } cell ? cell.Denominator.ToString(0) : ""),
            (new("Good", ColumnAlignment.End), r => r.Score is { } score ? $"{(score * 100).ToString(1)}%" : "-"),
            (new("Asked for", ColumnAlignment.End), r => new TableCell(r.Rule.AtLeast is { } least ? PlanWords.Share(least) : "", r.IsEnough == false ? new StatusBadge("not enough", ReportTone.Warning) : null)),
            (new("Owner"), r => PlanWords.Owner(r.Rule.Owner, context))),
        .. PlanWords.Table("What is wrong with data", part.Issues,
            (new("Matter"), r => r.Statement),
            (new("Data"), r => PlanNames.Asset(r.Asset, context)),
            (new("Dimension"), r => PlanWords.Of(r.Dimension)),
            (new("Status"), r => new TableCell("", r.Resolved is null ? new StatusBadge("open", ReportTone.Warning) : new StatusBadge("resolved", ReportTone.Good))),
            (new("Owner"), r => PlanWords.Owner(r.Owner, context))),
        .. PlanWords.Table("Policies", part.Policies,
            (new("Policy"), r => r.Title),
            (new("Kind"), r => PlanWords.Of(r.Kind)),
            (new("What it says"), r => r.Statement),
            (new("Owner"), r => PlanWords.Owner(r.Owner, context))),
        .. PlanWords.Table("How long data is kept", part.Retention,
            (new("Data"), r => PlanNames.Asset(r.Asset, context)),
            (new("Months", ColumnAlignment.End), r => PlanWords.Number(r.Months)),
            (new("Then"), r => PlanWords.Of(r.Then)),
            (new("Basis"), r => r.Basis),
            (new("Owner"), r => PlanWords.Owner(r.Owner, context))),
    ];
}
