namespace Crm.Sdk.House.Tests.Docs;

/// <summary>The page that lists the fields of plan files says what the schema says.</summary>
public sealed class PlanPartsPageTests
{
    [Fact]
    public void The_page_of_plan_files_lists_every_field_of_the_schema() => GeneratedPage.ShouldSay("plan-parts.md", new PlanPartsPage().Write());

    [Fact]
    public void Of_every_field_and_value_it_is_said_what_it_means()
    {
        var page = new PlanPartsPage();
        page.Write();

        page.Unsaid.Should().BeEmpty();
    }
}
