using System.Globalization;
using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Charts.Svg;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Reporting.Rendering;
using Crm.Sdk.TestKit;

namespace Crm.Sdk.Reporting.Tests.Rendering;

/// <summary>How a small report looks is a decision: a change of it shows in review as a change of the approved text.</summary>
public sealed class ApprovedTextTests
{
    private const string Approve = "CRM_APPROVE_REPORTS";

    [Fact]
    public void A_small_report_is_the_approved_Markdown() => ShouldBeApproved(Approved("small.md"), MarkdownRenderer.Render(SampleDocuments.Small()));

    [Fact]
    public void A_small_report_is_the_approved_page() => ShouldBeApproved(Approved("small.html"), HtmlRenderer.Render(SampleDocuments.Small()));

    [Fact]
    public void The_pictures_of_a_plan_are_the_approved_page() => ShouldBeApproved(Approved("pictures.html"), HtmlRenderer.Render(SampleDocuments.Pictures()));

    [Fact]
    public void The_pictures_of_a_plan_are_the_approved_Markdown() => ShouldBeApproved(Approved("pictures.md"), MarkdownRenderer.Render(SampleDocuments.Pictures()));

    [Fact]
    public void The_pictures_in_the_docs_are_drawn_by_the_renderer()
    {
        string[] names = ["trend", "bullet", "timeline", "risks", "priorities", "alignment", "maturity", "cohorts"];
        foreach ((string name, Chart chart) in names.Zip(SampleCharts.All))
        {
            var options = new SvgOptions(640, SvgRenderer.HeightOf(chart), name);
            ShouldBeApproved(RepositoryRoot.Combine("docs", "images", "reports", name + ".svg"), SvgRenderer.Render(chart, options) + "\n");
        }
    }

    [Fact]
    public void The_culture_of_the_machine_changes_nothing()
    {
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NegativeSign = "minus";
        odd.NumberFormat.NumberDecimalSeparator = "point";
        odd.NumberFormat.NumberGroupSeparator = "comma";
        ReportDocument report = new("t", "", "en", "", [
            new ReportFigure(new TrendChart("a", "", [TrendPoint.Actual("x", -1.5m), TrendPoint.Actual("y", 0.0000001m)], ValueFormat.Number(7), -2)),
            new ReportFigure(new TrendChart("b", "", [TrendPoint.Actual("x", 0.000000001m), TrendPoint.Actual("y", 0)], ValueFormat.Number(12))),
            new ReportFigure(new BulletChart("c", "", -1_234_567.8m, ValueFormat.Number(1))),
            new ReportMarkdown("3. a\n4. b")]);
        string page = HtmlRenderer.Render(report), text = MarkdownRenderer.Render(report);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = odd;

            HtmlRenderer.Render(report).Should().Be(page);
            MarkdownRenderer.Render(report).Should().Be(text);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Approved(string name) => RepositoryRoot.Combine("tests", "Crm.Sdk.Reporting.Tests", "Approved", name);

    private static void ShouldBeApproved(string file, string actual)
    {
        if (Environment.GetEnvironmentVariable(Approve) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        string approved = File.Exists(file) ? File.ReadAllText(file) : "";
        actual.Split('\n').Should().Equal(
            approved.Split('\n'), "{0} holds the approved text; if the change is meant, run these tests once with {1}=1 and commit that file", RepositoryRoot.Relative(file), Approve);
    }
}
