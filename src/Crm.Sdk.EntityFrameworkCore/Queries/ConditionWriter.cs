using Crm.Sdk.Aggregates;
using Crm.Sdk.Specifications;

namespace Crm.Sdk.EntityFrameworkCore.Queries;

/// <summary>Writes one condition. Chains of and, and of or, become balanced trees: a database limits how deep an expression may be.</summary>
internal sealed class ConditionWriter(RowQueryTranslator translator, SqlText sql)
{
    public void Write(RowPredicate condition)
    {
        switch (condition)
        {
            case RowPredicate.And or RowPredicate.Or:
                List<RowPredicate> operands = Operands(condition);
                Balanced(operands, 0, operands.Count, condition is RowPredicate.And ? " AND " : " OR ");
                break;
            case RowPredicate.Not not:
                Not(not);
                break;
            case RowPredicate.Constant constant:
                Always(constant.Value);
                break;
            case RowPredicate.IsNull isNull:
                Target(isNull.Target, null)(sql);
                sql.Write(" IS NULL");
                break;
            case RowPredicate.Comparison comparison:
                Comparison(comparison);
                break;
            case RowPredicate.IsOneOf isOneOf:
                IsOneOf(isOneOf);
                break;
            case RowPredicate.HasText hasText:
                Text(hasText.Target, text => translator.WriteHasText(sql, text, hasText));
                break;
            case RowPredicate.Like like:
                Text(like.Target, text => translator.WriteLike(sql, text, like.Pattern));
                break;
            default:
                throw new NotSupportedException($"This store cannot translate the condition '{condition}' ({condition.GetType().Name}).");
        }
    }

    private void Comparison(RowPredicate.Comparison c)
    {
        ColumnKind kind = RowQueryTranslator.KindOf(c.Value);
        if (!RowQueryTranslator.CanHold(c.Target, kind))
        {
            Always(c.How == RowComparison.NotEqual);
        }
        else if (c.How is RowComparison.Equal or RowComparison.NotEqual)
        {
            Equality(Target(c.Target, kind), c.Value, c.How == RowComparison.Equal);
        }
        else if (c.Value is string value)
        {
            translator.WriteTextOrder(sql, Target(c.Target, kind), c.How, value);
        }
        else
        {
            Order(Target(c.Target, kind), c.How, c.Value);
        }
    }

    internal void Equality(Action<SqlText> target, object value, bool equal)
    {
        if (value is string text)
        {
            translator.WriteTextEquality(sql, target, text, equal);
            return;
        }

        translator.WriteEquality(sql, target, value, equal);
    }

    internal void Order(Action<SqlText> target, RowComparison how, object value)
    {
        sql.Write("(");
        target(sql);
        sql.Write(Sign(how)).Value(value).Write(" AND ");
        target(sql);
        sql.Write(" IS NOT NULL)");
    }

    internal static string Sign(RowComparison how) => how switch
    {
        RowComparison.Less => " < ",
        RowComparison.LessOrEqual => " <= ",
        RowComparison.Greater => " > ",
        RowComparison.GreaterOrEqual => " >= ",
        _ => throw new NotSupportedException($"{how} is no order."),
    };

    private void IsOneOf(RowPredicate.IsOneOf isOneOf)
    {
        List<(ColumnKind Kind, List<object> Values)> groups =
        [
            .. isOneOf.Values.GroupBy(RowQueryTranslator.KindOf).Where(g => RowQueryTranslator.CanHold(isOneOf.Target, g.Key)).Select(g => (g.Key, g.Distinct().ToList())),
        ];
        if (groups.Count == 0)
        {
            Always(false);
            return;
        }

        for (int i = 0; i < groups.Count; i++)
        {
            sql.Write(i == 0 ? "(" : " OR ");
            translator.WriteIsOneOf(sql, Target(isOneOf.Target, groups[i].Kind), groups[i].Values);
        }

        sql.Write(")");
    }

    private void Text(RowTarget target, Action<Action<SqlText>> write)
    {
        if (RowQueryTranslator.CanHold(target, ColumnKind.Text))
        {
            write(Target(target, ColumnKind.Text));
        }
        else
        {
            Always(false);
        }
    }

    private Action<SqlText> Target(RowTarget target, ColumnKind? kind) => to => translator.WriteTarget(to, target, kind);

    private void Always(bool holds) => sql.Write(holds ? "1 = 1" : "1 = 0");

    // Two that follow each other take each other back; nobody has to dig through a thousand.
    private void Not(RowPredicate.Not not)
    {
        RowPredicate inner = not;
        bool isNegated = false;
        while (inner is RowPredicate.Not next)
        {
            (inner, isNegated) = (next.Operand, !isNegated);
        }

        sql.Write(isNegated ? "NOT (" : "(");
        Write(inner);
        sql.Write(")");
    }

    private static List<RowPredicate> Operands(RowPredicate chain)
    {
        bool isAnd = chain is RowPredicate.And;
        var operands = new List<RowPredicate>();
        var open = new Stack<RowPredicate>([chain]);
        while (open.TryPop(out RowPredicate? next))
        {
            (RowPredicate Left, RowPredicate Right)? pair = next switch
            {
                RowPredicate.And both when isAnd => (both.Left, both.Right),
                RowPredicate.Or either when !isAnd => (either.Left, either.Right),
                _ => null,
            };
            if (pair is { } sides)
            {
                open.Push(sides.Right);
                open.Push(sides.Left);
            }
            else
            {
                operands.Add(next);
            }
        }

        return operands;
    }

    private void Balanced(List<RowPredicate> operands, int from, int to, string between)
    {
        if (to - from == 1)
        {
            Write(operands[from]);
            return;
        }

        int middle = (from + to) / 2;
        sql.Write("(");
        Balanced(operands, from, middle, between);
        sql.Write(between);
        Balanced(operands, middle, to, between);
        sql.Write(")");
    }
}
