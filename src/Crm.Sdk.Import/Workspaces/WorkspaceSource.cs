using Crm.Sdk.Facts;
using Crm.Sdk.Import.Mapping;

namespace Crm.Sdk.Import.Workspaces;

/// <summary>Where the rows of one fact of a workspace come from.</summary>
public sealed class WorkspaceSource
{
    internal WorkspaceSource(BoundMapping mapping, string mappingFile, string dataFile)
    {
        Mapping = mapping;
        MappingFile = mappingFile;
        DataFile = dataFile;
    }

    /// <summary>The fact.</summary>
    public FactSchema Schema => Mapping.Schema;

    /// <summary>How its fields are filled.</summary>
    public BoundMapping Mapping { get; }

    /// <summary>The mapping's file, relative to the workspace, with forward slashes.</summary>
    public string MappingFile { get; }

    /// <summary>The full path of the file that holds the rows; it may be missing.</summary>
    public string DataFile { get; }
}
