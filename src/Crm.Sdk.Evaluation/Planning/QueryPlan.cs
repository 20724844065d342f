using System.Text;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.Evaluation.Planning;

/// <summary>What a query asks of an executor, each thing once: atoms over rows, and eaches over entities.</summary>
internal sealed class QueryPlan
{
    private readonly Dictionary<BoundAggregate, Atom> _atomOf = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<BoundEach, int> _eachOf = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Atom> _atoms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Atom> _inner = new(StringComparer.Ordinal);
    private readonly List<Atom> _top = [];
    private readonly List<BoundEach> _eaches = [];
    private int _aggregates;

    public QueryPlan(BoundQuery query)
        : this(query, query.Metrics.Select(m => m.Value))
    {
    }

    public QueryPlan(BoundQuery query, IEnumerable<BoundExpression> values)
    {
        Query = query;
        foreach (BoundExpression value in values)
        {
            Add(value);
        }
    }

    public BoundQuery Query { get; }

    /// <summary>The atoms over rows.</summary>
    public IReadOnlyList<Atom> Atoms => _top;

    /// <summary>The eaches.</summary>
    public IReadOnlyList<BoundEach> Eaches => _eaches;

    /// <summary>All atoms, those inside eaches included: what rows are read.</summary>
    public IEnumerable<Atom> AllAtoms => _top.Concat(_inner.Values);

    /// <summary>The atom that serves an aggregate.</summary>
    public Atom AtomOf(BoundAggregate aggregate) => _atomOf[aggregate];

    /// <summary>The aggregates that are read at the end of each day, each where it stands.</summary>
    public IEnumerable<BoundAggregate> Daily => _atomOf.Keys.Where(a => a.OfDay is not null);

    /// <summary>The number of an each.</summary>
    public int IndexOf(BoundEach each) => _eachOf[each];

    /// <summary>The plan in words, a line a step.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        text.Append($"{Many(_aggregates, "aggregate")} of {Many(Query.Metrics.Count, "metric")}, read as {Many(_top.Count + _inner.Count, "atom")}\n");
        foreach (var fact in AllAtoms.GroupBy(a => a.Fact))
        {
            text.Append($"scan {fact.Key.Name}\n");
            foreach (Atom atom in fact)
            {
                string time = atom.Role is null ? "no time" : atom.Frame.IsState ? $"{(atom.Fact.Schema.Snapshot is null ? "in force" : "as it stood")} {atom.Frame}{(atom.Aggregate.Within is { } within ? $", by {within.Name}" : "")}" : atom.Frame.IsStretch ? $"{atom.Frame}" : $"by {atom.Role.Name}{(atom.IsPlain ? "" : $" ({atom.Frame})")}";
                string inside = atom.EntityPath is null ? "" : " per entity";
                text.Append($"  atom {atom.Index}: {Word(atom)}{inside}, {time}, {(atom.Filter is null ? "all rows" : $"where {Short(ExpressionText.Of(atom.Filter))}")}\n");
            }
        }

        foreach (BoundEach each in _eaches)
        {
            text.Append($"each {each.Entity.Name}: {string.Join(", ", each.Aggregates.Select(a => $"atom {AtomOf(a).Index}").Distinct(StringComparer.Ordinal))}\n");
        }

        return text.ToString();
    }

    private static string Many(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";

    private static string Word(Atom atom)
    {
        string operand = atom.Operand is null ? "rows" : Short(ExpressionText.Of(atom.Operand));
        return atom.Kind switch
        {
            AtomKind.Additive => atom.Operand is null ? "count rows" : $"count and sum of {operand}",
            AtomKind.Extremes => $"least and greatest of {operand}",
            AtomKind.Distinct => $"different values of {operand}",
            AtomKind.Lifetimes => $"lengths of {operand}, ended or not",
            _ => $"ranks of {operand}",
        };
    }

    private static string Short(string text) => text.Length > 120 ? text[..119] + "…" : text;

    private void Add(BoundExpression node)
    {
        switch (node)
        {
            case BoundAggregate aggregate:
                Add(aggregate, _atoms, _top);
                break;
            case BoundEach each:
                if (_eachOf.TryAdd(each, _eaches.Count))
                {
                    _eaches.Add(each);
                    foreach (BoundAggregate inner in each.Aggregates)
                    {
                        Add(inner, _inner, null);
                    }
                }

                break;
            default:
                foreach (BoundExpression child in node.Children())
                {
                    Add(child);
                }

                break;
        }
    }

    private void Add(BoundAggregate aggregate, Dictionary<string, Atom> atoms, List<Atom>? list)
    {
        _aggregates++;
        string key = Atom.KeyOf(aggregate);
        if (!atoms.TryGetValue(key, out Atom? atom))
        {
            atom = new Atom(_atoms.Count + _inner.Count, aggregate);
            atoms.Add(key, atom);
            list?.Add(atom);
        }

        _atomOf[aggregate] = atom;
        if (aggregate.Unrated is { } unrated)
        {
            // Where one amount has no rate, the whole cell has none, also of an each.
            Add(unrated, _atoms, _top);
        }

        if (atom.Kind == AtomKind.Ranks)
        {
            var percentile = new Percentile(aggregate.Probability, aggregate.Method);
            if (!atom.Percentiles.Contains(percentile))
            {
                atom.Percentiles.Add(percentile);
            }
        }
    }
}
