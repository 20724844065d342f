using System.Numerics;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>
/// The amounts of all rows of a fact with the rate of each. Rows of one currency and day have one rate, so they are kept as a bucket:
/// what is added up is the amounts of a bucket, in whole numbers, and a rate is multiplied once for all of them.
/// </summary>
internal sealed class ConvertedVector
{
    private readonly BoundConverted _node;
    private readonly NumberVector _amounts;
    private readonly int[] _buckets;
    private readonly List<Rational> _factors = [];
    private readonly Lazy<(NumberVector Places, Rational[] Values)> _ordered;

    private ConvertedVector(BoundConverted node, NumberVector amounts)
    {
        _node = node;
        _amounts = amounts;
        _buckets = new int[amounts.Values.Length];
        _ordered = new Lazy<(NumberVector, Rational[])>(Order);
        Nulls = new bool[_buckets.Length];
    }

    /// <summary>Which rows have no amount, or one that cannot be converted.</summary>
    public bool[] Nulls { get; }

    /// <summary>The amounts before they are converted, without those that cannot be.</summary>
    public NumberVector Amounts => new(_amounts.Values, Nulls, _amounts.Scale, _amounts.Wide);

    /// <summary>Places in <see cref="Values"/>, which are in order: what is least and greatest, and what is at a rank, is so of places too.</summary>
    public NumberVector Places => _ordered.Value.Places;

    /// <summary>The different values in rising order.</summary>
    public Rational[] Values => _ordered.Value.Values;

    /// <summary>The number of the bucket of a row that has a value.</summary>
    public int BucketOf(int row) => _buckets[row];

    /// <summary>The value of a row that has one.</summary>
    public Rational At(int row) => _node.Apply(Rational.FromScaled(_amounts.Exact(_amounts.Values[row]), _amounts.Scale), _factors[_buckets[row]]);

    /// <summary>What the amounts of some buckets come to.</summary>
    /// <param name="sums">For each bucket the sum of its amounts.</param>
    public Rational Total(IEnumerable<KeyValuePair<int, BigInteger>> sums)
    {
        // Sums of one denominator are added first, and the rest two by two: so the numbers grow as late as they can.
        var parts = new Dictionary<BigInteger, BigInteger>();
        foreach ((int bucket, BigInteger sum) in sums)
        {
            Rational factor = _factors[bucket];
            parts[factor.Denominator] = parts.GetValueOrDefault(factor.Denominator) + (sum * factor.Numerator);
        }

        (BigInteger above, BigInteger below) = Add([.. parts.Select(p => (p.Value, p.Key))]);
        return new Rational(above, below * BigInteger.Pow(10, _amounts.Scale));
    }

    /// <summary>Finds the rate of each row.</summary>
    /// <param name="query">The question, which knows the rates.</param>
    /// <param name="node">The conversion.</param>
    /// <param name="amounts">The amounts.</param>
    /// <param name="codes">The codes of their currencies; null where the type says it.</param>
    /// <param name="times">The time of each row, where its rate is of its day; else null.</param>
    /// <param name="position">The member of the period axis.</param>
    public static ConvertedVector Of(BoundQuery query, BoundConverted node, NumberVector amounts, TextVector? codes, NumberVector? times, int position)
    {
        var converted = new ConvertedVector(node, amounts);
        var known = new Dictionary<(int Code, long Day), int>();
        Currency?[] currencies = codes is null ? [node.CurrencyOf(null)] : [.. codes.Texts.Select(node.CurrencyOf)];
        for (int row = 0; row < converted._buckets.Length; row++)
        {
            int code = codes is null ? 0 : codes.Codes[row];
            converted.Nulls[row] = true;
            if (amounts.IsNull(row) || currencies[code] is not { } currency)
            {
                continue;
            }

            long day = times is null || times.IsNull(row) ? long.MinValue : node.Role!.IsDate ? times.Values[row] : query.DayAt(times.Values[row]);
            if (!known.TryGetValue((code, day), out int bucket))
            {
                Rational? factor = query.FactorOf(node, currency, day == long.MinValue ? null : StorageForm.ToDate(day), position);
                bucket = factor is null ? -1 : converted._factors.Count;
                known.Add((code, day), bucket);
                if (factor is { } found)
                {
                    converted._factors.Add(found);
                }
            }

            converted._buckets[row] = bucket;
            converted.Nulls[row] = bucket < 0;
        }

        return converted;
    }

    /// <summary>The values rounded to the minor unit of the currency, as whole numbers of it.</summary>
    public NumberVector Rounded()
    {
        int scale = _node.Conversion.To.MinorUnits;
        var exact = new BigInteger[_buckets.Length];
        for (int row = 0; row < exact.Length; row++)
        {
            exact[row] = Nulls[row] ? 0 : At(row).ToScaled(scale);
        }

        return NumberVector.Of(exact, Nulls, scale);
    }

    private (NumberVector, Rational[]) Order()
    {
        var of = new Rational?[_buckets.Length];
        for (int row = 0; row < of.Length; row++)
        {
            of[row] = Nulls[row] ? null : At(row);
        }

        Rational[] values = [.. of.OfType<Rational>().Distinct().Order()];
        long[] places = Array.ConvertAll(of, v => v is { } value ? Array.BinarySearch(values, value) : 0L);
        return (new NumberVector(places, Nulls, 0), values);
    }

    private static (BigInteger Above, BigInteger Below) Add(ReadOnlySpan<(BigInteger Above, BigInteger Below)> parts)
    {
        if (parts.Length < 2)
        {
            return parts.Length == 0 ? (BigInteger.Zero, BigInteger.One) : parts[0];
        }

        (BigInteger a, BigInteger b) = Add(parts[..(parts.Length / 2)]);
        (BigInteger c, BigInteger d) = Add(parts[(parts.Length / 2)..]);
        return ((a * d) + (c * b), b * d);
    }
}
