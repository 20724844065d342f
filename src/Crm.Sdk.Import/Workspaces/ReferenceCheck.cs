using System.Globalization;
using Crm.Sdk.Facts;

namespace Crm.Sdk.Import.Workspaces;

/// <summary>Holds the references of tables against the keys of the tables that they lead to.</summary>
/// <param name="facts">All tables.</param>
internal sealed class ReferenceCheck(FactSet facts)
{
    private const int MostExamples = 3;

    private readonly Dictionary<string, Func<string, bool>> _keys = new(StringComparer.Ordinal);

    /// <summary>The references of a table that lead nowhere. One to a fact that was not read cannot be judged.</summary>
    /// <param name="table">The table.</param>
    /// <param name="lines">For each field that is a reference and is filled, where its values first stood.</param>
    public IEnumerable<DanglingReference> Of(FactTable table, IReadOnlyList<ReferenceLines?> lines)
    {
        for (int ordinal = 0; ordinal < lines.Count; ordinal++)
        {
            FactField field = table.Schema.Fields[ordinal];
            if (lines[ordinal] is { } places && facts.Tables.FirstOrDefault(t => t.Schema.Name == field.Type.Target) is { } target
                && Of(table, ordinal, places, KeysOf(target)) is { } dangling)
            {
                yield return dangling;
            }
        }
    }

    // The batches of one reading share a dictionary, so that each value is looked up once.
    private static DanglingReference? Of(FactTable table, int ordinal, ReferenceLines lines, Func<string, bool> isKey)
    {
        if (table.Batches.Count == 0)
        {
            return null;
        }

        TextDictionary values = ((TextColumn)table.Batches[0].Columns[ordinal]).Dictionary;
        bool[] dangles = new bool[values.Count];
        for (int code = 1; code < dangles.Length; code++)
        {
            dangles[code] = !isKey(values[code]!);
        }

        int[] codes = [.. Enumerable.Range(1, dangles.Length - 1).Where(code => dangles[code]).Take(MostExamples)];
        return codes.Length == 0 ? null : new DanglingReference
        {
            Fact = table.Schema.Name,
            Field = table.Schema.Fields[ordinal].Name,
            Target = table.Schema.Fields[ordinal].Type.Target!,
            Rows = Count(table, ordinal, dangles),
            Values = dangles.LongCount(d => d),
            Examples = [.. codes.Select(code => (Code: code, At: lines.Of(code))).Select(
                e => new DanglingExample { Source = e.At.Source, Line = e.At.Line, Value = values[e.Code]! })],
        };
    }

    private static long Count(FactTable table, int ordinal, bool[] dangles)
    {
        long rows = 0;
        foreach (FactBatch batch in table.Batches)
        {
            foreach (int code in ((TextColumn)batch.Columns[ordinal]).Codes)
            {
                rows += dangles[code] ? 1 : 0;
            }
        }

        return rows;
    }

    private Func<string, bool> KeysOf(FactTable target)
    {
        if (!_keys.TryGetValue(target.Schema.Name, out Func<string, bool>? isKey))
        {
            _keys.Add(target.Schema.Name, isKey = target.Schema.Key.Type.IsTextual ? Texts(target) : Numbers(target));
        }

        return isKey;
    }

    private static Func<string, bool> Texts(FactTable target)
    {
        int ordinal = target.Schema.OrdinalOf(target.Schema.Key.Name);
        TextDictionary? keys = target.Batches.Count == 0 ? null : ((TextColumn)target.Batches[0].Columns[ordinal]).Dictionary;
        return value => keys?.Find(value) > 0;
    }

    // A reference is a text: it meets a whole number that is written in the same way.
    private static Func<string, bool> Numbers(FactTable target)
    {
        int ordinal = target.Schema.OrdinalOf(target.Schema.Key.Name);
        var keys = new HashSet<long>(checked((int)target.Count));
        foreach (FactBatch batch in target.Batches)
        {
            foreach (long key in ((NumberColumn)batch.Columns[ordinal]).Values)
            {
                keys.Add(key);
            }
        }

        return value => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long key)
            && keys.Contains(key) && key.ToString(CultureInfo.InvariantCulture) == value;
    }
}
