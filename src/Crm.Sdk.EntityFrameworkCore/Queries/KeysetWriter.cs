using Crm.Sdk.Aggregates;
using Crm.Sdk.Specifications;

namespace Crm.Sdk.EntityFrameworkCore.Queries;

/// <summary>Writes that a row comes after the one where a page ended.</summary>
internal sealed class KeysetWriter(RowQueryTranslator translator, SqlText sql, IReadOnlyList<RowOrder> order, PageCursor cursor)
{
    private readonly ConditionWriter _conditions = new(translator, sql);

    public void Write()
    {
        bool isBound = order.Count > 0 && cursor.Values[0] is { } first && Bound(order[0], first);
        for (int i = 0; i < order.Count; i++)
        {
            object? value = cursor.Values[i];
            if (value is not null && !RowQueryTranslator.CanHold(order[i].Target, RowQueryTranslator.KindOf(value)))
            {
                throw new ArgumentException($"The cursor has a {value.GetType().Name} where '{order[i].Target}' is put in order; begin at the first page.");
            }

            sql.Write("(");
            After(order[i], value);
            sql.Write(" OR (");
            if (value is null)
            {
                Target(order[i], null);
                sql.Write(" IS NULL");
            }
            else
            {
                _conditions.Equality(to => translator.WriteTarget(to, order[i].Target, RowQueryTranslator.KindOf(value)), value, equal: true);
            }

            sql.Write(" AND ");
        }

        sql.Name("id").Write(" > ").Value(cursor.Id).Write(new string(')', (order.Count * 2) + (isBound ? 1 : 0)));
    }

    // What an index can begin at; the alternatives after it say the same, but in a way that no index serves.
    private bool Bound(RowOrder order, object value)
    {
        if (order.Target.Attribute is not null || !RowQueryTranslator.CanHold(order.Target, RowQueryTranslator.KindOf(value))
            || (order.Descending && order.Target.Column is { IsNullable: true }))
        {
            return false;
        }

        sql.Write("(");
        Compare(order, value, order.Descending ? RowComparison.LessOrEqual : RowComparison.GreaterOrEqual);
        sql.Write(" AND ");
        return true;
    }

    private void Compare(RowOrder order, object value, RowComparison how)
    {
        ColumnKind kind = RowQueryTranslator.KindOf(value);
        void Own(SqlText to) => translator.WriteTarget(to, order.Target, kind);
        if (value is string text)
        {
            translator.WriteTextOrder(sql, Own, how, text);
        }
        else
        {
            _conditions.Order(Own, how, value);
        }
    }

    private void After(RowOrder order, object? value)
    {
        if (value is null)
        {
            // Null is the first of all upwards, and the last downwards.
            Target(order, null);
            sql.Write(order.Descending ? " IS NULL AND 1 = 0" : " IS NOT NULL");
            return;
        }

        Compare(order, value, order.Descending ? RowComparison.Less : RowComparison.Greater);
        if (order.Descending)
        {
            sql.Write(" OR ");
            Target(order, null);
            sql.Write(" IS NULL");
        }
    }

    private void Target(RowOrder order, ColumnKind? kind) => translator.WriteTarget(sql, order.Target, kind);
}
