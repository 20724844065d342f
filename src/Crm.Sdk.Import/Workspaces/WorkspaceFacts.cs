using Crm.Sdk.Facts;

namespace Crm.Sdk.Import.Workspaces;

/// <summary>Rows read from the files of a workspace, and what was found on the way.</summary>
public sealed class WorkspaceFacts
{
    private readonly IReadOnlyList<ImportResult> _results;

    internal WorkspaceFacts(IReadOnlyList<ImportResult> results)
    {
        _results = results;
        Facts = new FactSet(results.Select(r => r.Table).OfType<FactTable>());
        Reports = [.. results.Select(r => r.Report)];
    }

    /// <summary>The rows of the facts that were asked for; without those of files that could not be read as tables.</summary>
    public FactSet Facts { get; }

    /// <summary>What was found in each file, in the order of <see cref="Workspace.Sources"/>.</summary>
    public IReadOnlyList<ImportReport> Reports { get; }

    /// <summary>Whether every file could be read as a table. When not, metrics over <see cref="Facts"/> lack rows and mean nothing.</summary>
    public bool IsUsable => Reports.All(r => r.IsUsable);

    /// <summary>Holds the references of all rows against the keys of the rows that they lead to.</summary>
    /// <returns>The references that lead nowhere, in the order of the files. One to a fact that was not read is not among them.</returns>
    /// <remarks>Each different value is looked up once; of a fact with whole numbers as keys these are held meanwhile.</remarks>
    public IReadOnlyList<DanglingReference> FindDanglingReferences()
    {
        var check = new ReferenceCheck(Facts);
        return [.. _results.Where(r => r.Table is not null).SelectMany(r => check.Of(r.Table!, r.References))];
    }
}

/// <summary>How far the reading of a workspace's files has come.</summary>
public sealed class WorkspaceProgress
{
    /// <summary>The fact whose file is being read.</summary>
    public required string Fact { get; init; }

    /// <summary>The place of the file among those to read, counted from 1.</summary>
    public required int File { get; init; }

    /// <summary>How many files are to be read.</summary>
    public required int Files { get; init; }

    /// <summary>How far the file has come.</summary>
    public required ImportProgress Progress { get; init; }
}
