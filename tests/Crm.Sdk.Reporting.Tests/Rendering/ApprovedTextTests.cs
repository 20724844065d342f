using Crm.Sdk.Reporting.Rendering;
using Crm.Sdk.TestKit;

namespace Crm.Sdk.Reporting.Tests.Rendering;

/// <summary>How a small report looks is a decision: a change of it shows in review as a change of the approved text.</summary>
public sealed class ApprovedTextTests
{
    private const string Approve = "CRM_APPROVE_REPORTS";

    [Fact]
    public void A_small_report_is_the_approved_Markdown() => ShouldBeApproved("small.md", MarkdownRenderer.Render(SampleDocuments.Small()));

    [Fact]
    public void A_small_report_is_the_approved_page() => ShouldBeApproved("small.html", HtmlRenderer.Render(SampleDocuments.Small()));

    private static void ShouldBeApproved(string name, string actual)
    {
        string file = RepositoryRoot.Combine("tests", "Crm.Sdk.Reporting.Tests", "Approved", name);
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
