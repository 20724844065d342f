using Crm.Sdk.Domain.Tests.Aggregates;
using Crm.Sdk.Orders;
using Crm.Sdk.Values;
using FsCheck.Xunit;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Orders;

/// <summary>Random commands, good and bad, against a model that is plain enough to be seen to be right.</summary>
public sealed class SalesOrderModelTests
{
    [Property(MaxTest = 1_000, EndSize = 200)]
    public void An_order_does_what_the_model_says(byte[] draws)
    {
        var run = new Run(new Queue<byte>(draws));
        while (run.Step())
        {
            run.CheckInvariants();
        }

        run.Order.ShouldFollowFromItsEvents(SalesOrder.Concept);
    }

    [Fact]
    public void The_random_commands_reach_every_event_and_every_status()
    {
        var events = new HashSet<Type>();
        var statuses = new HashSet<OrderStatus>();
        for (int seed = 0; seed < 300; seed++)
        {
            byte[] draws = new byte[200];
            new Random(seed).NextBytes(draws);
            var run = new Run(new Queue<byte>(draws));
            while (run.Step())
            {
                statuses.Add(run.Order.Status);
            }

            events.UnionWith(run.Order.PendingEvents.Select(e => e.GetType()));
        }

        events.Should().HaveCount(7, "five events of its own, archived and restored");
        statuses.Should().HaveCount(3);
    }

    private sealed class Line(long quantity, long price)
    {
        public long Quantity { get; set; } = quantity;

        public long Original { get; } = quantity;

        public long Price { get; set; } = price;

        public long Shipped { get; set; }

        public long Returned { get; set; }

        public long Cancelled { get; set; }

        public int Revision { get; set; }

        public Instant? First { get; set; }
    }

    private sealed class Run
    {
        private readonly Queue<byte> _draws;
        private readonly List<Line> _lines;
        private bool _archived;
        private bool _cancelled;
        private Instant _now = Specimens.Start;

        public Run(Queue<byte> draws)
        {
            _draws = draws;
            _lines = [.. Enumerable.Range(1, draws.Count % 3 + 1).Select(i => new Line((i * 3) - 2, i * 100))];
            Order = SalesOrder.Place(Specimens.Id<SalesOrderId>(1), null, [.. _lines.Select(l => Wanted(l.Quantity, l.Price))], Specimens.Start);
        }

        public SalesOrder Order { get; }

        public bool Step()
        {
            if (_draws.Count < 4)
            {
                return false;
            }

            byte command = _draws.Dequeue(), number = _draws.Dequeue(), what = _draws.Dequeue(), when = _draws.Dequeue();
            Instant at = when % 16 == 0 ? Specimens.Start - Duration.FromSeconds(1) : when % 4 == 0 ? Specimens.Start + Duration.FromSeconds(when) : _now + Duration.FromMinutes(when);
            string before = Order.StateText(SalesOrder.Concept);
            int events = Order.PendingEvents.Count;

            (Action act, Type? refusal, Action? change) = Command(command % 16, number % 5, what, at);
            Exception? thrown = Record.Exception(act);

            (thrown is not null).Should().Be(refusal is not null, "command {0} on line {1} with {2} at {3}: {4}", command % 16, number % 5, what, at, thrown);
            thrown?.GetType().Should().BeAssignableTo(refusal);
            if (thrown is not null || change is null)
            {
                Order.StateText(SalesOrder.Concept).Should().Be(before);
                Order.PendingEvents.Should().HaveCount(events);
                return true;
            }

            change();
            _now = Instant.Max(_now, at);
            Order.PendingEvents.Should().HaveCount(events + 1);
            return true;
        }

        public void CheckInvariants()
        {
            Order.Lines.Select(l => (l.Number, l.Line.Quantity, l.OriginalQuantity, l.Line.UnitPrice.MinorUnits, l.Shipped, l.Returned, l.Cancelled))
                .Should().Equal(_lines.Select((l, i) => (i + 1, l.Quantity, l.Original, l.Price, l.Shipped, l.Returned, l.Cancelled)));
            Order.Lines.Select(l => (l.Revision, l.FirstShippedAt)).Should().Equal(_lines.Select(l => (l.Revision, l.First)));
            foreach (OrderLineState line in Order.Lines)
            {
                line.Shipped.Should().BeInRange(0, line.Line.Quantity);
                line.Returned.Should().BeInRange(0, line.Shipped);
                line.Status.Should().Be(line.Shipped == line.Line.Quantity ? LineStatus.Shipped : line.Cancelled > 0 ? LineStatus.Cancelled : LineStatus.Open);
                (line.FirstShippedAt is not null).Should().Be(line.Shipped > 0);
                if (Order.CancelReason is not null)
                {
                    (line.Cancelled + line.Shipped).Should().Be(line.Line.Quantity, "what is not shipped of a cancelled order is cancelled");
                }
            }

            Order.Total.Should().Be(new Money(_lines.Sum(l => l.Price * (l.Quantity - l.Cancelled)), Currency.Get("EUR")));
            Order.Status.Should().Be(
                _lines.Exists(l => l.Shipped + l.Cancelled < l.Quantity) ? OrderStatus.Open : _lines.Exists(l => l.Shipped > 0) ? OrderStatus.Shipped : OrderStatus.Cancelled);
            (Order.CancelReason is not null).Should().Be(_cancelled);
            Order.IsArchived.Should().Be(_archived);
        }

        private static OrderLine Wanted(long quantity, long price, string currency = "EUR") => new() { Quantity = quantity, UnitPrice = new Money(price, Currency.Get(currency)) };

        private (Action Act, Type? Refusal, Action? Change) Command(int command, int number, byte what, Instant at)
        {
            Line? line = number >= 1 && number <= _lines.Count ? _lines[number - 1] : null;
            Type? place = at < Specimens.Start || line is null ? typeof(ArgumentException) : null;
            Type? open = place ?? (_cancelled ? typeof(InvalidOperationException) : null);
            Type? archived = _archived ? typeof(InvalidOperationException) : null;
            long quantity = (what % 8) - 1;
            switch (command)
            {
                case < 4:
                    string currency = what >= 240 ? "USD" : "EUR";
                    long price = what == 7 ? -1 : what;
                    OrderLine wanted = Wanted(quantity, price, currency);
                    bool same = line is not null && currency == "EUR" && (quantity, price) == (line.Quantity, line.Price);
                    Type? bad = open ?? (quantity <= 0 || price < 0 || currency == "USD" || quantity < line!.Shipped ? typeof(ArgumentException) : same ? null : archived);
                    return (() => Order.Amend(number, wanted, at), bad, same ? null : () => (line!.Quantity, line.Price, line.Revision) = (quantity, price, line.Revision + 1));
                case < 10:
                    return (() => Order.Ship(number, quantity, at), open ?? (quantity <= 0 || quantity > line!.Quantity - line.Shipped ? typeof(ArgumentException) : archived), () =>
                    {
                        line!.Shipped += quantity;
                        line.First = line.First is { } first ? Instant.Min(first, at) : at;
                    });
                case < 13:
                    return (() => Order.Return(number, quantity, at), place ?? (quantity <= 0 || quantity > line!.Shipped - line.Returned ? typeof(ArgumentException) : archived),
                        () => line!.Returned += quantity);
                case 13:
                    string reason = what % 4 == 0 ? " " : "too late";
                    bool settled = _lines.TrueForAll(l => l.Shipped + l.Cancelled == l.Quantity);
                    Type? refusal = reason == " " || at < Specimens.Start ? typeof(ArgumentException) : settled ? typeof(InvalidOperationException) : archived;
                    return (() => Order.Cancel(reason, at), refusal, () =>
                    {
                        _cancelled = true;
                        _lines.ForEach(l => l.Cancelled = l.Quantity - l.Shipped);
                    });
                case 14:
                    return what % 4 != 0 ? (() => { }, null, null) : (() => Order.Archive(at), null, _archived ? null : () => _archived = true);
                default:
                    return (() => Order.Restore(at), null, !_archived ? null : () => _archived = false);
            }
        }
    }
}
