using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <content>Aggregates over entities.</content>
public sealed partial class ColumnarExecutor
{
    private sealed partial class Run
    {
        // Eaches over one entity that fold the same atoms do so once.
        private IEnumerable<Action> EachWork(Work work)
        {
            var groups = work.Indexes.Select(i => (Each: plan.Eaches[i], States: work.Eaches[i])).GroupBy(
                e => $"{e.Each.Entity.Name}|{e.Each.IncludingEmpty}|{string.Join(',', e.Each.Aggregates.Select(a => plan.AtomOf(a).Index).Distinct().Order())}",
                StringComparer.Ordinal);
            foreach (var group in groups)
            {
                BoundEach first = group.First().Each;
                var table = new EntityTable
                {
                    Index = EntityIndex.Of(store, first.Entity),
                    Fact = work.Places[first.Entity.Name],
                    BringsSegments = group.All(e => _segments.AreThoseOfEntity(e.Each)),
                    Reader = RowsOf(first.Entity, work.Position).Reader,
                    Values = RowsOf(first.Entity, work.Position).Numbers,
                    LengthOf = span => _histories.StretchOf(span.Frame, span.IsOfDays, work.Position) is { } s && s.Start > long.MinValue
                        ? Scalar.Of((Rational)((s.End - s.Start) * (span.IsOfDays ? StorageForm.MicrosecondsPerDay : 1))) : Scalar.Null,
                    Now = _histories.Now,
                };
                var inputs = first.Aggregates.Select(a => work.InputOf[plan.AtomOf(a).Index]).Distinct().ToList();
                foreach (Action piece in EntityCounts.Plan(work.Grid, inputs, table, [.. group])?.Work() ?? new EachKernel(work.Grid, inputs, plan, table, [.. group]).Work())
                {
                    yield return piece;
                }
            }
        }
    }
}
