using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution.Reference;

/// <summary>The estimate of Kaplan and Meier, as its formula is written: a product over the lengths at which something ended.</summary>
internal static class Lifetimes
{
    public static Outcome Of(BoundAggregate aggregate, Value[] lengths, bool[] ended)
    {
        (Rational Length, bool HasEnded)[] known = [.. lengths.Zip(ended).Where(l => !l.First.IsNull).Select(l => (l.First.Number, l.Second))];
        Rational[] ends = [.. known.Where(l => l.HasEnded).Select(l => l.Length).Distinct().Order()];
        Value value = known.Length == 0 ? Value.Null
            : aggregate.Kind == AggregateKind.Survival ? Value.Of(Longer(known, ends, aggregate.At))
            : Until(known, ends, Rational.One - new Rational(aggregate.Probability, 10_000));
        return new Outcome
        {
            Value = value,
            Reason = !value.IsNull ? CellReason.None : known.Length == 0 ? CellReason.NoRows : CellReason.NotYetObservable,
            Flags = known.Length == 0 ? CellFlags.Empty : CellFlags.None,
            N = known.Length,
            Rows = lengths.Length,
        };
    }

    private static Rational Longer((Rational Length, bool HasEnded)[] known, Rational[] ends, Rational at) => ends.Where(end => end <= at).Aggregate(
        Rational.One,
        (share, end) => share * (Rational.One - new Rational(known.Count(l => l.HasEnded && l.Length == end), known.Count(l => l.Length >= end))));

    private static Value Until((Rational Length, bool HasEnded)[] known, Rational[] ends, Rational left)
    {
        foreach (Rational end in ends)
        {
            if (Longer(known, ends, end) <= left)
            {
                return Value.Of(end);
            }
        }

        return Value.Null;
    }
}
