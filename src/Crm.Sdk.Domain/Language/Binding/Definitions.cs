using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <summary>The rows that an aggregate speaks of: a fact, or a set of its rows.</summary>
internal sealed class Subject(string name, BoundFact fact, BoundExpression? filter, string? role)
{
    public string Name { get; } = name;

    public BoundFact Fact { get; } = fact;

    public BoundExpression? Filter { get; } = filter;

    public string? Role { get; } = role;
}

/// <summary>The definitions of a model by name, while they are bound.</summary>
internal sealed class Definitions(FindingLog log)
{
    /// <summary>How deep metrics may stand on metrics, and sets on sets.</summary>
    public const int MaxDepth = 32;

    private readonly Dictionary<string, Subject?> _subjects = new(StringComparer.Ordinal);
    private readonly List<string> _resolving = [];

    public Dictionary<string, (SetDeclaration Declaration, CrmDocument Document)> Sets { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, (SegmentDeclaration Declaration, CrmDocument Document)> Segments { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, (MetricDeclaration Declaration, CrmDocument Document)> Metrics { get; } = new(StringComparer.Ordinal);

    /// <summary>The rows of a set, or null when no set is called so or it is wrong.</summary>
    public Subject? ResolveSet(string name, ExpressionBinder binder, CrmFacts facts)
    {
        if (!Sets.TryGetValue(name, out var set))
        {
            return null;
        }

        if (_subjects.TryGetValue(name, out Subject? known))
        {
            return known;
        }

        if (_resolving.Contains(name, StringComparer.Ordinal) || _resolving.Count >= MaxDepth)
        {
            log.Error(set.Document, set.Declaration.Of.Span, BindingFindings.Circle,
                $"The set is defined by itself, or through more than {MaxDepth} others: {string.Join(" > ", _resolving.Append(name))}.", "Start from a fact.");
            return null;
        }

        _resolving.Add(name);
        Subject? subject = Bind(name, set.Declaration, set.Document, binder, facts);
        _resolving.RemoveAt(_resolving.Count - 1);
        _subjects[name] = subject;
        return subject;
    }

    private Subject? Bind(string name, SetDeclaration declaration, CrmDocument document, ExpressionBinder binder, CrmFacts facts)
    {
        string of = declaration.Of.FullName;
        Subject? start = facts.Find(of) is { } fact ? new Subject(name, fact, null, null) : ResolveSet(of, binder, facts);
        if (start is null)
        {
            if (!Sets.ContainsKey(of))
            {
                log.Error(document, declaration.Of.Span, BindingFindings.UnknownFact, $"No fact or set is called '{of}'.",
                    Suggestion.Mend(of, facts.All.Keys.Concat(Sets.Keys)));
            }

            return null;
        }

        BoundExpression? filter = start.Filter;
        if (declaration.Where is not null)
        {
            var context = new BindingContext
            {
                Document = document, Level = Level.Row, Fact = start.Fact, Alias = of, Lineage = new HashSet<string>(StringComparer.Ordinal),
            };
            if (binder.BindCondition(declaration.Where, context) is not { } where)
            {
                return null;
            }

            filter = filter is null ? where : new BoundBinary(DataType.Boolean, BinaryOperator.And, filter, where);
        }

        return new Subject(name, start.Fact, filter, declaration.By ?? start.Role);
    }
}
