using Crm.Sdk.Aggregates;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Plans;

/// <summary>
/// A CRM plan: what is wanted with customers over a time, and how it is known whether it works. Sections that data can fill are filled
/// when the plan is rendered; what people write stands beside that, with all former versions in the log.
/// </summary>
public sealed partial class CrmPlan : Aggregate<PlanId>, IStored
{
    private List<PlanText> _texts = [];
    private List<PlanReview> _reviews = [];
    private List<SectionState> _sections = [];
    private List<PlanRevision> _revisions = [];

    private CrmPlan(PlanId id)
        : base(id)
    {
    }

    /// <summary>The concept: columns and events.</summary>
    public static Concept<CrmPlan, PlanId> Concept { get; } = new ConceptBuilder<CrmPlan, PlanId>("plan", id => new CrmPlan(id))
        .Text("title", p => p.Title, (p, v) => p.Title = v!, required: true)
        .Text("owner", p => p.Owner, (p, v) => p.Owner = v!, required: true)
        .Date("from_day", p => p.From, (p, v) => p.From = v!.Value, required: true)
        .Date("to_day", p => p.To, (p, v) => p.To = v!.Value, required: true)
        .Choice("grain", p => p.Grain, (p, v) => p.Grain = v)
        .Json("metrics", p => p.Metrics, (p, v) => p.Metrics = v, PlanJson.Default.IReadOnlyListString)
        .Json("segments", p => p.Segments, (p, v) => p.Segments = v, PlanJson.Default.IReadOnlyListString)
        .Json("texts", p => p._texts, (p, v) => p._texts = v, PlanJson.Default.ListPlanText)
        .Json("reviews", p => p._reviews, (p, v) => p._reviews = v, PlanJson.Default.ListPlanReview)
        .Json("sections", p => p._sections, (p, v) => p._sections = v, PlanJson.Default.ListSectionState)
        .Json("content", p => p.Content, (p, v) => p.Content = v, PlanJson.Default.PlanContent)
        .Json("revisions", p => p._revisions, (p, v) => p._revisions = v, PlanJson.Default.ListPlanRevision)
        .Choice("state", p => p.State, (p, v) => p.State = v)
        .Text("retired_because", p => p.RetiredBecause, (p, v) => p.RetiredBecause = v)
        .Event("plan.drafted", PlanJson.Default.PlanDrafted)
        .Event("plan.written", PlanJson.Default.PlanSectionWritten)
        .Event("plan.scoped", PlanJson.Default.PlanScoped)
        .Event("plan.review_set", PlanJson.Default.PlanReviewSet)
        .Event("plan.reviewed", PlanJson.Default.PlanReviewed)
        .Event("plan.restated", PlanJson.Default.PlanRestated)
        .Event("plan.revised", PlanJson.Default.PlanContentRevised)
        .Event("plan.section_assigned", PlanJson.Default.PlanSectionAssigned)
        .Event("plan.section_submitted", PlanJson.Default.PlanSectionSubmitted)
        .Event("plan.section_approved", PlanJson.Default.PlanSectionApproved)
        .Event("plan.section_waived", PlanJson.Default.PlanSectionWaived)
        .Event("plan.submitted", PlanJson.Default.PlanSubmitted)
        .Event("plan.published", PlanJson.Default.PlanPublished)
        .Event("plan.retired", PlanJson.Default.PlanRetired)
        .Event("plan.taken_over", PlanJson.Default.PlanTakenOver)
        .Build();

    static Concept IStored.StoredAs => Concept;

    /// <summary>What people call it.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Who answers for it, by the host's name for the user.</summary>
    public string Owner { get; private set; } = "";

    /// <summary>The first day.</summary>
    public LocalDate From { get; private set; }

    /// <summary>The first day after it.</summary>
    public LocalDate To { get; private set; }

    /// <summary>The periods in which its metrics are shown.</summary>
    public Grain Grain { get; private set; }

    /// <summary>The metrics that are watched, by their names in definitions.</summary>
    public IReadOnlyList<string> Metrics { get; private set; } = [];

    /// <summary>The segments that it is about, by their names in definitions.</summary>
    public IReadOnlyList<string> Segments { get; private set; } = [];

    /// <summary>What people wrote, by section.</summary>
    public IReadOnlyList<PlanText> Texts => _texts;

    /// <summary>The reviews, by day.</summary>
    public IReadOnlyList<PlanReview> Reviews => _reviews;

    /// <summary>Where it stands.</summary>
    public PlanState State { get; private set; }

    /// <summary>Why it is over; null when it is not.</summary>
    public string? RetiredBecause { get; private set; }

    /// <summary>Who answers for the sections, and which are agreed; a section of which nothing was said yet is not among them.</summary>
    public IReadOnlyList<SectionState> Sections => _sections;

    /// <summary>What its parts hold.</summary>
    public PlanContent Content { get; private set; } = new();

    /// <summary>How what it holds came to be, the first change first.</summary>
    public IReadOnlyList<PlanRevision> Revisions => _revisions;

    /// <summary>All that it is, as data.</summary>
    public PlanBody Body => new()
    {
        Title = Title, Owner = Owner, From = From, To = To, Grain = Grain, State = State, RetiredBecause = RetiredBecause, Metrics = Metrics, Segments = Segments, Texts = Texts,
        Sections = Sections, Reviews = Reviews, Content = Content, Revisions = Revisions,
    };

    /// <summary>Begins a plan.</summary>
    /// <exception cref="ArgumentException">The id, the title or the owner is empty, or the end is not after the beginning.</exception>
    public static CrmPlan Draft(PlanId id, string title, string owner, LocalDate from, LocalDate to, Grain grain, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        ArgumentException.ThrowIfNullOrWhiteSpace(owner);
        if (to <= from)
        {
            throw new ArgumentException($"The plan '{title}' ends on {to:uuuu-MM-dd}, which is not after {from:uuuu-MM-dd}.", nameof(to));
        }

        var plan = new CrmPlan(id);
        plan.Raise(new PlanDrafted { OccurredAt = at, Title = title, Owner = owner, From = from, To = to, Grain = grain });
        return plan;
    }

    /// <summary>What people wrote in a section; null when nobody did.</summary>
    public string? TextOf(string section) => _texts.Find(t => t.Section == section)?.Markdown;

    /// <summary>Writes in a section, in Markdown; empty for nothing. Nothing happens when it is the same.</summary>
    /// <exception cref="ArgumentException">The section is no <see cref="PlanKey"/>.</exception>
    public void Write(string section, string markdown, Instant at)
    {
        if (!PlanKey.IsValid(section ?? throw new ArgumentNullException(nameof(section))))
        {
            throw new ArgumentException($"'{section}' is no key of a section: {PlanKey.Form}.", nameof(section));
        }

        ArgumentNullException.ThrowIfNull(markdown);
        if (markdown != (TextOf(section) ?? ""))
        {
            Raise(new PlanSectionWritten { OccurredAt = at, Section = section, Markdown = markdown });
        }
    }

    /// <summary>Says which metrics are watched and which segments it is about. Nothing happens when nothing differs.</summary>
    public void Scope(IReadOnlyList<string> metrics, IReadOnlyList<string> segments, Instant at)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(segments);
        if (!metrics.SequenceEqual(Metrics, StringComparer.Ordinal) || !segments.SequenceEqual(Segments, StringComparer.Ordinal))
        {
            Raise(new PlanScoped { OccurredAt = at, Metrics = [.. metrics], Segments = [.. segments] });
        }
    }

    /// <summary>Sets a day on which the plan is reviewed. Nothing happens when it is set.</summary>
    /// <exception cref="ArgumentException">The day is before the plan.</exception>
    public void ReviewOn(LocalDate day, Instant at)
    {
        if (day < From)
        {
            throw new ArgumentException($"The plan '{Title}' begins on {From:uuuu-MM-dd}; it cannot be reviewed on {day:uuuu-MM-dd}.", nameof(day));
        }

        if (!_reviews.Exists(r => r.Day == day))
        {
            Raise(new PlanReviewSet { OccurredAt = at, Day = day });
        }
    }

    /// <summary>Keeps what a review decided.</summary>
    /// <exception cref="ArgumentException">No review is set for the day, or nothing is said.</exception>
    /// <exception cref="InvalidOperationException">The review was held, or the plan is over.</exception>
    public void Review(LocalDate day, string decision, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(decision);
        RequireNotRetired();
        PlanReview review = _reviews.Find(r => r.Day == day) ?? throw new ArgumentException($"No review is set for {day:uuuu-MM-dd}.", nameof(day));
        if (review.Decision is not null)
        {
            throw new InvalidOperationException($"The review of {day:uuuu-MM-dd} was held; set another day.");
        }

        Raise(new PlanReviewed { OccurredAt = at, Day = day, Decision = decision });
    }

    /// <inheritdoc/>
    protected override void Apply(DomainEvent e)
    {
        if (ApplyToSections(e))
        {
            return;
        }

        switch (e)
        {
            case PlanDrafted x:
                (Title, Owner, From, To, Grain) = (x.Title, x.Owner, x.From, x.To, x.Grain);
                break;
            case PlanSectionWritten x:
                _texts = [.. _texts.Where(t => t.Section != x.Section), .. x.Markdown.Length == 0 ? [] : new[] { new PlanText { Section = x.Section, Markdown = x.Markdown } }];
                Reopen(x.Section);
                break;
            case PlanScoped x:
                (Metrics, Segments) = (x.Metrics, x.Segments);
                Reopen(PlanSectionKeys.PerformanceMetrics);
                Reopen(PlanSectionKeys.CustomerAnalysis);
                break;
            case PlanReviewSet x:
                _reviews = [.. _reviews.Append(new PlanReview { Day = x.Day }).OrderBy(r => r.Day)];
                break;
            case PlanReviewed x:
                _reviews = [.. _reviews.Select(r => r.Day == x.Day ? r with { Decision = x.Decision, HeldAt = x.OccurredAt } : r)];
                break;
        }
    }
}
