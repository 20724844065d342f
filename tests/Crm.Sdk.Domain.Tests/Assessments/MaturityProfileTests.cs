using Crm.Sdk.Assessments;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Assessments;

public sealed class MaturityProfileTests
{
    private static readonly AssessmentTemplate Practice = AssessmentTemplates.Find(null, AssessmentTemplates.Practice)!;

    private static readonly string[] Questions = [.. Practice.Areas.SelectMany(a => a.Questions.Select(q => $"{a.Key}.{q.Key}"))];

    /// <summary>One answer of sixteen was once "MaximumValue, 5.0 of 5".</summary>
    [Fact]
    public void A_few_answers_are_no_maturity_and_say_how_few_they_are()
    {
        MaturityProfile profile = Profile(1, 5);

        (profile.Level, profile.Answered, profile.Questions).Should().Be((null, 1, Questions.Length));
        profile.InWords.Should().Be($"no level yet (1 of {Questions.Length} questions answered)");
        profile.Score.Should().Be(5, "of what is known");
    }

    [Fact]
    public void From_half_of_the_questions_on_there_is_a_level()
    {
        int half = (Questions.Length + 1) / 2;

        Profile(half - 1, 3).Level.Should().BeNull();
        MaturityProfile profile = Profile(half, 3);

        profile.Level.Should().Be(CrmMaturityLevel.Optimizing);
        profile.AnsweredShare.Should().Be((decimal)half / Questions.Length).And.BeInRange(0.5m, 1);
        profile.InWords.Should().Be($"3.0 of 5, level 3: optimizing ({half} of {Questions.Length} questions answered)");
    }

    [Fact]
    public void What_the_facts_answer_is_answered()
    {
        MaturityProfile profile = MaturityProfile.Of(Assessment(0, 1), Practice, _ => 1);

        profile.Answered.Should().Be(Practice.Areas.Sum(a => a.Questions.Count(q => q.Evidence is not null))).And.BePositive();
    }

    [Fact]
    public void A_template_without_questions_has_no_level() =>
        MaturityProfile.Of(Assessment(0, 1), new AssessmentTemplate { Key = "t", Title = "T", Version = 1 }, _ => null).Should().BeEquivalentTo(new { Level = (CrmMaturityLevel?)null, AnsweredShare = 0m, Questions = 0 });

    [Fact]
    public void Each_level_has_small_words() =>
        Enum.GetValues<CrmMaturityLevel>().Select(l => l.ToWords()).Should().Equal("developing strategy", "practicing", "optimizing", "leading", "maximum value");

    private static MaturityProfile Profile(int answered, int level) => MaturityProfile.Of(Assessment(answered, level), Practice, _ => null);

    private static Assessment Assessment(int answered, int level) => new()
    {
        Key = "spring", Title = "Spring", Template = Practice.Key, TemplateVersion = Practice.Version, Day = new LocalDate(2026, 3, 1),
        Answers = [.. Questions.Take(answered).Select(q => new AssessmentAnswer { Question = q, Respondent = "ann", Level = level })],
    };
}
