using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Cli.Stores;
using Crm.Sdk.Cli.Workspaces;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Cli.Plans;

/// <summary>The plan in the files of a workspace while it is led on: what the domain refuses is gathered as findings, and files are written only when there are none.</summary>
internal sealed class PlanSteps
{
    private readonly ToolHost _host;
    private readonly PlanFolder _folder;
    private readonly List<Finding> _findings = [];

    private PlanSteps(ToolHost host, PlanFolder folder, PlanDocument document, Instant now)
    {
        (_host, _folder, Document, Now) = (host, folder, document, now);
        Plan = CrmPlan.TakeOver(document.Id, document.Plan, "files", now);
    }

    /// <summary>The plan with its objectives, as the files have it.</summary>
    public PlanDocument Document { get; }

    /// <summary>The plan, as steps change it.</summary>
    public CrmPlan Plan { get; private set; }

    /// <summary>When the steps are taken: the instant of the workspace, or this very moment.</summary>
    public Instant Now { get; }

    /// <summary>The objectives by their keys, in the order of the plan; those that it does not name come last, by their ids.</summary>
    public IReadOnlyList<(string Key, ObjectiveDocument Objective)> Objectives =>
    [
        .. Named.DistinctBy(n => n.Id).Join(Document.Objectives, n => n.Id, o => o.Id, (n, o) => (n.Key, o)),
        .. Document.Objectives.Where(o => Named.All(n => n.Id != o.Id)).Select(o => ($"{o.Id.Value:D}", o)),
    ];

    private IReadOnlyList<PlannedObjective> Named => Document.Plan.Content.Objectives?.Objectives ?? [];

    /// <summary>Reads a plan in files.</summary>
    /// <returns>The plan; null when the workspace has findings, which are printed.</returns>
    /// <exception cref="ToolException">There is no plan, it cannot be read, or it is over.</exception>
    public static async Task<PlanSteps?> OpenAsync(ToolHost host, string typed, CancellationToken cancellationToken)
    {
        var folder = PlanFolder.Of(host, typed);
        PlanDocument document = folder.ReadOrStop();
        return await StoreCommand.OpenWorkspaceAsync(host, WorkspaceAccess.ExistingFolder(host, typed), data: null, asJson: false, cancellationToken) is { } workspace
            ? Of(host, folder, document, workspace) : null;
    }

    /// <summary>A plan in files whose workspace is open.</summary>
    /// <exception cref="ToolException">The plan is over.</exception>
    public static PlanSteps Of(ToolHost host, PlanFolder folder, PlanDocument document, Workspace workspace)
    {
        if (document.Plan.State == PlanState.Retired)
        {
            folder.Print(host.Error, [new Finding("CRM6297", FindingSeverity.Error, $"The plan '{document.Plan.Title}' is over.", "'crm plan new' begins another in another workspace.",
                new FindingPlace { Source = PlanFiles.Head, Path = "state" })], host.ColoursError);
            throw ToolException.Findings("nothing was written.");
        }

        return new PlanSteps(host, folder, document, workspace.Now ?? host.Clock.GetCurrentInstant());
    }

    /// <summary>The objective of a key; a finding when there is none.</summary>
    public ObjectiveDocument? Find(string key)
    {
        (string Key, ObjectiveDocument Objective)[] all = [.. Objectives];
        if (all.FirstOrDefault(o => o.Key == key).Objective is { } found)
        {
            return found;
        }

        Add("CRM6299", $"The plan has no objective '{key}'.", Suggestion.Mend(key, all.Select(o => o.Key)), null, $"'{key}'");
        return null;
    }

    /// <summary>Whether the plan has a section of a key; a finding when it does not.</summary>
    public bool Has(string section)
    {
        string[] known = [.. PlanSectionKeys.Fourteen, PlanSectionKeys.Charter, PlanSectionKeys.Assessment, .. Plan.Sections.Select(s => s.Section), .. Plan.Texts.Select(t => t.Section)];
        if (!known.Contains(section))
        {
            Add("CRM6299", $"The plan has no section '{section}'.", Suggestion.Mend(section, known), null, $"'{section}'");
        }

        return known.Contains(section);
    }

    /// <summary>Makes a section a draft that nobody approved: what was read is no longer what stands in its file, which an editor does not say.</summary>
    public void Reopen(string section) => Plan = CrmPlan.TakeOver(Document.Id, Plan.Body with
    {
        Sections = [.. Plan.Sections.Select(s => s.Section == section ? s with
        {
            Status = SectionStatus.Draft, Approvals = [], WaivedBecause = null, WasAgreed = s.WasAgreed || s.Status is SectionStatus.Agreed or SectionStatus.Waived,
        } : s)],
    }, "files", Now);

    /// <summary>Takes a step; what the domain refuses is a finding.</summary>
    public void Try(Action step, string code, string mend, string source, string? path = null)
    {
        try
        {
            step();
        }
        catch (InvalidOperationException e)
        {
            Add(code, e.Message, mend, source, path);
        }
    }

    public void Add(string code, string message, string mend, string? source, string? path) =>
        _findings.Add(new Finding(code, FindingSeverity.Error, message, mend, new FindingPlace { Source = source, Path = path }));

    /// <summary>Ends a command: prints the findings, or writes the files and says what was done.</summary>
    /// <param name="said">What was done; null when the command has told it.</param>
    /// <param name="objectives">The objectives as they are now; null when none changed.</param>
    /// <param name="keepOthers">Whether what held is written although there are findings.</param>
    public async Task<int> EndAsync(string? said, IReadOnlyList<ObjectiveDocument>? objectives = null, bool keepOthers = false)
    {
        _folder.Print(_host.Error, _findings, _host.ColoursError);
        if (_findings.Count > 0 && !keepOthers)
        {
            throw ToolException.Findings("nothing was written.");
        }

        IReadOnlyList<string> touched = _folder.Write(Document with { Plan = Plan.Body, Objectives = objectives ?? Document.Objectives });
        if (said is not null)
        {
            await _host.Output.WriteLineAsync(touched.Count == 0 ? "That is so already; nothing was written." : said);
        }

        return _findings.Count == 0 ? ExitCode.Ok : ExitCode.Findings;
    }

    /// <summary>Ends a command that writes nothing: prints the findings.</summary>
    public int EndWithout()
    {
        _folder.Print(_host.Error, _findings, _host.ColoursError);
        return _findings.Count == 0 ? ExitCode.Ok : ExitCode.Findings;
    }
}
