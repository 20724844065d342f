using System.Globalization;
using System.Numerics;
using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>The rows of an attribution: the touches stand in one order, in which those of an outcome are a range.</summary>
internal static class AttributionTable
{
    private const int KeptBits = 40, Bits = 192;

    private static readonly BigInteger LogOfTwo = Log();

    public static FactTable Of(ColumnStore store, BoundAttribution attribution)
    {
        StepColumns outcomes = Read(store, attribution.Outcome);
        var touches = new Touches(Read(store, attribution.Touches));
        bool areOfOneFact = ReferenceEquals(attribution.Outcome.Fact, attribution.Touches.Fact);
        var rows = new Writer(attribution, outcomes, touches);
        for (int row = 0; row < outcomes.Count; row++)
        {
            if (!outcomes.Matches(row))
            {
                continue;
            }

            (int from, int to) = outcomes.TimeOf(row) is { } time && outcomes.Entities[row] is { } entity ? touches.Range(entity, time, attribution.Within) : (0, 0);
            rows.Add(row, from, to, areOfOneFact ? touches.PlaceOf(row, from, to) : -1);
        }

        return rows.Take();
    }

    private static StepColumns Read(ColumnStore store, BoundStep step)
    {
        // Conditions and times of an attribution speak of their row alone: they need no histories.
        var rows = new RowEvaluator(store, step.Fact.Schema, null!);
        FactColumns columns = store[step.Fact.Schema];
        var entities = new string?[columns.Count];
        BoundReference? last = step.EntityPath.Count == 0 ? null : step.EntityPath[^1];
        TextData? keys = last is null ? null : store[last.From].Text(last.Ordinal);
        int[]? way = store.Follow(step.Fact.Schema, [.. step.EntityPath.SkipLast(1)]);
        for (int row = 0; row < entities.Length; row++)
        {
            int at = way is null ? row : way[row];
            entities[row] = keys is null ? columns.KeyOf(row) : at < 0 ? null : keys.Dictionary[keys.Codes[at]];
        }

        return new StepColumns(columns, step.Filter is null ? null : rows.Truth(step.Filter).True, rows.Numbers(step.Role.Value), entities);
    }

    private static long WeightOf(BoundAttribution attribution, int i, int count, long age)
    {
        if (attribution.Model == AttributionModel.Decay)
        {
            return Decayed(age, attribution.HalfLife!.Value);
        }

        if (attribution.Model == AttributionModel.Linear || count < 3)
        {
            return 1;
        }

        long share = (long)(attribution.Share * 10_000).Numerator;
        return i == 0 || i == count - 1 ? checked(share * (count - 2)) : 10_000 - (2 * share);
    }

    // 2^40 · e^(-ln 2 · age / half-life), rounded down; the series is summed up to more digits than could leave a doubt.
    private static long Decayed(long age, long halfLife)
    {
        (long whole, long rest) = Math.DivRem(age, halfLife);
        if (whole > KeptBits || rest == 0)
        {
            return whole > KeptBits ? 0 : 1L << (KeptBits - (int)whole);
        }

        BigInteger x = LogOfTwo * rest / halfLife, term = BigInteger.One << Bits, sum = term;
        for (int k = 1; !term.IsZero; k++)
        {
            term = (term * x >> Bits) / k;
            sum += k % 2 == 0 ? term : -term;
        }

        return (long)(sum >> (Bits - KeptBits + (int)whole));
    }

    // ln 2 = 1/(1·2) + 1/(2·4) + 1/(3·8) + …
    private static BigInteger Log()
    {
        BigInteger sum = BigInteger.Zero, power = BigInteger.One << (Bits + 16);
        for (int k = 1; k <= Bits + 16; k++)
        {
            power >>= 1;
            sum += power / k;
        }

        return sum >> 16;
    }

    /// <summary>The rows of a step: which match, when they happen, and whose they are.</summary>
    private sealed class StepColumns(FactColumns columns, BitMask? mask, NumberVector times, string?[] entities)
    {
        public int Count => columns.Count;

        /// <summary>For each row the key of its entity, or null.</summary>
        public string?[] Entities => entities;

        public bool Matches(int row) => (mask is null || mask[row]) && columns.KeyOf(row) is not null;

        public string KeyOf(int row) => columns.KeyOf(row)!;

        public long? TimeOf(int row) => times.IsNull(row) ? null : times.Values[row];
    }

    /// <summary>The touches by entity, time and key.</summary>
    private sealed class Touches
    {
        private readonly Dictionary<string, (int From, int To)> _of = new(StringComparer.Ordinal);
        private readonly long[] _times;
        private readonly string[] _keys;
        private readonly int[] _placeOf;

        public Touches(StepColumns step)
        {
            var found = new List<(string Entity, long Time, string Key, int Row)>();
            for (int row = 0; row < step.Count; row++)
            {
                if (step.Matches(row) && step.Entities[row] is { } entity && step.TimeOf(row) is { } time)
                {
                    found.Add((entity, time, step.KeyOf(row), row));
                }
            }

            found.Sort((a, b) =>
            {
                int order = string.CompareOrdinal(a.Entity, b.Entity);
                order = order != 0 ? order : a.Time.CompareTo(b.Time);
                order = order != 0 ? order : CodePointOrder.Instance.Compare(a.Key, b.Key);
                return order != 0 ? order : a.Row.CompareTo(b.Row);
            });
            _times = [.. found.Select(t => t.Time)];
            _keys = [.. found.Select(t => t.Key)];
            _placeOf = new int[step.Count];
            Array.Fill(_placeOf, -1);
            for (int i = 0; i < found.Count; i++)
            {
                _placeOf[found[i].Row] = i;
                _of[found[i].Entity] = (_of.TryGetValue(found[i].Entity, out var known) ? known.From : i, i + 1);
            }
        }

        public long TimeAt(int place) => _times[place];

        public string KeyAt(int place) => _keys[place];

        /// <summary>Where a row stands in a range, or -1.</summary>
        public int PlaceOf(int row, int from, int to) => _placeOf[row] >= from && _placeOf[row] < to ? _placeOf[row] : -1;

        /// <summary>The touches of an entity that are not after a time and less than so long before it.</summary>
        public (int From, int To) Range(string entity, long time, long? within)
        {
            if (!_of.TryGetValue(entity, out (int From, int To) own))
            {
                return (0, 0);
            }

            int to = After(own, time);
            return (within is { } length ? After((own.From, to), time - length) : own.From, to);
        }

        // The first place behind a time.
        private int After((int From, int To) own, long time)
        {
            (int low, int high) = own;
            while (low < high)
            {
                int middle = (low + high) >>> 1;
                (low, high) = _times[middle] <= time ? (middle + 1, high) : (low, middle);
            }

            return low;
        }
    }

    /// <summary>Writes the rows of one outcome after those of another.</summary>
    private sealed class Writer(BoundAttribution attribution, StepColumns outcomes, Touches touches)
    {
        private const long Whole = 1_000_000_000;

        private readonly FactBatchBuilder _builder = new(attribution.Schema);
        private readonly List<FactBatch> _batches = [];

        public FactTable Take()
        {
            _batches.Add(_builder.Take());
            return new FactTable(attribution.Schema, _batches);
        }

        /// <summary>Shares an outcome among a range of touches; <paramref name="self"/> is the outcome itself, which is none, or -1.</summary>
        public void Add(int row, int from, int to, int self)
        {
            int count = to - from - (self < 0 ? 0 : 1);
            if (count == 0 || attribution.Model is AttributionModel.First or AttributionModel.Last)
            {
                int only = attribution.Model == AttributionModel.Last ? count : Math.Min(1, count);
                Write(row, only, only == 0 ? -1 : At(only - 1), Whole, 1);
                return;
            }

            var weights = new long[count];
            long last = touches.TimeAt(At(count - 1));
            for (int i = 0; i < count; i++)
            {
                weights[i] = WeightOf(attribution, i, count, last - touches.TimeAt(At(i)));
            }

            BigInteger[] shares = Parts.Of(Whole, weights);
            for (int i = 0; i < count; i++)
            {
                if (weights[i] > 0)
                {
                    Write(row, i + 1, At(i), (long)shares[i], weights[i]);
                }
            }

            int At(int i) => from + i + (self >= 0 && from + i >= self ? 1 : 0);
        }

        private void Write(int row, int place, int touch, long share, long weight)
        {
            string key = outcomes.KeyOf(row);
            _builder.SetText(0, string.Create(CultureInfo.InvariantCulture, $"{key}/{place}"));
            _builder.SetText(BoundAttribution.OutcomeOrdinal, key);
            _builder.SetNumber(BoundAttribution.ShareOrdinal, share);
            _builder.SetNumber(BoundAttribution.WeightOrdinal, weight);
            if (outcomes.TimeOf(row) is { } time)
            {
                _builder.SetNumber(BoundAttribution.TimeOrdinal, time);
            }

            if (outcomes.Entities[row] is { } entity)
            {
                _builder.SetText(BoundAttribution.EntityOrdinal, entity);
            }

            if (place > 0)
            {
                _builder.SetText(BoundAttribution.TouchOrdinal, touches.KeyAt(touch));
                _builder.SetNumber(BoundAttribution.PlaceOrdinal, place);
            }

            _builder.EndRow();
            if (_builder.IsFull)
            {
                _batches.Add(_builder.Take());
            }
        }
    }
}
