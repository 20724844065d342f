using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Reporting.Tests;

/// <summary>Reports that tests render.</summary>
internal static class SampleDocuments
{
    /// <summary>A report with every kind of block, all its texts made by a function.</summary>
    public static ReportDocument Everything(Func<string> text, string markdown = "Some *words*.")
    {
        var format = ValueFormat.Number(1, text());
        StatusBadge Badge(ReportTone tone) => new(text(), tone);
        TrendPoint[] points =
        [
            TrendPoint.Actual(text(), new ChartValue(1, text())),
            TrendPoint.Gap(text(), text()),
            TrendPoint.Actual(text(), 3, isOpen: true, text()),
            TrendPoint.Predicted(text(), 4, 3, 5, text()),
        ];
        return new ReportDocument(
            text(),
            text(),
            "en",
            text(),
            [
                new ReportParagraph(text()),
                new KpiTiles(new KpiTile(text(), text(), text(), text(), Badge(ReportTone.Good), new Sparkline(text(), [1, null, 3], format))),
                new ReportSection(
                    "one",
                    text(),
                    [
                        new ReportMarkdown(markdown),
                        Badge(ReportTone.Warning),
                        new KeyValueList(new KeyValueItem(text(), text(), Badge(ReportTone.Bad))),
                        new ReportSection(
                            "one.inner",
                            text(),
                            [
                                new ReportFigure(new TrendChart(text(), text(), points, format, 5, 1, new PaceLine(0, 1, 3, 5))),
                                new ReportFigure(new BulletChart(text(), text(), 3, format, 5, 1)),
                                new ReportFigure(new Sparkline(text(), [1, 2], format)),
                            ]),
                    ],
                    Badge(ReportTone.Neutral)),
                new ReportSection(
                    "two",
                    text(),
                    [
                        new ReportTable(
                            text(),
                            [new TableColumn(text()), new TableColumn(text(), ColumnAlignment.End, text()), new TableColumn(text(), ColumnAlignment.Center)],
                            [[text(), new TableCell(text(), Badge(ReportTone.Information), text()), new TableCell("", null, text())]],
                            text()),
                        new FindingList(
                            new ReportFinding(FindingSeverity.Error, text(), text(), text()),
                            new ReportFinding(FindingSeverity.Warning, text()),
                            new ReportFinding(FindingSeverity.Information, text(), code: text())),
                        new FindingList(),
                    ]),
            ]);
    }

    /// <summary>A page with one of each picture.</summary>
    public static ReportDocument Pictures() => new(
        "Pictures of a plan", "Northwind Traders", "en", "2026-05-20T08:00:00Z", SampleCharts.All.Select((c, i) => new ReportSection($"picture-{i + 1}", c.Title, [new ReportFigure(c)])));

    /// <summary>A small report as a host would make it, whose forms are approved.</summary>
    public static ReportDocument Small()
    {
        var money = ValueFormat.Money(Currency.Get("EUR"), decimals: 0);
        var trend = new TrendChart(
            "Revenue",
            "Net of returns.",
            [
                TrendPoint.Actual("2026-01", 182_400m),
                TrendPoint.Gap("2026-02", "no rows"),
                TrendPoint.Actual("2026-03", 214_900m),
                TrendPoint.Actual("2026-04", 120_000m, isOpen: true),
                TrendPoint.Predicted("2026-05", 225_000m, 200_000m, 250_000m),
            ],
            money,
            target: 250_000m,
            baseline: 180_000m,
            pace: new PaceLine(0, 180_000m, 4, 250_000m));
        return new ReportDocument(
            "CRM plan 2026",
            "Northwind Traders",
            "en",
            "2026-04-15T08:00:00Z",
            [
                new KpiTiles(
                    new KpiTile("Revenue", "214,900", "EUR", "Target 250,000 EUR", new StatusBadge("On track", ReportTone.Good), new Sparkline("Revenue", trend.Series, money)),
                    new KpiTile("Net promoter score", "-", note: "no rows")),
                new ReportSection(
                    "revenue",
                    "Raise revenue",
                    [
                        new ReportMarkdown("# Why\n\nA *second* order pays for the [first](https://example.com/why).\n\n- welcome programme\n- sooner answers\n"),
                        new KeyValueList(new KeyValueItem("Owner", "Ann Lindqvist"), new KeyValueItem("Due", "2026-05-31")),
                        new ReportFigure(trend),
                        new ReportFigure(new BulletChart("Consent", "", 61_240, ValueFormat.Number(), 80_000, 48_500)),
                    ],
                    new StatusBadge("On track", ReportTone.Good)),
                new ReportSection(
                    "segments",
                    "Segments",
                    [
                        new ReportTable(
                            "Key figures by segment",
                            [new TableColumn("Segment"), new TableColumn("Revenue", ColumnAlignment.End, "EUR"), new TableColumn("Status")],
                            [
                                ["North & South", "182,400.00", new TableCell("", new StatusBadge("At risk", ReportTone.Warning))],
                                ["Online", new TableCell("-", null, "no rows"), ""],
                            ],
                            "Net of returns."),
                        new FindingList(new ReportFinding(FindingSeverity.Warning, "Two segments overlap.", "segments.crm(3,1)", "CRM7001")),
                    ]),
            ]);
    }
}
