using Crm.Sdk.Assessments;
using Crm.Sdk.DataGovernance;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Plans.Analysis;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Plans;

/// <summary>A watched metric with its value in the last period that has ended.</summary>
public sealed record KpiStatus
{
    /// <summary>What is watched, by whom and how often.</summary>
    public required KpiSelection Kpi { get; init; }

    /// <summary>The metric; null when the definitions have none of that name.</summary>
    public required BoundMetric? Metric { get; init; }

    /// <summary>The period; null when none has ended yet or the metric cannot be asked.</summary>
    public ReportingPeriod? Period { get; init; }

    /// <summary>The cell of that period, with reason and flags; null as the period is.</summary>
    public Cell? Cell { get; init; }

    /// <summary>The value in the unit of targets: shares as fractions, other values in the unit of the metric; null when there is none.</summary>
    public Rational? Value { get; init; }

    /// <summary>The value of the period before; null when there is none.</summary>
    public Rational? Before { get; init; }

    /// <summary>Whether the value is one of those that need nobody's attention; null when nobody said which these are, or there is no value.</summary>
    public bool? IsExpected { get; init; }
}

/// <summary>Data quality, measured.</summary>
public sealed record QualityStatus
{
    /// <summary>The rule.</summary>
    public required DataQualityRule Rule { get; init; }

    /// <summary>The cell: rows that are as the rule says, of all that are judged; null when the rule does not fit the definitions or their facts.</summary>
    public Cell? Cell { get; init; }

    /// <summary>The share that is good, from 0 to 1; null when no row is judged.</summary>
    public Rational? Score => Cell?.Value;

    /// <summary>Whether that is enough; null when nobody said how much is, or there is no score.</summary>
    public bool? IsEnough => Score is { } score && Rule.AtLeast is { } least ? score >= Rational.FromDecimal(least) : null;
}

/// <summary>A risk whose trigger is a metric, with the value that it has.</summary>
public sealed record TriggerStatus
{
    /// <summary>The risk.</summary>
    public required Risk Risk { get; init; }

    /// <summary>The metric; null when the definitions have none of that name.</summary>
    public BoundMetric? Metric { get; init; }

    /// <summary>The last period of the plan's that has ended; null when none has, or the metric cannot be asked.</summary>
    public ReportingPeriod? Period { get; init; }

    /// <summary>The value of the metric in that period, in the unit of targets; null when there is none.</summary>
    public Rational? Value { get; init; }

    /// <summary>Whether that says that the risk has happened.</summary>
    public required bool HasFired { get; init; }
}

/// <summary>How a plan is doing as of an instant: all that follows from its parts and from the facts. Nothing in it was entered but the plan.</summary>
public sealed record PlanStatus
{
    /// <summary>The plan with its objectives.</summary>
    public required PlanDocument Document { get; init; }

    /// <summary>As of when.</summary>
    public required Instant Now { get; init; }

    /// <summary>The day of that instant.</summary>
    public required LocalDate Today { get; init; }

    /// <summary>How the objectives are doing, in the order of the plan.</summary>
    public required IReadOnlyList<ObjectiveReport> Objectives { get; init; }

    /// <summary>The watched metrics, in the order of the plan.</summary>
    public required IReadOnlyList<KpiStatus> Kpis { get; init; }

    /// <summary>What assessments found, with what the facts show beside what people answered.</summary>
    public required IReadOnlyList<MaturityProfile> Assessments { get; init; }

    /// <summary>The quality of the data, by rule.</summary>
    public required IReadOnlyList<QualityStatus> Quality { get; init; }

    /// <summary>The open risks whose trigger is a metric.</summary>
    public required IReadOnlyList<TriggerStatus> Triggers { get; init; }

    /// <summary>What each section has of what it should have.</summary>
    public required IReadOnlyList<SectionCompleteness> Completeness { get; init; }

    /// <summary>The work as things stand.</summary>
    public required PlanSchedule Schedule { get; init; }

    /// <summary>The money; null when there is none, or in several currencies.</summary>
    public BudgetSummary? Budget { get; init; }

    /// <summary>The open risks.</summary>
    public required RiskExposure Risks { get; init; }

    /// <summary>What is wrong with the plan and what needs somebody: the checks of the plan, then what the facts add.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }
}
