using Crm.Sdk.Objectives;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Plans.Parts;
using NodaTime;

namespace Crm.Sdk.Plans.Analysis;

/// <summary>What the sections of a plan have to have, each as a text and whether it is there.</summary>
internal sealed class PlanHas(PlanDocument document, LocalDate? today)
{
    private readonly PlanBody _plan = document.Plan;
    private readonly PlanContent _content = document.Plan.Content;
    private readonly IReadOnlyList<ObjectiveBody> _pursued = [.. document.Objectives.Select(o => o.Objective).Where(o => o.State != ObjectiveState.Cancelled)];

    public (string Text, bool IsMet)[] Charter()
    {
        CrmCharter? c = _content.Charter;
        return
        [
            ("Say what CRM means here.", IsWritten(c?.Definition)),
            ("Say why customers come.", IsWritten(c?.WhyCustomersCome)),
            ("Promise every segment something.", EverySegment(c?.ValuePropositions, p => p.Segment)),
            ("Name the process that makes customers satisfied.", IsWritten(c?.SatisfactionProcess)),
            ("Name a champion of it.", Any(c?.Stakeholders, s => s.Role == StakeholderRole.ProcessChampion)),
            ("Say what it is believed to bring, in a metric.", Any(c?.Benefits)),
            ("Say what shall come out of it.", Any(c?.Outcomes)),
        ];
    }

    public (string Text, bool IsMet)[] Assessment()
    {
        Assessments.AssessmentPart? a = _content.Assessment;
        return
        [
            ("Look at how customers are dealt with today.", Any(a?.Assessments, x => x.Answers.Count > 0)),
            ("Ask more than one person.", Any(a?.Assessments, x => x.Answers.Select(y => y.Respondent).Distinct().Count() > 1)),
            ("Say what is needed, and how much.", Any(a?.Needs)),
            ("Say where it is not as it should be.", Any(a?.Gaps)),
            ("Judge data, processes and readiness for technology.", Enum.GetValues<Assessments.CapabilityArea>().All(area => Any(a?.Capabilities, c => c.Area == area))),
        ];
    }

    public (string Text, bool IsMet)[] Summary() => [("Have objectives to tell of; the rest is written from the other sections.", _pursued.Count > 0)];

    public (string Text, bool IsMet)[] Objectives() =>
    [
        ("Set objectives.", _pursued.Count > 0),
        ("Freeze a baseline for each.", _pursued.Count > 0 && _pursued.All(o => o.Evidence.Baseline is not null)),
        ("Let each serve a business objective.", _pursued.Count > 0 && _pursued.All(o => o.Plan.Serves.Count > 0)),
        ("Give every segment one of each kind, or say why not.", _plan.Segments.Count > 0 && _plan.Segments.All(s => Enum.GetValues<ObjectiveKind>().All(kind => IsPursuedOrNot(s, kind)))),
    ];

    public (string Text, bool IsMet)[] Customers()
    {
        CustomerAnalysis? c = _content.Customers;
        return
        [
            ("Name the segments.", _plan.Segments.Count > 0),
            ("Make a persona for every segment.", EverySegment(c?.Personas, p => p.Segment)),
            ("Say where the organisation stands with every segment.", EverySegment(c?.Positions, p => p.Segment)),
            ("Hear customers and frontline.", Any(c?.Voice, i => i.Source == VoiceSource.Customer) && Any(c?.Voice, i => i.Source == VoiceSource.Frontline)),
            ("Name what hurts customers.", Any(c?.PainPoints)),
            ("Ask what matters to them.", Any(c?.Priorities)),
            ("Draw a journey.", Any(c?.Journeys)),
        ];
    }

    public (string Text, bool IsMet)[] Strategy()
    {
        CrmStrategy? s = _content.Strategy;
        return
        [
            .. Enum.GetValues<StrategyStep>().Select(step => ($"Do step {(int)step + 1}: {Words(step)}.", Any(s?.Steps, x => x.Step == step && x.DoneOn is not null))),
            ("Gather the metrics that departments have.", Any(s?.Inventory)),
            ("Say what every segment gets.", EverySegment(s?.Segments, x => x.Segment)),
        ];
    }

    public (string Text, bool IsMet)[] Technology()
    {
        TechnologyPlan? t = _content.Technology;
        return
        [
            ("List the tools of today.", Any(t?.Tools)),
            ("Say what new ones are judged by.", Any(t?.Criteria)),
            ("Compare at least two.", t?.Candidates.Count > 1),
            ("Choose one.", t?.Chosen is not null),
            ("Say what is joined to what.", Any(t?.Integrations)),
        ];
    }

    public (string Text, bool IsMet)[] Data()
    {
        DataGovernance.DataManagementPlan? d = _content.Data;
        return
        [
            ("Say which data is needed.", Any(d?.Requirements)),
            ("List the data that there is.", Any(d?.Assets)),
            ("Close the gaps between both.", Any(d?.Requirements) && DataGap.Of(d!).Count == 0),
            ("Measure its quality.", Any(d?.Rules)),
            ("Say who owns it.", Any(d?.Policies, p => p.Kind == DataGovernance.GovernanceKind.Ownership)),
            ("Say how it is kept private and safe.", Any(d?.Policies, p => p.Kind == DataGovernance.GovernanceKind.Privacy) && Any(d?.Policies, p => p.Kind == DataGovernance.GovernanceKind.Security)),
            ("Say how long it is kept.", Any(d?.Retention)),
            ("Agree on it with those who need it.", Any(d?.Requirements) && d!.Requirements.All(r => r.AgreedOn is not null)),
        ];
    }

    public (string Text, bool IsMet)[] Communication()
    {
        CommunicationPlan? c = _content.Communication;
        return
        [
            ("Say what every segment is told.", EverySegment(c?.Items.Where(i => i.Audience == Audience.Customers), i => i.Segment)),
            ("Tell the staff of the goals.", Any(c?.Items, i => i.Audience == Audience.Staff)),
        ];
    }

    public (string Text, bool IsMet)[] Processes()
    {
        ProcessPlan? p = _content.Processes;
        return
        [
            ("Describe how customers are won.", Any(p?.Processes, x => x.Kind == ProcessKind.Sales)),
            ("Describe how customers are helped.", Any(p?.Processes, x => x.Kind == ProcessKind.Service)),
            ("Describe how complaints and feedback are answered.", Any(p?.Processes, x => x.Kind is ProcessKind.Complaint or ProcessKind.Feedback)),
            ("Say who answers for every step.", Any(p?.Processes) && p!.Processes.All(x => x.Steps.Count > 0 && x.Steps.All(s => s.Raci is not null))),
        ];
    }

    public (string Text, bool IsMet)[] People()
    {
        PeoplePlan? p = _content.People;
        return
        [
            ("Say what is taught, to whom and by when.", Any(p?.Modules)),
            ("Say what is done so that people go along.", Any(p?.Changes)),
            ("Say how one sees that they do.", p?.AdoptionMetrics.Count > 0),
        ];
    }

    public (string Text, bool IsMet)[] Monitoring()
    {
        MonitoringPlan? m = _content.Monitoring;
        return
        [
            ("Choose metrics.", Any(m?.Kpis)),
            ("Say who watches each.", Any(m?.Kpis) && m!.Kpis.All(k => IsWritten(k.Owner))),
            ("Have one that says how it goes for customers.", Any(m?.Kpis, k => k.Outcome is not null)),
            ("Have those that the leaders look at.", Any(m?.Kpis, k => k.IsExecutive)),
        ];
    }

    public (string Text, bool IsMet)[] Budget()
    {
        PlanBudget? b = _content.Budget;
        return
        [
            ("Say what was granted.", b?.Total is not null),
            ("Say what it is spent on.", Any(b?.Lines, l => l.Planned.Count > 0)),
            ("Say who answers for every line.", Any(b?.Lines) && b!.Lines.All(l => IsWritten(l.Owner))),
            ("Say what comes back.", Any(b?.Benefits)),
            ("Say who works on it.", Any(b?.Resources)),
        ];
    }

    public (string Text, bool IsMet)[] Timeline()
    {
        PlanTimeline? t = _content.Timeline;
        return [("Cut the time into phases.", Any(t?.Phases)), ("Say what is done, by whom and when.", Any(t?.Actions) && t!.Actions.All(a => IsWritten(a.Owner))), ("Set milestones.", Any(t?.Milestones))];
    }

    public (string Text, bool IsMet)[] Risks()
    {
        RiskRegister? r = _content.Risks;
        return
        [
            ("Name what could go wrong.", Any(r?.Risks)),
            ("Say who watches each.", Any(r?.Risks) && r!.Risks.All(x => IsWritten(x.Owner))),
            ("Say what is done before about each.", Any(r?.Risks) && r!.Risks.All(x => x.State == RiskState.Closed || x.Mitigation is not null)),
            ("Give every high risk a contingency.", Any(r?.Risks) && RiskExposure.Of(r!).Risks.All(x => x.Level != RiskLevel.High || x.Risk.Contingency is not null)),
        ];
    }

    public (string Text, bool IsMet)[] Review() =>
    [
        ("Say how often the plan is reviewed.", _content.Review?.Cadence is not null),
        ("Set the days.", _plan.Reviews.Count > 0),
        ("Hold each review that was due.", _plan.Reviews.Count > 0 && !_plan.Reviews.Any(r => r.Decision is null && r.Day < today)),
    ];

    private static string Words(StrategyStep step) => step switch
    {
        StrategyStep.EvaluateBusinessStrategy => "look at the strategy of the business",
        StrategyStep.CollateMetrics => "gather the metrics of the departments",
        StrategyStep.HearPain => "hear what hurts customers",
        StrategyStep.MeasureRelationships => "measure the state of relationships",
        StrategyStep.FindPriorities => "find out what matters to customers",
        StrategyStep.SetObjectives => "set objectives for every segment",
        StrategyStep.OutlineSegmentStrategies => "say what every segment gets",
        StrategyStep.DefineMonitoring => "choose the metrics to watch",
        StrategyStep.MapToCorporateObjectives => "tie the metrics to the business",
        _ => "judge what the organisation is able to do",
    };

    private static bool IsWritten(string? text) => !string.IsNullOrWhiteSpace(text);

    private static bool Any<T>(IEnumerable<T>? items, Func<T, bool>? which = null) => items is not null && (which is null ? items.Any() : items.Any(which));

    private bool EverySegment<T>(IEnumerable<T>? items, Func<T, string?> segment)
    {
        var said = (items ?? []).Select(segment).ToHashSet();
        return said.Count > 0 && (said.Contains(null) || (_plan.Segments.Count > 0 && _plan.Segments.All(said.Contains)));
    }

    private bool IsPursuedOrNot(string segment, ObjectiveKind kind) =>
        _pursued.Any(o => o.Plan.Segment == segment && o.Plan.Kind == kind) || Any(_content.Objectives?.NotPursued, n => n.Segment == segment && n.Kind == kind);
}
