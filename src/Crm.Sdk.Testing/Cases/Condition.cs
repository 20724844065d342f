using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Testing.Specimens;

namespace Crm.Sdk.Testing.Cases;

/// <summary>Conditions on rows, short to write and to try.</summary>
internal static class Condition
{
    public static RowTarget Column(Concept concept, string name)
    {
        for (int i = 0; i < concept.Schema.Columns.Count; i++)
        {
            if (concept.Schema.Columns[i].Name == name)
            {
                return RowTarget.Of(concept.Schema, i);
            }
        }

        throw new ArgumentException($"{concept} has no column '{name}'.", nameof(name));
    }

    public static RowTarget Column(string name) => Column(Customer.Concept, name);

    public static RowTarget Attribute(string key) => RowTarget.OfAttribute(key);

    public static RowPredicate Is(this RowTarget target, RowComparison how, object value) => new RowPredicate.Comparison(target, how, value);

    public static RowPredicate Is(this RowTarget target, object? value) => value is null ? new RowPredicate.IsNull(target) : target.Is(RowComparison.Equal, value);

    public static RowPredicate IsNot(this RowTarget target, object value) => target.Is(RowComparison.NotEqual, value);

    public static RowPredicate In(this RowTarget target, params object[] values) => new RowPredicate.IsOneOf(target, values);

    public static RowPredicate Has(this RowTarget target, TextPlace place, string text) => new RowPredicate.HasText(target, place, text);

    public static RowPredicate Like(this RowTarget target, string pattern) => new RowPredicate.Like(target, pattern);

    public static RowPredicate Not(this RowPredicate condition) => new RowPredicate.Not(condition);

    /// <summary>The names of the customers for whom a condition holds are these, in any order; the count is theirs.</summary>
    public static async Task FindsAsync(this Scene s, RowPredicate condition, params string[] names)
    {
        var query = new RowQuery(Customer.Concept) { Where = condition };
        List<Row> rows = await s.RowsAsync(query);
        Expect.Set(names, rows.Select(r => (string)r.Values[0]!), $"Customers where {Expect.Shown(condition.ToString())}");
        Expect.Equal(names.Length, await s.Store.CountAsync(Scene.Tenant, query, s.Token), $"How many customers there are where {Expect.Shown(condition.ToString())}");
    }

    /// <summary>The store finds the rows for which the condition holds by its own word.</summary>
    public static async Task AgreesAsync(this Scene s, Concept concept, IReadOnlyList<Row> all, RowPredicate condition)
    {
        var query = new RowQuery(concept) { Where = condition };
        IEnumerable<Guid> wanted = all.Where(r => !r.IsArchived && condition.Holds(r)).Select(r => r.Id);
        Expect.Sequence(wanted, (await s.RowsAsync(query)).Select(r => r.Id), $"The ids of {concept} where {Expect.Shown(condition.ToString())}");
    }

    /// <summary>A condition made of random parts: comparisons with values that are there, and with some that are not.</summary>
    public static RowPredicate Random(Random random, IReadOnlyList<Row> rows, IReadOnlyList<RowTarget> targets, int depth)
    {
        if (depth > 0 && random.Next(4) != 0)
        {
            RowPredicate left = Random(random, rows, targets, depth - 1);
            return random.Next(3) switch
            {
                0 => left.Not(),
                1 => new RowPredicate.And(left, Random(random, rows, targets, depth - 1)),
                _ => new RowPredicate.Or(left, Random(random, rows, targets, depth - 1)),
            };
        }

        RowTarget target = targets[random.Next(targets.Count)];
        object? value = target.In(rows[random.Next(rows.Count)]);
        string text = value as string ?? "";
        return (value, random.Next(6)) switch
        {
            (null, 0) => new RowPredicate.Constant(random.Next(2) == 0),
            (null, _) => new RowPredicate.IsNull(target),
            (string, 0) => target.Has((TextPlace)random.Next(3), Part(random, text)),
            (string, 1) => target.Like($"%{LikePattern.Escape(Part(random, text)).ToUpperInvariant()}%"),
            (_, 2) => new RowPredicate.IsOneOf(target, [.. rows.Where(_ => random.Next(3) == 0).Select(target.In).OfType<object>()]),
            _ => target.Is((RowComparison)random.Next(6), value),
        };
    }

    // Whole code points: half a surrogate pair is no text that a store must keep.
    private static string Part(Random random, string text)
    {
        int from = random.Next(text.Length + 1);
        int to = random.Next(from, text.Length + 1);
        from += from < text.Length && char.IsLowSurrogate(text[from]) ? 1 : 0;
        to += to < text.Length && char.IsLowSurrogate(text[to]) ? 1 : 0;
        return from < to ? text[from..to] : "";
    }
}
