using Crm.Sdk.Import.Aggregates;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Storage;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Import.Workspaces;

/// <summary>Files of a workspace whose rows become aggregates of a store.</summary>
public sealed class WorkspaceImport
{
    private readonly IReadOnlyList<CsvPart> _parts;

    internal WorkspaceImport(ImportMapping mapping, string mappingFile, IReadOnlyList<(string Path, string Name)> files)
    {
        Mapping = mapping;
        MappingFile = mappingFile;
        DataFiles = [.. files.Select(f => f.Path)];
        _parts = WorkspaceSource.PartsOf(files);
    }

    /// <summary>The mapping; its <see cref="ImportMapping.Into"/> is not null.</summary>
    public ImportMapping Mapping { get; }

    /// <summary>The mapping's file, relative to the workspace, with forward slashes.</summary>
    public string MappingFile { get; }

    /// <summary>The full paths of the files that hold the rows, one after the other; they may be missing.</summary>
    public IReadOnlyList<string> DataFiles { get; }

    /// <summary>The rows, for an import into a store.</summary>
    /// <param name="schema">The schema of the store.</param>
    /// <param name="options">Choices for the reading; <see cref="ImportOptions.Default"/> when null.</param>
    /// <returns>What <see cref="AggregateImporter.RunAsync"/> takes; errors where the mapping does not fit the schema.</returns>
    public Checked<CsvFactSource> Open(CrmSchema schema, ImportOptions? options = null)
    {
        Checked<BoundMapping> bound = AggregateImporter.Bind(Mapping, schema);
        return new Checked<CsvFactSource>(bound.Value is { } mapping ? new CsvFactSource(mapping, _parts, options) : null, bound.Findings);
    }
}
