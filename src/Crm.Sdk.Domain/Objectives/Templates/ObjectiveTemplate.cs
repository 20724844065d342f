using System.Globalization;
using System.Text.Json.Serialization;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Objectives.Templates;

/// <summary>An objective that many organisations have, with the amount, the day and the people left open. Shipped as data, and replaceable.</summary>
/// <remarks>Equal when all is, the themes one by one.</remarks>
public sealed record ObjectiveTemplate : IKeyed
{
    /// <inheritdoc/>
    public required string Key { get; init; }

    /// <summary>Counts up with each change; from 1.</summary>
    public required int Version { get; init; }

    /// <summary>What is to be reached, in one sentence; <c>{change}</c> stands for the amount.</summary>
    public required string Title { get; init; }

    /// <summary>What it does with customers.</summary>
    public required ObjectiveKind Kind { get; init; }

    /// <summary>What it is about.</summary>
    public IReadOnlyList<ObjectiveTheme> Themes { get; init => field = value ?? []; } = [];

    /// <summary>The metric that tells, by its name in definitions; a host whose metric is called otherwise names it when it drafts.</summary>
    public required string Metric { get; init; }

    /// <summary>Which value of the metric counts.</summary>
    public required ObjectiveReading Reading { get; init; }

    /// <summary>In which periods the metric is looked at.</summary>
    public required Grain Grain { get; init; }

    /// <summary>How the amount is meant: <see cref="TargetKind.Relative"/> in percent of the baseline, or <see cref="TargetKind.Points"/>.</summary>
    public required TargetKind Change { get; init; }

    /// <summary>How many months it has; at least 1.</summary>
    public required int Months { get; init; }

    /// <summary>After how many months it is reviewed, again and again until its end; at least 1.</summary>
    public required int ReviewMonths { get; init; }

    /// <summary>How far it is to have come by a day.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public PaceCurve Pace { get; init; }

    /// <summary>The plan of an objective after this template.</summary>
    /// <param name="amount">By how much: percent of the baseline or points; negative for less; not 0.</param>
    /// <param name="from">The first day.</param>
    /// <param name="owner">Who answers for it; empty while nobody does.</param>
    /// <param name="segment">The segment that it is about, by its name in definitions; null for all customers.</param>
    /// <param name="metric">The metric, where it is called otherwise than in the template; null for that of the template.</param>
    /// <returns>A plan that serves nothing yet, with a review every so many months before its end, or half way where none lies there.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The amount is 0.</exception>
    /// <exception cref="InvalidOperationException">The template has no length, no reviews, or neither a share nor points.</exception>
    public ObjectivePlan Draft(decimal amount, LocalDate from, string owner = "", string? segment = null, string? metric = null)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentOutOfRangeException.ThrowIfZero(amount);
        if (Months < 1 || ReviewMonths < 1 || Change is not (TargetKind.Relative or TargetKind.Points))
        {
            throw new InvalidOperationException($"The template '{Key}' needs at least one month, reviews at least a month apart, and a change of kind Relative or Points.");
        }

        string number = Math.Abs(amount).ToString("0.############################", CultureInfo.InvariantCulture);
        string change = Change == TargetKind.Relative ? $"{number} %" : number == "1" ? "1 point" : $"{number} points";
        LocalDate to = from.PlusMonths(Months);
        var reviews = Enumerable.Range(1, Months / ReviewMonths).Select(i => from.PlusMonths(i * ReviewMonths)).Where(d => d < to).ToList();
        return new ObjectivePlan
        {
            Title = Title.Replace("{change}", amount < 0 ? $"-{change}" : change, StringComparison.Ordinal), Kind = Kind, Owner = owner, Segment = segment, Metric = metric ?? Metric,
            Reading = Reading, Grain = Grain, Target = TargetExpression.Parse($"{(amount < 0 ? '-' : '+')}{change}"), From = from, To = to, Pace = Pace,
            Reviews = reviews.Count > 0 ? reviews : [from.PlusDays(Period.DaysBetween(from, to) / 2)],
        };
    }

    /// <inheritdoc/>
    public bool Equals(ObjectiveTemplate? other) =>
        other is not null && (Key, Version, Title, Kind, Metric, Reading, Grain) == (other.Key, other.Version, other.Title, other.Kind, other.Metric, other.Reading, other.Grain)
        && (Change, Months, ReviewMonths, Pace) == (other.Change, other.Months, other.ReviewMonths, other.Pace) && Themes.SequenceEqual(other.Themes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Version, Title, Metric);
}
