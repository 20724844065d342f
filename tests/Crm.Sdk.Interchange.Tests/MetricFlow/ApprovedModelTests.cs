using Crm.Sdk.Interchange.MetricFlow;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.TestKit;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Interchange.Tests.MetricFlow;

/// <summary>What becomes of each model is a decision: a change of it shows in review as a change of the files beside it.</summary>
public sealed class ApprovedModelTests
{
    private const string Approve = "CRM_APPROVE_IMPORTS";

    public static TheoryData<string> Models => ModelFile.All;

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_becomes_the_approved_definitions(string name) => ShouldBeApproved(name + ".crm", ModelFile.Import(name).Text);

    [Theory]
    [MemberData(nameof(Models))]
    public void What_is_lost_or_differs_is_an_approved_finding(string name)
    {
        MetricFlowImport import = ModelFile.Import(name);

        ShouldBeApproved(name + ".findings.txt", string.Concat(import.Findings.Select(f => f + "\n")));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void What_was_imported_binds_and_reads_back_as_it_was_printed(string name)
    {
        MetricFlowImport import = ModelFile.Import(name);

        Checked<CrmDocument> read = CrmParser.Parse(import.Text);
        read.Findings.Should().BeEmpty();
        CrmPrinter.Print(read.Value!).Should().Be(import.Text);
        CrmJson.Write(read.Value!).Should().Be(CrmJson.Write(import.Document));
        CrmModel.Bind([import.Document]).Findings.Where(f => f.Severity == FindingSeverity.Error).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_same_model_is_imported_the_same_each_time(string name)
    {
        MetricFlowImport first = ModelFile.Import(name), second = ModelFile.Import(name);

        second.Text.Should().Be(first.Text);
        second.Findings.Select(f => f.ToString()).Should().Equal(first.Findings.Select(f => f.ToString()));
        second.Columns.Select(c => c.ToString()).Should().Equal(first.Columns.Select(c => c.ToString()));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_finding_names_the_file_a_line_and_a_column_of_it(string name)
    {
        string[] lines = ModelFile.Yaml(name).Split('\n');

        foreach (Finding finding in ModelFile.Import(name).Findings)
        {
            finding.Place.Source.Should().Be(name + ".yml");
            finding.Place.Line.Should().BeInRange(1, lines.Length);
            finding.Place.Column.Should().BeInRange(1, lines[finding.Place.Line!.Value - 1].Length + 1);
        }
    }

    private static void ShouldBeApproved(string name, string actual)
    {
        string file = Path.Combine(ModelFile.Folder, name);
        if (Environment.GetEnvironmentVariable(Approve) == "1")
        {
            File.WriteAllText(file, actual);
        }

        string approved = File.Exists(file) ? File.ReadAllText(file) : "";
        actual.Split('\n').Should().Equal(
            approved.Split('\n'), "{0} holds what is approved; if the change is meant, run these tests once with {1}=1 and commit that file", RepositoryRoot.Relative(file), Approve);
    }
}
