using Crm.Sdk.Aggregates;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Import.Targets;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Import.Workspaces;

/// <summary>Reads the files of a workspace and holds them against each other; goes on after a bad one, so that all findings come at once.</summary>
internal sealed class WorkspaceReader(string folder, string? dataFolder, Func<string, FactSettings?>? kept)
{
    private readonly List<Finding> _findings = [];
    private readonly List<WorkspaceImport> _imports = [];
    private WorkspaceStore? _store;

    public Checked<Workspace> Read()
    {
        string file = Path.Combine(folder, Workspace.FileName);
        if (!File.Exists(file))
        {
            string message = Directory.Exists(folder) ? $"The folder holds no {Workspace.FileName}." : "The folder does not exist.";
            Error(WorkspaceCodes.NoWorkspace, message, "Name the folder of a workspace, or make one.", Workspace.FileName);
            return new Checked<Workspace>(null, _findings);
        }

        WorkspaceSettings? settings = WorkspaceSettings.Read(File.ReadAllText(file), folder, () => kept?.Invoke(Path.Combine(folder, WorkspaceStore.FileName)), _findings);
        if (settings is null)
        {
            // Whatever else would be told, such as facts that nobody declares, may come of that alone.
            return new Checked<Workspace>(null, _findings);
        }

        _store = settings.Store;
        List<CrmDocument>? documents = ReadDefinitions();
        CrmModel? model = documents is null ? null : Bind(documents);
        string data = Path.GetFullPath(dataFolder ?? Path.Combine(folder, settings.Data));
        IReadOnlyList<WorkspaceSource> sources = ReadMappings(model, data);
        return new Checked<Workspace>(
            model is null ? null : new Workspace(folder, data, settings, model, documents!, sources, _imports), _findings);
    }

    private List<CrmDocument>? ReadDefinitions()
    {
        var documents = new List<CrmDocument>();
        bool broken = false;
        foreach (string source in Files(Workspace.DefinitionsFolderName, "*.crm"))
        {
            Checked<CrmDocument> document = CrmParser.Parse(File.ReadAllText(Path.Combine(folder, source)), source);
            _findings.AddRange(document.Findings);
            broken |= !document.IsValid;
            if (document.Value is { } read)
            {
                documents.Add(read);
            }
        }

        if (!broken && _store is null && documents.All(d => d.Declarations.Count == 0))
        {
            Error(WorkspaceCodes.NothingDeclared, "Nothing is declared.", $"Write facts and metrics to a file such as {Workspace.DefinitionsFolderName}/sales.crm.",
                Workspace.DefinitionsFolderName);
            return null;
        }

        return broken ? null : documents;
    }

    private CrmModel? Bind(List<CrmDocument> documents)
    {
        Checked<CrmModel> model = CrmModel.Bind(documents, _store?.Schema.Facts ?? []);
        _findings.AddRange(model.Findings);
        return model.Value;
    }

    private List<WorkspaceSource> ReadMappings(CrmModel? model, string data)
    {
        var sources = new List<WorkspaceSource>();
        var mapped = new Dictionary<string, string>(StringComparer.Ordinal);
        int before = _findings.Count;
        foreach (string source in Files(Workspace.MappingsFolderName, "*.json"))
        {
            Checked<ImportMapping> mapping = ImportMapping.Parse(File.ReadAllText(Path.Combine(folder, source)), source);
            _findings.AddRange(mapping.Findings);
            if (mapping.Value is not { } read)
            {
                continue;
            }

            List<(string Path, string Name)>? files = DataFiles(read, source, data);
            if (read.Into is not null)
            {
                if (_store is { } store)
                {
                    _findings.AddRange(ImportTargets.Bind(read, store.Schema).Findings);
                }

                if (files is not null)
                {
                    _imports.Add(new WorkspaceImport(read, source, files));
                }

                continue;
            }

            if (!mapped.TryAdd(read.Fact, source))
            {
                Error(WorkspaceCodes.MappedTwice, $"{mapped[read.Fact]} fills the fact '{read.Fact}' already.", "Keep one of the two mappings.", source, "fact");
            }
            else if (model is not null && Bind(read, model, source) is { } bound && files is not null)
            {
                sources.Add(new WorkspaceSource(bound, source, files));
            }
        }

        // A mapping with errors may be the one that is missed.
        bool hasErrors = _findings.Skip(before).Any(f => f.Severity == FindingSeverity.Error);
        foreach (BoundFact fact in hasErrors ? [] : model?.Facts.Values.Where(f => !mapped.ContainsKey(f.Name) && _store?.Schema.Facts.Contains(f.Schema) != true) ?? [])
        {
            _findings.Add(new Finding(WorkspaceCodes.NotMapped, FindingSeverity.Warning, $"No mapping fills the fact '{fact}': metrics that need its rows cannot be evaluated.",
                $"Add {Workspace.MappingsFolderName}/{fact}.json.", new FindingPlace { Source = Workspace.MappingsFolderName }));
        }

        return sources;
    }

    private BoundMapping? Bind(ImportMapping mapping, CrmModel model, string source)
    {
        if (!model.Facts.TryGetValue(mapping.Fact, out BoundFact? fact))
        {
            Error(WorkspaceCodes.UnknownFact, $"No fact is called '{mapping.Fact}'.", Suggestion.Mend(mapping.Fact, model.Facts.Keys), source, "fact");
            return null;
        }

        Checked<BoundMapping> bound = mapping.Bind(fact.Schema);
        _findings.AddRange(bound.Findings);
        return bound.Value;
    }

    private List<(string Path, string Name)>? DataFiles(ImportMapping mapping, string source, string data)
    {
        if (mapping.Files.Count == 0 || mapping.Files.Any(string.IsNullOrWhiteSpace))
        {
            Error(WorkspaceCodes.NoFile, "The mapping names no file.", "Add \"file\" with the name of a file in the data folder.", source, "file");
            return null;
        }

        string root = Path.EndsInDirectorySeparator(data) ? data : data + Path.DirectorySeparatorChar;
        var files = new List<(string Path, string Name)>();
        foreach (string name in mapping.Files)
        {
            string file = Path.GetFullPath(Path.Combine(data, name));
            if (Path.IsPathRooted(name) || !file.StartsWith(root, StringComparison.Ordinal))
            {
                Error(WorkspaceCodes.FileOutside, $"'{name}' is outside the data folder.", $"Put the file there, or name its folder as \"data\" in {Workspace.FileName}.", source, "file");
                return null;
            }

            files.Add((file, NameOf(file)));
        }

        return files;
    }

    private string NameOf(string file)
    {
        string relative = Path.GetRelativePath(folder, file);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? file : relative.Replace('\\', '/');
    }

    // Relative to the workspace, with forward slashes, in an order that no machine changes.
    private List<string> Files(string subfolder, string pattern)
    {
        string path = Path.Combine(folder, subfolder);
        return !Directory.Exists(path) ? [] :
        [
            .. Directory.EnumerateFiles(path, pattern).Select(f => $"{subfolder}/{Path.GetFileName(f)}").Order(StringComparer.Ordinal),
        ];
    }

    private void Error(string code, string message, string mend, string source, string? path = null) =>
        _findings.Add(new Finding(code, FindingSeverity.Error, message, mend, new FindingPlace { Source = source, Path = path }));
}
