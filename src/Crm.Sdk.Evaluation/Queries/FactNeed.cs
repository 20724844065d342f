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
            Add(needs, Read(metric.Value), "metrics", $"'{metric.Name}'", query.Model);
        }

        foreach (BoundDimension dimension in query.Dimensions)
        {
            foreach (BoundMetric metric in query.Metrics)
            {
                IEnumerable<FactSchema> facts = GroupedBy(metric).SelectMany(f => Members(dimension.On(f), query.Model));
                Add(needs, facts, "by", $"'{metric.Name}' by '{dimension.Name}'", query.Model);
            }
        }

        foreach (BoundSegmentUse use in query.Segments)
        {
            IEnumerable<FactSchema> facts = Read(use.Segment.Condition).Append(use.Segment.Entity.Schema).Concat(
                query.Metrics.SelectMany(GroupedBy).SelectMany(f => use.PathFrom(f)).Select(r => r.From));
            Add(needs, facts, "segments", $"The segment '{use.Segment.Name}'", query.Model);
        }

        return needs;
    }

    /// <summary>The facts of a metric whose rows have members of the dimensions.</summary>
    private static IEnumerable<BoundFact> GroupedBy(BoundMetric metric) =>
        metric.Value.Aggregates().Select(a => a.Fact).Concat(metric.Value.Eaches().Where(e => e.IncludingEmpty).Select(e => e.Entity)).Distinct();

    // The rows of an attribution follow from those of its outcomes and touches.
    private static void Add(List<FactNeed> needs, IEnumerable<FactSchema> facts, string path, string neededBy, CrmModel model)
    {
        foreach (FactSchema fact in facts)
        {
            if (model.Facts.TryGetValue(fact.Name, out BoundFact? known) && known.Attribution is { } attribution)
            {
                var read = new List<FactSchema>();
                Read(attribution.Outcome, read);
                Read(attribution.Touches, read);
                Add(needs, read, path, neededBy, model);
            }
            else if (!needs.Exists(n => n.Fact.Name == fact.Name))
            {
                needs.Add(new FactNeed(fact, path, neededBy));
            }
        }
    }

    // The members of a reference are the rows that it leads to. A fact that the model does not know has none.
    private static List<FactSchema> Members(BoundExpression dimension, CrmModel model)
    {
        List<FactSchema> read = Read(dimension);
        if (dimension is BoundField { Field.Role: FieldRole.Reference } field && model.Facts.TryGetValue(field.Type.Target!, out BoundFact? target))
        {
            read.Add(target.Schema);
        }

        return read;
    }

    /// <summary>The facts whose rows are read for the value of an expression, in reading order.</summary>
    private static List<FactSchema> Read(BoundExpression node)
    {
        var read = new List<FactSchema>();
        Read(node, read);
        return read;
    }

    // A reference is a value of the row that holds it: the row at its end is read only for a field of it.
    private static void Read(BoundExpression node, List<FactSchema> read)
    {
        switch (node)
        {
            case BoundField field:
                Add(read, field.Path);
                Add(read, field.Owner);
                foreach (BoundTimeRole time in field.Path.Select(p => p.AsOf?.Time).OfType<BoundTimeRole>())
                {
                    Read(time.Value, read);
                }

                break;
            case BoundJourneyValue journey:
                foreach (BoundStep step in journey.Journey.Steps)
                {
                    Read(step, read);
                }

                break;
            case BoundPart part:
                Add(read, part.Attribution.Schema);
                Read(part.Amount, read);
                break;
            case BoundHistoryValue history:
                Add(read, history.History.Schema);
                if (history.Filter is not null)
                {
                    Read(history.Filter, read);
                }

                break;
            case BoundStageValue stages:
                Add(read, stages.Fact);
                Read(stages.Stage, read);
                break;
            case BoundAggregate aggregate:
                Add(read, aggregate.Fact.Schema);
                Add(read, aggregate.EntityPath ?? []);
                if (aggregate.Role is { } role)
                {
                    Read(role.Value, read);
                }

                if (aggregate.Within is { } within)
                {
                    Read(within.Value, read);
                }

                break;
        }

        foreach (BoundExpression child in node.Children())
        {
            Read(child, read);
        }

        if (node is BoundEach { IncludingEmpty: true } each)
        {
            Add(read, each.Entity.Schema);
        }
    }

    private static void Read(BoundStep step, List<FactSchema> read)
    {
        Add(read, step.Fact.Schema);
        Add(read, step.EntityPath);
        Read(step.Role.Value, read);
        if (step.Filter is not null)
        {
            Read(step.Filter, read);
        }
    }

    private static void Add(List<FactSchema> read, IReadOnlyList<BoundReference> path)
    {
        foreach (BoundReference step in path)
        {
            Add(read, step.From);
        }
    }

    private static void Add(List<FactSchema> read, FactSchema fact)
    {
        if (!read.Contains(fact))
        {
            read.Add(fact);
        }
    }
}
