using System.Globalization;

namespace Crm.Sdk.Assessments;

/// <summary>How far an organisation is with CRM, in five levels.</summary>
public enum CrmMaturityLevel
{
    /// <summary>It is making up its mind what CRM is for.</summary>
    DevelopingStrategy = 1,

    /// <summary>It does what it has planned, here and there.</summary>
    Practicing = 2,

    /// <summary>It measures what it does and does it better.</summary>
    Optimizing = 3,

    /// <summary>It does most of it better than others.</summary>
    Leading = 4,

    /// <summary>It has all that can be had of it.</summary>
    MaximumValue = 5,
}

/// <summary>Levels of maturity as words.</summary>
public static class CrmMaturityLevels
{
    /// <summary>A level in small words, such as <c>developing strategy</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the five.</exception>
    public static string ToWords(this CrmMaturityLevel level) => level switch
    {
        CrmMaturityLevel.DevelopingStrategy => "developing strategy",
        CrmMaturityLevel.Practicing => "practicing",
        CrmMaturityLevel.Optimizing => "optimizing",
        CrmMaturityLevel.Leading => "leading",
        CrmMaturityLevel.MaximumValue => "maximum value",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "This is none of the five levels."),
    };
}

/// <summary>A question with what people answered and what the facts say.</summary>
public sealed record QuestionResult
{
    /// <summary>The question.</summary>
    public required AssessmentQuestion Question { get; init; }

    /// <summary>The mean of the levels that were answered; null when nobody answered.</summary>
    public required decimal? SelfRating { get; init; }

    /// <summary>How many answered.</summary>
    public required int Respondents { get; init; }

    /// <summary>How far apart the answers are: the highest less the lowest; 0 with fewer than two.</summary>
    public required int Spread { get; init; }

    /// <summary>The value of the metric that answers it; null without one.</summary>
    public required decimal? Evidence { get; init; }

    /// <summary>The level that the facts show; null without evidence.</summary>
    public required int? EvidenceLevel { get; init; }

    /// <summary>How much better people think it is than the facts show; negative when worse; null when one of both is missing.</summary>
    public decimal? Gap => SelfRating - EvidenceLevel;

    /// <summary>What counts: what the facts show, else what people answered; null when there is neither.</summary>
    public decimal? Level => EvidenceLevel ?? SelfRating;
}

/// <summary>An area with the results of its questions.</summary>
public sealed record AreaResult
{
    /// <summary>The area.</summary>
    public required AssessmentArea Area { get; init; }

    /// <summary>Its questions, in order.</summary>
    public required IReadOnlyList<QuestionResult> Questions { get; init; }

    /// <summary>The mean of what people answered, by the weights of the questions; null when nobody answered.</summary>
    public decimal? SelfRating => Weighted(q => q.SelfRating);

    /// <summary>The mean of the levels that the facts show; null without evidence.</summary>
    public decimal? EvidenceLevel => Weighted(q => q.EvidenceLevel);

    /// <summary>The mean of what counts; null when nothing is known.</summary>
    public decimal? Level => Weighted(q => q.Level);

    private decimal? Weighted(Func<QuestionResult, decimal?> value) => MaturityProfile.Mean(Questions.Select(q => (q.Question.Weight, value(q))));
}

/// <summary>What an assessment found: areas with what people think and what the facts show, and the maturity that follows.</summary>
/// <remarks>
/// Nobody enters a maturity: a question counts with the level that the facts show where a metric can tell it, else with the mean of the
/// answers; areas are the weighted means of their questions, and the maturity is the weighted mean of the areas, rounded down; there is none while
/// less than half of the questions are answered. Where
/// people rate themselves a level or more above the facts, that difference is itself what was found.
/// </remarks>
public sealed class MaturityProfile
{
    private MaturityProfile(Assessment assessment, AssessmentTemplate template, IReadOnlyList<AreaResult> areas)
    {
        Assessment = assessment;
        Template = template;
        Areas = areas;
    }

    /// <summary>What was answered.</summary>
    public Assessment Assessment { get; }

    /// <summary>What was asked.</summary>
    public AssessmentTemplate Template { get; }

    /// <summary>The areas, in order.</summary>
    public IReadOnlyList<AreaResult> Areas { get; }

    /// <summary>The weighted mean of the areas, from 1 to 5; null when nothing is known.</summary>
    public decimal? Score => Mean(Areas.Select(a => (a.Area.Weight, a.Level)));

    /// <summary>How many questions there are.</summary>
    public int Questions => Areas.Sum(a => a.Questions.Count);

    /// <summary>How many of them are answered, by people or by the facts.</summary>
    public int Answered => Areas.Sum(a => a.Questions.Count(q => q.Level is not null));

    /// <summary>The share of the questions that is answered, from 0 to 1; 0 when nothing was asked.</summary>
    public decimal AnsweredShare => Questions == 0 ? 0 : (decimal)Answered / Questions;

    /// <summary>The maturity; null while less than half of the questions are answered: a few answers are about a few questions, and not about the organisation.</summary>
    public CrmMaturityLevel? Level => Score is { } score && Answered * 2 >= Questions ? (CrmMaturityLevel)(int)Math.Clamp(Math.Floor(score), 1, 5) : null;

    /// <summary>The maturity as people read it, with what it rests on: <c>3.2 of 5, level 3: optimizing (12 of 16 questions answered)</c>, or why there is none.</summary>
    public string InWords => $"{(Level is { } level ? string.Create(CultureInfo.InvariantCulture, $"{Score:0.0} of 5, level {(int)level}: {level.ToWords()}") : "no level yet")} ({Answered} of {Questions} questions answered)";

    /// <summary>Questions that people rate a level or more above what the facts show, the widest first.</summary>
    public IEnumerable<QuestionResult> Overrated => Areas.SelectMany(a => a.Questions).Where(q => q.Gap >= 1).OrderByDescending(q => q.Gap);

    /// <summary>The share of the questions that the facts answer.</summary>
    public decimal EvidenceShare => Areas.Sum(a => a.Questions.Count) is > 0 and var all ? (decimal)Areas.Sum(a => a.Questions.Count(q => q.EvidenceLevel is not null)) / all : 0;

    /// <summary>Makes a profile.</summary>
    /// <param name="assessment">What was answered. Answers to questions that the template lacks are not considered.</param>
    /// <param name="template">What was asked.</param>
    /// <param name="evidence">The value of a metric by its name, shares as fractions; null when it has none or is not defined.</param>
    public static MaturityProfile Of(Assessment assessment, AssessmentTemplate template, Func<string, decimal?> evidence)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(evidence);
        ILookup<string, AssessmentAnswer> answers = assessment.Answers.ToLookup(a => a.Question, StringComparer.Ordinal);
        return new MaturityProfile(assessment, template,
        [
            .. template.Areas.Select(area => new AreaResult
            {
                Area = area, Questions = [.. area.Questions.Select(q => Result(q, [.. answers[$"{area.Key}.{q.Key}"]], q.Evidence is { } e ? evidence(e.Metric) : null))],
            }),
        ]);
    }

    internal static decimal? Mean(IEnumerable<(decimal Weight, decimal? Value)> values)
    {
        List<(decimal Weight, decimal? Value)> known = [.. values.Where(v => v.Value is not null && v.Weight > 0)];
        return known.Count == 0 ? null : known.Sum(v => v.Weight * v.Value!.Value) / known.Sum(v => v.Weight);
    }

    private static QuestionResult Result(AssessmentQuestion question, List<AssessmentAnswer> answers, decimal? evidence) => new()
    {
        Question = question, Respondents = answers.Count, SelfRating = answers.Count == 0 ? null : (decimal)answers.Average(a => (decimal)a.Level),
        Spread = answers.Count < 2 ? 0 : answers.Max(a => a.Level) - answers.Min(a => a.Level), Evidence = evidence,
        EvidenceLevel = evidence is { } value && question.Evidence is { Bounds: { Count: > 0 } bounds } ? 1 + bounds.TakeWhile(b => bounds[0] <= bounds[^1] ? value >= b : value <= b).Count() : null,
    };
}
