using Crm.Sdk.Aggregates;
using Crm.Sdk.EntityFrameworkCore.Model;
using Crm.Sdk.Specifications;
using Crm.Sdk.Values;

namespace Crm.Sdk.EntityFrameworkCore.Queries;

/// <summary>
/// Turns queries into SQL. What every database says alike is here; a database says how it looks into texts and attributes. Each piece
/// that is written for a condition is true or false for every row, never null, as conditions are.
/// </summary>
public abstract class RowQueryTranslator
{
    private readonly string _prefix;

    /// <summary>Creates a translator.</summary>
    /// <param name="prefix">What a parameter begins with; its number from 1 follows.</param>
    protected RowQueryTranslator(string prefix) => _prefix = prefix;

    /// <summary>The rows that a query asks for: the columns that every row has, then those of the concept in their order.</summary>
    /// <exception cref="NotSupportedException">A part of the condition has no translation; the message names it.</exception>
    /// <exception cref="ArgumentException">A value of the cursor does not fit the column that it stands for.</exception>
    public SqlText Select(TenantId tenant, RowQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        SqlText sql = new SqlText(_prefix).Write("SELECT ");
        foreach ((string column, int at) in CrmTables.RowColumns.Concat(query.Concept.Schema.Columns.Select(c => c.Name)).Select((c, i) => (c, i)))
        {
            sql.Write(at == 0 ? "" : ", ").Name(column);
        }

        From(sql, tenant, query);
        if (query.After is { } cursor)
        {
            sql.Write(" AND ");
            new KeysetWriter(this, sql, query.Order, cursor).Write();
        }

        sql.Write(" ORDER BY ");
        foreach (RowOrder order in query.Order)
        {
            WriteTarget(sql, order.Target, null);
            sql.Write(order.Descending ? Descending : Ascending).Write(", ");
        }

        sql.Name("id");
        if (query.Take is not null || query.Skip is not null)
        {
            sql.Write(" LIMIT ").Value((long)Math.Max(0, query.Take ?? int.MaxValue)).Write(" OFFSET ").Value((long)Math.Max(0, query.Skip ?? 0));
        }

        return sql;
    }

    /// <summary>How many rows meet the condition of a query.</summary>
    /// <exception cref="NotSupportedException">A part of the condition has no translation; the message names it.</exception>
    public SqlText Count(TenantId tenant, RowQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        SqlText sql = new SqlText(_prefix).Write("SELECT count(*)");
        From(sql, tenant, query);
        return sql;
    }

    /// <summary>What follows a column in an order with null first.</summary>
    protected internal virtual string Ascending => " NULLS FIRST";

    /// <summary>What follows a column in an order with null last.</summary>
    protected internal virtual string Descending => " DESC NULLS LAST";

    /// <summary>What stands between two values that differ, or of which one is null.</summary>
    protected internal virtual string Differs => " IS DISTINCT FROM ";

    /// <summary>Writes the value of an attribute of the host.</summary>
    /// <param name="sql">Where to.</param>
    /// <param name="key">The key of the attribute.</param>
    /// <param name="kind">Text, number or flag: the value must be null when it is of another kind; null for any kind.</param>
    protected internal abstract void WriteAttribute(SqlText sql, string key, ColumnKind? kind);

    /// <summary>Writes an order between a text and a constant: less, less or equal, greater or greater or equal; by code point.</summary>
    /// <param name="sql">Where to.</param>
    /// <param name="text">Writes the text, which is null for some rows; the order must not hold for these.</param>
    /// <param name="how">The order.</param>
    /// <param name="value">The constant.</param>
    protected internal abstract void WriteTextOrder(SqlText sql, Action<SqlText> text, RowComparison how, string value);

    /// <summary>Writes whether a text is a constant, which need not be well-formed.</summary>
    protected internal abstract void WriteTextEquality(SqlText sql, Action<SqlText> text, string value, bool equal);

    /// <summary>Writes whether a text is found in another, letter by letter.</summary>
    protected internal abstract void WriteHasText(SqlText sql, Action<SqlText> text, RowPredicate.HasText condition);

    /// <summary>Writes whether a text matches a pattern as <see cref="LikePattern"/> says.</summary>
    protected internal abstract void WriteLike(SqlText sql, Action<SqlText> text, string pattern);

    /// <summary>Writes whether a value is one of some, all of one type and at least one.</summary>
    protected internal abstract void WriteIsOneOf(SqlText sql, Action<SqlText> target, IReadOnlyList<object> values);

    /// <summary>Writes whether a value is a constant. It is said so that an index of what is not null serves it.</summary>
    /// <param name="sql">Where to.</param>
    /// <param name="target">Writes the value, which is null for some rows.</param>
    /// <param name="value">The constant.</param>
    /// <param name="equal">Whether it must be the constant; or must not.</param>
    protected internal void WriteEquality(SqlText sql, Action<SqlText> target, object value, bool equal)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(target);
        sql.Write(equal ? "(" : "");
        target(sql);
        sql.Write(equal ? " = " : Differs).Value(value);
        if (equal)
        {
            sql.Write(" AND ");
            target(sql);
            sql.Write(" IS NOT NULL)");
        }
    }

    /// <summary>Writes what a condition looks at.</summary>
    internal void WriteTarget(SqlText sql, RowTarget target, ColumnKind? kind)
    {
        if (target.Attribute is { } key)
        {
            WriteAttribute(sql, key, kind);
        }
        else
        {
            sql.Name(target.Column?.Name ?? "id");
        }
    }

    /// <summary>The kind of column that holds values like a constant.</summary>
    internal static ColumnKind KindOf(object value) => value switch
    {
        string => ColumnKind.Text,
        long => ColumnKind.Number,
        bool => ColumnKind.Flag,
        Guid => ColumnKind.Id,
        _ => throw new NotSupportedException($"A {value.GetType().Name} is no value that rows hold."),
    };

    /// <summary>Whether a target can hold values of a kind at all.</summary>
    internal static bool CanHold(RowTarget target, ColumnKind kind) => target switch
    {
        { Attribute: not null } => kind is not ColumnKind.Id,
        { Column: { } column } => column.Kind == kind || (column.Kind == ColumnKind.Json && kind == ColumnKind.Text),
        _ => kind == ColumnKind.Id,
    };

    private void From(SqlText sql, TenantId tenant, RowQuery query)
    {
        sql.Write(" FROM ").Name(CrmTables.Of(query.Concept.Schema)).Write(" WHERE ").Name("tenant").Write(" = ").Value(tenant.Value);
        if (!query.IncludeArchived)
        {
            sql.Write(" AND ").Name("archived").Write(" = ").Value(false);
        }

        if (query.Where is { } condition)
        {
            sql.Write(" AND ");
            new ConditionWriter(this, sql).Write(condition);
        }
    }
}
