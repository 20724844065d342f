using Crm.Sdk.Facts;
using Crm.Sdk.Import.Mapping;

namespace Crm.Sdk.Import.Workspaces;

/// <summary>Where the rows of one fact of a workspace come from.</summary>
public sealed class WorkspaceSource
{
    internal WorkspaceSource(BoundMapping mapping, string mappingFile, string dataFile, string dataName)
    {
        Mapping = mapping;
        MappingFile = mappingFile;
        DataFile = dataFile;
        DataName = dataName;
    }

    /// <summary>The fact.</summary>
    public FactSchema Schema => Mapping.Schema;

    /// <summary>How its fields are filled.</summary>
    public BoundMapping Mapping { get; }

    /// <summary>The mapping's file, relative to the workspace, with forward slashes.</summary>
    public string MappingFile { get; }

    /// <summary>The full path of the file that holds the rows; it may be missing.</summary>
    public string DataFile { get; }

    /// <summary>What findings call that file: its path relative to the workspace when it lies there, else the full one.</summary>
    public string DataName { get; }

    /// <summary>The rows of the file.</summary>
    /// <param name="options">Choices for the import; <see cref="ImportOptions.Default"/> when null.</param>
    public CsvFactSource Open(ImportOptions? options = null) => new(Mapping, OpenFile, DataName, options);

    private FileStream OpenFile() => new(DataFile, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
}
