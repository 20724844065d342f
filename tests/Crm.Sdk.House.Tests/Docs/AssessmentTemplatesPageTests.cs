using System.Globalization;
using System.Text;
using Crm.Sdk.Assessments;

namespace Crm.Sdk.House.Tests.Docs;

/// <summary>The page that lists the questions of assessments has all that the SDK ships.</summary>
public sealed class AssessmentTemplatesPageTests
{
    [Fact]
    public void The_page_lists_every_question_that_is_shipped()
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(CultureInfo.InvariantCulture, $"{line}\n");
        foreach (AssessmentTemplate template in AssessmentTemplates.Standard)
        {
            Line($"## {template.Title}");
            Line();
            Line($"Template `{template.Key}`, version {template.Version}: {string.Join(", ", template.Areas.Select(a => a.Title.ToLowerInvariant()))}.");
            foreach (AssessmentArea area in template.Areas)
            {
                Line();
                Line($"### {area.Title}");
                Line();
                Line($"Area `{area.Key}`, weight {Number(area.Weight)}.");
                foreach (AssessmentQuestion question in area.Questions)
                {
                    Line();
                    Line($"**{question.Text}** `{area.Key}.{question.Key}`, weight {Number(question.Weight)}{(question.Evidence is { } e
                        ? $". Answered by `{e.Metric}`: level 2 from {Number(e.Bounds[0])}, 3 from {Number(e.Bounds[1])}, 4 from {Number(e.Bounds[2])}, 5 from {Number(e.Bounds[3])}." : ".")}");
                    Line();
                    foreach ((int level, string means) in question.Levels.Index())
                    {
                        Line($"{level + 1}. {means}");
                    }
                }
            }

            Line();
        }

        GeneratedPage.ShouldSay("assessment-templates.md", text.ToString());
    }

    [Fact]
    public void Every_shipped_question_has_five_levels_and_bounds_that_rise() => AssessmentTemplates.Standard.SelectMany(t => t.Areas).SelectMany(a => a.Questions)
        .Should().OnlyContain(q => q.Levels.Count == 5 && (q.Evidence == null || (q.Evidence.Bounds.Count == 4 && q.Evidence.Bounds.SequenceEqual(q.Evidence.Bounds.Order()))));

    private static string Number(decimal value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
