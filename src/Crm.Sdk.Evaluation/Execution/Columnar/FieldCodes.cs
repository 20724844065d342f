using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>Reads stored fields as small codes, and one by one.</summary>
internal static class FieldCodes
{
    private const int LargestDomain = 1 << 14;

    /// <summary>The field as codes, or null when it has too many different values. What depends on the time of a query is not kept.</summary>
    /// <param name="store">The columns.</param>
    /// <param name="fact">The fact whose rows are read.</param>
    /// <param name="field">The field.</param>
    /// <param name="rows">For each row the one that holds the field; null when it does itself.</param>
    public static CodeVector? Of(ColumnStore store, FactSchema fact, BoundField field, int[]? rows) => field.ReadsHistory()
        ? Build(store, field, rows)
        : store[fact].Derived($"codes:{ExpressionKey.Of(field)}", () => new Holder(Build(store, field, rows))).Codes;

    /// <summary>Reads the field at a row of the fact.</summary>
    public static Func<int, Scalar> Reader(ColumnStore store, BoundField field, int[]? rows)
    {
        FactColumns owner = store[field.Owner];
        if (owner.IsText(field.Ordinal))
        {
            TextData text = owner.Text(field.Ordinal);
            return row => At(rows, row) is >= 0 and int at ? Scalar.Of(text.Dictionary[text.Codes[at]]) : Scalar.Null;
        }

        NumberData data = owner.Number(field.Ordinal);
        int scale = field.Type.Scale;
        return row => At(rows, row) is >= 0 and int at && !data.IsNull(at) ? Scalar.Of(Rational.FromScaled(data.Values[at], scale)) : Scalar.Null;
    }

    private static int At(int[]? rows, int row) => rows is null ? row : rows[row];

    private static CodeVector? Build(ColumnStore store, BoundField field, int[]? rows)
    {
        FactColumns owner = store[field.Owner];
        if (owner.IsText(field.Ordinal))
        {
            TextData text = owner.Text(field.Ordinal);
            return text.Dictionary.Count > LargestDomain ? null
                : new CodeVector(Gather(text.Codes, rows), text.Dictionary.Count, code => Scalar.Of(text.Dictionary[code]));
        }

        NumberData data = owner.Number(field.Ordinal);
        (long low, long high) = Bounds(data);
        if ((Int128)high - low >= LargestDomain)
        {
            return null;
        }

        int[] codes = new int[data.Values.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = data.IsNull(i) ? 0 : (int)(data.Values[i] - low) + 1;
        }

        int scale = field.Type.Scale;
        int count = low > high ? 1 : (int)(high - low) + 2;
        return new CodeVector(Gather(codes, rows), count, code => code == 0 ? Scalar.Null : Scalar.Of(Rational.FromScaled(low + code - 1, scale)));
    }

    private static (long Low, long High) Bounds(NumberData data)
    {
        long low = long.MaxValue, high = long.MinValue;
        for (int i = 0; i < data.Values.Length; i++)
        {
            if (!data.IsNull(i))
            {
                low = Math.Min(low, data.Values[i]);
                high = Math.Max(high, data.Values[i]);
            }
        }

        return (low, high);
    }

    private static int[] Gather(int[] codes, int[]? rows) => rows is null ? codes : Array.ConvertAll(rows, r => r < 0 ? 0 : codes[r]);

    private sealed class Holder(CodeVector? codes)
    {
        public CodeVector? Codes { get; } = codes;
    }
}
