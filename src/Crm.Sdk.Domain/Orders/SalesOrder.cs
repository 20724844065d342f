using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Sales;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Orders;

/// <summary>What has become of an order.</summary>
public enum OrderStatus
{
    /// <summary>Something is still to be shipped.</summary>
    Open,

    /// <summary>All that was not cancelled is shipped, and something was.</summary>
    Shipped,

    /// <summary>All was cancelled.</summary>
    Cancelled,
}

/// <summary>
/// What a customer bought. Lines can be amended, shipped, returned and cancelled; what was wanted at first is never forgotten, and
/// no more is shipped than is wanted, or returned than was shipped.
/// </summary>
public sealed partial class SalesOrder : Aggregate<SalesOrderId>, IStored
{
    private List<OrderLineState> _lines = [];

    private SalesOrder(SalesOrderId id)
        : base(id)
    {
    }

    /// <summary>The number that people know it by; null for none.</summary>
    public string? Number { get; private set; }

    /// <summary>Who bought; null when unknown.</summary>
    public CustomerId? Customer { get; private set; }

    /// <summary>The opportunity that it came of; null for none.</summary>
    public OpportunityId? Opportunity { get; private set; }

    /// <summary>When it was placed.</summary>
    public Instant PlacedAt { get; private set; }

    /// <summary>The channel, in the host's words; null when unknown.</summary>
    public string? Channel { get; private set; }

    /// <summary>What all lines cost that are not cancelled.</summary>
    public Money? Total { get; private set; }

    /// <summary>What has become of it.</summary>
    public OrderStatus Status { get; private set; }

    /// <summary>Why it was cancelled; null when it was not.</summary>
    public string? CancelReason { get; private set; }

    /// <summary>The lines by their numbers.</summary>
    public IReadOnlyList<OrderLineState> Lines => _lines;

    /// <summary>Places an order.</summary>
    /// <exception cref="ArgumentException">There is no line, or one has no positive quantity, a negative price or another currency.</exception>
    /// <exception cref="OverflowException">The amounts are too large.</exception>
    public static SalesOrder Place(SalesOrderId id, CustomerId? customer, IReadOnlyList<OrderLine> lines, Instant at, string? number = null, string? channel = null, OpportunityId? opportunity = null)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (lines.Count == 0)
        {
            throw new ArgumentException("An order needs at least one line.", nameof(lines));
        }

        Money total = new(0, lines[0].UnitPrice.Currency);
        foreach (OrderLine line in lines)
        {
            line.Check(total.Currency);
            total += line.Amount;
        }

        var order = new SalesOrder(id);
        order.Raise(new OrderPlaced { OccurredAt = at, Number = number, Customer = customer, Opportunity = opportunity, Channel = channel, Lines = [.. lines] });
        return order;
    }

    /// <summary>The line with a number.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public OrderLineState Line(int number) => _lines.Find(l => l.Number == number)
        ?? throw new ArgumentException($"The order has no line {number}; it has 1 to {_lines.Count}.", nameof(number));

    /// <summary>Wants something else of a line. The former revision stays in the log. Nothing happens when nothing differs.</summary>
    /// <exception cref="ArgumentException">The line cannot be so: fewer than were shipped, another currency, no quantity.</exception>
    /// <exception cref="InvalidOperationException">The order was cancelled.</exception>
    public void Amend(int number, OrderLine line, Instant at)
    {
        ArgumentNullException.ThrowIfNull(line);
        OrderLineState known = OpenLine(number, at);
        line.Check(Total!.Value.Currency);
        if (line.Quantity < known.Shipped)
        {
            throw new ArgumentException($"{known.Shipped} of line {number} are shipped; it cannot be amended to {line.Quantity}.", nameof(line));
        }

        if (line != known.Line)
        {
            _ = Total.Value - known.Line.Amount + line.Amount;
            Raise(new OrderLineAmended { OccurredAt = at, Number = number, Line = line });
        }
    }

    /// <summary>Ships some of a line.</summary>
    /// <exception cref="ArgumentException">The quantity is not positive, or more than is still wanted.</exception>
    /// <exception cref="InvalidOperationException">The order was cancelled.</exception>
    public void Ship(int number, long quantity, Instant at)
    {
        OrderLineState known = OpenLine(number, at);
        long wanted = known.Line.Quantity - known.Shipped;
        if (quantity <= 0 || quantity > wanted)
        {
            throw new ArgumentException($"{wanted} of line {number} are still to be shipped; {quantity} cannot be.", nameof(quantity));
        }

        Raise(new OrderLineShipped { OccurredAt = at, Number = number, Quantity = quantity });
    }

    /// <summary>Takes some of a line back.</summary>
    /// <exception cref="ArgumentException">The quantity is not positive, or more than was shipped and not returned, or the time is before the order.</exception>
    public void Return(int number, long quantity, Instant at)
    {
        CheckTime(at);
        OrderLineState known = Line(number);
        long there = known.Shipped - known.Returned;
        if (quantity <= 0 || quantity > there)
        {
            throw new ArgumentException($"{there} of line {number} can be returned; {quantity} cannot be.", nameof(quantity));
        }

        Raise(new OrderLineReturned { OccurredAt = at, Number = number, Quantity = quantity });
    }

    /// <summary>Cancels what is not shipped. Quantities that were wanted stay known.</summary>
    /// <exception cref="ArgumentException">No reason is given, or the time is before the order.</exception>
    /// <exception cref="InvalidOperationException">Nothing is left to be cancelled.</exception>
    public void Cancel(string reason, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        CheckTime(at);
        if (Status != OrderStatus.Open)
        {
            throw new InvalidOperationException($"The order is {Status}; nothing is left to be cancelled.");
        }

        Raise(new OrderCancelled { OccurredAt = at, Reason = reason });
    }

    /// <inheritdoc/>
    protected override void Apply(DomainEvent e)
    {
        switch (e)
        {
            case OrderPlaced x:
                (Number, Customer, Opportunity, Channel, PlacedAt) = (x.Number, x.Customer, x.Opportunity, x.Channel, x.OccurredAt);
                _lines = [.. x.Lines.Select((l, i) => new OrderLineState { Number = i + 1, Line = l, OriginalQuantity = l.Quantity })];
                break;
            case OrderLineAmended x:
                Change(x.Number, l => l with { Line = x.Line, Revision = l.Revision + 1 });
                break;
            case OrderLineShipped x:
                Change(x.Number, l => l with { Shipped = l.Shipped + x.Quantity, FirstShippedAt = Instant.Min(l.FirstShippedAt ?? x.OccurredAt, x.OccurredAt) });
                break;
            case OrderLineReturned x:
                Change(x.Number, l => l with { Returned = l.Returned + x.Quantity });
                break;
            case OrderCancelled x:
                CancelReason = x.Reason;
                _lines = [.. _lines.Select(l => l with { Cancelled = l.Line.Quantity - l.Shipped })];
                break;
        }

        Settle();
    }

    private void Change(int number, Func<OrderLineState, OrderLineState> change) =>
        _lines = [.. _lines.Select(l => l.Number == number ? change(l) : l)];

    private void Settle()
    {
        Total = _lines.Aggregate(new Money(0, _lines[0].Line.UnitPrice.Currency), (sum, l) => sum + (l.Line.UnitPrice * (l.Line.Quantity - l.Cancelled)));
        Status = _lines.Exists(l => l.Status == LineStatus.Open) ? OrderStatus.Open
            : _lines.Exists(l => l.Shipped > 0) ? OrderStatus.Shipped
            : OrderStatus.Cancelled;
    }

    private OrderLineState OpenLine(int number, Instant at)
    {
        CheckTime(at);
        OrderLineState known = Line(number);
        return CancelReason is null ? known : throw new InvalidOperationException($"The order was cancelled; line {number} stays as it is. Place another order.");
    }

    private void CheckTime(Instant at)
    {
        if (at < PlacedAt)
        {
            throw new ArgumentException($"The order was placed at {PlacedAt}; nothing can happen to it at {at}.", nameof(at));
        }
    }
}
