using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;

namespace Crm.Sdk.Evaluation.Planning;

/// <summary>What is computed of the rows of an atom.</summary>
internal enum AtomKind
{
    /// <summary>How many rows match, how many contribute, and their sum: enough for count, sum and avg.</summary>
    Additive,

    /// <summary>The smallest and the largest value.</summary>
    Extremes,

    /// <summary>The number of different values.</summary>
    Distinct,

    /// <summary>The values at certain ranks.</summary>
    Ranks,

    /// <summary>All values, and which of them have ended.</summary>
    Lifetimes,
}

/// <summary>
/// The unit of work of an executor: rows of one fact that pass one filter, placed in time by one role, and what is computed of
/// one expression over them. Aggregates that need the same share one atom.
/// </summary>
internal sealed class Atom
{
    public Atom(int index, BoundAggregate aggregate)
    {
        Index = index;
        Aggregate = aggregate;
        Fact = aggregate.Fact;
        Filter = aggregate.Filter;
        Operand = aggregate.Operand;
        Role = aggregate.Role;
        EntityPath = aggregate.EntityPath;
        Ended = aggregate.Ended;
        Frame = aggregate.Frame;
        IsPlain = aggregate.IsPlain;
        Kind = KindOf(aggregate.Kind);
    }

    public int Index { get; }

    /// <summary>The first aggregate that it serves; what others have besides is asked of them.</summary>
    public BoundAggregate Aggregate { get; }

    public AtomKind Kind { get; }

    public BoundFact Fact { get; }

    public BoundExpression? Filter { get; }

    public BoundExpression? Operand { get; }

    public BoundTimeRole? Role { get; }

    public IReadOnlyList<BoundReference>? EntityPath { get; }

    /// <summary>For lifetimes, whether a row has ended; else null.</summary>
    public BoundExpression? Ended { get; }

    /// <summary>Which rows are read for the period of a cell.</summary>
    public BoundFrame Frame { get; }

    /// <summary>Whether something that is read of a row differs from period to period.</summary>
    public bool IsPositional => Aggregate.IsPositional;

    /// <summary>Whether it is read at the end of each day: the atom of a day says what it found.</summary>
    public bool IsDaily => Aggregate.OfDay is not null;

    /// <summary>Whether the operand is an amount that is converted without being rounded: its values are fractions.</summary>
    public bool IsConverted => Operand is BoundConverted { Conversion.RoundsLines: false };

    /// <summary>Whether these are just the ones in it.</summary>
    public bool IsPlain { get; }

    /// <summary>The percentiles that are read of a <see cref="AtomKind.Ranks"/> atom.</summary>
    public List<Percentile> Percentiles { get; } = [];

    public static AtomKind KindOf(AggregateKind kind) => kind switch
    {
        AggregateKind.Count or AggregateKind.Sum or AggregateKind.Avg => AtomKind.Additive,
        AggregateKind.Min or AggregateKind.Max => AtomKind.Extremes,
        AggregateKind.Distinct => AtomKind.Distinct,
        AggregateKind.Survival or AggregateKind.Lifetime => AtomKind.Lifetimes,
        _ => AtomKind.Ranks,
    };

    public static string KeyOf(BoundAggregate aggregate) => string.Join('|',
        KindOf(aggregate.Kind), aggregate.Fact.Name, aggregate.Role?.Name, aggregate.Within?.Name, aggregate.Frame, aggregate.Grouping, ExpressionKey.Of(aggregate.Filter),
        ExpressionKey.Of(aggregate.Operand), ExpressionKey.Of(aggregate.Ended), aggregate.EntityPath is null ? "-" : ExpressionKey.Of(aggregate.EntityPath));
}

/// <summary>Which percentile is read, and how.</summary>
internal readonly record struct Percentile(int Probability, PercentileMethod Method)
{
    /// <summary>The two ranks, from 0, between which it lies among <paramref name="n"/> sorted values; the same twice where it is a value.</summary>
    public (long Low, long High) Ranks(long n)
    {
        if (Method == PercentileMethod.Nearest)
        {
            Int128 rank = (((Int128)n * Probability) + 9_999) / 10_000;
            long index = (long)Int128.Max(rank, 1) - 1;
            return (index, index);
        }

        Int128 h = (Int128)(n - 1) * Probability;
        long low = (long)(h / 10_000);
        return (low, h % 10_000 == 0 ? low : low + 1);
    }

    /// <summary>How far between the two it lies, in 1/10000.</summary>
    public long Share(long n) => Method == PercentileMethod.Nearest ? 0 : (long)((Int128)(n - 1) * Probability % 10_000);
}
