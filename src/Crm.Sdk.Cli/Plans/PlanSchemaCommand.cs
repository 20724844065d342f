using System.CommandLine;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Plans.Documents;

namespace Crm.Sdk.Cli.Plans;

/// <summary><c>crm plan schema</c>: the form of the files, for editors.</summary>
internal static class PlanSchemaCommand
{
    public static Command Create(ToolHost host)
    {
        var command = new Command("schema", "Writes the form of the files of a plan as JSON Schema, for editors.");
        command.SetAction(async (_, _) =>
        {
            await host.Output.WriteAsync(PlanFiles.Schema());
            return ExitCode.Ok;
        });
        return command;
    }
}
