using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.TestKit.Evaluation.Cases;
using Crm.Sdk.Validation;
using Xunit.Abstractions;

namespace Crm.Sdk.Evaluation.Tests.Differential;

public class GeneratedDefinitionsTests(ITestOutputHelper output)
{
    private const int Wanted = 1_000;

    [Fact]
    public void A_thousand_made_up_definitions_are_read_written_checked_and_bound()
    {
        int definitions = 0, models = 0;
        for (int seed = 1; definitions < Wanted; seed++, models++)
        {
            string text = new CaseGenerator(seed).Next().Definitions;
            CrmDocument document = CrmParser.Parse(text).ThrowIfInvalid();
            string json = CrmJson.Write(document);
            CrmJson.Write(CrmParser.Parse(CrmPrinter.Print(document)).ThrowIfInvalid()).Should().Be(json, "what is printed is what was read, of seed {0}", seed);
            CrmJson.Write(CrmJson.Read(json).ThrowIfInvalid()).Should().Be(json);

            Checked<CrmModel> model = CrmModel.Parse(text);
            model.Findings.Should().NotContain(f => f.Severity == FindingSeverity.Error);
            model.Findings.Where(f => f.Place.Line is null or 0 || f.Message.Length == 0 || f.Mend.Length == 0).Should().BeEmpty("each says where and what to do");
            definitions += document.Declarations.Count(d => d is not (FactDeclaration or CalendarDeclaration));
            foreach (MetricDeclaration metric in document.Declarations.OfType<MetricDeclaration>().Where(m => m.Parameters.Count == 0))
            {
                string version = $"{metric.Name}@{metric.Version ?? 1}";
                model.Value!.Metrics[model.Value.Metrics.ContainsKey(version) ? version : metric.Name].Hash.Should().Be(CrmJson.Hash(metric));
            }
        }

        output.WriteLine($"{definitions} definitions of {models} models");
    }
}
