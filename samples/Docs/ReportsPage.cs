using System.IO.Compression;
using System.Xml.Linq;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Charts.Svg;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Reporting.Rendering;
using Crm.Sdk.Reporting.Rendering.Docx;
using Crm.Sdk.Values;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about reports.</summary>
public static class ReportsPage
{
    /// <summary>A report of a cube, as Markdown.</summary>
    public static async Task Markdown(TextWriter output)
    {
        MetricEngine engine = await Shop.OpenAsync();

        #region Markdown
        Cube cube = await engine.EvaluateAsync(Shop.AskByMonth("revenue"));
        CellFormat format = CellFormat.Of(cube, 0);
        string[] months = ["2026-01", "2026-02", "2026-03"];
        Cell Revenue(string month) => cube.Find("revenue", ("period", month))!;

        var chart = new TrendChart(
            "Revenue",
            "Paid orders, net.",
            months.Select(month => TrendPoint.FromCell(month, Revenue(month), format)),
            ValueFormat.Money(Currency.Get("EUR")),
            target: 300m);
        var report = new ReportDocument("The first quarter", "The example shop", "en", "2026-04-01T00:00:00Z",
        [
            new ReportSection("revenue", "Revenue",
            [
                new ReportMarkdown("We want *three hundred* a month."),
                new ReportFigure(chart),
            ], new StatusBadge("At risk", ReportTone.Warning)),
        ]);
        output.Write(MarkdownRenderer.Render(report));
        #endregion
    }

    /// <summary>The same report as a page.</summary>
    public static Task Page(TextWriter output)
    {
        #region Page
        var report = new ReportDocument("Plan", "", "en", "", [new ReportParagraph("Profit & <loss>")]);
        string page = HtmlRenderer.Render(report, new HtmlOptions { ColorScheme = ColorScheme.Light });
        output.WriteLine(XDocument.Parse(page).Descendants("main").Single());
        #endregion
        return Task.CompletedTask;
    }

    /// <summary>A report as a document for word processors.</summary>
    public static Task Docx(TextWriter output)
    {
        #region Docx
        var report = new ReportDocument("Plan", "", "en", "", [new ReportSection("why", "Why", [new ReportMarkdown("A *second* order pays for the first.")])]);
        byte[] file = DocxRenderer.Render(report, new DocxOptions { Paper = DocxPaper.Letter });
        using var archive = new ZipArchive(new MemoryStream(file));
        output.WriteLine(string.Join(' ', archive.Entries.Select(e => e.FullName).Where(n => n.StartsWith("word/", StringComparison.Ordinal))));
        #endregion
        return Task.CompletedTask;
    }

    /// <summary>A chart alone.</summary>
    public static Task Chart(TextWriter output)
    {
        #region Chart
        var chart = new BulletChart("Consent", "", actual: 61_240, ValueFormat.Number(), target: 80_000, baseline: 48_500);
        string svg = SvgRenderer.Render(chart, new SvgOptions(width: 480, height: 100));
        output.WriteLine(XElement.Parse(svg).Attribute("viewBox"));
        output.WriteLine(chart.Summary(ChartWords.English));
        #endregion
        return Task.CompletedTask;
    }
}
