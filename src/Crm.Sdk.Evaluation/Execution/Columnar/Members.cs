using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Values;
using NodaTime.Text;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>A member of a dimension, whatever fact it was met on.</summary>
internal sealed record Member(MemberKind Kind, string? Text, Rational Number)
{
    public static Member None { get; } = new(MemberKind.None, null, default);

    public static Member Unknown { get; } = new(MemberKind.Unknown, null, default);

    public static Member Unattributed { get; } = new(MemberKind.Unattributed, null, default);

    public static Member Of(string text) => new(MemberKind.Value, text, default);

    public static Member Of(Rational number) => new(MemberKind.Value, null, number);

    /// <summary>Values in their order, then (none), (unknown), (unattributed).</summary>
    public static int Compare(Member a, Member b, IComparer<string> texts)
    {
        int kind = a.Kind.CompareTo(b.Kind);
        return kind != 0 ? kind : a.Text is null ? a.Number.CompareTo(b.Number) : texts.Compare(a.Text, b.Text);
    }

    public AxisMember ToAxisMember(DataType type) => Kind switch
    {
        MemberKind.None => new AxisMember(AxisMember.NoneLabel, Kind),
        MemberKind.Unknown => new AxisMember(AxisMember.UnknownLabel, Kind),
        MemberKind.Unattributed => new AxisMember(AxisMember.UnattributedLabel, Kind),
        _ => new AxisMember(Text ?? Label(type), Kind),
    };

    private string Label(DataType type) => type.Kind switch
    {
        DataKind.Boolean => Number.IsZero ? "false" : "true",
        DataKind.Date => LocalDatePattern.Iso.Format(StorageForm.ToDate((long)Number.Numerator)),
        _ => Number.ToString(),
    };
}

/// <summary>The members of a dimension on the rows of one fact: a code a row, and the member behind each code.</summary>
internal sealed class MemberVector(int[] codes, IReadOnlyList<Member> members)
{
    public int[] Codes { get; } = codes;

    public IReadOnlyList<Member> Members { get; } = members;

    public static MemberVector Create(ColumnStore store, RowEvaluator rows, BoundExpression expression)
    {
        MemberVector vector = Read(store, rows, expression);
        if (store.AttributionOf(rows.Fact) is not { } attribution || !attribution.ReadsTouch(expression))
        {
            return vector;
        }

        int[] touches = store[rows.Fact].Text(BoundAttribution.TouchOrdinal).Codes, codes = (int[])vector.Codes.Clone();
        for (int row = 0; row < codes.Length; row++)
        {
            codes[row] = touches[row] == 0 ? vector.Members.Count : codes[row];
        }

        return new MemberVector(codes, [.. vector.Members, Member.Unattributed]);
    }

    private static MemberVector Read(ColumnStore store, RowEvaluator rows, BoundExpression expression)
    {
        MemberVector vector = expression.Type.IsTextual ? OfTexts(rows.Texts(expression)) : OfNumbers(rows.Numbers(expression));
        if (expression is not BoundField field)
        {
            return vector;
        }

        int[]? way = rows.Follow(field.Path);
        int[]? target = field.Field.Role == FieldRole.Reference ? Target(store, rows, field) : null;
        if (way is null && target is null)
        {
            return vector;
        }

        // Code 0 is (none); the last code is (unknown).
        int unknown = vector.Members.Count;
        int[] codes = (int[])vector.Codes.Clone();
        for (int row = 0; row < codes.Length; row++)
        {
            bool dangles = (way is not null && way[row] == FactColumns.DanglingRow) || (target is not null && target[row] == FactColumns.DanglingRow);
            codes[row] = dangles ? unknown : codes[row];
        }

        return new MemberVector(codes, [.. vector.Members, Member.Unknown]);
    }

    // A fact of the host may refer to one that the model does not know; that one has no rows.
    private static int[] Target(ColumnStore store, RowEvaluator rows, BoundField field)
    {
        FactColumns owner = store[field.Owner];
        TextData keys = owner.Text(field.Ordinal);
        FactColumns? target = store.Find(field.Type.Target!);
        int[] rowOf = new int[keys.Dictionary.Count];
        rowOf[0] = FactColumns.NullRow;
        for (int code = 1; code < rowOf.Length; code++)
        {
            rowOf[code] = target?.RowOf(keys.Dictionary[code]!) ?? FactColumns.DanglingRow;
        }

        int[]? way = rows.Follow(field.Path);
        int[] result = new int[rows.Count];
        for (int row = 0; row < result.Length; row++)
        {
            int at = way is null ? row : way[row];
            result[row] = at < 0 ? at : rowOf[keys.Codes[at]];
        }

        return result;
    }

    private static MemberVector OfTexts(TextVector texts) =>
        new(texts.Codes, [.. texts.Texts.Select(t => t is null ? Member.None : Member.Of(t))]);

    private static MemberVector OfNumbers(NumberVector numbers)
    {
        var codeOf = new Dictionary<long, int>();
        var members = new List<Member> { Member.None };
        int[] codes = new int[numbers.Values.Length];
        for (int row = 0; row < codes.Length; row++)
        {
            if (numbers.IsNull(row))
            {
                continue;
            }

            if (!codeOf.TryGetValue(numbers.Values[row], out int code))
            {
                code = members.Count;
                codeOf.Add(numbers.Values[row], code);
                members.Add(Member.Of(Rational.FromScaled(numbers.Exact(numbers.Values[row]), numbers.Scale)));
            }

            codes[row] = code;
        }

        return new MemberVector(codes, members);
    }
}
