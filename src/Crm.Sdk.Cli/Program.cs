using Crm.Sdk.Cli;
using Crm.Sdk.Cli.Hosting;

return await CrmTool.RunAsync(args, ToolHost.OfProcess());
