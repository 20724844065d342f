using System.Numerics;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution;

/// <summary>What an atom found in each cell: whole numbers only, nothing divided, rounded or formatted.</summary>
internal sealed class AtomStates
{
    public AtomStates(Atom atom, int cells, int scale)
    {
        Scale = scale;
        Rows = atom.IsPlain ? [] : new long[cells];
        N = atom.IsPlain ? [] : new long[cells];
        Sum = atom.Kind == AtomKind.Additive ? new Int128[cells] : [];
        Totals = atom is { Kind: AtomKind.Additive, IsConverted: true } ? new Rational[cells] : [];
        Fractions = atom.Kind is AtomKind.Extremes or AtomKind.Ranks && atom.IsConverted ? new Rational[]?[cells] : [];
        Min = atom.Kind == AtomKind.Extremes ? new BigInteger[cells] : [];
        Max = atom.Kind == AtomKind.Extremes ? new BigInteger[cells] : [];
        Distinct = atom.Kind == AtomKind.Distinct ? new long[cells] : [];
        Lifetimes = atom.Kind == AtomKind.Lifetimes ? new List<(BigInteger, bool)>?[cells] : [];
        Picks = atom.Kind == AtomKind.Ranks ? [.. atom.Percentiles.Select(_ => new (BigInteger, BigInteger)[cells])] : [];
    }

    /// <summary>The sum of a cell as a count of 10^-Scale.</summary>
    public BigInteger SumAt(int cell) => WideSum is null ? (BigInteger)Sum[cell] : WideSum[cell];

    /// <summary>The sum of a cell.</summary>
    public Rational TotalAt(int cell) => Totals.Length > 0 ? Totals[cell] : Rational.FromScaled(SumAt(cell), Scale);

    /// <summary>The value that stands in a cell of these states.</summary>
    public Rational ValueOf(BigInteger raw, int cell) => Fractions.Length > 0 ? Fractions[cell]![(int)raw] : Rational.FromScaled(raw, Scale);

    /// <summary>Takes over what was found in the cells of one period.</summary>
    /// <param name="part">The states of that period alone.</param>
    /// <param name="first">Its first cell here.</param>
    public void Take(AtomStates part, int first)
    {
        if (part.Scale != Scale)
        {
            part.Scaled(BigInteger.Pow(10, Scale - part.Scale));
        }

        if (part.WideSum is { Length: > 0 } wide)
        {
            WideSum ??= [.. Sum.Select(s => (BigInteger)s)];
            wide.CopyTo(WideSum, first);
        }
        else if (WideSum is { Length: > 0 })
        {
            part.Sum.Select(s => (BigInteger)s).ToArray().CopyTo(WideSum, first);
        }

        Copy(part.Rows, Rows, first);
        Copy(part.N, N, first);
        Copy(part.Sum, Sum, first);
        Copy(part.Totals, Totals, first);
        Copy(part.Fractions, Fractions, first);
        Copy(part.Min, Min, first);
        Copy(part.Max, Max, first);
        Copy(part.Distinct, Distinct, first);
        Copy(part.Lifetimes, Lifetimes, first);
        for (int i = 0; i < Picks.Length; i++)
        {
            Copy(part.Picks[i], Picks[i], first);
        }
    }

    private void Scaled(BigInteger factor)
    {
        WideSum = [.. Enumerable.Range(0, Sum.Length).Select(cell => SumAt(cell) * factor)];
        for (int cell = 0; cell < Min.Length; cell++)
        {
            (Min[cell], Max[cell]) = (Min[cell] * factor, Max[cell] * factor);
        }

        foreach ((BigInteger Low, BigInteger High)[] picks in Picks)
        {
            for (int cell = 0; cell < picks.Length; cell++)
            {
                picks[cell] = (picks[cell].Low * factor, picks[cell].High * factor);
            }
        }
    }

    // What an atom of this kind does not have is empty on both sides.
    private static void Copy<T>(T[] part, T[] whole, int first) => part.AsSpan().CopyTo(part.Length == 0 ? default : whole.AsSpan(first));

    /// <summary>For lifetimes, each length and whether it has ended, in order of length; null in a cell without.</summary>
    public List<(BigInteger Length, bool HasEnded)>?[] Lifetimes { get; }

    /// <summary>Values are counts of 10^-Scale.</summary>
    public int Scale { get; }

    /// <summary>Rows that matched.</summary>
    public long[] Rows { get; set; }

    /// <summary>Rows that contributed.</summary>
    public long[] N { get; set; }

    public Int128[] Sum { get; set; }

    /// <summary>The sums of amounts that are converted, whose rates make them fractions.</summary>
    public Rational[] Totals { get; }

    /// <summary>For each cell with amounts that are converted what its values are places in; empty for other atoms.</summary>
    public Rational[]?[] Fractions { get; }

    /// <summary>The sums, where 128 bits do not hold them; else null.</summary>
    public BigInteger[]? WideSum { get; set; }

    public BigInteger[] Min { get; }

    public BigInteger[] Max { get; }

    public long[] Distinct { get; }

    /// <summary>For each percentile of the atom the values at its two ranks.</summary>
    public (BigInteger Low, BigInteger High)[][] Picks { get; }
}

/// <summary>What an each found in each cell.</summary>
internal sealed class EachStates(int cells)
{
    /// <summary>Takes over what was found in the cells of one period.</summary>
    public void Take(EachStates part, int first)
    {
        part.Rows.CopyTo(Rows, first);
        part.N.CopyTo(N, first);
        part.Sum.CopyTo(Sum, first);
        part.Min.CopyTo(Min, first);
        part.Max.CopyTo(Max, first);
        part.Values.CopyTo(Values, first);
    }

    /// <summary>Entities that took part.</summary>
    public long[] Rows { get; } = new long[cells];

    /// <summary>Entities that had a value.</summary>
    public long[] N { get; } = new long[cells];

    public Rational[] Sum { get; } = new Rational[cells];

    public Rational[] Min { get; } = new Rational[cells];

    public Rational[] Max { get; } = new Rational[cells];

    /// <summary>The values themselves, where the aggregate is one of ranks or of different values; null in a cell without.</summary>
    public List<Rational>?[] Values { get; } = new List<Rational>?[cells];
}

/// <summary>All that an executor found: the axes, and the states in each cell.</summary>
internal sealed class StateBatch
{
    public required IReadOnlyList<CubeAxis> Axes { get; init; }

    /// <summary>By the index of the atom.</summary>
    public required IReadOnlyDictionary<int, AtomStates> Atoms { get; init; }

    /// <summary>By the moment at which their rows are grouped: what readings day by day found on each day.</summary>
    public required IReadOnlyDictionary<string, DailyStates> Daily { get; init; }

    /// <summary>By the index of the each.</summary>
    public required IReadOnlyList<EachStates> Eaches { get; init; }

    /// <summary>By the index of the atom: matching rows without a time.</summary>
    public required IReadOnlyDictionary<int, long> Undated { get; init; }
}

/// <summary>What was found on each of some days.</summary>
internal sealed class DailyStates
{
    public required DailyAxis Days { get; init; }

    /// <summary>What is asked of a day; null where there are no days.</summary>
    public required QueryPlan? Plan { get; init; }

    /// <summary>What was found, the days on the period axis; null where there are none.</summary>
    public required StateBatch? States { get; init; }
}
