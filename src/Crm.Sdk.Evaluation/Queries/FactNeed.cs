using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Evaluation.Queries;

/// <summary>A fact on whose rows the answer to a query depends, and what needs it.</summary>
public sealed class FactNeed
{
    private const string NoTable = "CRM3013";

    internal FactNeed(FactSchema fact, string path, string neededBy)
    {
        Fact = fact;
        Path = path;
        NeededBy = neededBy;
    }

    /// <summary>The fact.</summary>
    public FactSchema Fact { get; }

    /// <summary>The part of the query that needs it: <c>metrics</c>, <c>by</c> or <c>segments</c>.</summary>
    public string Path { get; }

    /// <summary>What needs it, in words such as <c>'revenue' by 'customer.country'</c>.</summary>
    public string NeededBy { get; }

    /// <summary>The finding that there is no table of the fact.</summary>
    /// <param name="mend">What to do about it.</param>
    public Finding Missing(string mend) => new(
        NoTable, FindingSeverity.Error, $"{NeededBy} needs the rows of '{Fact}', and there is no table of them.", mend, new FindingPlace { Path = Path });

    /// <summary>The name of the fact.</summary>
    public override string ToString() => Fact.Name;

    /// <summary>What a query needs, each fact once and with the first that needs it: metrics, then dimensions, then segments.</summary>
    internal static IReadOnlyList<FactNeed> Of(BoundQuery query)
    {
        var needs = new List<FactNeed>();
        foreach (BoundMetric metric in query.Metrics)
        {
            Add(needs, Read(metric.Value), "metrics", $"'{metric.Name}'");
        }

        foreach (BoundDimension dimension in query.Dimensions)
        {
            foreach (BoundMetric metric in query.Metrics)
            {
                IEnumerable<FactSchema> facts = GroupedBy(metric).SelectMany(f => Members(dimension.On(f), query.Model));
                Add(needs, facts, "by", $"'{metric.Name}' by '{dimension.Name}'");
            }
        }

        foreach (BoundSegmentUse use in query.Segments)
        {
            IEnumerable<FactSchema> facts = Read(use.Segment.Condition).Append(use.Segment.Entity.Schema).Concat(
                query.Metrics.SelectMany(GroupedBy).SelectMany(f => use.PathFrom(f)).Select(r => r.From));
            Add(needs, facts, "segments", $"The segment '{use.Segment.Name}'");
        }

        return needs;
    }

    /// <summary>The facts of a metric whose rows have members of the dimensions.</summary>
    private static IEnumerable<BoundFact> GroupedBy(BoundMetric metric) =>
        metric.Value.Aggregates().Select(a => a.Fact).Concat(metric.Value.Eaches().Where(e => e.IncludingEmpty).Select(e => e.Entity)).Distinct();

    private static void Add(List<FactNeed> needs, IEnumerable<FactSchema> facts, string path, string neededBy)
    {
        foreach (FactSchema fact in facts)
        {
            if (!needs.Exists(n => n.Fact.Name == fact.Name))
            {
                needs.Add(new FactNeed(fact, path, neededBy));
            }
        }
    }

    // The members of a reference are the rows that it leads to. A fact that the model does not know has none.
    private static IEnumerable<FactSchema> Members(BoundExpression dimension, CrmModel model) =>
        dimension is BoundField { Field.Role: FieldRole.Reference } field && model.Facts.TryGetValue(field.Type.Target!, out BoundFact? target)
            ? Read(dimension).Append(target.Schema)
            : Read(dimension);

    // A reference is a value of the row that holds it: the row at its end is read only for a field of it.
    private static IEnumerable<FactSchema> Read(BoundExpression node) => node switch
    {
        BoundField f => f.Path.Select(r => r.From).Append(f.Owner),
        BoundAggregate a => new[] { a.Fact.Schema }.Concat(a.EntityPath?.Select(r => r.From) ?? [])
            .Concat(a.Role is null ? [] : Read(a.Role.Value)).Concat(a.Children().SelectMany(Read)),
        BoundEach e => e.Children().SelectMany(Read).Concat(e.IncludingEmpty ? [e.Entity.Schema] : []),
        _ => node.Children().SelectMany(Read),
    };
}
