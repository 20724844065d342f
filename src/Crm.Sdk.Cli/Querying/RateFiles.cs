using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Rates;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Querying;

/// <summary>The tables of rates of a workspace, read from their files.</summary>
internal sealed class RateFiles
{
    private RateFiles(IReadOnlyList<RateTable> tables, IReadOnlyList<Finding> findings)
    {
        Tables = tables;
        Findings = findings;
    }

    /// <summary>Those that can be used.</summary>
    public IReadOnlyList<RateTable> Tables { get; }

    /// <summary>What is wrong with the others.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Reads all of them.</summary>
    public static RateFiles Read(Workspace workspace)
    {
        Checked<RateTable>[] read = [.. workspace.Rates.Select(r => r.Read())];
        return new RateFiles([.. read.Select(r => r.Value).OfType<RateTable>()], [.. read.SelectMany(r => r.Findings)]);
    }

    /// <summary>The tables of a command that asks for several things at once: what is wrong with some is told, and the others are used.</summary>
    public static IReadOnlyList<RateTable> Usable(ToolHost host, Workspace workspace)
    {
        RateFiles files = Read(workspace);
        new FindingPrinter(host, workspace.Folder).Print(host.Error, files.Findings, host.ColoursError);
        return files.Tables;
    }
}
