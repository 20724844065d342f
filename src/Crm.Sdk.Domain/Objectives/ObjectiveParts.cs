using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Objectives;

/// <summary>What an objective does with customers.</summary>
public enum ObjectiveKind
{
    /// <summary>It wins new ones.</summary>
    Acquisition,

    /// <summary>It makes more of those there are.</summary>
    Development,

    /// <summary>It keeps those there are.</summary>
    Retention,
}

/// <summary>Where an objective stands.</summary>
public enum ObjectiveState
{
    /// <summary>It is being written.</summary>
    Draft,

    /// <summary>It is pursued.</summary>
    Active,

    /// <summary>It was given up.</summary>
    Cancelled,
}

/// <summary>Which value of the metric counts.</summary>
public enum ObjectiveReading
{
    /// <summary>That of the last period that has ended, such as the retention of the last month.</summary>
    LastPeriod,

    /// <summary>That of all time from the beginning of the objective, such as the customers won so far.</summary>
    ToDate,
}

/// <summary>How far an objective is to have come by a day.</summary>
public enum PaceCurve
{
    /// <summary>As far as its time: a straight line in days.</summary>
    Linear,

    /// <summary>As far as the year before had come by the same day, so that a busy December is not waited for in June.</summary>
    Profile,
}

/// <summary>The plan of an objective: all that makes it specific, measurable, relevant and bound in time.</summary>
/// <remarks>Equal when all is, the lists item by item.</remarks>
public sealed record ObjectivePlan
{
    /// <summary>What is to be reached, in one sentence.</summary>
    public required string Title { get; init; }

    /// <summary>What it does with customers.</summary>
    public required ObjectiveKind Kind { get; init; }

    /// <summary>Who answers for it, by the host's name for the user; empty while nobody does.</summary>
    public required string Owner { get; init; }

    /// <summary>The segment that it is about, by its name in definitions; null for all customers.</summary>
    public string? Segment { get; init; }

    /// <summary>The metric that tells, by its name in definitions.</summary>
    public required string Metric { get; init; }

    /// <summary>Which value of the metric counts.</summary>
    public required ObjectiveReading Reading { get; init; }

    /// <summary>In which periods the metric is looked at.</summary>
    public required Grain Grain { get; init; }

    /// <summary>What is to be reached.</summary>
    public required TargetExpression Target { get; init; }

    /// <summary>The first day.</summary>
    public required LocalDate From { get; init; }

    /// <summary>The day by which it is to be reached: the first day after the objective.</summary>
    public required LocalDate To { get; init; }

    /// <summary>How far it is to have come by a day.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public PaceCurve Pace { get; init; }

    /// <summary>The business objectives that it serves.</summary>
    public IReadOnlyList<BusinessObjectiveId> Serves { get; init => field = value ?? []; } = [];

    /// <summary>The days on which it is reviewed.</summary>
    public IReadOnlyList<LocalDate> Reviews { get; init => field = value ?? []; } = [];

    /// <inheritdoc/>
    public bool Equals(ObjectivePlan? other) =>
        other is not null && (Title, Kind, Owner, Pace) == (other.Title, other.Kind, other.Owner, other.Pace) && HasBaselineOf(other) && HasChangeOf(other)
        && Serves.SequenceEqual(other.Serves) && Reviews.SequenceEqual(other.Reviews);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Title, Metric, Segment, From, To, Target);

    /// <summary>Whether a baseline of another plan is one of this plan: of the same values, and to date of a stretch as long.</summary>
    internal bool HasBaselineOf(ObjectivePlan other) =>
        (Metric, Segment, Reading, Grain) == (other.Metric, other.Segment, other.Reading, other.Grain) && From == other.From
        && (Reading == ObjectiveReading.LastPeriod || To == other.To);

    /// <summary>Whether another plan wants the same change in the same time.</summary>
    internal bool HasChangeOf(ObjectivePlan other) => Target.Equals(other.Target) && To == other.To;
}

/// <summary>The value of the metric when the objective was set, frozen: later changes of data or definitions do not move it.</summary>
public sealed record Baseline
{
    /// <summary>The value, exact.</summary>
    [JsonConverter(typeof(RationalConverter))]
    public required Rational Value { get; init; }

    /// <summary>How many rows contributed.</summary>
    public required long N { get; init; }

    /// <summary>The period that it is of.</summary>
    public required string Period { get; init; }

    /// <summary>As of when it was taken.</summary>
    public required Instant TakenAt { get; init; }

    /// <summary>The hash of the definition that it was taken with.</summary>
    public required string DefinitionHash { get; init; }

    /// <summary>The position of the log up to which facts were known; null when they came without a log.</summary>
    public long? Position { get; init; }
}

/// <summary>Writes an exact number as a fraction such as <c>17/20</c>, or as a whole number.</summary>
public sealed class RationalConverter : JsonConverter<Rational>
{
    /// <inheritdoc/>
    public override Rational Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string text = reader.GetString() ?? "";
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!Rational.TryParse(slash < 0 ? text : text.AsSpan(0, slash), out Rational numerator)
            || !Rational.TryParse(slash < 0 ? "1" : text.AsSpan(slash + 1), out Rational denominator) || denominator.IsZero)
        {
            throw new JsonException($"'{text}' is no fraction.");
        }

        return numerator / denominator;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Rational value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.Denominator.IsOne ? $"{value.Numerator}" : $"{value.Numerator}/{value.Denominator}");
    }
}
