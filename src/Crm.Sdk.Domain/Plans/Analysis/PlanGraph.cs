using Crm.Sdk.Language.Binding;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Plans.Parts;

namespace Crm.Sdk.Plans.Analysis;

/// <summary>What a node of the graph of a plan is.</summary>
public enum PlanNodeKind
{
    /// <summary>A business objective.</summary>
    Business,

    /// <summary>A SMART objective.</summary>
    Objective,

    /// <summary>A metric.</summary>
    Metric,

    /// <summary>A fact of the definitions.</summary>
    Fact,

    /// <summary>A segment of customers.</summary>
    Segment,

    /// <summary>An action of the timeline.</summary>
    Action,

    /// <summary>Somebody who answers for something.</summary>
    Owner,

    /// <summary>A line of the budget.</summary>
    BudgetLine,
}

/// <summary>A node: something in a plan that others hang together with.</summary>
public sealed record PlanNode
{
    /// <summary>What it is.</summary>
    public required PlanNodeKind Kind { get; init; }

    /// <summary>What it is called among its like: a key, the name of a definition or of a person.</summary>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>The kind and the key.</summary>
    public override string ToString() => $"{Kind} {Key}";
}

/// <summary>One node hangs together with another.</summary>
public sealed record PlanEdge
{
    /// <summary>The node that does.</summary>
    public required PlanNode From { get; init; }

    /// <summary>The node that it does to.</summary>
    public required PlanNode To { get; init; }

    /// <summary>What the first does: serves, is told by, is computed from, is about, is owned by, is paid from.</summary>
    public required string Verb { get; init; }
}

/// <summary>
/// How all in a plan hangs together: business objective, objective, metric, fact, segment, action, owner and budget line as one graph, so
/// that it can be asked what a number, a person or an amount is for.
/// </summary>
public sealed class PlanGraph
{
    private readonly Dictionary<(PlanNodeKind, string), PlanNode> _nodes = [];
    private readonly List<PlanEdge> _edges = [];

    private PlanGraph()
    {
    }

    /// <summary>The nodes, by kind in the order of the kinds, then by key.</summary>
    public IReadOnlyList<PlanNode> Nodes => [.. _nodes.Values.OrderBy(n => n.Kind).ThenBy(n => n.Key, StringComparer.Ordinal)];

    /// <summary>The edges, in the order of the plan.</summary>
    public IReadOnlyList<PlanEdge> Edges => _edges;

    /// <summary>Nodes that hang together with nothing.</summary>
    public IReadOnlyList<PlanNode> Orphans
    {
        get
        {
            var tied = _edges.SelectMany(e => new[] { e.From, e.To }).ToHashSet();
            return [.. Nodes.Where(n => !tied.Contains(n))];
        }
    }

    /// <summary>The graph of a plan.</summary>
    /// <param name="document">The plan with its objectives. Those that were given up are not in it.</param>
    /// <param name="model">The definitions, for the facts behind metrics; null to leave them out.</param>
    public static PlanGraph Of(PlanDocument document, CrmModel? model)
    {
        ArgumentNullException.ThrowIfNull(document);
        var graph = new PlanGraph();
        PlanContent content = document.Plan.Content;
        PlanObjectives scope = content.Objectives ?? new PlanObjectives();
        graph.AddBusiness(document, scope);
        graph.AddObjectives(document, scope, model);
        graph.AddMetrics(content.Monitoring ?? new MonitoringPlan(), model);
        foreach (CostLine line in content.Budget?.Lines ?? [])
        {
            PlanNode node = graph.Node(PlanNodeKind.BudgetLine, line.Key, line.Title);
            graph.Own(node, line.Owner);
            graph.Tie(node, PlanNodeKind.Objective, line.Objective, "pays for");
        }

        foreach (ActionItem action in content.Timeline?.Actions ?? [])
        {
            PlanNode node = graph.Node(PlanNodeKind.Action, action.Key, action.Title);
            graph.Own(node, action.Owner);
            graph.Tie(node, PlanNodeKind.BudgetLine, action.BudgetLine, "is paid from");
            foreach (string objective in action.Objectives)
            {
                graph.Tie(node, PlanNodeKind.Objective, objective, "serves");
            }
        }

        return graph;
    }

    /// <summary>All that a node hangs together with, over any number of edges in either direction; the node itself is not among them.</summary>
    public IReadOnlyList<PlanNode> Around(PlanNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        ILookup<PlanNode, PlanNode> near = _edges.SelectMany(e => new[] { (e.From, e.To), (From: e.To, To: e.From) }).ToLookup(e => e.Item1, e => e.Item2);
        var seen = new HashSet<PlanNode> { node };
        var open = new Queue<PlanNode>([node]);
        while (open.TryDequeue(out PlanNode? next))
        {
            foreach (PlanNode other in near[next].Where(seen.Add))
            {
                open.Enqueue(other);
            }
        }

        seen.Remove(node);
        return [.. seen.OrderBy(n => n.Kind).ThenBy(n => n.Key, StringComparer.Ordinal)];
    }

    private void AddBusiness(PlanDocument document, PlanObjectives scope)
    {
        var keys = scope.Business.DistinctBy(b => b.Id).ToDictionary(b => b.Id, b => b.Key);
        string Key(BusinessObjectiveId id) => keys.GetValueOrDefault(id) ?? id.ToString();
        foreach (BusinessObjectiveDocument business in document.Business)
        {
            Own(Node(PlanNodeKind.Business, Key(business.Id), business.Title), business.Owner);
        }

        foreach (BusinessObjectiveDocument business in document.Business.Where(b => b.Parent is not null))
        {
            Tie(Node(PlanNodeKind.Business, Key(business.Id), business.Title), PlanNodeKind.Business, Key(business.Parent!.Value), "serves");
        }

        var objectives = scope.Objectives.DistinctBy(o => o.Id).ToDictionary(o => o.Id, o => o.Key);
        foreach (ObjectiveDocument o in document.Objectives.Where(o => o.Objective.State != ObjectiveState.Cancelled))
        {
            PlanNode node = Node(PlanNodeKind.Objective, objectives.GetValueOrDefault(o.Id) ?? o.Id.ToString(), o.Objective.Plan.Title);
            foreach (BusinessObjectiveId served in o.Objective.Plan.Serves)
            {
                Tie(node, PlanNodeKind.Business, Key(served), "serves");
            }
        }
    }

    private void AddObjectives(PlanDocument document, PlanObjectives scope, CrmModel? model)
    {
        var keys = scope.Objectives.DistinctBy(o => o.Id).ToDictionary(o => o.Id, o => o.Key);
        foreach (ObjectiveDocument o in document.Objectives.Where(o => o.Objective.State != ObjectiveState.Cancelled))
        {
            ObjectivePlan plan = o.Objective.Plan;
            PlanNode node = Node(PlanNodeKind.Objective, keys.GetValueOrDefault(o.Id) ?? o.Id.ToString(), plan.Title);
            Own(node, plan.Owner);
            Add(node, Metric(plan.Metric, model), "is told by");
            if (plan.Segment is { } segment)
            {
                Add(node, Node(PlanNodeKind.Segment, segment, model?.Segments.GetValueOrDefault(segment)?.Title ?? segment), "is about");
            }
        }

        foreach (string segment in document.Plan.Segments)
        {
            Node(PlanNodeKind.Segment, segment, model?.Segments.GetValueOrDefault(segment)?.Title ?? segment);
        }
    }

    private void AddMetrics(MonitoringPlan monitoring, CrmModel? model)
    {
        foreach (KpiSelection kpi in monitoring.Kpis)
        {
            PlanNode node = Metric(kpi.Metric, model);
            Own(node, kpi.Owner);
            if (kpi.Objective is { } objective && _nodes.TryGetValue((PlanNodeKind.Objective, objective), out PlanNode? told))
            {
                Add(told, node, "is told by");
            }
        }
    }

    private PlanNode Metric(string name, CrmModel? model)
    {
        bool isNew = !_nodes.ContainsKey((PlanNodeKind.Metric, name));
        BoundMetric? metric = model?.Metrics.GetValueOrDefault(name);
        PlanNode node = Node(PlanNodeKind.Metric, name, metric?.Title ?? name);
        if (isNew && metric is not null)
        {
            foreach (string fact in metric.Value.Aggregates().Select(a => a.Fact.Name).Distinct())
            {
                Add(node, Node(PlanNodeKind.Fact, fact, fact), "is computed from");
            }
        }

        return node;
    }

    private PlanNode Node(PlanNodeKind kind, string key, string title)
    {
        if (!_nodes.TryGetValue((kind, key), out PlanNode? node))
        {
            _nodes[(kind, key)] = node = new PlanNode { Kind = kind, Key = key, Title = title };
        }

        return node;
    }

    private void Own(PlanNode node, string? owner)
    {
        if (!string.IsNullOrWhiteSpace(owner))
        {
            Add(node, Node(PlanNodeKind.Owner, owner, owner), "is owned by");
        }
    }

    private void Tie(PlanNode from, PlanNodeKind kind, string? key, string verb)
    {
        if (key is not null && _nodes.TryGetValue((kind, key), out PlanNode? to))
        {
            Add(from, to, verb);
        }
    }

    private void Add(PlanNode from, PlanNode to, string verb)
    {
        var edge = new PlanEdge { From = from, To = to, Verb = verb };
        if (!_edges.Contains(edge))
        {
            _edges.Add(edge);
        }
    }
}
