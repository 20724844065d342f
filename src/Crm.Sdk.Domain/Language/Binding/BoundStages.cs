using Crm.Sdk.Facts;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <summary>What is asked of a row of stages.</summary>
public enum StageQuestion
{
    /// <summary>Whether it is an entry into the stage from which is counted.</summary>
    IsEntry,

    /// <summary>Whether it is such an entry that came to the other stage.</summary>
    IsConverted,
}

/// <summary>What the stages of an entity, one after the other, say of one of its rows; null for a row without a beginning or an entity.</summary>
/// <remarks>
/// Rows stand in the order of their beginning, then of their end, then of their stage in <see cref="Stages"/>; rows at or after the
/// instant of the query are not there, and rows of other stages are passed over. An entry into stage i is a row of it behind one of
/// another stage, or behind a gap; or, where what is skipped is passed, a row of a later stage behind none or an earlier one. Behind a
/// later stage it is a step back. It is converted when one of the rows from it up to the next entry has reached the other stage.
/// </remarks>
public sealed class BoundStageValue : BoundRowValue
{
    internal BoundStageValue(
        FactSchema fact, BoundExpression stage, IReadOnlyList<string> stages, int from, int to, bool excludesSkips, bool ignoresBackward, bool isFirstOnly, StageQuestion question)
        : base(DataType.Boolean)
    {
        Fact = fact;
        Stage = stage;
        Stages = stages;
        From = from;
        To = to;
        ExcludesSkips = excludesSkips;
        IgnoresBackward = ignoresBackward;
        IsFirstOnly = isFirstOnly;
        Question = question;
    }

    /// <summary>The interval.</summary>
    public FactSchema Fact { get; }

    /// <summary>The row expression that gives the stage.</summary>
    public BoundExpression Stage { get; }

    /// <summary>The stages in their order.</summary>
    public IReadOnlyList<string> Stages { get; }

    /// <summary>The place of the stage from which is counted among <see cref="Stages"/>.</summary>
    public int From { get; }

    /// <summary>The place of the stage that is to be reached; behind <see cref="From"/>.</summary>
    public int To { get; }

    /// <summary>Whether a stage that was skipped was not entered.</summary>
    public bool ExcludesSkips { get; }

    /// <summary>Whether a step back is no entry.</summary>
    public bool IgnoresBackward { get; }

    /// <summary>Whether only the first entry of an entity counts, which then has all of its rows to convert.</summary>
    public bool IsFirstOnly { get; }

    /// <summary>What is asked.</summary>
    public StageQuestion Question { get; }

    /// <summary>The same with the other question.</summary>
    public BoundStageValue Asking(StageQuestion question) =>
        new(Fact, Stage, Stages, From, To, ExcludesSkips, IgnoresBackward, IsFirstOnly, question);

    /// <summary>What tells it from others.</summary>
    public override string ToString() =>
        $"{Question}({Fact.Name}: {string.Join(" > ", Stages)}, {From} to {To}{(ExcludesSkips ? ", skips excluded" : "")}{(IgnoresBackward ? ", backward ignored" : "")}{(IsFirstOnly ? ", first" : "")})";
}

/// <summary>What is asked of the history of an entity.</summary>
public enum HistoryQuestion
{
    /// <summary>When the first row begins.</summary>
    FirstEntry,

    /// <summary>When the last row begins.</summary>
    LastEntry,

    /// <summary>How long rows last between two times.</summary>
    TimeIn,
}

/// <summary>
/// What the rows of an interval say of the entity that a row is or leads to; rows that begin at or after the instant of the query are
/// not among them. Null where there is no entity, or where no row is there to be the first or the last, or a time is missing.
/// </summary>
public sealed class BoundHistoryValue : BoundRowValue
{
    internal BoundHistoryValue(
        DataType type, BoundFact history, BoundExpression? filter, HistoryQuestion question, BoundField entity, BoundExpression? from, BoundExpression? to)
        : base(type)
    {
        History = history;
        Filter = filter;
        Question = question;
        Entity = entity;
        From = from;
        To = to;
    }

    /// <summary>The interval.</summary>
    public BoundFact History { get; }

    /// <summary>Which of its rows; null for all.</summary>
    public BoundExpression? Filter { get; }

    /// <summary>What is asked.</summary>
    public HistoryQuestion Question { get; }

    /// <summary>The key of the entity, with the references that lead to it.</summary>
    public BoundField Entity { get; }

    /// <summary>For a time: where it begins; of the same type as the times of the interval. Null for other questions.</summary>
    public BoundExpression? From { get; }

    /// <summary>For a time: where it ends; the instant of the query at the latest. Null for other questions.</summary>
    public BoundExpression? To { get; }

    /// <summary>The column of the interval with the key of the entity.</summary>
    public int EntityOrdinal => History.Schema.OrdinalOf(History.Schema.Interval!.Entity);

    /// <summary>The column with the time at which a row begins.</summary>
    public int FromOrdinal => History.Schema.OrdinalOf(History.Schema.Interval!.From);

    /// <summary>The column with the time at which a row ends.</summary>
    public int ToOrdinal => History.Schema.OrdinalOf(History.Schema.Interval!.To);

    /// <summary>Whether rows begin and end by the day.</summary>
    public bool IsOfDays => History.Schema.Fields[FromOrdinal].Type.Kind == DataKind.Date;

    internal BoundHistoryValue Mapped(Func<BoundField, BoundField> map) => new(
        Type, History, Filter, Question, map(Entity), From is null ? null : NameResolver.Mapped(From, map), To is null ? null : NameResolver.Mapped(To, map));
}
