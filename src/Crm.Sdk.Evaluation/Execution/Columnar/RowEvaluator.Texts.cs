using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <content>Texts.</content>
internal sealed partial class RowEvaluator
{
    private TextVector ComputeTexts(BoundExpression expression)
    {
        if (expression is BoundField field)
        {
            TextData data = store[field.Owner].Text(field.Ordinal);
            var texts = new DictionaryList(data.Dictionary);
            return Follow(field.Path) is { } rows
                ? new TextVector(Array.ConvertAll(rows, r => r < 0 ? 0 : data.Codes[r]), texts)
                : new TextVector(data.Codes, texts);
        }

        var dictionary = new TextDictionary();
        int[] codes = new int[Count];
        if (TryTable(expression) is { } table)
        {
            int[] codeOf = Array.ConvertAll(table.Values, v => v.HasValue ? dictionary.Add(v.Text) : 0);
            for (int row = 0; row < Count; row++)
            {
                codes[row] = codeOf[table.Index is null ? 0 : table.Index[row]];
            }
        }
        else
        {
            ForEachRow(expression, (row, value) => codes[row] = value.HasValue ? dictionary.Add(value.Text) : 0);
        }

        return new TextVector(codes, new DictionaryList(dictionary));
    }

    private sealed class DictionaryList(TextDictionary dictionary) : IReadOnlyList<string?>
    {
        public int Count => dictionary.Count;

        public string? this[int index] => dictionary[index];

        public IEnumerator<string?> GetEnumerator() => Enumerable.Range(0, Count).Select(i => dictionary[i]).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
