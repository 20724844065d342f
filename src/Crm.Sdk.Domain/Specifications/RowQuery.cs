using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Sdk.Aggregates;

namespace Crm.Sdk.Specifications;

/// <summary>By what rows are put in order.</summary>
public sealed class RowOrder
{
    /// <summary>Creates an order.</summary>
    public RowOrder(RowTarget target, bool descending)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
        Descending = descending;
    }

    /// <summary>By what.</summary>
    public RowTarget Target { get; }

    /// <summary>Whether the last comes first. Null is before all values, so that it is then the last.</summary>
    public bool Descending { get; }

    /// <inheritdoc/>
    public override string ToString() => Descending ? $"{Target} descending" : $"{Target}";
}

/// <summary>
/// What a store is asked for: rows of one concept that meet a condition, in an order that is always total, as the id decides at last.
/// </summary>
public sealed class RowQuery
{
    /// <summary>Creates a query.</summary>
    public RowQuery(Concept concept)
    {
        ArgumentNullException.ThrowIfNull(concept);
        Concept = concept;
    }

    /// <summary>The kind of aggregate.</summary>
    public Concept Concept { get; }

    /// <summary>The condition; null for all.</summary>
    public RowPredicate? Where { get; init; }

    /// <summary>The order; the id is its last part even when it is not named.</summary>
    public IReadOnlyList<RowOrder> Order { get; init; } = [];

    /// <summary>Where the last page ended; null for the first page.</summary>
    public PageCursor? After { get; init; }

    /// <summary>How many rows are left out before the first; null for none.</summary>
    public int? Skip { get; init; }

    /// <summary>How many rows are wanted at most; null for all.</summary>
    public int? Take { get; init; }

    /// <summary>Whether archived ones are wanted as well.</summary>
    public bool IncludeArchived { get; init; }

    /// <summary>All that the condition and the order look at.</summary>
    internal IEnumerable<RowTarget> Targets() => TargetsOf(Where).Concat(Order.Select(o => o.Target));

    private static IEnumerable<RowTarget> TargetsOf(RowPredicate? predicate) => predicate switch
    {
        RowPredicate.Comparison x => [x.Target],
        RowPredicate.IsNull x => [x.Target],
        RowPredicate.IsOneOf x => [x.Target],
        RowPredicate.HasText x => [x.Target],
        RowPredicate.Like x => [x.Target],
        RowPredicate.And x => TargetsOf(x.Left).Concat(TargetsOf(x.Right)),
        RowPredicate.Or x => TargetsOf(x.Left).Concat(TargetsOf(x.Right)),
        RowPredicate.Not x => TargetsOf(x.Operand),
        _ => [],
    };

    /// <summary>Compares two rows by the order and, at last, the id.</summary>
    public int Compare(Row left, Row right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        foreach (RowOrder order in Order)
        {
            int compared = RowPredicate.Compare(order.Target.In(left), order.Target.In(right));
            if (compared != 0)
            {
                return order.Descending ? -compared : compared;
            }
        }

        return left.Id.CompareTo(right.Id);
    }

    /// <summary>The page that begins after a row.</summary>
    public PageCursor CursorAfter(Row row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new PageCursor(OrderText, [.. Order.Select(o => o.Target.In(row))], row.Id);
    }

    /// <summary>The order as a text; a cursor serves the order that it was made for.</summary>
    internal string OrderText => $"{Concept.Name}:{string.Join(',', Order)}";
}

/// <summary>Where a page of a list ended, so that the next one begins there, whatever was added or removed before it meanwhile.</summary>
/// <remarks>Its text can be shown to a browser; it holds the sort values of one row, no more.</remarks>
public sealed class PageCursor
{
    internal PageCursor(string order, IReadOnlyList<object?> values, Guid id) => (Order, Values, Id) = (order, values, id);

    /// <summary>The order that it was made for.</summary>
    internal string Order { get; }

    /// <summary>The sort values of the last row.</summary>
    public IReadOnlyList<object?> Values { get; }

    /// <summary>The id of the last row.</summary>
    public Guid Id { get; }

    /// <summary>Whether there is a value for each part of the order, of its type: the text comes from outside.</summary>
    internal bool Fits(IReadOnlyList<RowOrder> order) => Values.Count == order.Count && Values.Zip(order).All(p => p.First is null || Fits(p.First, p.Second.Target));

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is no cursor.</exception>
    public static PageCursor Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            JsonArray parts = JsonNode.Parse(Base64Url.DecodeFromChars(text))!.AsArray();
            object?[] values = [.. parts.Skip(2).Select(v => v switch
            {
                null => null,
                JsonValue value when value.TryGetValue(out long number) => (object?)number,
                JsonValue value when value.TryGetValue(out bool flag) => flag,
                JsonArray id => Guid.ParseExact(id[0]!.GetValue<string>(), "D"),
                _ => v.GetValue<string>(),
            })];
            return new PageCursor(parts[0]!.GetValue<string>(), values, Guid.ParseExact(parts[1]!.GetValue<string>(), "D"));
        }
        catch (Exception e) when (e is FormatException or System.Text.Json.JsonException or InvalidOperationException or ArgumentException or NullReferenceException)
        {
            throw new FormatException("This is no cursor of a page; pass on the text that the last page gave, unchanged.", e);
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var parts = new JsonArray(Order, Id.ToString("D"));
        foreach (object? value in Values)
        {
            parts.Add(value switch
            {
                null => null,
                long number => JsonValue.Create(number),
                bool flag => JsonValue.Create(flag),
                Guid id => new JsonArray(id.ToString("D")),
                _ => JsonValue.Create((string)value),
            });
        }

        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(parts.ToJsonString()));
    }

    private static bool Fits(object value, RowTarget target) => target.Column?.Kind switch
    {
        ColumnKind.Text => value is string,
        ColumnKind.Number => value is long,
        ColumnKind.Flag => value is bool,
        ColumnKind.Id => value is Guid,
        null => target.Attribute is null ? value is Guid : value is string or long or bool,
        _ => false,
    };
}
