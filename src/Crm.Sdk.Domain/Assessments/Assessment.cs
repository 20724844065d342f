using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Assessments;

/// <summary>What people answered on a day.</summary>
public sealed record Assessment : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>The questions, by the key of a template.</summary>
    public required string Template { get; init; }

    /// <summary>The version of the template that was answered.</summary>
    public required int TemplateVersion { get; init; }

    /// <summary>When.</summary>
    public required LocalDate Day { get; init; }

    /// <summary>What was answered, by whom.</summary>
    public IReadOnlyList<AssessmentAnswer> Answers { get; init => field = value ?? []; } = [];
}

/// <summary>What a respondent answered to a question.</summary>
public sealed record AssessmentAnswer
{
    /// <summary>The question, as area, a dot and question.</summary>
    public required string Question { get; init; }

    /// <summary>Who answered, by the host's name for the user or by a role.</summary>
    public required string Respondent { get; init; }

    /// <summary>The level, from 1 to 5.</summary>
    public required int Level { get; init; }

    /// <summary>Why; null when nothing was said.</summary>
    public string? Comment { get; init; }

    /// <summary>Where it can be seen: documents, addresses.</summary>
    public IReadOnlyList<string> Evidence { get; init => field = value ?? []; } = [];
}
