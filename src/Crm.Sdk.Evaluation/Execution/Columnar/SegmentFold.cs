using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>Finds the members of a segment as of the instant of a query: folds the rows of each entity and asks the condition.</summary>
internal static class SegmentFold
{
    public static BitMask Run(ColumnStore store, BoundQuery query, BoundSegment segment)
    {
        var timeless = BoundQuery.AllTime(query.Model, query.Calendar, query.Now);
        var own = new RowEvaluator(store, segment.Entity.Schema, new Histories(store, timeless), 0, new JourneyColumns(store, timeless));
        if (segment.Aggregates.Count == 0)
        {
            return own.Truth(segment.Condition).True;
        }

        var rows = new Dictionary<string, RowEvaluator>(StringComparer.Ordinal);
        var index = EntityIndex.Of(store, segment.Entity);
        var inputs = new List<AtomInput>();
        var keys = new List<string>();
        int[] atomOf = new int[segment.Aggregates.Count];
        for (int i = 0; i < atomOf.Length; i++)
        {
            BoundAggregate aggregate = segment.Aggregates[i];
            string key = Atom.KeyOf(aggregate);
            atomOf[i] = keys.IndexOf(key);
            if (atomOf[i] < 0)
            {
                atomOf[i] = keys.Count;
                keys.Add(key);
                inputs.Add(InputOf(store, timeless, rows, new Atom(atomOf[i], aggregate)));
            }
        }

        int[][] entities = [.. inputs.Select(i => Array.ConvertAll(index.EntitiesOf(i.Atom), e => e < index.TableCount ? e : -1))];
        var fold = new EntityFold([.. inputs], entities, 1, Math.Max(1, index.TableCount));
        fold.Reserve(index.TableCount);
        for (int entity = 0; entity < index.TableCount; entity++)
        {
            fold.SlotOf(0, entity);
        }

        fold.Fold([0], null, _ => null);
        var table = new EntityTable
        {
            Index = index,
            Fact = FactGrid.Nowhere,
            BringsSegments = true,
            Reader = own.Reader,
            Values = own.Numbers,
            Now = now => Scalar.Of(timeless.NumberOf(now)),
        };
        var judge = new EntityJudge(segment.Condition, null, segment.Aggregates, table, fold, atomOf);
        var members = new BitMask(index.TableCount);
        for (int entity = 0; entity < members.Count; entity++)
        {
            members[entity] = judge.TakesPart(entity, entity);
        }

        return members;
    }

    private static AtomInput InputOf(ColumnStore store, BoundQuery query, Dictionary<string, RowEvaluator> evaluators, Atom atom)
    {
        if (!evaluators.TryGetValue(atom.Fact.Name, out RowEvaluator? rows))
        {
            evaluators.Add(atom.Fact.Name, rows = new RowEvaluator(store, atom.Fact.Schema, new Histories(store, query), 0, new JourneyColumns(store, query)));
        }

        bool textual = atom.Operand?.Type.IsTextual ?? false;
        return new AtomInput(() => atom.Filter is null ? null : rows.Truth(atom.Filter).True)
        {
            Atom = atom,
            Scan = Scan.Of(store, rows, atom, query),
            Fact = FactGrid.Nowhere,
            Rows = rows,
            Values = atom.Operand is null || textual ? null : rows.Numbers(atom.Operand),
            Codes = textual ? rows.Texts(atom.Operand!).Codes : null,
        };
    }
}
