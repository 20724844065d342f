using System.Globalization;
using System.Numerics;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Interpretation;

/// <summary>Works out the rows of attributions outcome by outcome, and the parts of an amount that they have.</summary>
internal static class AttributionInterpreter
{
    private sealed record Touch(long Time, string Key, FactRow Row);

    /// <summary>The rows of an attribution, those of one outcome after those of another.</summary>
    public static FactTable RowsOf(BoundAttribution attribution, RowInterpreter interpreter)
    {
        var touches = new Dictionary<string, List<Touch>>(StringComparer.Ordinal);
        foreach (FactRow row in interpreter.Rows(attribution.Touches.Fact.Schema))
        {
            if (interpreter.Passes(attribution.Touches.Filter, row) && TimeOf(attribution.Touches, interpreter, row) is { } time
                && interpreter.KeyAt(attribution.Touches.EntityPath, row) is { } entity && RowInterpreter.KeyOf(row) is { } key)
            {
                if (!touches.TryGetValue(entity, out List<Touch>? own))
                {
                    touches.Add(entity, own = []);
                }

                own.Add(new Touch(time, key, row));
            }
        }

        var builder = new FactBatchBuilder(attribution.Schema);
        var batches = new List<FactBatch>();
        foreach (FactRow row in interpreter.Rows(attribution.Outcome.Fact.Schema).Where(row => interpreter.Passes(attribution.Outcome.Filter, row)))
        {
            if (RowInterpreter.KeyOf(row) is not { } key)
            {
                continue;
            }

            long? at = TimeOf(attribution.Outcome, interpreter, row);
            string? entity = interpreter.KeyAt(attribution.Outcome.EntityPath, row);
            Touch[] before = at is { } time && entity is not null && touches.TryGetValue(entity, out List<Touch>? own)
                ? [.. own.Where(t => t.Time <= time && (attribution.Within is not { } within || time - t.Time < within) && !(ReferenceEquals(t.Row.Batch, row.Batch) && t.Row.Index == row.Index)).OrderBy(t => t.Time).ThenBy(t => t.Key, CodePointOrder.Instance)]
                : [];
            BigInteger[] weights = before.Length == 0 ? [BigInteger.One] : WeightsOf(attribution, [.. before.Select(t => t.Time)]);
            BigInteger[] shares = PartsOf(BigInteger.Pow(10, BoundAttribution.ShareScale), weights);
            for (int i = 0; i < weights.Length; i++)
            {
                if (weights[i].IsZero)
                {
                    continue;
                }

                builder.SetText(0, string.Create(CultureInfo.InvariantCulture, $"{key}/{(before.Length == 0 ? 0 : i + 1)}"));
                builder.SetText(BoundAttribution.OutcomeOrdinal, key);
                builder.SetNumber(BoundAttribution.ShareOrdinal, (long)shares[i]);
                builder.SetNumber(BoundAttribution.WeightOrdinal, (long)weights[i]);
                if (at is { } when)
                {
                    builder.SetNumber(BoundAttribution.TimeOrdinal, when);
                }

                if (entity is not null)
                {
                    builder.SetText(BoundAttribution.EntityOrdinal, entity);
                }

                if (before.Length > 0)
                {
                    builder.SetText(BoundAttribution.TouchOrdinal, before[i].Key);
                    builder.SetNumber(BoundAttribution.PlaceOrdinal, i + 1);
                }

                builder.EndRow();
                if (builder.IsFull)
                {
                    batches.Add(builder.Take());
                }
            }
        }

        batches.Add(builder.Take());
        return new FactTable(attribution.Schema, batches);
    }

    /// <summary>For each row of an attribution the part of an amount that it has; nothing for a row without one.</summary>
    public static Dictionary<(FactBatch Batch, int Index), Value> PartsOf(BoundPart part, RowInterpreter interpreter)
    {
        var parts = new Dictionary<(FactBatch, int), Value>();
        foreach (var outcome in interpreter.Rows(part.Attribution.Schema).GroupBy(r => RowInterpreter.Read(r, BoundAttribution.OutcomeOrdinal).Text!, StringComparer.Ordinal))
        {
            if (!interpreter.TryFind(part.Attribution.Outcome.Fact.Schema, outcome.Key, out FactRow shared) || interpreter.Evaluate(part.Amount, shared) is not { IsNull: false } amount)
            {
                continue;
            }

            FactRow[] own = [.. outcome.OrderBy(r => RowInterpreter.Read(r, BoundAttribution.PlaceOrdinal) is { IsNull: false } place ? place.Number : Rational.Zero)];
            BigInteger[] weights = [.. own.Select(r => RowInterpreter.Read(r, BoundAttribution.WeightOrdinal).Number.Numerator)];
            foreach ((FactRow row, BigInteger value) in own.Zip(PartsOf(amount.Number.ToScaled(part.Type.Scale), weights)))
            {
                parts.Add((row.Batch, row.Index), Value.Of(Rational.FromScaled(value, part.Type.Scale)));
            }
        }

        return parts;
    }

    /// <summary>Shares a whole number by weights, by largest remainder.</summary>
    public static BigInteger[] PartsOf(BigInteger amount, IReadOnlyList<BigInteger> weights)
    {
        BigInteger size = BigInteger.Abs(amount), all = weights.Aggregate(BigInteger.Zero, (sum, w) => sum + w);
        BigInteger[] parts = [.. weights.Select(w => size * w / all)];
        int rest = (int)(size - parts.Aggregate(BigInteger.Zero, (sum, p) => sum + p));
        foreach (int i in Enumerable.Range(0, parts.Length).OrderByDescending(i => size * weights[i] % all).Take(rest))
        {
            parts[i]++;
        }

        return amount.Sign < 0 ? [.. parts.Select(p => -p)] : parts;
    }

    private static long? TimeOf(BoundStep step, RowInterpreter interpreter, FactRow row) =>
        interpreter.Evaluate(step.Role.Value, row) is { IsNull: false } time ? (long)time.Number.Numerator : null;

    private static BigInteger[] WeightsOf(BoundAttribution attribution, long[] times)
    {
        int n = times.Length;
        BigInteger share = (attribution.Share * 10_000).Numerator;
        return attribution.Model switch
        {
            AttributionModel.First => [.. times.Select((_, i) => i == 0 ? BigInteger.One : 0)],
            AttributionModel.Last => [.. times.Select((_, i) => i == n - 1 ? BigInteger.One : 0)],
            AttributionModel.Position when n > 2 => [.. times.Select((_, i) => i == 0 || i == n - 1 ? share * (n - 2) : 10_000 - (2 * share))],
            AttributionModel.Decay => [.. times.Select(t => Decayed(times[^1] - t, attribution.HalfLife!.Value))],
            _ => [.. times.Select(_ => BigInteger.One)],
        };
    }

    // 2^40 · 2^(-age / half-life), rounded down. The part of a half-life that is left is written in bits, and the root of the root of a half
    // belongs to each. What is rounded is never whole where such a part is left; that it lies so close to a whole number that 200 bits would
    // not tell is as good as impossible.
    private static BigInteger Decayed(long age, long halfLife)
    {
        const int Bits = 200;
        (long whole, long rest) = Math.DivRem(age, halfLife);
        if (whole > 40)
        {
            return BigInteger.Zero;
        }

        BigInteger power = BigInteger.One << Bits, root = power >> 1, left = rest;
        for (int bit = 0; bit < Bits && !left.IsZero; bit++)
        {
            root = Root(root << Bits);
            left *= 2;
            if (left >= halfLife)
            {
                left -= halfLife;
                power = power * root >> Bits;
            }
        }

        return power >> (Bits - 40 + (int)whole);
    }

    private static BigInteger Root(BigInteger square)
    {
        BigInteger root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + (square / root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }
}
