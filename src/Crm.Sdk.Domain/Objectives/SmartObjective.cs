using Crm.Sdk.Aggregates;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Objectives;

/// <summary>
/// What CRM is to reach for a segment by a day: specific, measurable, achievable, relevant and bound in time. It is pursued only once
/// all five can be told; progress is never entered by hand, it follows from the metric.
/// </summary>
public sealed class SmartObjective : Aggregate<ObjectiveId>, IStored
{
    private ObjectivePlan? _plan;

    private SmartObjective(ObjectiveId id)
        : base(id)
    {
    }

    /// <summary>The concept: columns and events.</summary>
    public static Concept<SmartObjective, ObjectiveId> Concept { get; } = new ConceptBuilder<SmartObjective, ObjectiveId>("objective", id => new SmartObjective(id))
        .Text("title", o => o.Plan.Title, (_, _) => { })
        .Choice("kind", o => o.Plan.Kind, (_, _) => { })
        .Text("metric", o => o.Plan.Metric, (_, _) => { })
        .Text("segment", o => o.Plan.Segment, (_, _) => { })
        .Text("owner", o => o.Plan.Owner, (_, _) => { })
        .Date("due", o => o.Plan.To, (_, _) => { })
        .Choice("state", o => o.State, (o, v) => o.State = v)
        .Json("plan", o => o.Plan, (o, v) => o._plan = v, ObjectiveJson.Default.ObjectivePlan)
        .Json("evidence", o => o.Evidence, (o, v) => o.Evidence = v, ObjectiveJson.Default.ObjectiveEvidence)
        .Text("cancel_reason", o => o.CancelReason, (o, v) => o.CancelReason = v)
        .Event("objective.drafted", ObjectiveJson.Default.ObjectiveDrafted)
        .Event("objective.replanned", ObjectiveJson.Default.ObjectiveReplanned)
        .Event("objective.baseline_frozen", ObjectiveJson.Default.BaselineFrozen)
        .Event("objective.feasibility_assessed", ObjectiveJson.Default.FeasibilityAssessed)
        .Event("objective.feasibility_overridden", ObjectiveJson.Default.FeasibilityOverridden)
        .Event("objective.activated", ObjectiveJson.Default.ObjectiveActivated)
        .Event("objective.target_revised", ObjectiveJson.Default.TargetRevised)
        .Event("objective.cancelled", ObjectiveJson.Default.ObjectiveCancelled)
        .Event("objective.taken_over", ObjectiveJson.Default.ObjectiveTakenOver)
        .Build();

    static Concept IStored.StoredAs => Concept;

    /// <summary>What is planned.</summary>
    public ObjectivePlan Plan => _plan ?? throw new InvalidOperationException("Nothing has happened to this objective yet.");

    /// <summary>Where it stands.</summary>
    public ObjectiveState State { get; private set; }

    /// <summary>The baseline and what is known of its feasibility.</summary>
    public ObjectiveEvidence Evidence { get; private set; } = new();

    /// <summary>Why it was given up; null when it was not.</summary>
    public string? CancelReason { get; private set; }

    /// <summary>All that it is, as data.</summary>
    public ObjectiveBody Body => new() { Plan = Plan, State = State, Evidence = Evidence, CancelReason = CancelReason };

    /// <summary>Begins to write an objective. Nothing needs to be right yet but the name of a metric.</summary>
    /// <exception cref="ArgumentException">The id, the title or the metric is empty, or the end is not after the beginning.</exception>
    public static SmartObjective Draft(ObjectiveId id, ObjectivePlan plan, Instant at)
    {
        Check(plan);
        var objective = new SmartObjective(id);
        objective.Raise(new ObjectiveDrafted { OccurredAt = at, Plan = plan });
        return objective;
    }

    /// <summary>Takes over an objective as a document has it.</summary>
    /// <exception cref="ArgumentException">The id or the reason is empty, the plan lacks what it must have, or it is active and not SMART.</exception>
    public static SmartObjective TakeOver(ObjectiveId id, ObjectiveBody body, string reason, Instant at)
    {
        Check(body);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        var objective = new SmartObjective(id);
        objective.Raise(new ObjectiveTakenOver { OccurredAt = at, Objective = body, Reason = reason });
        return objective;
    }

    /// <summary>Takes over what a document has: all of it, in place of what is here. Nothing happens when nothing differs.</summary>
    /// <exception cref="ArgumentException">The reason is empty, the plan lacks what it must have, or it is active and not SMART.</exception>
    public void TakeOver(ObjectiveBody body, string reason, Instant at)
    {
        Check(body);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        if (body != Body)
        {
            Raise(new ObjectiveTakenOver { OccurredAt = at, Objective = body, Reason = reason });
        }
    }

    /// <summary>Plans a draft anew. Its baseline and feasibility are forgotten when they would no longer be of it. Nothing happens when nothing differs.</summary>
    /// <exception cref="ArgumentException">The plan lacks what it must have.</exception>
    /// <exception cref="InvalidOperationException">It is no draft: revise its target instead.</exception>
    public void Replan(ObjectivePlan plan, Instant at)
    {
        Check(plan);
        Require(ObjectiveState.Draft, "only a draft is planned anew; of an active objective the target can be revised");
        if (plan != Plan)
        {
            Raise(new ObjectiveReplanned { OccurredAt = at, Plan = plan });
        }
    }

    /// <summary>Keeps the value of the metric from which it starts.</summary>
    /// <exception cref="InvalidOperationException">It is no draft: a baseline never moves once an objective is pursued.</exception>
    public void Freeze(Baseline baseline, Instant at)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        Require(ObjectiveState.Draft, "its baseline is frozen");
        if (baseline != Evidence.Baseline)
        {
            Raise(new BaselineFrozen { OccurredAt = at, Baseline = baseline });
        }
    }

    /// <summary>Keeps how often the past has seen such a change.</summary>
    /// <exception cref="InvalidOperationException">It was given up.</exception>
    public void Assess(Feasibility feasibility, Instant at)
    {
        ArgumentNullException.ThrowIfNull(feasibility);
        RequireNotCancelled();
        if (feasibility != Evidence.Feasibility)
        {
            Raise(new FeasibilityAssessed { OccurredAt = at, Feasibility = feasibility });
        }
    }

    /// <summary>Takes it on oneself that it is achievable.</summary>
    /// <exception cref="ArgumentException">Nobody or no reason is named.</exception>
    /// <exception cref="InvalidOperationException">It was given up.</exception>
    public void Override(string by, string reason, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        RequireNotCancelled();
        Raise(new FeasibilityOverridden { OccurredAt = at, By = by, Reason = reason });
    }

    /// <summary>Begins to pursue it. Nothing happens when it is pursued.</summary>
    /// <exception cref="InvalidOperationException">One of the five letters cannot be told; the message names each with what is missing.</exception>
    public void Activate(Instant at)
    {
        RequireNotCancelled();
        if (State == ObjectiveState.Active)
        {
            return;
        }

        IReadOnlyList<SmartGap> gaps = Gaps();
        if (gaps.Count > 0)
        {
            throw new InvalidOperationException($"'{Plan.Title}' is not SMART yet: {string.Join(" ", gaps.Select(g => $"{g.Letter}: {g.Missing}"))}");
        }

        Raise(new ObjectiveActivated { OccurredAt = at });
    }

    /// <summary>Gives an active objective another target. The former one stays in its history; whether the new one is achievable is to be assessed again.</summary>
    /// <exception cref="ArgumentException">No reason is given.</exception>
    /// <exception cref="InvalidOperationException">It is not active.</exception>
    public void Revise(TargetExpression target, string reason, Instant at)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        Require(ObjectiveState.Active, "only the target of an active objective is revised");
        if (!target.Equals(Plan.Target))
        {
            Raise(new TargetRevised { OccurredAt = at, Target = target, Reason = reason });
        }
    }

    /// <summary>Gives it up.</summary>
    /// <exception cref="ArgumentException">No reason is given.</exception>
    /// <exception cref="InvalidOperationException">It was given up.</exception>
    public void Cancel(string reason, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        RequireNotCancelled();
        Raise(new ObjectiveCancelled { OccurredAt = at, Reason = reason });
    }

    /// <summary>What it lacks to be SMART, as far as that can be told without the data; none when nothing does.</summary>
    public IReadOnlyList<SmartGap> Gaps() => GapsOf(Body);

    /// <inheritdoc/>
    protected override void Apply(DomainEvent e)
    {
        switch (e)
        {
            case ObjectiveDrafted x:
                _plan = x.Plan;
                break;
            case ObjectiveReplanned x:
                Evidence = Plan.HasBaselineOf(x.Plan) ? Plan.HasChangeOf(x.Plan) ? Evidence : new ObjectiveEvidence { Baseline = Evidence.Baseline } : new ObjectiveEvidence();
                _plan = x.Plan;
                break;
            case BaselineFrozen x:
                Evidence = Evidence with { Baseline = x.Baseline };
                break;
            case FeasibilityAssessed x:
                Evidence = Evidence with { Feasibility = x.Feasibility };
                break;
            case FeasibilityOverridden x:
                Evidence = Evidence with { Override = new FeasibilityOverride { By = x.By, Reason = x.Reason, At = x.OccurredAt } };
                break;
            case ObjectiveActivated:
                State = ObjectiveState.Active;
                break;
            case TargetRevised x:
                // What makes it achievable was said of the former target.
                Evidence = new ObjectiveEvidence { Baseline = Evidence.Baseline, FormerTargets = [.. Evidence.FormerTargets, new FormerTarget { Target = Plan.Target, Until = x.OccurredAt, Reason = x.Reason }] };
                _plan = Plan with { Target = x.Target };
                break;
            case ObjectiveTakenOver { Objective: var o }:
                (_plan, State, Evidence, CancelReason) = (o.Plan, o.State, o.Evidence, o.CancelReason);
                break;
            case ObjectiveCancelled x:
                (State, CancelReason) = (ObjectiveState.Cancelled, x.Reason);
                break;
        }
    }

    private static List<SmartGap> GapsOf(ObjectiveBody body)
    {
        var gaps = new List<SmartGap>();
        void Need(bool isThere, char letter, string missing)
        {
            if (!isThere)
            {
                gaps.Add(new SmartGap { Letter = letter, Missing = missing });
            }
        }

        Need(!string.IsNullOrWhiteSpace(body.Plan.Owner), 'S', "name who answers for it.");
        Need(body.Evidence.Baseline is not null, 'M', "freeze a baseline: take the value of the metric that it starts from.");
        Need(body.Evidence.Feasibility is { Reached: > 0 } || body.Evidence.Override is not null, 'A',
            body.Evidence.Feasibility is null ? "assess how often the past has seen such a change, or let somebody answer for it."
                : $"{body.Evidence.Feasibility.Reached} of {body.Evidence.Feasibility.Windows} stretches of the past saw such a change; set another target, or let somebody answer for it.");
        Need(body.Plan.Serves.Count > 0, 'R', "name a business objective that it serves.");
        Need(body.Plan.Reviews.Any(r => r >= body.Plan.From && r <= body.Plan.To), 'T', "name a day between its beginning and its end on which it is reviewed.");
        return gaps;
    }

    /// <summary>Why a document's objective cannot be taken over; null when it can.</summary>
    internal static (string Property, string Message)? ProblemOf(ObjectiveBody body) => ProblemOf(body.Plan)
        ?? (body.State == ObjectiveState.Active && GapsOf(body) is { Count: > 0 } gaps
            ? ("state", $"'{body.Plan.Title}' is active and not SMART: {string.Join(" ", gaps.Select(g => $"{g.Letter}: {g.Missing}"))}")
            : null);

    private static (string Property, string Message)? ProblemOf(ObjectivePlan plan) =>
        string.IsNullOrWhiteSpace(plan.Title) ? ("title", "An objective needs a title.")
        : string.IsNullOrWhiteSpace(plan.Metric) ? ("metric", $"'{plan.Title}' needs the name of a metric.")
        : plan.To <= plan.From ? ("to", $"'{plan.Title}' ends on {plan.To:uuuu-MM-dd}, which is not after {plan.From:uuuu-MM-dd}.")
        : null;

    private static void Check(ObjectiveBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (ProblemOf(body) is { } problem)
        {
            throw new ArgumentException(problem.Message, nameof(body));
        }
    }

    private static void Check(ObjectivePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (ProblemOf(plan) is { } problem)
        {
            throw new ArgumentException(problem.Message, nameof(plan));
        }
    }

    private void Require(ObjectiveState state, string why)
    {
        if (State != state)
        {
            throw new InvalidOperationException($"'{Plan.Title}' is {State}: {why}.");
        }
    }

    private void RequireNotCancelled()
    {
        if (State == ObjectiveState.Cancelled)
        {
            throw new InvalidOperationException($"'{Plan.Title}' was given up: {CancelReason}");
        }
    }
}
