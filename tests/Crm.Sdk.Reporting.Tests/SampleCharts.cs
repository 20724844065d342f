using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Reporting.Tests;

/// <summary>One of each picture, as a plan would have them.</summary>
internal static class SampleCharts
{
    public static IReadOnlyList<Chart> All => [Trend, Bullet, Timeline, Risks, Priorities, Alignment, Maturity, Cohorts];

    public static TrendChart Trend => new(
        "Customers kept for a year",
        "Share of the customers of a month who bought again within a year.",
        [
            .. new[] { 0.612m, 0.618m, 0.609m, 0.624m, 0.631m, 0.628m, 0.640m }.Select((v, i) => TrendPoint.Actual($"2026-0{i + 1}", v)),
            TrendPoint.Actual("2026-08", 0.633m, isOpen: true),
            TrendPoint.Predicted("2026-09", 0.645m, 0.632m, 0.658m),
            TrendPoint.Predicted("2026-10", 0.649m, 0.630m, 0.668m),
            TrendPoint.Predicted("2026-11", 0.653m, 0.629m, 0.677m),
            TrendPoint.Predicted("2026-12", 0.657m, 0.628m, 0.686m),
        ],
        ValueFormat.Percent(),
        target: 0.67m,
        baseline: 0.61m,
        pace: new PaceLine(0, 0.61m, 11, 0.67m),
        rangeName: "95% range");

    public static BulletChart Bullet => new("Consent to be written to", "Customers with a consent that holds.", 61_240, ValueFormat.Number(), 80_000, 48_500);

    public static TimelineChart Timeline => new(
        "What is done when",
        "The help desk is brought in three weeks later than agreed, and the go-live moves with it.",
        [
            TimelineRow.Phase("p1", "Foundations", Day(1, 12), Day(4, 20)),
            TimelineRow.Action("a1", "Inventory of customer data and who owns it", Day(1, 12), Day(2, 16), isCritical: true),
            TimelineRow.Action("a2", "Choose the help desk", Day(2, 2), Day(3, 2), after: ["a1"]),
            TimelineRow.Action("a3", "Clean and merge customer records", Day(2, 16), Day(4, 13), agreedTo: Day(3, 30), after: ["a1"], isCritical: true),
            TimelineRow.Milestone("m1", "Data is fit for use", Day(4, 20), agreed: Day(4, 6), after: ["a3"], isCritical: true),
            TimelineRow.Phase("p2", "Rollout", Day(4, 20), Day(9, 14)),
            TimelineRow.Action("a4", "Bring in the help desk in the north, with training of both teams", Day(4, 20), Day(6, 29), agreedTo: Day(6, 8), after: ["m1", "a2"], isCritical: true),
            TimelineRow.Action("a5", "Welcome programme for new customers", Day(5, 4), Day(7, 6), after: ["m1"], note: "Ann Lindqvist"),
            TimelineRow.Action("a6", "Help desk in the south", Day(6, 29), Day(8, 31), agreedFrom: Day(6, 8), agreedTo: Day(8, 10), after: ["a4"], isCritical: true),
            TimelineRow.Milestone("m2", "Go-live everywhere", Day(9, 14), agreed: Day(8, 24), after: ["a6", "a5"], isCritical: true),
            TimelineRow.Action("a7", "First review with the board", Day(9, 21), Day(10, 5), after: ["m2"]),
        ],
        today: Day(5, 20));

    public static RiskMatrix Risks => new(
        "Risks of the plan",
        "Before mitigation.",
        [
            new("R1", "Customer records stay double, so that offers go out twice", 4, 4),
            new("R2", "Teams keep their spreadsheets and do not use what was brought", 4, 3),
            new("R3", "Consent is used for what it was not given for", 2, 5),
            new("R4", "The help desk costs more than budgeted", 3, 3),
            new("R5", "Departments do not share what they know", 3, 3),
            new("R6", "The vendor ends the product", 1, 4),
            new("R7", "Customers want other channels than those planned", 2, 2),
            new("R8", "Return cannot be told from the season", 3, 3),
            new("R9", "The key user leaves", 5, 3),
        ]);

    public static PriorityChart Priorities => new(
        "What matters to customers, and how well we do it",
        "Answers of 412 customers on a scale from 1 to 7.",
        [
            new("Delivery on time", 6.4m, 4.1m), new("Answers on the day", 6.1m, 3.8m), new("Price", 5.4m, 5.2m), new("Range of goods", 4.4m, 5.9m), new("Friendly staff", 5.9m, 6.1m),
            new("Returns without fuss", 6.0m, 3.9m), new("Web shop", 5.6m, 5.1m), new("Newsletter", 2.6m, 5.0m), new("Packaging", 3.1m, 3.2m), new("Loyalty points", 3.0m, 4.9m),
            new("Knowing my history", 5.5m, 3.4m), new("Opening hours", 3.9m, 4.7m), new("Invoices that are right", 6.3m, 6.0m), new("Gift wrapping", 2.2m, 4.8m),
        ],
        ValueFormat.Number(1));

    public static AlignmentGraph Alignment => new(
        "What serves what",
        "From what the business wants to who does what with which money.",
        ["Business objective", "CRM objective", "Metric and segment", "Action", "Owner, budget and data"],
        [
            new("b1", 0, "Grow revenue by 8 % a year"), new("b2", 0, "Lower the cost of service"), new("b3", 0, "Enter the south"),
            new("o1", 1, "Keep 67 % of customers for a year"), new("o2", 1, "Sell a second product line to regulars"), new("o3", 1, "Answer within a day"), new("o4", 1, "Win 400 customers in the south", mark: "no baseline"),
            new("m1", 2, "Customers kept for a year", "metric"), new("m2", 2, "Lines per customer", "metric"), new("m3", 2, "Hours to first answer", "metric"), new("s1", 2, "Regulars", "segment"), new("s2", 2, "South", "segment", "no retention objective"),
            new("a1", 3, "Welcome programme"), new("a2", 3, "Bring in the help desk"), new("a3", 3, "Offers by what was bought"), new("a4", 3, "Two people on the road in the south"),
            new("w1", 4, "Ann Lindqvist", "owner"), new("w2", 4, "Service team", "owner"), new("l1", 4, "Help desk licences", "budget line"), new("l2", 4, "Travel", "budget line", "no owner"), new("f1", 4, "Orders", "fact"),
        ],
        [
            new("b1", "o1"), new("b1", "o2"), new("b2", "o3"), new("b3", "o4"), new("o1", "m1"), new("o1", "s1"), new("o2", "m2"), new("o2", "s1"), new("o3", "m3"), new("o4", "s2"),
            new("m1", "a1"), new("m2", "a3"), new("m3", "a2"), new("s2", "a4"), new("a1", "w1"), new("a3", "w1"), new("a2", "w2"), new("a2", "l1"), new("a4", "l2"), new("o1", "a2"), new("m1", "f1"), new("m2", "f1"),
        ]);

    public static MaturityChart Maturity => new(
        "Maturity by area",
        "Nine people answered; evidence is computed from the data.",
        [
            new("Data management", 3.5m, 2, 4), new("Customer interactions", 3, 3, 4), new("Team collaboration across departments", 2.2m, null, 3), new("Technology and tools", 2, 3, 3), new("Measurement", null, 1, 4),
        ],
        ["Ad hoc", "Repeated", "Defined", "Measured", "Improving"]);

    public static CohortHeatMap Cohorts => new(
        "Customers who came back",
        "Share of the customers of a month who bought in a later one.",
        ["1", "2", "3", "4", "5", "6", "7", "8"],
        [
            Cohort("2026-01", "412", 46, 39, 35, 33, 31, 30, 29, 28), Cohort("2026-02", "388", 44, 38, 33, null, 30, 29, 28), Cohort("2026-03", "451", 47, 41, 36, 34, 33, 32),
            Cohort("2026-04", "502", 49, 43, null, 36, 35), Cohort("2026-05", "476", 52, 45, 41, 38), Cohort("2026-06", "530", 51, 46, 42), Cohort("2026-07", "498", 54, 48), Cohort("2026-08", "515", 55),
        ],
        ValueFormat.Percent(0));

    private static LocalDate Day(int month, int day) => new(2026, month, day);

    private static CohortRow Cohort(string name, string size, params int?[] percent) =>
        new(name, percent.Select(p => p is { } value ? new ChartValue(new Rational(value, 100)) : null), size);
}
