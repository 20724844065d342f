using Crm.Sdk.Rates;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Evaluation.Queries;

/// <summary>A question in the words of a model: which metrics, over which days, cut how.</summary>
public sealed record MetricQuery
{
    /// <summary>The names of the metrics; at least one.</summary>
    public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>The first day, or null for all time.</summary>
    public LocalDate? From { get; init; }

    /// <summary>The day after the last, or null for all time; given exactly when <see cref="From"/> is.</summary>
    public LocalDate? To { get; init; }

    /// <summary>The level at which the range is cut into periods; null for the range as a whole.</summary>
    public Grain? Grain { get; init; }

    /// <summary>The dimensions: a field such as <c>channel</c>, or a path such as <c>customer.country</c>.</summary>
    public IReadOnlyList<string> By { get; init; } = [];

    /// <summary>The segments; the total over all rows is always there beside them.</summary>
    public IReadOnlyList<string> Segments { get; init; } = [];

    /// <summary>The calendar and zone in which days begin; UTC calendar years unless said.</summary>
    public ReportingCalendar Calendar { get; init; } = ReportingCalendar.Utc;

    /// <summary>The tables of exchange rates by which amounts are converted; none unless a metric converts.</summary>
    public IReadOnlyList<RateTable> Rates { get; init; } = [];

    /// <summary>The instant as of which the question is answered: later rows do not count.</summary>
    public required Instant Now { get; init; }

    /// <summary>Answers from what was known at an instant: what was recorded later does not count. Null for all that is known.</summary>
    /// <remarks>When something is so is another matter, see <see cref="Now"/>. Needs facts with a history, see <see cref="Facts.FactHistory"/>.</remarks>
    public Instant? KnownAt { get; init; }

    /// <summary>Answers from what was known at a position of the log, in place of <see cref="KnownAt"/>; null for all that is known.</summary>
    public long? AtPosition { get; init; }
}
