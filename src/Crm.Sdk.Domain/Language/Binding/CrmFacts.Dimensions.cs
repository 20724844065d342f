using Crm.Sdk.Facts;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Language.Binding;

/// <content>Dimensions by name.</content>
internal sealed partial class CrmFacts
{
    /// <summary>The row expression behind a dimension on the rows of a fact, or null with a problem.</summary>
    public BoundExpression? FindDimension(string name, BoundFact fact, ref string problem)
    {
        string[] parts = name.Split('.');
        if (NameResolver.Field(fact, parts[0]) is not null)
        {
            return Follow(fact, [], parts, ref problem);
        }

        if (Find(parts[0]) is not { } entity)
        {
            problem = $"'{fact}' has no field '{parts[0]}'. {Suggestion.Mend(parts[0], NameResolver.FieldNames(fact).Concat(_facts.Keys))}";
            return null;
        }

        var paths = NameResolver.Paths(this, fact, entity);
        if (paths.Count != 1)
        {
            problem = paths.Count == 0
                ? $"Rows of '{fact}' do not lead to '{entity}'."
                : $"Rows of '{fact}' lead to '{entity}' in several ways. Name one: {string.Join(" or ", paths.Select(p => NameResolver.Describe(fact, p)))}.";
            return null;
        }

        IReadOnlyList<BoundReference> path = paths[0];
        if (parts.Length > 1)
        {
            return Follow(entity, path, parts.AsSpan(1), ref problem);
        }

        return path.Count == 0
            ? new BoundField([], fact.Schema, fact.Schema.OrdinalOf(fact.Schema.Key.Name))
            : new BoundField([.. path.SkipLast(1)], path[^1].From, path[^1].Ordinal);
    }

    private BoundExpression? Follow(BoundFact fact, IReadOnlyList<BoundReference> start, ReadOnlySpan<string> parts, ref string problem)
    {
        var path = new List<BoundReference>(start);
        for (int i = 0; ; i++)
        {
            if (NameResolver.Field(fact, parts[i]) is not { } found)
            {
                problem = $"'{fact}' has no field '{parts[i]}'. {Suggestion.Mend(parts[i], NameResolver.FieldNames(fact))}";
                return null;
            }

            if (i == parts.Length - 1)
            {
                return NameResolver.Rebase(found, path);
            }

            if (found is not BoundField { Field.Role: FieldRole.Reference } reference || Find(reference.Type.Target!) is not { } target)
            {
                problem = $"'{parts[i]}' of '{fact}' leads to no other fact.";
                return null;
            }

            path.Add(new BoundReference(fact.Schema, reference.Ordinal, target.Schema));
            fact = target;
        }
    }
}
