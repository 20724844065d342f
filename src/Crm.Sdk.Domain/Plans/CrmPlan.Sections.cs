using Crm.Sdk.Objectives;
using NodaTime;

namespace Crm.Sdk.Plans;

/// <content>What the sections hold, who answers for them, and the way of a plan from a draft to its end.</content>
public sealed partial class CrmPlan
{
    /// <summary>Takes over a plan as a document has it.</summary>
    /// <exception cref="ArgumentException">The id, the title, the owner or the reason is empty, or the end is not after the beginning.</exception>
    public static CrmPlan TakeOver(PlanId id, PlanBody body, string reason, Instant at)
    {
        Check(body);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        var plan = new CrmPlan(id);
        plan.Raise(new PlanTakenOver { OccurredAt = at, Plan = body, Reason = reason });
        return plan;
    }

    /// <summary>
    /// Takes over what a document has: all of it, in place of what is here. Only revisions are never lost: those that the document does not
    /// know stay, by their times. Nothing happens when nothing differs.
    /// </summary>
    /// <exception cref="ArgumentException">The title, the owner or the reason is empty, or the end is not after the beginning.</exception>
    public void TakeOver(PlanBody body, string reason, Instant at) => TakeOver(body, reason, at, []);

    /// <summary>Takes over what a document has, where objectives of the plan have changed with it: they are part of what was agreed.</summary>
    internal void TakeOver(PlanBody body, string reason, Instant at, IReadOnlyList<PlanChange> objectives)
    {
        Check(body);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        PlanBody taken = Reopened(body, reason, at, objectives);
        if (PlanDiff.Between(Body, taken).Count > 0 || PlanDiff.RevisionsDiffer(Body, taken))
        {
            Raise(new PlanTakenOver { OccurredAt = at, Plan = taken, Reason = reason });
        }
    }

    // A document that changes a section and says nothing of its approvals leaves those of what was read before. Its changes are kept as a
    // revision, unless it brings the revisions that tell of them.
    private PlanBody Reopened(PlanBody body, string reason, Instant at, IReadOnlyList<PlanChange> objectives)
    {
        IReadOnlyList<PlanChange> changes = [.. PlanDiff.Between(Content, body.Content), .. objectives];
        var touched = changes.Select(c => PlanPart.All.First(p => p.Name == c.Path.Split('.', '[')[0]).Section)
            .Concat(PlanSectionKeys.Fourteen.Where(s => (body.Texts.FirstOrDefault(t => t.Section == s)?.Markdown ?? "") != (TextOf(s) ?? ""))).ToHashSet(StringComparer.Ordinal);
        List<PlanRevision> added = [.. body.Revisions.Where(r => !_revisions.Exists(k => (k.At, k.Reason) == (r.At, r.Reason)))];
        if (changes.Count > 0 && added.Count == 0)
        {
            added.Add(new PlanRevision { Number = 0, At = at, Reason = reason, Changes = changes });
        }

        return body with
        {
            Sections = [.. body.Sections.Select(s => touched.Contains(s.Section) && s.Approvals.Count > 0 && s.Approvals.SequenceEqual(SectionOf(s.Section).Approvals)
                ? s with { Status = SectionStatus.Draft, Approvals = [], WasAgreed = true } : s)],
            Revisions = [.. _revisions.Concat(added).OrderBy(r => r.At).Select((r, i) => r with { Number = i + 1 })],
        };
    }

    /// <summary>Names, owns or times it anew. Nothing happens when nothing differs.</summary>
    /// <exception cref="ArgumentException">The title or the owner is empty, or the end is not after the beginning.</exception>
    public void Restate(string title, string owner, LocalDate from, LocalDate to, Time.Grain grain, Instant at)
    {
        Check(Body with { Title = title, Owner = owner, From = from, To = to });
        if ((title, owner, from, to, grain) != (Title, Owner, From, To, Grain))
        {
            Raise(new PlanRestated { OccurredAt = at, Title = title, Owner = owner, From = from, To = to, Grain = grain });
        }
    }

    /// <summary>
    /// Changes what the plan holds. What changed is kept with the reason; sections that it concerns are drafts again. Nothing happens when
    /// nothing differs.
    /// </summary>
    /// <exception cref="ArgumentException">No reason is given.</exception>
    /// <exception cref="InvalidOperationException">The plan is over.</exception>
    public void Revise(PlanContent content, string reason, Instant at)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        RequireNotRetired();
        if (PlanDiff.Between(Content, content) is { Count: > 0 } changes)
        {
            Raise(new PlanContentRevised { OccurredAt = at, Content = content, Reason = reason, Changes = changes });
        }
    }

    /// <summary>Changes what the plan holds, beginning with what it holds now: <c>plan.Revise(c => c with { Budget = … }, "first budget", now)</c>.</summary>
    /// <inheritdoc cref="Revise(PlanContent, string, Instant)" path="/exception"/>
    public void Revise(Func<PlanContent, PlanContent> change, string reason, Instant at)
    {
        ArgumentNullException.ThrowIfNull(change);
        Revise(change(Content), reason, at);
    }

    /// <summary>Who answers for a section and whether it is agreed; a draft of nobody when nothing was said.</summary>
    public SectionState SectionOf(string section) => _sections.Find(s => s.Section == section) ?? new SectionState { Section = section };

    /// <summary>Says who answers for a section. Nothing happens when that person does already.</summary>
    /// <exception cref="ArgumentException">The section or the owner is empty.</exception>
    public void Assign(string section, string owner, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(section);
        ArgumentException.ThrowIfNullOrWhiteSpace(owner);
        if (SectionOf(section).Owner != owner)
        {
            Raise(new PlanSectionAssigned { OccurredAt = at, Section = section, Owner = owner });
        }
    }

    /// <summary>Gives a section to those concerned to be read. Nothing happens when they have it or agreed to it.</summary>
    /// <exception cref="ArgumentException">The section is empty.</exception>
    public void Submit(string section, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(section);
        if (SectionOf(section).Status is SectionStatus.Draft or SectionStatus.Waived)
        {
            Raise(new PlanSectionSubmitted { OccurredAt = at, Section = section });
        }
    }

    /// <summary>Approves a section as it is.</summary>
    /// <exception cref="ArgumentException">The section or who approves is empty.</exception>
    /// <exception cref="InvalidOperationException">The section was not given to be read, or this person approved it.</exception>
    public void Approve(string section, string by, string? note, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(section);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        SectionState state = SectionOf(section);
        if (state.Status is not (SectionStatus.InReview or SectionStatus.Agreed))
        {
            throw new InvalidOperationException($"The section '{section}' is {state.Status}; submit it before it is approved.");
        }

        if (state.Approvals.Any(a => a.By == by))
        {
            throw new InvalidOperationException($"'{by}' approved the section '{section}' as it is.");
        }

        Raise(new PlanSectionApproved { OccurredAt = at, Section = section, By = by, Note = note });
    }

    /// <summary>Does without a section. Nothing happens when that was so for the same reason.</summary>
    /// <exception cref="ArgumentException">The section or the reason is empty.</exception>
    public void Waive(string section, string reason, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(section);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        if (SectionOf(section).WaivedBecause != reason)
        {
            Raise(new PlanSectionWaived { OccurredAt = at, Section = section, Reason = reason });
        }
    }

    /// <summary>
    /// Gives the plan to those concerned to be read. A plan whose objectives say nothing of how it goes for customers stays a draft: it
    /// would be a plan for software, not for customers.
    /// </summary>
    /// <param name="objectives">The objectives that the plan may have; those of other plans are not considered.</param>
    /// <param name="at">When.</param>
    /// <exception cref="InvalidOperationException">It is no draft, or no objective has a metric that its monitoring names as an outcome for customers.</exception>
    public void Submit(IEnumerable<SmartObjective> objectives, Instant at)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        if (State != PlanState.Draft)
        {
            throw new InvalidOperationException($"The plan '{Title}' is {State}; only a draft is submitted.");
        }

        if (!PlanGate.IsOpen(this, objectives))
        {
            throw new InvalidOperationException($"{PlanGate.Closed} {PlanGate.Mend}");
        }

        Raise(new PlanSubmitted { OccurredAt = at });
    }

    /// <summary>Begins to carry the plan out.</summary>
    /// <exception cref="InvalidOperationException">It was not submitted, or a section is neither agreed nor waived; the message names each.</exception>
    public void Publish(Instant at)
    {
        if (State != PlanState.InReview)
        {
            throw new InvalidOperationException($"The plan '{Title}' is {State}; it is submitted first, then published.");
        }

        if (PlanGate.NotAgreed(_sections) is { Count: > 0 } open)
        {
            throw new InvalidOperationException($"Nobody agreed yet to {string.Join(", ", open)}: approve each section, or waive it with a reason.");
        }

        Raise(new PlanPublished { OccurredAt = at });
    }

    /// <summary>Ends the plan.</summary>
    /// <exception cref="ArgumentException">No reason is given.</exception>
    /// <exception cref="InvalidOperationException">The plan is over.</exception>
    public void Retire(string reason, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        RequireNotRetired();
        Raise(new PlanRetired { OccurredAt = at, Reason = reason });
    }

    /// <summary>Why a document's plan cannot be taken over; null when it can.</summary>
    internal static (string Property, string Message)? ProblemOf(PlanBody body) =>
        string.IsNullOrWhiteSpace(body.Title) ? ("title", "A plan needs a title.")
        : string.IsNullOrWhiteSpace(body.Owner) ? ("owner", $"The plan '{body.Title}' needs an owner: somebody who answers for it.")
        : body.To <= body.From ? ("to", $"The plan '{body.Title}' ends on {body.To:uuuu-MM-dd}, which is not after {body.From:uuuu-MM-dd}; 'to' is the first day after the plan.")
        : null;

    private static void Check(PlanBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (ProblemOf(body) is { } problem)
        {
            throw new ArgumentException(problem.Message, nameof(body));
        }
    }

    private void RequireNotRetired()
    {
        if (State == PlanState.Retired)
        {
            throw new InvalidOperationException($"The plan '{Title}' is over: {RetiredBecause}");
        }
    }

    private bool ApplyToSections(Aggregates.DomainEvent e)
    {
        switch (e)
        {
            case PlanRestated x:
                (Title, Owner, From, To, Grain) = (x.Title, x.Owner, x.From, x.To, x.Grain);
                break;
            case PlanContentRevised x:
                Content = x.Content;
                _revisions = [.. _revisions, new PlanRevision { Number = _revisions.Count + 1, At = x.OccurredAt, Reason = x.Reason, Changes = x.Changes }];
                foreach (string section in x.Changes.Select(c => PlanPart.All.First(p => p.Name == c.Path.Split('.', '[')[0]).Section).Distinct())
                {
                    Reopen(section);
                }

                break;
            case PlanSectionAssigned x:
                Set(SectionOf(x.Section) with { Owner = x.Owner });
                break;
            case PlanSectionSubmitted x:
                SectionState before = SectionOf(x.Section);
                Set(before with { Status = SectionStatus.InReview, WaivedBecause = null, WasAgreed = before.WasAgreed || before.Status is SectionStatus.Agreed or SectionStatus.Waived });
                break;
            case PlanSectionApproved x:
                SectionState state = SectionOf(x.Section);
                Set(state with { Status = SectionStatus.Agreed, WasAgreed = false, Approvals = [.. state.Approvals, new SectionApproval { By = x.By, At = x.OccurredAt, Note = x.Note }] });
                break;
            case PlanSectionWaived x:
                Set(SectionOf(x.Section) with { Status = SectionStatus.Waived, WasAgreed = false, Approvals = [], WaivedBecause = x.Reason });
                break;
            case PlanSubmitted:
                State = PlanState.InReview;
                break;
            case PlanPublished:
                State = PlanState.Published;
                break;
            case PlanRetired x:
                (State, RetiredBecause) = (PlanState.Retired, x.Reason);
                break;
            case PlanTakenOver { Plan: var b }:
                (Title, Owner, From, To, Grain, State, RetiredBecause) = (b.Title, b.Owner, b.From, b.To, b.Grain, b.State, b.RetiredBecause);
                (Metrics, Segments, Content) = (b.Metrics, b.Segments, b.Content);
                (_texts, _sections, _reviews, _revisions) = ([.. b.Texts], [.. b.Sections], [.. b.Reviews], [.. b.Revisions]);
                break;
            default:
                return false;
        }

        return true;
    }

    // What people agreed to is no longer what stands there.
    private void Reopen(string section)
    {
        if (_sections.Find(s => s.Section == section) is { } state)
        {
            Set(state with { Status = SectionStatus.Draft, Approvals = [], WaivedBecause = null, WasAgreed = state.WasAgreed || state.Status is SectionStatus.Agreed or SectionStatus.Waived });
        }
    }

    private void Set(SectionState state) => _sections = [.. _sections.Where(s => s.Section != state.Section).Append(state).OrderBy(s => s.Section, StringComparer.Ordinal)];
}
