using System.Linq.Expressions;
using Crm.Sdk.Aggregates;

namespace Crm.Sdk.Specifications;

/// <summary>
/// A condition on aggregates of one kind, with an order and a page: what a host asks for, by name, in one place. Derive from it and
/// say it in the constructor with <see cref="Query"/>.
/// </summary>
/// <remarks>
/// Conditions are brought into a closed tree (<see cref="RowPredicate"/>) that means the same in every store. What has no place there,
/// such as a call of a method of the host, is refused when it is built, by its text. Immutable once built.
/// </remarks>
/// <typeparam name="T">The kind of aggregate.</typeparam>
public class Specification<T>
    where T : Aggregate, IStored
{
    private readonly List<RowOrder> _order = [];
    private RowPredicate? _condition;

    /// <summary>Creates a specification that holds for all; a derived one says more.</summary>
    protected Specification()
    {
    }

    /// <summary>How many are left out before the first; null for none.</summary>
    public int? Skip { get; private set; }

    /// <summary>How many are wanted at most; null for all.</summary>
    public int? Take { get; private set; }

    /// <summary>Where the last page ended; null for the first.</summary>
    public PageCursor? After { get; private set; }

    /// <summary>Whether archived ones are wanted as well.</summary>
    public bool IncludesArchived { get; private set; }

    /// <summary>Whether it has an order or a page beside its condition.</summary>
    public bool IsOrderedOrPaged => _order.Count > 0 || Skip is not null || Take is not null || After is not null;

    /// <summary>Says what is wanted; for constructors of derived classes.</summary>
    protected SpecificationBuilder<T> Query => new(this);

    /// <summary>A specification without a class of its own.</summary>
    public static Specification<T> Of(Action<SpecificationBuilder<T>> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        var specification = new Specification<T>();
        build(new SpecificationBuilder<T>(specification));
        return specification;
    }

    /// <summary>What holds for both; order and page are those of this one.</summary>
    /// <exception cref="ArgumentException">The other one has an order or a page, of which nobody could say what it means here.</exception>
    public Specification<T> And(Specification<T> other) => Joined(other, (a, b) => new RowPredicate.And(a, b));

    /// <summary>What holds for one of them; order and page are those of this one.</summary>
    /// <exception cref="ArgumentException">The other one has an order or a page.</exception>
    public Specification<T> Or(Specification<T> other) => Joined(other, (a, b) => new RowPredicate.Or(a, b));

    /// <summary>What it does not hold for; order and page stay.</summary>
    public Specification<T> Not() => Copy(new RowPredicate.Not(Condition));

    /// <summary>The same, from where a page ended.</summary>
    public Specification<T> From(PageCursor? cursor)
    {
        Specification<T> copy = Copy(Condition);
        copy.After = cursor;
        return copy;
    }

    /// <summary>Whether it holds for an aggregate; order and page do not matter, an archived one counts only when such are wanted.</summary>
    public bool IsSatisfiedBy(T aggregate)
    {
        ArgumentNullException.ThrowIfNull(aggregate);
        return (IncludesArchived || !aggregate.IsArchived) && Condition.Holds(T.StoredAs.ToRow(aggregate));
    }

    /// <summary>The query for a store.</summary>
    /// <exception cref="ArgumentException">A cursor was made for another order, or changed since.</exception>
    public RowQuery ToQuery()
    {
        var query = new RowQuery(T.StoredAs)
        {
            Where = _condition, Order = [.. _order], After = After, Skip = Skip, Take = Take, IncludeArchived = IncludesArchived,
        };
        if (After is not null && After.Order != query.OrderText)
        {
            throw new ArgumentException($"The cursor was made for the order '{After.Order}', not for '{query.OrderText}'; begin at the first page.");
        }

        return After is null || After.Fits(query.Order)
            ? query
            : throw new ArgumentException("The cursor was changed since a page gave it; begin at the first page.");
    }

    internal void Add(RowPredicate condition) => _condition = _condition is null ? condition : new RowPredicate.And(_condition, condition);

    internal void Add(RowOrder order) => _order.Add(order);

    internal void Page(int? skip, int? take, PageCursor? after)
    {
        Skip = skip ?? Skip;
        Take = take ?? Take;
        After = after ?? After;
    }

    internal void WantArchived() => IncludesArchived = true;

    private RowPredicate Condition => _condition ?? new RowPredicate.Constant(true);

    private Specification<T> Joined(Specification<T> other, Func<RowPredicate, RowPredicate, RowPredicate> join)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.IsOrderedOrPaged)
        {
            throw new ArgumentException("A specification that is joined to another must be a condition only; order and page belong to the first one.", nameof(other));
        }

        Specification<T> copy = Copy(join(Condition, other.Condition));
        copy.IncludesArchived |= other.IncludesArchived;
        return copy;
    }

    private Specification<T> Copy(RowPredicate condition)
    {
        var copy = new Specification<T> { Skip = Skip, Take = Take, After = After, IncludesArchived = IncludesArchived, _condition = condition };
        copy._order.AddRange(_order);
        return copy;
    }
}

/// <summary>Says what a specification wants.</summary>
/// <typeparam name="T">The kind of aggregate.</typeparam>
public sealed class SpecificationBuilder<T>
    where T : Aggregate, IStored
{
    private readonly Specification<T> _specification;

    internal SpecificationBuilder(Specification<T> specification) => _specification = specification;

    /// <summary>A condition that must hold, beside those said before.</summary>
    /// <exception cref="NotSupportedException">A part of it has no meaning in stores; the message names it.</exception>
    public SpecificationBuilder<T> Where(Expression<Func<T, bool>> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Add(new ConditionReader(T.StoredAs, condition).Condition());
    }

    /// <summary>A pattern that a text must match, as <see cref="LikePattern"/> says. Escape what a user typed.</summary>
    /// <exception cref="NotSupportedException">The text is none that stores know.</exception>
    public SpecificationBuilder<T> Search(Expression<Func<T, string?>> text, string pattern)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(pattern);
        return Add(new RowPredicate.Like(new ConditionReader(T.StoredAs, text).Target(), pattern));
    }

    /// <summary>An order, after those said before. Null comes first.</summary>
    /// <exception cref="NotSupportedException">It is none that stores know.</exception>
    public SpecificationBuilder<T> OrderBy<TKey>(Expression<Func<T, TKey>> key) => Order(key, false);

    /// <summary>An order from the last to the first, after those said before. Null comes last.</summary>
    /// <exception cref="NotSupportedException">It is none that stores know.</exception>
    public SpecificationBuilder<T> OrderByDescending<TKey>(Expression<Func<T, TKey>> key) => Order(key, true);

    /// <summary>An order among those that the order said before leaves equal.</summary>
    /// <exception cref="NotSupportedException">It is none that stores know.</exception>
    public SpecificationBuilder<T> ThenBy<TKey>(Expression<Func<T, TKey>> key) => Order(key, false);

    /// <summary>An order from the last to the first among those that the order said before leaves equal.</summary>
    /// <exception cref="NotSupportedException">It is none that stores know.</exception>
    public SpecificationBuilder<T> ThenByDescending<TKey>(Expression<Func<T, TKey>> key) => Order(key, true);

    /// <summary>Leaves some out before the first. For pages prefer <see cref="After"/>, which misses none and repeats none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public SpecificationBuilder<T> Skip(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _specification.Page(count, null, null);
        return this;
    }

    /// <summary>Wants some at most.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public SpecificationBuilder<T> Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        _specification.Page(null, count, null);
        return this;
    }

    /// <summary>Begins where a page ended; null for the first page.</summary>
    public SpecificationBuilder<T> After(PageCursor? cursor)
    {
        _specification.Page(null, null, cursor);
        return this;
    }

    /// <summary>Wants archived ones as well.</summary>
    public SpecificationBuilder<T> IncludeArchived()
    {
        _specification.WantArchived();
        return this;
    }

    private SpecificationBuilder<T> Order(LambdaExpression key, bool descending)
    {
        ArgumentNullException.ThrowIfNull(key);
        _specification.Add(new RowOrder(new ConditionReader(T.StoredAs, key).Target(), descending));
        return this;
    }

    private SpecificationBuilder<T> Add(RowPredicate condition)
    {
        _specification.Add(condition);
        return this;
    }
}

/// <summary>Some aggregates and where they end.</summary>
/// <typeparam name="T">The kind of aggregate.</typeparam>
public sealed class Page<T>
{
    internal Page(IReadOnlyList<T> items, PageCursor? next) => (Items, Next) = (items, next);

    /// <summary>The aggregates in order.</summary>
    public IReadOnlyList<T> Items { get; }

    /// <summary>Where the next page begins; null when this is the last.</summary>
    public PageCursor? Next { get; }
}
