using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Language.Binding;

/// <content>Dimensions by name.</content>
internal sealed partial class CrmFacts
{
    /// <summary>An attribute with history, read at some time; null when its history is not one.</summary>
    public BoundField? AsOf(BoundField field, Reading reading)
    {
        if (HistoryOf(field.Owner, field.Field, out int ordinal) is not { } history)
        {
            return null;
        }

        int key = field.Owner.OrdinalOf(field.Owner.Key.Name);
        return new BoundField([.. field.Path, new BoundReference(field.Owner, key, history, new BoundAsOf(history, reading))], history, ordinal);
    }

    /// <summary>Why the interval that a field names cannot hold its history; null when it can.</summary>
    public string? ProblemOfHistory(string fact, string name)
    {
        FactSchema owner = _facts[fact].Schema;
        FactField field = owner.Find(name)!;
        string[] parts = field.History!.Split('.');
        if (parts.Length > 2 || Find(parts[0]) is not { Schema: { Interval: { } interval } history })
        {
            return $"no interval is called '{parts[0]}'";
        }

        FactField? value = history.Find(parts[^1].Length > 0 && parts.Length > 1 ? parts[1] : name);
        return history.Find(interval.Entity)!.Type.Target != fact ? $"it holds states of '{history.Find(interval.Entity)!.Type.Target}'"
            : interval.MayOverlap ? "its states may overlap, so that there would be two values"
            : value is null || value.Role is FieldRole.Key or FieldRole.Time ? $"it stores no field '{(parts.Length > 1 ? parts[1] : name)}'"
            : !value.Type.Equals(field.Type) || value.FoldsCase != field.FoldsCase ? $"its field is of another type or letter case"
            : !owner.HasOwnKey ? $"rows of '{fact}' have no key of their own"
            : null;
    }

    private FactSchema? HistoryOf(FactSchema owner, FactField field, out int ordinal)
    {
        ordinal = -1;
        if (ProblemOfHistory(owner.Name, field.Name) is not null)
        {
            return null;
        }

        string[] parts = field.History!.Split('.');
        FactSchema history = _facts[parts[0]].Schema;
        ordinal = history.OrdinalOf(parts.Length > 1 ? parts[1] : field.Name);
        return history;
    }

    // What is grouped by is read at the time of the row, unless its declaration says now.
    private BoundExpression Grouped(BoundExpression found) =>
        found is BoundField { Field: { History: not null, GroupsByNow: false } } field && field.Path.All(p => p.AsOf is null) ? AsOf(field, Reading.Then) ?? found : found;

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
                return Grouped(NameResolver.Rebase(found, path));
            }

            if (found is not BoundField { Field.Role: FieldRole.Reference } reference || Find(reference.Type.Target!) is not { } target)
            {
                problem = $"'{parts[i]}' of '{fact}' leads to no other fact.";
                return null;
            }

            path.AddRange(reference.Path);
            path.Add(new BoundReference(reference.Owner, reference.Ordinal, target.Schema));
            fact = target;
        }
    }
}
