using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.Evaluation.Columns;

/// <summary>The columns of all facts of a set, each built when it is first read.</summary>
/// <param name="model">The definitions.</param>
/// <param name="facts">The tables.</param>
/// <param name="attribute">Makes the rows of an attribution.</param>
/// <param name="narrower">Columns of the same tables for a model that this one extends, which are used where rows are stored; null for none.</param>
internal sealed class ColumnStore(CrmModel model, FactSet facts, Func<ColumnStore, BoundAttribution, FactTable> attribute, ColumnStore? narrower = null)
{
    private readonly Dictionary<string, Lazy<FactColumns>> _columns = new(StringComparer.Ordinal);

    public FactColumns this[FactSchema schema]
    {
        get
        {
            Lazy<FactColumns>? columns;
            lock (_columns)
            {
                if (!_columns.TryGetValue(schema.Name, out columns))
                {
                    columns = new Lazy<FactColumns>(() => AttributionOf(schema) is { } attribution ? new FactColumns(attribute(this, attribution))
                        : narrower?[schema] ?? new FactColumns(facts[schema]));
                    _columns.Add(schema.Name, columns);
                }
            }

            return columns.Value;
        }
    }

    /// <summary>The attribution whose rows a fact has; null for one with rows of its own.</summary>
    public BoundAttribution? AttributionOf(FactSchema schema) => model.Facts.TryGetValue(schema.Name, out BoundFact? fact) ? fact.Attribution : null;

    /// <summary>The columns of the fact of that name, or null when the model has none.</summary>
    public FactColumns? Find(string fact) => model.Facts.TryGetValue(fact, out BoundFact? found) ? this[found.Schema] : null;

    /// <summary>For each row of the fact that holds the reference, the row that it leads to, or why there is none.</summary>
    public int[] Follow(BoundReference reference) => Follow(reference.From, reference.Ordinal, reference.To);

    /// <summary>For each row of the fact that holds a reference in a column, the row that it leads to, or why there is none.</summary>
    public int[] Follow(FactSchema fact, int ordinal, FactSchema target)
    {
        FactColumns from = this[fact];
        return from.Derived($"rows:{ordinal}", () =>
        {
            FactColumns to = this[target];
            TextData keys = from.Text(ordinal);
            int[] rowOf = new int[keys.Dictionary.Count];
            rowOf[0] = FactColumns.NullRow;
            for (int code = 1; code < rowOf.Length; code++)
            {
                rowOf[code] = to.RowOf(keys.Dictionary[code]!);
            }

            int[] rows = new int[from.Count];
            for (int i = 0; i < rows.Length; i++)
            {
                rows[i] = rowOf[keys.Codes[i]];
            }

            return rows;
        });
    }

    /// <summary>
    /// For each row of <paramref name="from"/>, the row at the end of a path, or why there is none. An empty path gives null: each row
    /// leads to itself.
    /// </summary>
    public int[]? Follow(FactSchema from, IReadOnlyList<BoundReference> path)
    {
        if (path.Count == 0)
        {
            return null;
        }

        if (path.Count == 1)
        {
            return Follow(path[0]);
        }

        string name = "path:" + string.Join('/', path.Select(p => $"{p.From.Name}.{p.Ordinal}"));
        return this[from].Derived(name, () =>
        {
            int[] rows = (int[])Follow(path[0]).Clone();
            foreach (BoundReference step in path.Skip(1))
            {
                int[] next = Follow(step);
                for (int i = 0; i < rows.Length; i++)
                {
                    rows[i] = rows[i] >= 0 ? next[rows[i]] : rows[i];
                }
            }

            return rows;
        });
    }
}
