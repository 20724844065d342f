using Crm.Sdk.Facts;
using Crm.Sdk.Import.Mapping;

namespace Crm.Sdk.Import.Workspaces;

/// <summary>Where the rows of one fact of a workspace come from.</summary>
public sealed class WorkspaceSource
{
    private readonly IReadOnlyList<CsvPart> _parts;

    internal WorkspaceSource(BoundMapping mapping, string mappingFile, IReadOnlyList<(string Path, string Name)> files)
    {
        Mapping = mapping;
        MappingFile = mappingFile;
        DataFiles = [.. files.Select(f => f.Path)];
        DataName = string.Join(", ", files.Select(f => f.Name));
        _parts = PartsOf(files);
    }

    /// <summary>The fact.</summary>
    public FactSchema Schema => Mapping.Schema;

    /// <summary>How its fields are filled.</summary>
    public BoundMapping Mapping { get; }

    /// <summary>The mapping's file, relative to the workspace, with forward slashes.</summary>
    public string MappingFile { get; }

    /// <summary>The full path of the first of <see cref="DataFiles"/>.</summary>
    public string DataFile => DataFiles[0];

    /// <summary>The full paths of the files that hold the rows, one after the other; they may be missing.</summary>
    public IReadOnlyList<string> DataFiles { get; }

    /// <summary>What reports call those files: their paths relative to the workspace where they lie there, else the full ones, with commas between.</summary>
    public string DataName { get; }

    /// <summary>The rows of the files, as one table.</summary>
    /// <param name="options">Choices for the import; <see cref="ImportOptions.Default"/> when null.</param>
    public CsvFactSource Open(ImportOptions? options = null) => new(Mapping, _parts, options);

    /// <summary>What reports call those of the files that are not there.</summary>
    internal IEnumerable<string> MissingFiles() => _parts.Where((_, i) => !File.Exists(DataFiles[i])).Select(p => p.Name);

    internal static IReadOnlyList<CsvPart> PartsOf(IReadOnlyList<(string Path, string Name)> files) =>
        [.. files.Select(f => new CsvPart(f.Name, () => OpenFile(f.Path)))];

    private static FileStream OpenFile(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
}
