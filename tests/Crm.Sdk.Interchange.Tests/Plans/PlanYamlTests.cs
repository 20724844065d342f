using Crm.Sdk.Interchange.Plans;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.TestKit.Plans;
using FsCheck.Xunit;

namespace Crm.Sdk.Interchange.Tests.Plans;

public sealed class PlanYamlTests
{
    [Property(MaxTest = 200)]
    public void What_is_written_is_read_back_the_same(int seed)
    {
        PlanDocument document = new DrawnPlan(seed).Document();

        PlanYaml.Read(PlanYaml.Write(document)).ThrowIfInvalid().DifferencesTo(document).Should().BeEmpty();
    }

    [Fact]
    public void A_part_reads_as_people_would_write_it() => PlanYaml.Write(SoundPlan.Document)["risks.yaml"].Should().Be("""
        risks:
          - key: no-use
            title: Nobody uses it
            category: Adoption
            probability: 0.6
            impact: 4
            cost: 500.00 EUR
            owner: ann
            mitigation:
              action: Teach.
              due: 2026-05-01
              probability: 0.2
            contingency:
              trigger: Retention falls.
              metric: retention
              when: <= 70 %
              action: Ask why.
              reserve: 100.00 EUR
        reserve: 200.00 EUR

        """.ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("charter.yaml", "definition: [", "charter.yaml(")]
    [InlineData("charter.yaml", "definitions: x", "charter.yaml definitions: error CRM6201")]
    [InlineData("charter.yml", "definition: x", "charter.y")]
    [InlineData("charter.yaml", "definition: x\ndefinition: y", "charter.yaml(2,1): error CRM6210: The name 'definition' stands twice in one place. Take one of them out.")]
    [InlineData("charter.yaml", " \n", "charter.yaml: error CRM6204: The file is empty.")]
    [InlineData("chapter.yaml", "definition: x", "chapter.yaml: error CRM6205: A plan has no file 'chapter.yaml'. Did you mean 'charter.yaml'?")]
    [InlineData("risks.yaml", "risks:\n  - key: a\n    key: b", "risks.yaml(3,5): error CRM6210: The name 'key' stands twice in one place.")]
    [InlineData("charter.yaml", "definition: 12", "charter.yaml definition: error CRM6203: 12 does not belong here. Write a text.")]
    public void A_broken_file_is_told_by_its_own_name(string file, string text, string finding)
    {
        Dictionary<string, string> files = PlanYaml.Write(SoundPlan.Document).ToDictionary();
        files[file] = text;

        PlanYaml.Read(files).Findings.Should().NotBeEmpty().And.Subject.First().ToString().Should().StartWith(finding);
    }

    [Fact]
    public void An_empty_file_is_a_part_with_nothing_in_it() =>
        PlanYaml.Read(new Dictionary<string, string>(PlanYaml.Write(SoundPlan.Document)) { ["charter.yaml"] = "# to be written\n" }).ThrowIfInvalid().Plan.Content.Charter!.Definition.Should().BeNull();
}
