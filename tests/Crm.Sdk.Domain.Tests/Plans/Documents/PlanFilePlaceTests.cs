using Crm.Sdk.Plans.Documents;
using Crm.Sdk.TestKit.Plans;
using Crm.Sdk.Validation;
using FsCheck.Xunit;

namespace Crm.Sdk.Domain.Tests.Plans.Documents;

public sealed class PlanFilePlaceTests
{
    private const string Text = """
        {
          // by hand
          "processes": [
            { "key": "pay", "steps": [] },
            {
              "key": "deliver",
              "steps": [
                { "key": "pack", "withinHours": 0 },
                { "title": "Größe", "key": "send" },
                { "title": "no key" },
              ]
            }
          ],
          "metrics": ["a", "b"],
          "answers": [{ "question": "data.quality", "respondent": "ann [x]", "level": 9 }]
        }
        """;

    /// <summary>Each of these was once the line of the list.</summary>
    [Theory]
    [InlineData("processes", 3, 3)]
    [InlineData("processes[deliver]", 5, 5)]
    [InlineData("processes[deliver].owner", 5, 5)]
    [InlineData("processes[deliver].steps[pack].withinHours", 8, 26)]
    [InlineData("processes[deliver].steps[send].key", 9, 29)]
    [InlineData("processes[deliver].steps[#3]", 10, 9)]
    [InlineData("processes[Deliver].steps[lost].raci", 7, 7)]
    [InlineData("metrics[b]", 14, 20)]
    [InlineData("answers[data.quality ann [x]].level", 15, 70)]
    public void An_item_is_found_by_its_key(string path, int line, int column) =>
        PlanFiles.SpanOf(Text, path)!.Value.Locate(Text).Should().Be((line, column));

    [Theory]
    [InlineData("{ \"a\": ", "a")]
    [InlineData("{ \"a\": 1, \"a\": 2 }", "a.b")]
    [InlineData("[]", "a")]
    [InlineData("{}", "a[b].c")]
    [InlineData("", "a")]
    public void Where_nothing_can_be_found_nothing_is_said(string text, string path) => PlanFiles.SpanOf(text, path).Should().BeNull();

    [Fact]
    public void An_item_without_a_key_is_called_by_its_position_and_not_by_all_that_it_holds()
    {
        Dictionary<string, string> files = PlanFiles.Write(SoundPlan.Document).ToDictionary();
        files["risks.json"] = """{ "risks": [{ "key": "a", "title": "A", "category": "Cost", "probability": 0.1, "impact": 1 }, { "title": "B", "category": "Cost", "probability": 0.1, "impact": 1 }] }""";

        PlanFiles.Read(files).Findings.Should().ContainSingle().Which.Place.Path.Should().Be("risks[#2]");
    }

    [Property(MaxTest = 100)]
    public void Whatever_is_asked_for_lies_in_the_text(int seed)
    {
        var random = new Random(seed);
        foreach (string text in PlanFiles.Write(new DrawnPlan(seed).Document()).Values)
        {
            string path = string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => new[] { ".a", "[k1]", ".lines", "[#1]", "[", "]" }[random.Next(6)]));
            PlanFiles.SpanOf(text, path)?.Locate(text).Should().NotBe(default((int, int)));
        }
    }
}
