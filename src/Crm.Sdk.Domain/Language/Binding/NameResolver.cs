using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <summary>Resolves names of fields and paths over references.</summary>
internal static class NameResolver
{
    private const int MaxPathLength = 4, MaxPaths = 64;

    /// <summary>A field of a fact by name: stored, derived, or a time role.</summary>
    public static BoundExpression? Field(BoundFact fact, string name)
    {
        if (fact.Schema.Find(name) is not null)
        {
            return new BoundField([], fact.Schema, fact.Schema.OrdinalOf(name));
        }

        return fact.Derived.GetValueOrDefault(name) ?? fact.Roles.FirstOrDefault(r => r.Name == name)?.Value;
    }

    /// <summary>The names that a path may begin with at a fact.</summary>
    public static IEnumerable<string> FieldNames(BoundFact fact) =>
        fact.Schema.Fields.Select(f => f.Name).Concat(fact.Derived.Keys).Concat(fact.Roles.Select(r => r.Name));

    /// <summary>
    /// The references that lead from a fact to an entity. A direct reference of the entity's name is the one; else there must be
    /// exactly one way.
    /// </summary>
    /// <returns>All ways that are left to choose from: one when it is clear, none when there is none.</returns>
    public static IReadOnlyList<IReadOnlyList<BoundReference>> Paths(CrmFacts facts, BoundFact from, BoundFact to)
    {
        if (ReferenceEquals(from, to))
        {
            return [[]];
        }

        if (from.Schema.Find(to.Name) is { Role: FieldRole.Reference } named && named.Type.Target == to.Name)
        {
            return [[new BoundReference(from.Schema, from.Schema.OrdinalOf(to.Name), to.Schema)]];
        }

        var found = new List<IReadOnlyList<BoundReference>>();
        Walk(facts, from, to, [], found);
        return found;
    }

    /// <summary>The same expression, read from a row that leads to its own row by <paramref name="prefix"/>.</summary>
    public static BoundExpression Rebase(BoundExpression expression, IReadOnlyList<BoundReference> prefix)
    {
        string[] names = [.. prefix.Select(p => p.From.Fields[p.Ordinal].Name)];
        return prefix.Count == 0 ? expression
            : Mapped(expression, f => new BoundField([.. prefix, .. f.Path], f.Owner, f.Ordinal), type => type.Behind(names));
    }

    /// <summary>The same expression with other fields, types that go with them, and other answers of funnels where that is asked; aggregates in it stay as they are.</summary>
    public static BoundExpression Mapped(
        BoundExpression expression, Func<BoundField, BoundField> map, Func<DataType, DataType>? retype = null, Func<BoundJourneyValue, BoundExpression>? journeys = null) => expression switch
    {
        BoundHistoryValue h => h.Mapped(map),
        BoundJourneyValue j => journeys is null ? j : journeys(j),
        BoundLiteral or BoundNow or BoundAggregate or BoundRowValue or BoundSpan => expression,
        BoundField f => map(f),
        BoundUnary u => new BoundUnary(u.Operator, Mapped(u.Operand, map, retype, journeys)),
        BoundBinary b => new BoundBinary(retype?.Invoke(b.Type) ?? b.Type, b.Operator, Mapped(b.Left, map, retype, journeys), Mapped(b.Right, map, retype, journeys)),
        BoundIn i => new BoundIn(Mapped(i.Operand, map, retype, journeys), i.Items),
        BoundIsNull n => new BoundIsNull(Mapped(n.Operand, map, retype, journeys)),
        BoundCall c => new BoundCall(retype?.Invoke(c.Type) ?? c.Type, c.Function, [.. c.Arguments.Select(a => Mapped(a, map, retype, journeys))]) { Calendar = c.Calendar },
        _ => throw new InvalidOperationException($"{expression.GetType().Name} stands over neither a row nor an entity."),
    };

    /// <summary>A path as people write it.</summary>
    public static string Describe(BoundFact from, IReadOnlyList<BoundReference> path) =>
        string.Join('.', path.Select(r => r.From.Fields[r.Ordinal].Name).Prepend(from.Name));

    private static void Walk(
        CrmFacts facts, BoundFact at, BoundFact to, List<BoundReference> path, List<IReadOnlyList<BoundReference>> found)
    {
        if (path.Count == MaxPathLength || found.Count == MaxPaths)
        {
            return;
        }

        for (int i = 0; i < at.Schema.Fields.Count; i++)
        {
            FactField field = at.Schema.Fields[i];
            if (field.Role != FieldRole.Reference || facts.Find(field.Type.Target!) is not { } next
                || path.Exists(r => ReferenceEquals(r.To, next.Schema) || ReferenceEquals(r.From, next.Schema)))
            {
                continue;
            }

            path.Add(new BoundReference(at.Schema, i, next.Schema));
            if (ReferenceEquals(next, to))
            {
                found.Add([.. path]);
            }
            else
            {
                Walk(facts, next, to, path, found);
            }

            path.RemoveAt(path.Count - 1);
        }
    }
}

/// <summary>The facts of a model while it is bound: by name, with derived fields resolved when they are first asked for.</summary>
internal sealed partial class CrmFacts
{
    private readonly Dictionary<string, BoundFact> _facts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Fact, string Field), (FieldDeclaration Declaration, CrmDocument Document)> _pending = [];
    private readonly HashSet<(string Fact, string Field)> _resolving = [];
    private readonly HashSet<(string Fact, string Field)> _failed = [];

    public IReadOnlyDictionary<string, BoundFact> All => _facts;

    public BoundFact? Find(string name) => _facts.GetValueOrDefault(name);

    public bool Add(BoundFact fact) => _facts.TryAdd(fact.Name, fact);

    public void Defer(BoundFact fact, FieldDeclaration declaration, CrmDocument document) =>
        _pending[(fact.Name, declaration.Name)] = (declaration, document);

    public IEnumerable<string> Deferred(BoundFact fact) => _pending.Keys.Where(k => k.Fact == fact.Name).Select(k => k.Field);

    /// <summary>Whether a derived field is declared but wrong: what is wrong with it was said where it is declared.</summary>
    public bool HasFailed(BoundFact fact, string name) => _failed.Contains((fact.Name, name));

    /// <summary>Resolves a derived field if it waits; false when it is being resolved already, which is a circle.</summary>
    public bool Resolve(BoundFact fact, string name, Func<FieldDeclaration, CrmDocument, bool> bind)
    {
        var key = (fact.Name, name);
        if (_resolving.Contains(key))
        {
            _failed.Add(key);
            return false;
        }

        if (_pending.Remove(key, out var waiting))
        {
            _resolving.Add(key);
            if (!bind(waiting.Declaration, waiting.Document))
            {
                _failed.Add(key);
            }

            _resolving.Remove(key);
        }

        return true;
    }
}
