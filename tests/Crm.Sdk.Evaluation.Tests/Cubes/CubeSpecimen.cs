using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Cubes;

/// <summary>Small cubes made by hand, whose cells are known.</summary>
internal static class CubeSpecimen
{
    public const string Definitions = """
        fact customer entity key id { dim country text  time since date }
        fact order event key id {
          time placed instant default
          time paid instant
          ref customer
          dim channel text
          measure net money(EUR)
          measure units int
        }
        metric sales.revenue "Revenue" = sum(order.net) unit EUR better up
        metric sales.paid_share "Paid, by count" = count(order where paid is not null) / count(order) unit percent
        metric sales.per_order "Per order" = sum(order.net) / count(order)
        metric sales.units = avg(order.units)
        metric sales.delay = avg(elapsed(order.placed, order.paid)) unit days better down
        metric sales.ratio = count(order where paid is not null) / count(order) unit ratio
        metric customers.first = min(customer.since)
        metric orders.last = max(order.placed)
        """;

    public static CrmModel Model { get; } = CrmModel.Parse(Definitions).ThrowIfInvalid();

    public static CubeMeta Meta(int metrics) => new()
    {
        Now = Instant.FromUtc(2026, 2, 15, 12, 0), Calendar = ReportingCalendar.Utc, Undated = new long[metrics], Excluded = [.. Enumerable.Repeat<IReadOnlyList<ExcludedRows>>([], metrics)], Executor = "reference",
    };

    public static Cell Of(long numerator, long denominator = 1, long n = 1, CellFlags flags = CellFlags.None) => new()
    {
        Value = new Rational(numerator, denominator), Numerator = numerator, Denominator = denominator, N = n, Rows = n, Flags = flags,
    };

    public static Cell Without(CellReason reason, CellFlags flags = CellFlags.None) => new() { Reason = reason, Flags = flags };

    public static CubeAxis Total(string name, AxisKind kind) =>
        new(name, kind, [new AxisMember(kind == AxisKind.Segment ? AxisMember.AllLabel : AxisMember.TotalLabel, MemberKind.Total)]);

    public static CubeAxis Axis(string name, AxisKind kind, params string[] labels) => new(name, kind, [
        .. labels.Select(l => new AxisMember(l, MemberKind.Value)), .. Total(name, kind).Members]);

    public static Cube Cube(IReadOnlyList<CubeAxis> axes, params (string Metric, Cell[] Cells)[] metrics) => new(
        axes, [.. metrics.Select(m => Model.Metrics[m.Metric])], [.. metrics.Select(m => m.Cells)], Meta(metrics.Length));

    /// <summary>Two months and the total, by channel, of which one label is a formula; the second month is not over.</summary>
    public static Cube MonthsByChannel() => Cube(
        [Axis("period", AxisKind.Period, "2026-01", "2026-02"), Axis("channel", AxisKind.Dimension, "=web"), Total("segment", AxisKind.Segment)],
        ("sales.revenue", [Of(1234, n: 3), Of(1234, n: 3), Of(25, 2, flags: CellFlags.Open), Of(25, 2, flags: CellFlags.Open), Of(2493, 2, n: 4), Of(2493, 2, n: 4)]),
        ("sales.paid_share",
        [
            Of(2, 3, n: 3), Of(2, 3, n: 3), Without(CellReason.EmptyDenominator, CellFlags.Empty | CellFlags.Open),
            Without(CellReason.Suppressed), Of(1, 2), Of(1, 2),
        ]));
}
