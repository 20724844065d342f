using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <summary>The rows that an aggregate speaks of: a fact, or a set of its rows.</summary>
internal sealed class Subject(
    string name, BoundFact fact, BoundExpression? filter, string? role, int depth = 0, IReadOnlySet<string>? lineage = null, BoundJourney? journey = null)
{
    /// <summary>The funnel or cohort whose beginnings the rows are, or null.</summary>
    public BoundJourney? Journey { get; } = journey;

    /// <summary>What the conditions of the set were resolved to, and the sets below it.</summary>
    public IReadOnlySet<string> Lineage { get; } = lineage ?? new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The number of sets that stand below each other in it.</summary>
    public int Depth { get; } = depth;

    public string Name { get; } = name;

    public BoundFact Fact { get; } = fact;

    public BoundExpression? Filter { get; } = filter;

    public string? Role { get; } = role;
}

/// <summary>The definitions of a model by name, while they are bound.</summary>
internal sealed partial class Definitions(FindingLog log)
{
    /// <summary>How deep metrics may stand on metrics, and sets on sets.</summary>
    public const int MaxDepth = 32;

    private readonly Dictionary<string, Subject?> _subjects = new(StringComparer.Ordinal);
    private readonly List<string> _resolving = [];
    private bool _saysTooDeep;

    public Dictionary<string, (SetDeclaration Declaration, CrmDocument Document)> Sets { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, (SegmentDeclaration Declaration, CrmDocument Document)> Segments { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, (MetricDeclaration Declaration, CrmDocument Document)> Metrics { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, (TargetDeclaration Declaration, CrmDocument Document)> Targets { get; } = new(StringComparer.Ordinal);

    /// <summary>The business hours by name; null for one whose declaration is wrong.</summary>
    public Dictionary<string, BoundCalendar?> Calendars { get; } = new(StringComparer.Ordinal);

    /// <summary>The metrics that were found too large: what uses one is wrong too, and need not say so.</summary>
    public HashSet<string> TooLarge { get; } = new(StringComparer.Ordinal);

    /// <summary>The rows of a set, or null when no set is called so or it is wrong.</summary>
    public Subject? ResolveSet(string name, ExpressionBinder binder, CrmFacts facts)
    {
        if (!Sets.TryGetValue(name, out var set))
        {
            return ResolveJourney(name, binder, facts);
        }

        if (_subjects.TryGetValue(name, out Subject? known))
        {
            return known;
        }

        if (_resolving.Contains(name, StringComparer.Ordinal))
        {
            log.Error(set.Document, set.Declaration.Of.Span, BindingFindings.Circle,
                $"'{name}' is defined by itself: {string.Join(" > ", _resolving.SkipWhile(s => s != name).Append(name))}.", "Start from a fact.");
            return null;
        }

        if (_resolving.Count > MaxDepth)
        {
            return TooDeep(set);
        }

        _resolving.Add(name);
        Subject? subject = Bind(name, set.Declaration, set.Document, binder, facts);
        _resolving.RemoveAt(_resolving.Count - 1);
        if (subject?.Depth > MaxDepth)
        {
            subject = TooDeep(set);
        }

        _subjects[name] = subject;
        return subject;
    }

    private Subject? Bind(string name, SetDeclaration declaration, CrmDocument document, ExpressionBinder binder, CrmFacts facts)
    {
        string of = declaration.Of.FullName;
        Subject? start = facts.Find(of) is { } fact ? new Subject(name, fact, null, null) : ResolveSet(of, binder, facts);
        if (start is null)
        {
            if (!IsRows(of))
            {
                log.Error(document, declaration.Of.Span, BindingFindings.UnknownFact, $"No fact or set is called '{of}'.",
                    Suggestion.Mend(of, facts.All.Keys.Concat(RowNames)));
            }

            return null;
        }

        var lineage = new HashSet<string>(start.Lineage, StringComparer.Ordinal);
        lineage.UnionWith(start.Fact.Attribution?.Lineage ?? lineage);
        if (start.Depth > 0)
        {
            lineage.Add($"set: {of}");
        }

        BoundExpression? filter = start.Filter;
        if (declaration.Where is not null)
        {
            var context = new BindingContext
            {
                Document = document, Level = Level.Row, Fact = start.Fact, Alias = of, Lineage = lineage, Journey = start.Journey,
            };
            if (binder.BindCondition(declaration.Where, context) is not { } where)
            {
                return null;
            }

            filter = filter is null ? where : new BoundBinary(DataType.Boolean, BinaryOperator.And, filter, where);
        }

        return new Subject(name, start.Fact, filter, declaration.By ?? start.Role, start.Depth + 1, lineage, start.Journey);
    }

    private Subject? TooDeep((SetDeclaration Declaration, CrmDocument Document) set)
    {
        // A chain that is much too long would say so at every thirty-third link.
        if (!_saysTooDeep)
        {
            _saysTooDeep = true;
            log.Error(set.Document, set.Declaration.Of.Span, BindingFindings.TooLarge, $"Sets stand on sets more than {MaxDepth} deep here.", "Start from a fact.");
        }

        return null;
    }
}
