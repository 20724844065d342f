using System.CommandLine;
using Crm.Sdk.Cli.Hosting;

namespace Crm.Sdk.Cli.Plans;

/// <summary><c>crm plan</c>: a CRM plan as files, from its beginning to its reviews.</summary>
internal static class PlanCommands
{
    public static Command Create(ToolHost host) => new("plan", "Works with CRM plans.")
    {
        PlanNewCommand.Create(host), PlanCheckCommand.Create(host), PlanStatusCommand.Create(host), PlanReviewCommand.Create(host),
        PlanPursueCommand.Create(host), PlanPursueCommand.CreateCancel(host), PlanStateCommand.CreateAssign(host), PlanStateCommand.CreateSubmit(host), PlanStateCommand.CreateApprove(host),
        PlanStateCommand.CreateWaive(host), PlanStateCommand.CreatePublish(host), PlanStateCommand.CreateRetire(host), PlanRenderCommand.Create(host),
        PlanDiffCommand.Create(host), PlanDiffCommand.CreateMerge(host), PlanStoreCommand.CreateApply(host), PlanStoreCommand.CreateExport(host), PlanSchemaCommand.Create(host),
    };
}
