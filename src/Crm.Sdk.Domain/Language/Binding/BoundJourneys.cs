using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <summary>Rows that are a step of a funnel, or the beginning or return of a cohort.</summary>
public sealed class BoundStep
{
    internal BoundStep(BoundFact fact, BoundExpression? filter, BoundTimeRole role, IReadOnlyList<BoundReference> entityPath)
    {
        Fact = fact;
        Filter = filter;
        Role = role;
        EntityPath = entityPath;
    }

    /// <summary>The fact.</summary>
    public BoundFact Fact { get; }

    /// <summary>Which of its rows: those for which this is true; null for all.</summary>
    public BoundExpression? Filter { get; }

    /// <summary>The time of a row. Rows without one, or not before the instant of the query, take no part.</summary>
    public BoundTimeRole Role { get; }

    /// <summary>The references from a row to its entity; rows that lead to none take no part.</summary>
    public IReadOnlyList<BoundReference> EntityPath { get; }
}

/// <summary>What is said of the rows of an entity, one after the other: a funnel or a cohort.</summary>
/// <remarks>
/// The rows of all steps of one entity stand in one order: by time, then by the first step that their fact serves, then by key
/// (by code point), then, of an interval, by beginning and by end, an open one last. A row stands in it once, whatever number of steps it fits.
/// </remarks>
public abstract class BoundJourney
{
    private protected BoundJourney(string name, BoundFact entity, IReadOnlyList<BoundStep> steps, string hash)
    {
        Name = name;
        Entity = entity;
        Steps = steps;
        Hash = hash;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The entity.</summary>
    public BoundFact Entity { get; }

    /// <summary>The steps; the first one's rows are those that are counted. A cohort has its beginning and its return.</summary>
    public IReadOnlyList<BoundStep> Steps { get; }

    /// <summary>The hash of the definition.</summary>
    public string Hash { get; }

    /// <summary>Whether times are days; otherwise they are instants. All steps have the same.</summary>
    public bool IsOfDays => Steps[0].Role.IsDate;

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>A way through several steps.</summary>
public sealed class BoundFunnel : BoundJourney
{
    internal BoundFunnel(FunnelDeclaration declaration, BoundFact entity, IReadOnlyList<BoundStep> steps, long? within, string hash)
        : base(declaration.Name, entity, steps, hash)
    {
        Order = declaration.Order;
        IsStrictlyIncreasing = declaration.IsStrictlyIncreasing;
        Within = within;
        IsPerStep = declaration.IsPerStep;
    }

    /// <summary>How the steps follow each other.</summary>
    public StepOrder Order { get; }

    /// <summary>Whether each step is later than the one before it.</summary>
    public bool IsStrictlyIncreasing { get; }

    /// <summary>The time that the way may take, half-open: microseconds, or days where times are days; null for any.</summary>
    public long? Within { get; }

    /// <summary>Whether <see cref="Within"/> is counted from the step before, not from the first.</summary>
    public bool IsPerStep { get; }
}

/// <summary>Entities by their first row, and their returns.</summary>
public sealed class BoundCohort : BoundJourney
{
    internal BoundCohort(CohortDeclaration declaration, BoundFact entity, IReadOnlyList<BoundStep> steps, string hash)
        : base(declaration.Name, entity, steps, hash)
    {
        Every = declaration.Every;
        IsRolling = declaration.IsRolling;
    }

    /// <summary>The length of the intervals.</summary>
    public DurationUnit Every { get; }

    /// <summary>Whether intervals are counted from the moment of the first row; otherwise they are those of the calendar.</summary>
    public bool IsRolling { get; }
}

/// <summary>What a journey says of a row of its first step.</summary>
public enum JourneyQuestion
{
    /// <summary>Whether the row is the first of its entity.</summary>
    IsFirst,

    /// <summary>Whether the row is the first of its entity in the period of a cell.</summary>
    IsFirstInPeriod,

    /// <summary>Whether no row of its entity in the period of a cell got further, nor one before it as far.</summary>
    IsBest,

    /// <summary>How many steps the way got to, 1 for the first alone.</summary>
    Reached,

    /// <summary>When a step was taken; null when it was not.</summary>
    StepTime,

    /// <summary>Whether the time that the way may take is over; true where it has no limit.</summary>
    IsMature,

    /// <summary>Whether the entity returned in at least one of some intervals.</summary>
    ReturnedInOne,

    /// <summary>Whether the entity returned in each of some intervals.</summary>
    ReturnedInAll,
}

/// <summary>What a journey says of a row of its first step; null for a row that is none.</summary>
public sealed class BoundJourneyValue : BoundRowValue
{
    internal BoundJourneyValue(DataType type, BoundJourney journey, JourneyQuestion question, int first, int last)
        : base(type)
    {
        Journey = journey;
        Question = question;
        First = first;
        Last = last;
    }

    /// <summary>The journey.</summary>
    public BoundJourney Journey { get; }

    /// <summary>What is asked.</summary>
    public JourneyQuestion Question { get; }

    /// <summary>Whether the answer differs from period to period.</summary>
    public bool IsOfPeriod => Question is JourneyQuestion.IsFirstInPeriod or JourneyQuestion.IsBest;

    /// <summary>For what is asked of a period: which rows are the ones of the period of a cell. Null for other questions, and until it stands in an aggregate.</summary>
    public BoundFrame? Frame { get; private init; }

    /// <summary>For what is asked of a period: the time that places a row in it; null where <see cref="Frame"/> is.</summary>
    public BoundTimeRole? Role { get; private init; }

    /// <summary>The same, asked of the periods of an aggregate.</summary>
    internal BoundJourneyValue In(BoundFrame frame, BoundTimeRole? role) =>
        IsOfPeriod && Frame is null ? new BoundJourneyValue(Type, Journey, Question, First, Last) { Frame = frame, Role = role } : this;

    /// <summary>The number of the step, from 1, or of the first interval, where 0 holds the beginning; 0 for other questions.</summary>
    public int First { get; }

    /// <summary>The number of the last interval; 0 for other questions.</summary>
    public int Last { get; }

    /// <summary>What tells it from others, such as <c>checkout.step(2)</c>.</summary>
    public override string ToString() => Question switch
    {
        JourneyQuestion.IsFirst => $"{Journey} first ever",
        JourneyQuestion.IsFirstInPeriod => $"{Journey} first in period{At}",
        JourneyQuestion.IsBest => $"{Journey} best{At}",
        JourneyQuestion.Reached => $"{Journey}.reached",
        JourneyQuestion.StepTime => $"{Journey}.step({First})",
        JourneyQuestion.IsMature => $"{Journey}.mature",
        JourneyQuestion.ReturnedInAll => $"{Journey}.returned({Last}, full)",
        _ => First == Last ? $"{Journey}.returned({First})" : $"{Journey}.returned({First}, {Last})",
    };

    private string At => Role is null ? "" : $" by {Role.Name}{(Frame!.ToString() is { Length: > 0 } frame ? $" ({frame})" : "")}";
}

/// <summary>How long after the end of a period a value of it is only to be had.</summary>
public sealed class BoundMaturity
{
    internal BoundMaturity(long count, DurationUnit? unit, bool isOfCalendar)
    {
        Count = count;
        Unit = unit;
        IsOfCalendar = isOfCalendar;
    }

    /// <summary>How many.</summary>
    public long Count { get; }

    /// <summary>Of what; null for microseconds.</summary>
    public DurationUnit? Unit { get; }

    /// <summary>Whether they are counted in units of the calendar from the end of the one that holds the last day of the period.</summary>
    public bool IsOfCalendar { get; }
}
