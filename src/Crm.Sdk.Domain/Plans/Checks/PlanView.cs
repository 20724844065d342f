using Crm.Sdk.DataGovernance;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Plans.Checks;

/// <summary>A plan as the checks look at it: parts that nobody began are empty, and findings are gathered.</summary>
internal sealed class PlanView
{
    private readonly List<Finding> _findings = [];

    public PlanView(PlanDocument document, CrmModel? model, LocalDate today)
    {
        Document = document;
        Model = model;
        Today = today;
        PlanContent content = document.Plan.Content;
        Charter = content.Charter ?? new CrmCharter();
        Assessment = content.Assessment ?? new Assessments.AssessmentPart();
        Scope = content.Objectives ?? new PlanObjectives();
        Customers = content.Customers ?? new CustomerAnalysis();
        Strategy = content.Strategy ?? new CrmStrategy();
        Technology = content.Technology ?? new TechnologyPlan();
        Data = content.Data ?? new DataManagementPlan();
        Communication = content.Communication ?? new CommunicationPlan();
        Processes = content.Processes ?? new ProcessPlan();
        People = content.People ?? new PeoplePlan();
        Monitoring = content.Monitoring ?? new MonitoringPlan();
        Budget = content.Budget ?? new PlanBudget();
        Timeline = content.Timeline ?? new PlanTimeline();
        Risks = content.Risks ?? new RiskRegister();
        Review = content.Review ?? new ReviewPlan();
        var keys = Scope.Objectives.DistinctBy(o => o.Id).ToDictionary(o => o.Id, o => o.Key);
        Objectives = [.. document.Objectives.Where(o => content.Objectives is null || keys.ContainsKey(o.Id)).Select(o => (keys.GetValueOrDefault(o.Id, o.Id.ToString()), o.Objective))];
        Pursued = [.. Objectives.Where(o => o.Objective.State != ObjectiveState.Cancelled)];
    }

    public PlanDocument Document { get; }

    public PlanBody Plan => Document.Plan;

    public CrmModel? Model { get; }

    public LocalDate Today { get; }

    public CrmCharter Charter { get; }

    public Assessments.AssessmentPart Assessment { get; }

    public PlanObjectives Scope { get; }

    public CustomerAnalysis Customers { get; }

    public CrmStrategy Strategy { get; }

    public TechnologyPlan Technology { get; }

    public DataManagementPlan Data { get; }

    public CommunicationPlan Communication { get; }

    public ProcessPlan Processes { get; }

    public PeoplePlan People { get; }

    public MonitoringPlan Monitoring { get; }

    public PlanBudget Budget { get; }

    public PlanTimeline Timeline { get; }

    public RiskRegister Risks { get; }

    public ReviewPlan Review { get; }

    /// <summary>The objectives of the plan with their keys.</summary>
    public IReadOnlyList<(string Key, ObjectiveBody Objective)> Objectives { get; }

    /// <summary>Those of them that were not given up.</summary>
    public IReadOnlyList<(string Key, ObjectiveBody Objective)> Pursued { get; }

    public IReadOnlyList<Finding> Findings => _findings;

    public void Error(string code, string part, string path, string message, string mend) => Add(code, FindingSeverity.Error, part, path, message, mend);

    public void Warn(string code, string part, string path, string message, string mend) => Add(code, FindingSeverity.Warning, part, path, message, mend);

    public void Tell(string code, string part, string path, string message, string mend) => Add(code, FindingSeverity.Information, part, path, message, mend);

    private void Add(string code, FindingSeverity severity, string part, string path, string message, string mend) =>
        _findings.Add(new Finding(code, severity, message, mend, new FindingPlace { Source = $"{part}.json", Path = path.Length == 0 ? null : path }));

    /// <summary>The keys of items.</summary>
    public static string[] KeysOf(IEnumerable<IKeyed> items) => [.. items.Select(i => i.Key)];
}
