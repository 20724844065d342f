using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>Numbers the entities of one kind: the rows of their table first, then the keys that only references know.</summary>
internal sealed class EntityIndex
{
    private readonly ColumnStore _store;
    private readonly FactColumns _table;
    private readonly Dictionary<string, int> _dangling = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _entities = new(StringComparer.Ordinal);

    private EntityIndex(ColumnStore store, BoundFact entity)
    {
        _store = store;
        _table = store[entity.Schema];
    }

    /// <summary>The numbers of the entities of a fact: given once and kept, as they follow from the facts alone.</summary>
    public static EntityIndex Of(ColumnStore store, BoundFact entity) =>
        store[entity.Schema].Derived("entities", () => new EntityIndex(store, entity));

    /// <summary>Entities with a row in the table; they are numbered below it.</summary>
    public int TableCount => _table.Count;

    /// <summary>All entities met so far.</summary>
    public int Count => TableCount + _dangling.Count;

    /// <summary>For each row of an atom's fact its entity, or -1.</summary>
    public int[] EntitiesOf(Atom atom)
    {
        IReadOnlyList<BoundReference> path = atom.EntityPath!;
        string name = $"{atom.Fact.Name}:{ExpressionKey.Of(path)}";
        lock (_entities)
        {
            if (!_entities.TryGetValue(name, out int[]? entities))
            {
                _entities.Add(name, entities = Number(atom, path));
            }

            return entities;
        }
    }

    private int[] Number(Atom atom, IReadOnlyList<BoundReference> path)
    {
        int[] entities = new int[_store[atom.Fact.Schema].Count];
        if (path.Count == 0)
        {
            for (int row = 0; row < entities.Length; row++)
            {
                entities[row] = row;
            }
        }
        else
        {
            BoundReference last = path[^1];
            TextData keys = _store[last.From].Text(last.Ordinal);
            int[]? way = _store.Follow(atom.Fact.Schema, [.. path.SkipLast(1)]);
            int[] entityOf = new int[keys.Dictionary.Count];
            entityOf[0] = -1;
            for (int code = 1; code < entityOf.Length; code++)
            {
                entityOf[code] = NumberOf(keys.Dictionary[code]!);
            }

            for (int row = 0; row < entities.Length; row++)
            {
                int at = way is null ? row : way[row];
                entities[row] = at < 0 ? -1 : entityOf[keys.Codes[at]];
            }
        }

        return entities;
    }

    private int NumberOf(string key)
    {
        int row = _table.RowOf(key);
        if (row >= 0)
        {
            return row;
        }

        if (!_dangling.TryGetValue(key, out int number))
        {
            number = TableCount + _dangling.Count;
            _dangling.Add(key, number);
        }

        return number;
    }
}
