using System.Numerics;
using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <content>Parts of amounts that the rows of attributions have.</content>
internal sealed partial class RowEvaluator
{
    private NumberVector PartsOf(BoundPart part)
    {
        FactSchema outcome = part.Attribution.Outcome.Fact.Schema;
        NumberVector amounts = new RowEvaluator(store, outcome, histories).Numbers(part.Amount);
        FactColumns own = store[part.Attribution.Schema];
        int[] way = store.Follow(part.Attribution.Schema, BoundAttribution.OutcomeOrdinal, outcome), codes = own.Text(BoundAttribution.OutcomeOrdinal).Codes;
        NumberData weights = own.Number(BoundAttribution.WeightOrdinal), places = own.Number(BoundAttribution.PlaceOrdinal);
        int[] order = [.. Enumerable.Range(0, Count).OrderBy(row => codes[row]).ThenBy(row => places.IsNull(row) ? 0 : places.Values[row])];
        var scaled = new BigInteger[Count];
        bool[] nulls = new bool[Count];
        for (int from = 0, to; from < order.Length; from = to)
        {
            for (to = from + 1; to < order.Length && codes[order[to]] == codes[order[from]]; to++)
            {
            }

            int row = way[order[from]];
            if (row < 0 || amounts.IsNull(row))
            {
                for (int i = from; i < to; i++)
                {
                    nulls[order[i]] = true;
                }

                continue;
            }

            BigInteger amount = Rational.FromScaled(amounts.Exact(amounts.Values[row]), amounts.Scale).ToScaled(part.Type.Scale);
            BigInteger[] parts = Parts.Of(amount, Array.ConvertAll(order[from..to], r => weights.Values[r]));
            for (int i = from; i < to; i++)
            {
                scaled[order[i]] = parts[i - from];
            }
        }

        return NumberVector.Of(scaled, nulls, part.Type.Scale);
    }
}
