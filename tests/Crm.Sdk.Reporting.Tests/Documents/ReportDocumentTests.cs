using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Reporting.Tests.Documents;

public sealed class ReportDocumentTests
{
    [Fact]
    public void Two_sections_with_one_id_are_refused_wherever_they_lie() =>
        Refused(() => Document(new ReportSection("a", "A", [new ReportSection("b", "B", [])]), new ReportSection("B", "C", [])));

    [Theory]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("a b")]
    [InlineData("a_b")]
    [InlineData("a\"")]
    public void An_id_that_could_not_stand_in_a_link_is_refused(string id) => Refused(() => _ = new ReportSection(id, "A", []));

    [Fact]
    public void Sections_lie_five_deep_at_most()
    {
        Document(Deep(ReportDocument.MaxDepth)).Blocks.Should().ContainSingle();
        Refused(() => Document(Deep(ReportDocument.MaxDepth + 1)));
    }

    [Fact]
    public void A_block_behind_a_section_is_refused_because_it_would_seem_to_belong_to_it() =>
        Refused(() => Document(new ReportSection("a", "A", []), new ReportParagraph("text")));

    [Theory]
    [InlineData("")]
    [InlineData("en\" onload")]
    [InlineData("en-")]
    [InlineData("englishlanguage")]
    public void A_text_that_is_no_language_tag_is_refused(string language) => Refused(() => _ = new ReportDocument("t", "", language, "", []));

    [Fact]
    public void A_row_has_as_many_cells_as_the_table_has_columns() =>
        Refused(() => _ = new ReportTable("t", [new TableColumn("a"), new TableColumn("b")], [["only one"]]));

    [Fact]
    public void Blank_names_are_refused()
    {
        Refused(() => _ = new ReportDocument(" ", "", "en", "", []));
        Refused(() => _ = new ReportSection("a", " ", []));
        Refused(() => _ = new ReportParagraph(""));
        Refused(() => _ = new KeyValueItem("", "x"));
        Refused(() => _ = new ReportTable("", [new TableColumn("a")], []));
        Refused(() => _ = new TableColumn(""));
        Refused(() => _ = new KpiTile("a", ""));
        Refused(() => _ = new StatusBadge("", ReportTone.Good));
        Refused(() => _ = new StatusBadge("a", (ReportTone)99));
        Refused(() => _ = new ReportFinding(FindingSeverity.Error, ""));
        Refused(() => _ = new Sparkline("", [], ValueFormat.Number()));
    }

    [Fact]
    public void Empty_lists_are_refused_where_they_would_show_nothing()
    {
        Refused(() => _ = new KeyValueList());
        Refused(() => _ = new KpiTiles());
        Refused(() => _ = new ReportTable("t", [], []));
        new FindingList().Items.Should().BeEmpty("no findings is worth saying");
    }

    [Fact]
    public void A_document_does_not_change_when_its_lists_do()
    {
        List<ReportBlock> blocks = [new ReportParagraph("a")];
        var document = new ReportDocument("t", "", "en", "", blocks);

        blocks.Clear();

        document.Blocks.Should().ContainSingle();
    }

    [Fact]
    public void A_finding_of_the_SDK_keeps_its_message_mend_place_and_code()
    {
        var finding = new Finding("CRM1001", FindingSeverity.Error, "It is wrong.", "Mend it.", new FindingPlace { Source = "a.crm", Line = 3 });

        ReportFinding.From(finding).Should().BeEquivalentTo(new { Severity = FindingSeverity.Error, Text = "It is wrong. Mend it.", Place = "a.crm(3)", Code = "CRM1001" });
    }

    [Fact]
    public void A_cell_of_a_cube_says_its_value_or_why_there_is_none_and_that_it_will_change()
    {
        var format = new CellFormat(TestUnits.Percent, []);

        TableCell.FromCell(new Cell { Value = 12, Flags = CellFlags.Open }, format).Should().BeEquivalentTo(new { Text = "1,200.0%", Note = "open" });
        TableCell.FromCell(new Cell { Reason = CellReason.NoRows }, format).Should().BeEquivalentTo(new { Text = "-", Note = "no rows" });
        TableCell.FromCell(new Cell { Reason = CellReason.NoRows, Flags = CellFlags.Open }, format, "").Note.Should().Be("no rows");
    }

    [Fact]
    public void A_tile_of_a_cell_says_its_value_or_why_there_is_none()
    {
        var format = new CellFormat(TestUnits.Percent, []);

        KpiTile.FromCell("Share", new Cell { Value = 1 }, format, "Target 90%").Should().BeEquivalentTo(new { Value = "100.0%", Unit = "", Note = "Target 90%" });
        KpiTile.FromCell("Share", new Cell { Reason = CellReason.NoRows }, format, "Target 90%").Should().BeEquivalentTo(new { Value = "-", Note = "no rows, Target 90%" });
    }

    private static ReportSection Deep(int depth) => new($"s{depth}", "A", depth == 1 ? [] : [Deep(depth - 1)]);

    private static ReportDocument Document(params ReportBlock[] blocks) => new("t", "", "en", "", blocks);

    private static void Refused(Action act) => act.Should().Throw<ArgumentException>();
}
