using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Import.Workspaces;

/// <summary>A folder that holds what metrics need: settings, definitions, mappings and, unless they lie elsewhere, CSV files.</summary>
/// <remarks>
/// <c>crm.json</c> has the settings, <c>definitions/*.crm</c> the definitions, <c>mappings/*.json</c> for each fact how its rows are
/// read from a file in the data folder. Files are read in ordinal order of their names. Immutable; later changes of files do not show.
/// </remarks>
public sealed class Workspace
{
    /// <summary>The format of <c>crm.json</c>.</summary>
    public const string Format = "crm-workspace/1";

    /// <summary>The name of the file with the settings.</summary>
    public const string FileName = "crm.json";

    /// <summary>The folder of the definitions.</summary>
    public const string DefinitionsFolderName = "definitions";

    /// <summary>The folder of the mappings.</summary>
    public const string MappingsFolderName = "mappings";

    /// <summary>The data folder, unless the settings or the caller name another.</summary>
    public const string DataFolderName = "data";

    internal Workspace(
        string folder, string dataFolder, WorkspaceSettings settings, CrmModel model, IReadOnlyList<CrmDocument> documents,
        IReadOnlyList<WorkspaceSource> sources, IReadOnlyList<WorkspaceImport> imports)
    {
        Folder = folder;
        DataFolder = dataFolder;
        Name = settings.Name ?? new DirectoryInfo(folder).Name;
        Calendar = settings.Calendar;
        Now = settings.Now;
        Store = settings.Store;
        Rates = settings.Rates;
        Model = model;
        Documents = documents;
        Sources = sources;
        Imports = imports;
    }

    /// <summary>The full path of the folder.</summary>
    public string Folder { get; }

    /// <summary>The full path of the folder of the CSV files; it may be missing.</summary>
    public string DataFolder { get; }

    /// <summary>The name in the settings, or the folder's.</summary>
    public string Name { get; }

    /// <summary>The zone in which days begin, and how they form weeks, months and years.</summary>
    public ReportingCalendar Calendar { get; }

    /// <summary>The instant as of which queries are answered, when the settings fix one.</summary>
    public Instant? Now { get; }

    /// <summary>The CRM of the workspace; null when it has none.</summary>
    public WorkspaceStore? Store { get; }

    /// <summary>The tables of rates by which amounts are converted, in the order of the settings; their files are not opened before they are read.</summary>
    public IReadOnlyList<WorkspaceRates> Rates { get; }

    /// <summary>The definitions of all files together.</summary>
    public CrmModel Model { get; private set; }

    /// <summary>The definitions file by file; the source of each is its path relative to the workspace.</summary>
    public IReadOnlyList<CrmDocument> Documents { get; }

    /// <summary>Where the rows come from, in the order of the mapping files; facts without a mapping are not among them.</summary>
    public IReadOnlyList<WorkspaceSource> Sources { get; }

    /// <summary>The files that become aggregates of a store instead of rows of a fact, in the order of the mapping files.</summary>
    public IReadOnlyList<WorkspaceImport> Imports { get; }

    /// <summary>Reads a workspace. Data files are not opened.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="dataFolder">The folder of the CSV files; null for the one that the settings name.</param>
    /// <param name="kept">
    /// What the database of the workspace keeps of its currency and attributes, by the path of its file; they stand where the settings
    /// of the workspace do not say. Null when nobody can tell.
    /// </param>
    /// <returns>The workspace, or findings of all its files. Their sources are relative to <paramref name="folder"/>, with forward slashes.</returns>
    /// <exception cref="IOException">A file of the workspace cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file of the workspace may not be read.</exception>
    public static Checked<Workspace> Open(string folder, string? dataFolder = null, Func<string, FactSettings?>? kept = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new WorkspaceReader(Path.GetFullPath(folder), dataFolder, kept).Read();
    }

    /// <summary>The same workspace with other definitions, such as those of its files together with the segments of its CRM.</summary>
    public Workspace With(CrmModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var other = (Workspace)MemberwiseClone();
        other.Model = model;
        return other;
    }

    /// <summary>Looks for the data files that the mappings name; none is opened.</summary>
    /// <returns>A warning for each that is not there.</returns>
    public IReadOnlyList<Finding> FindMissingFiles() =>
    [
        .. Sources.SelectMany(s => s.MissingFiles().Select(file => new Finding(
            WorkspaceCodes.MissingFile, FindingSeverity.Warning, $"There is no file {file}, from which '{s.Schema}' would be filled.",
            "Put it there, or name another.", new FindingPlace { Source = s.MappingFile, Path = "file" }))),
        .. Imports.SelectMany(i => i.DataFiles.Where(f => !File.Exists(f)).Select(file => new Finding(
            WorkspaceCodes.MissingFile, FindingSeverity.Warning, $"There is no file {Path.GetFileName(file)}, from which '{i.Mapping.Into!.Concept}' would be filled.",
            "Put it there, or name another.", new FindingPlace { Source = i.MappingFile, Path = "file" }))),
    ];

    /// <summary>Reads the rows of facts into memory.</summary>
    /// <param name="facts">The names of the facts; null for all. A fact without a mapping gets no table.</param>
    /// <param name="progress">Is told every few thousand rows, at the beginning and at the end of each file.</param>
    /// <param name="options">Choices for the import of each file; <see cref="ImportOptions.Default"/> when null.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <returns>The rows, and what was found in each file. No bad content of a file and no missing file is an exception.</returns>
    /// <exception cref="ArgumentException">The model has no fact of one of the names.</exception>
    /// <exception cref="IOException">A file of rejected records, which <paramref name="options"/> asked for, cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The reading was ended early.</exception>
    public async Task<WorkspaceFacts> LoadAsync(
        IReadOnlyCollection<string>? facts = null, IProgress<WorkspaceProgress>? progress = null, Func<WorkspaceSource, ImportOptions>? options = null,
        CancellationToken cancellationToken = default)
    {
        if (facts?.FirstOrDefault(f => !Model.Facts.ContainsKey(f)) is { } unknown)
        {
            throw new ArgumentException($"No fact is called '{unknown}'.", nameof(facts));
        }

        WorkspaceSource[] sources = [.. Sources.Where(s => facts?.Contains(s.Schema.Name, StringComparer.Ordinal) ?? true)];
        var results = new List<ImportResult>();
        for (int i = 0; i < sources.Length; i++)
        {
            IProgress<ImportProgress>? step = progress is null ? null : new FileProgress(progress, sources[i].Schema.Name, i + 1, sources.Length);
            results.Add(await CsvImporter.RunAsync(sources[i].Open(options?.Invoke(sources[i])), step, cancellationToken));
        }

        return new WorkspaceFacts(results);
    }

    /// <summary>Reads an instant as people write one: <c>2026-01-01T12:00:00Z</c>, with an offset, or a day.</summary>
    /// <param name="text">The instant. A day stands for its beginning in the zone of <paramref name="calendar"/>: it and what follows are still to come.</param>
    /// <param name="calendar">The calendar in which a day begins.</param>
    /// <returns>The instant, or null when the text is neither.</returns>
    public static Instant? ParseNow(string text, ReportingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(calendar);
        ParseResult<LocalDate> day = LocalDatePattern.Iso.Parse(text);
        ParseResult<OffsetDateTime> moment = OffsetDateTimePattern.Rfc3339.Parse(text);
        return day.Success ? calendar.StartOf(day.Value) : moment.Success ? moment.Value.ToInstant() : null;
    }

    // Not Progress<T>, which reports later and from another thread.
    private sealed class FileProgress(IProgress<WorkspaceProgress> progress, string fact, int file, int files) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) =>
            progress.Report(new WorkspaceProgress { Fact = fact, File = file, Files = files, Progress = value });
    }
}
