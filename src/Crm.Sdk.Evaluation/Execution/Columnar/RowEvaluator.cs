using System.Runtime.CompilerServices;
using System.Numerics;
using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>
/// Computes row expressions over all rows of one fact at once. Expressions over a few fields with few different values become a
/// lookup table over the product of their codes; the rest runs column by column in 64 bits, and row by row in exact fractions where
/// it does not fit.
/// </summary>
/// <param name="store">The columns.</param>
/// <param name="fact">The fact.</param>
/// <param name="histories">Finds attributes with history.</param>
/// <param name="position">The member of the period axis at which attributes are read that differ between them; -1 where none is.</param>
/// <param name="journeys">Knows what funnels and cohorts say; null where nothing asks.</param>
internal sealed partial class RowEvaluator(ColumnStore store, FactSchema fact, Histories histories, int position = -1, JourneyColumns? journeys = null)
{
    private const int LargestTable = 1 << 16;

    private readonly Dictionary<string, TruthVector> _truths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NumberVector> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ConvertedVector> _converted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TextVector> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TruthTable?> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _ways = new(StringComparer.Ordinal);

    public int Count { get; } = store[fact].Count;

    /// <summary>The fact whose rows are read.</summary>
    public FactSchema Fact => fact;

    /// <summary>Where a condition is true and where it is false.</summary>
    public TruthVector Truth(BoundExpression condition) => Kept(_truths, condition, () => ComputeTruth(condition));

    /// <summary>The values of a number, yes or no, time or length of time.</summary>
    public NumberVector Numbers(BoundExpression expression) => Kept(_numbers, expression, () => ComputeNumbers(expression));

    /// <summary>The values of a text or a reference.</summary>
    public TextVector Texts(BoundExpression expression) => Kept(_texts, expression, () => ComputeTexts(expression));

    /// <summary>Where a condition holds, as a table over the codes of its fields; null when they have too many different values.</summary>
    public TruthTable? Table(BoundExpression condition)
    {
        string key = ExpressionKey.Of(condition);
        if (!_tables.TryGetValue(key, out TruthTable? table))
        {
            var fields = Fields(condition).DistinctBy(ExpressionKey.Of, StringComparer.Ordinal).ToList();
            table = TryTable(condition, index: false) is { } t
                ? new TruthTable([.. fields.Select(ExpressionKey.Of)], t.Leaves, Array.ConvertAll(t.Values, v => v.IsTrue))
                : null;
            _tables.Add(key, table);
        }

        return table;
    }

    /// <summary>For each row the row at the end of a path; null for an empty path.</summary>
    public int[]? Follow(IReadOnlyList<BoundReference> path)
    {
        if (path.Count == 0 || path[^1].AsOf is not { } asOf)
        {
            return store.Follow(fact, path);
        }

        // The way leads to the entity, and from there to the row of its history.
        string key = ExpressionKey.Of(path);
        lock (_ways)
        {
            if (!_ways.TryGetValue(key, out int[]? way))
            {
                int[]? entities = store.Follow(fact, [.. path.SkipLast(1)]);
                NumberVector? times = asOf.Time is { } role ? Numbers(role.Value) : null;
                _ways.Add(key, way = histories.Follow(asOf, path[^1].From, entities, times, Count, position));
            }

            return way;
        }
    }

    /// <summary>Reads a field at a row.</summary>
    public Func<int, Scalar> Reader(BoundField field) => FieldCodes.Reader(store, field, Follow(field.Path));

    private static T Kept<T>(Dictionary<string, T> known, BoundExpression expression, Func<T> compute)
    {
        string key = ExpressionKey.Of(expression);
        lock (known)
        {
            if (known.TryGetValue(key, out T? value))
            {
                return value;
            }
        }

        T computed = compute();
        lock (known)
        {
            known[key] = computed;
        }

        return computed;
    }

    private TruthVector ComputeTruth(BoundExpression condition)
    {
        if (TryTable(condition) is { } table)
        {
            return FromTable(table);
        }

        switch (condition)
        {
            case BoundBinary { Operator: BinaryOperator.And } b:
                TruthVector x = Truth(b.Left), y = Truth(b.Right);
                return new TruthVector(BitMask.And(x.True, y.True), BitMask.Or(x.False, y.False));
            case BoundBinary { Operator: BinaryOperator.Or } b:
                TruthVector v = Truth(b.Left), w = Truth(b.Right);
                return new TruthVector(BitMask.Or(v.True, w.True), BitMask.And(v.False, w.False));
            case BoundUnary { Operator: UnaryOperator.Not } u:
                TruthVector z = Truth(u.Operand);
                return new TruthVector(z.False, z.True);
            case BoundIsNull { Operand: BoundConverted converted }:
                return WhereNull(Converted(converted).Nulls);
            case BoundBinary { Operator: >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual, Right: BoundLiteral { Text: null } limit } b:
                return NumberKernels.Compare(b.Operator, Numbers(b.Left), limit.Number) ?? RowByRow(condition);
            case BoundBinary { Operator: >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual } b when !b.Left.Type.IsTextual:
                return NumberKernels.Compare(b.Operator, Numbers(b.Left), Numbers(b.Right)) ?? RowByRow(condition);
            default:
                return RowByRow(condition);
        }
    }

    private TruthVector RowByRow(BoundExpression condition)
    {
        var isTrue = new BitMask(Count);
        var isFalse = new BitMask(Count);
        ForEachRow(condition, (row, value) =>
        {
            if (value.HasValue)
            {
                (value.IsTrue ? isTrue : isFalse)[row] = true;
            }
        });
        return new TruthVector(isTrue, isFalse);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private TruthVector FromTable((int[]? Index, CodeVector[] Leaves, Scalar[] Values) table)
    {
        byte[] truth = Array.ConvertAll(table.Values, v => (byte)(!v.HasValue ? 0 : v.IsTrue ? 1 : 2));
        if (table.Index is not null && table.Leaves.Length == 1 && CodeKernels.Find(truth, table.Index) is { } found)
        {
            return found;
        }

        var isTrue = new BitMask(Count);
        var isFalse = new BitMask(Count);
        int[]? index = table.Index;
        for (int word = 0; word < isTrue.Words.Length; word++)
        {
            int start = word << 6, end = Math.Min(start + 64, Count);
            ulong t = 0, f = 0;
            for (int row = start; row < end; row++)
            {
                int v = truth[index is null ? 0 : index[row]];
                t |= (ulong)(v & 1) << (row & 63);
                f |= (ulong)(v >> 1) << (row & 63);
            }

            isTrue.Words[word] = t;
            isFalse.Words[word] = f;
        }

        return new TruthVector(isTrue, isFalse);
    }

    // Gives the values of an expression for each combination of the codes of its fields, and for each row its combination.
    private (int[]? Index, CodeVector[] Leaves, Scalar[] Values)? TryTable(BoundExpression expression, bool index = true)
    {
        if (Leaves(expression).Any() || Converts(expression))
        {
            return null;
        }

        var fields = Fields(expression).DistinctBy(ExpressionKey.Of, StringComparer.Ordinal).ToArray();
        var leaves = new CodeVector[fields.Length];
        long size = 1;
        for (int i = 0; i < fields.Length; i++)
        {
            if (FieldCodes.Of(store, fact, fields[i], Follow(fields[i].Path)) is not { } codes || (size *= codes.Count) > LargestTable)
            {
                return null;
            }

            leaves[i] = codes;
        }

        var slots = fields.Select((f, i) => (Key: ExpressionKey.Of(f), i)).ToDictionary(p => p.Key, p => p.i, StringComparer.Ordinal);
        var slotOf = new Dictionary<BoundField, int>(ReferenceEqualityComparer.Instance);
        foreach (BoundField field in Fields(expression))
        {
            slotOf.TryAdd(field, slots[ExpressionKey.Of(field)]);
        }

        var current = new Scalar[fields.Length];
        var values = new Scalar[size];
        for (int combination = 0; combination < size; combination++)
        {
            int rest = combination;
            for (int i = 0; i < leaves.Length; i++)
            {
                rest = Math.DivRem(rest, leaves[i].Count, out int code);
                current[i] = leaves[i].Value(code);
            }

            values[combination] = Scalar.Compute(expression, f => f is BoundNow now ? histories.Now(now) : current[slotOf[(BoundField)f]]);
        }

        return (index ? Combine(leaves) : null, leaves, values);
    }

    private int[]? Combine(CodeVector[] leaves)
    {
        if (leaves.Length < 2)
        {
            return leaves.Length == 0 ? null : leaves[0].Codes;
        }

        int[] index = (int[])leaves[0].Codes.Clone();
        int stride = leaves[0].Count;
        for (int i = 1; i < leaves.Length; i++)
        {
            int[] codes = leaves[i].Codes;
            for (int row = 0; row < Count; row++)
            {
                index[row] += codes[row] * stride;
            }

            stride *= leaves[i].Count;
        }

        return index;
    }

    private static IEnumerable<BoundField> Fields(BoundExpression expression) =>
        expression is BoundField field ? [field] : expression.Children().SelectMany(Fields);

    private static IEnumerable<BoundRowValue> Leaves(BoundExpression expression) =>
        expression is BoundRowValue value ? [value] : expression.Children().SelectMany(Leaves);

    private void ForEachRow(BoundExpression expression, Action<int, Scalar> use)
    {
        var readers = new Dictionary<BoundExpression, Func<int, Scalar>>(ReferenceEqualityComparer.Instance);
        foreach (BoundRowValue value in Leaves(expression))
        {
            NumberVector numbers = Numbers(value);
            readers.TryAdd(value, row => numbers.IsNull(row) ? Scalar.Null : Scalar.Of(Rational.FromScaled(numbers.Exact(numbers.Values[row]), numbers.Scale)));
        }

        foreach (BoundField field in Fields(expression))
        {
            readers.TryAdd(field, Reader(field));
        }

        int at = 0;
        Func<BoundExpression, Scalar> leaf = f => f is BoundNow now ? histories.Now(now) : readers[f](at);
        for (; at < Count; at++)
        {
            use(at, Scalar.Compute(expression, leaf));
        }
    }

    private NumberVector ComputeNumbers(BoundExpression expression) => expression switch
    {
        BoundField field => Field(field),
        BoundJourneyValue value => journeys!.Numbers(value, position),
        BoundStay stay => Stays(stay),
        BoundPart part => PartsOf(part),
        BoundStageValue value => new StageColumns(store, this, histories.Present, histories.EndOfDays).Entries(value),
        BoundHistoryValue value => new HistoryColumns(store, this, histories).Numbers(value),
        BoundConverted c => c.Conversion.RoundsLines ? Converted(c).Rounded() : Converted(c).Amounts,
        BoundNow now => Constant(histories.Now(now).Number.Numerator, 0),
        BoundLiteral l when l.Number.TryGetScale(out int scale) && scale <= DataType.MaxScale => Constant(l.Number.ToScaled(scale), scale),
        _ when expression.Type.Kind == DataKind.Boolean => OfTruth(Truth(expression)),
        BoundUnary { Operator: UnaryOperator.Negate } u => NumberKernels.Negate(Numbers(u.Operand)) ?? Exact(expression),
        BoundBinary { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply } b
            when b.Operator == BinaryOperator.Multiply || b.Type.Kind != DataKind.Duration || b.Left.Type.Kind != DataKind.Date =>
            NumberKernels.Arithmetic(b.Operator, Numbers(b.Left), Numbers(b.Right)) ?? Exact(expression),
        BoundBinary { Operator: BinaryOperator.Subtract } b => Days(Numbers(b.Left), Numbers(b.Right)) ?? Exact(expression),
        BoundCall { Function: BoundFunction.Elapsed } c => (c.Arguments[0].Type.Kind == DataKind.Date
            ? Days(Numbers(c.Arguments[1]), Numbers(c.Arguments[0]))
            : NumberKernels.Arithmetic(BinaryOperator.Subtract, Numbers(c.Arguments[1]), Numbers(c.Arguments[0]))) ?? Exact(expression),
        BoundCall { Function: BoundFunction.Business } c => Business(c, Numbers(c.Arguments[1]), Numbers(c.Arguments[2])) ?? Exact(expression),
        BoundCall { Function: BoundFunction.If } c =>
            NumberKernels.Select(Truth(c.Arguments[0]).True, Numbers(c.Arguments[1]), Numbers(c.Arguments[2])) ?? Exact(expression),
        _ => Exact(expression),
    };

    private static NumberVector? Days(NumberVector end, NumberVector start) =>
        NumberKernels.Arithmetic(BinaryOperator.Subtract, end, start) is { } days ? NumberKernels.Times(days, StorageForm.MicrosecondsPerDay) : null;

    private static NumberVector? Business(BoundCall call, NumberVector from, NumberVector to)
    {
        if (from.Wide is not null || to.Wide is not null || from.Scale != 0 || to.Scale != 0)
        {
            return null;
        }

        long[] values = new long[from.Values.Length];
        bool[] nulls = new bool[values.Length];
        for (int row = 0; row < values.Length; row++)
        {
            nulls[row] = from.IsNull(row) || to.IsNull(row);
            values[row] = nulls[row] ? 0 : call.Calendar!.ElapsedMicroseconds(from.Values[row], to.Values[row]);
        }

        return new NumberVector(values, nulls, 0);
    }

    private NumberVector Constant(BigInteger value, int scale)
    {
        long[] values = new long[Count];
        bool fits = value >= long.MinValue && value <= long.MaxValue;
        if (fits)
        {
            Array.Fill(values, (long)value);
        }

        return new NumberVector(values, null, scale, fits ? null : [value]);
    }

    private NumberVector OfTruth(TruthVector truth)
    {
        long[] values = new long[Count];
        bool[] nulls = new bool[Count];
        for (int row = 0; row < Count; row++)
        {
            values[row] = truth.True[row] ? 1 : 0;
            nulls[row] = values[row] == 0 && !truth.False[row];
        }

        return new NumberVector(values, nulls, 0);
    }

    private NumberVector Field(BoundField field)
    {
        NumberData data = store[field.Owner].Number(field.Ordinal);
        if (Follow(field.Path) is not { } rows)
        {
            return store[field.Owner].Derived($"vector:{field.Ordinal}", () => new NumberVector(data.Values, data.Nulls, field.Type.Scale));
        }

        long[] values = new long[rows.Length];
        bool[] nulls = new bool[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            int row = rows[i];
            if (row < 0 || data.IsNull(row))
            {
                nulls[i] = true;
            }
            else
            {
                values[i] = data.Values[row];
            }
        }

        return new NumberVector(values, nulls, field.Type.Scale);
    }

    // In exact fractions, for what 64 bits do not hold and for what has no kernel.
    private NumberVector Exact(BoundExpression expression)
    {
        var results = new Rational?[Count];
        int scale = 0;
        ForEachRow(expression, (row, value) =>
        {
            if (value.HasValue)
            {
                results[row] = value.Number;
                value.Number.TryGetScale(out int places);
                scale = Math.Max(scale, places);
            }
        });
        bool[] nulls = Array.ConvertAll(results, r => r is null);
        return NumberVector.Of(Array.ConvertAll(results, r => r?.ToScaled(scale) ?? 0), nulls, scale);
    }
}
