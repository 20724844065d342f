using System.Numerics;
using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>
/// What the aggregates of one entity in one cell have come to: for each slot and atom the rows that contributed and what they add
/// up to. Slots are handed out as entities are met and given back all at once.
/// </summary>
internal sealed class EntityFold
{
    private readonly AtomInput[] _inputs;
    private readonly long[][] _n;
    private readonly Int128[][] _sums;
    private readonly Dictionary<(int Slot, int Atom), List<BigInteger>> _values = [];

    public EntityFold(IReadOnlyList<AtomInput> inputs)
    {
        _inputs = [.. inputs];
        _n = [.. inputs.Select(_ => new long[256])];
        _sums = [.. inputs.Select(i => i.NeedsSum ? new Int128[256] : [])];
    }

    public void Reserve(int slot)
    {
        if (slot < _n[0].Length)
        {
            return;
        }

        for (int i = 0; i < _n.Length; i++)
        {
            Array.Resize(ref _n[i], (slot + 1) * 2);
            if (_inputs[i].NeedsSum)
            {
                Array.Resize(ref _sums[i], (slot + 1) * 2);
            }
        }
    }

    public void Add(int slot, int atom, int row)
    {
        AtomInput input = _inputs[atom];
        if (input.IsNull(row))
        {
            return;
        }

        _n[atom][slot]++;
        if (input.NeedsSum)
        {
            _sums[atom][slot] += input.Values!.Values[row];
        }
        else if (input.NeedsValues)
        {
            if (!_values.TryGetValue((slot, atom), out List<BigInteger>? values))
            {
                _values.Add((slot, atom), values = []);
            }

            values.Add(input.ExactAt(row));
        }
    }

    /// <summary>Whether no row contributed to any of the atoms.</summary>
    public bool IsEmpty(int slot, int[] atoms)
    {
        foreach (int atom in atoms)
        {
            if (_n[atom][slot] != 0)
            {
                return false;
            }
        }

        return true;
    }

    public void Clear(int slots)
    {
        for (int i = 0; i < _n.Length; i++)
        {
            Array.Clear(_n[i], 0, Math.Min(slots, _n[i].Length));
            if (_sums[i].Length > 0)
            {
                Array.Clear(_sums[i], 0, Math.Min(slots, _sums[i].Length));
            }
        }

        _values.Clear();
    }

    public long CountAt(int slot, int atom) => _n[atom][slot];

    public bool HasSum(int atom) => _inputs[atom].NeedsSum;

    public int ScaleOf(int atom) => _inputs[atom].Values?.Scale ?? 0;

    public Int128 SumAt(int slot, int atom) => _sums[atom][slot];

    /// <summary>The value of an aggregate for the entity in a slot.</summary>
    public Scalar ValueOf(BoundAggregate aggregate, int slot, int atom)
    {
        long n = _n[atom][slot];
        if (aggregate.Kind == AggregateKind.Count)
        {
            return Scalar.Of((Rational)n);
        }

        AtomInput input = _inputs[atom];
        List<BigInteger> values = _values.GetValueOrDefault((slot, atom)) ?? [];
        if (aggregate.Kind == AggregateKind.Distinct)
        {
            return Scalar.Of((Rational)values.Distinct().Count());
        }

        int scale = input.Values!.Scale;
        BigInteger sum = input.NeedsSum ? (BigInteger)_sums[atom][slot] : values.Aggregate(BigInteger.Zero, (a, b) => a + b);
        if (aggregate.Kind == AggregateKind.Sum)
        {
            return Scalar.Of(Rational.FromScaled(sum, scale));
        }

        if (n == 0)
        {
            return Scalar.Null;
        }

        return Scalar.Of(aggregate.Kind switch
        {
            AggregateKind.Avg => Rational.FromScaled(sum, scale) / n,
            AggregateKind.Min => Rational.FromScaled(values.Min(), scale),
            AggregateKind.Max => Rational.FromScaled(values.Max(), scale),
            _ => Between(values, new Percentile(aggregate.Probability, aggregate.Method), scale),
        });
    }

    private static Rational Between(List<BigInteger> values, Percentile percentile, int scale)
    {
        values.Sort();
        (long low, long high) = percentile.Ranks(values.Count);
        BigInteger step = values[(int)high] - values[(int)low];
        return Rational.FromScaled(values[(int)low], scale) + (Rational.FromScaled(step, scale) * new Rational(percentile.Share(values.Count), 10_000));
    }
}

/// <summary>What an atom reads of a row: which rows, and which value of each.</summary>
internal sealed class AtomInput
{
    public required Atom Atom { get; init; }

    public required Scan Scan { get; init; }

    public required FactGrid Fact { get; init; }

    public required RowEvaluator Rows { get; init; }

    /// <summary>Which rows match; null for all.</summary>
    public required BitMask? Mask { get; init; }

    /// <summary>The operand, where it is a number.</summary>
    public NumberVector? Values { get; init; }

    /// <summary>The operand, where it is a text: its code.</summary>
    public int[]? Codes { get; init; }

    /// <summary>Codes are below it.</summary>
    public int Domain { get; init; }

    public bool NeedsSum => Atom.Kind == AtomKind.Additive && Values is { Wide: null };

    public bool NeedsValues => !NeedsSum && Atom.Operand is not null && (Atom.Kind != AtomKind.Additive || Values?.Wide is not null);

    public bool IsNull(int row) => Values is not null ? Values.IsNull(row) : Codes is not null && Codes[row] == 0;

    public BigInteger ExactAt(int row) => Values is not null ? Values.Exact(Values.Values[row]) : Codes![row];

    /// <summary>Which rows have no operand; null when all have one.</summary>
    public bool[]? OperandNulls() => Values is not null ? Values.Nulls : Codes is null ? null : Array.ConvertAll(Codes, c => c == 0);
}
