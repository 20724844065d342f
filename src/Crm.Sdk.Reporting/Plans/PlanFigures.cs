using Crm.Sdk.Plans.Analysis;
using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Documents;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>How all in a plan hangs together, as a picture.</summary>
internal static class PlanFigures
{
    // More nodes than these are no picture any more.
    private const int MostNodes = 40;

    private static readonly (PlanNodeKind Kind, string Column)[] Columns =
    [
        (PlanNodeKind.Business, "The business wants"), (PlanNodeKind.Objective, "CRM is to reach"), (PlanNodeKind.Metric, "Told by"), (PlanNodeKind.Fact, "From"),
    ];

    /// <summary>From what the business wants to the facts; null without an objective, or with too many nodes to be read.</summary>
    public static ReportFigure? Alignment(PlanContext context)
    {
        PlanGraph graph = PlanGraph.Of(context.Status.Document, context.Engine.Model);
        var told = graph.Edges.Where(e => e.Verb == "is told by").Select(e => e.To).ToHashSet();
        List<PlanNode> nodes = [.. graph.Nodes.Where(n => n.Kind is PlanNodeKind.Business or PlanNodeKind.Objective || (n.Kind == PlanNodeKind.Metric && told.Contains(n)))];
        var facts = graph.Edges.Where(e => e.To.Kind == PlanNodeKind.Fact && nodes.Contains(e.From)).Select(e => e.To).ToHashSet();
        nodes.AddRange(graph.Nodes.Where(facts.Contains));
        if (!nodes.Exists(n => n.Kind == PlanNodeKind.Objective) || nodes.Count > MostNodes)
        {
            return null;
        }

        string Key(PlanNode node) => $"{node.Kind}:{node.Key}";
        int Column(PlanNodeKind kind) => Array.FindIndex(Columns, c => c.Kind == kind);
        return new ReportFigure(new AlignmentGraph(
            "What serves what", "From what the business wants to the facts that tell whether it is reached.", Columns.Select(c => c.Column),
            nodes.Select(n => new GraphNode(Key(n), Column(n.Kind), n.Title)),
            graph.Edges.Where(e => nodes.Contains(e.From) && nodes.Contains(e.To) && Column(e.From.Kind) != Column(e.To.Kind))
                .Select(e => Column(e.From.Kind) < Column(e.To.Kind) ? new GraphEdge(Key(e.From), Key(e.To)) : new GraphEdge(Key(e.To), Key(e.From)))));
    }
}
