using System.CommandLine;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Workspaces;
using Crm.Sdk.Cli.Options;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Cli.Stores;
using Crm.Sdk.Import;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Commands;

/// <summary><c>crm import [FOLDER]</c>: reads every file through its mapping and reports what it cannot use.</summary>
internal static class ImportCommand
{
    private const string ReportsFolder = "reports";
    private const string ReportFile = "import-report.json";

    public static Command Create(ToolHost host)
    {
        Argument<string> folder = CommonOptions.Folder();
        var data = new Option<string>("--data") { Description = "The folder of the CSV files, instead of the one that crm.json names.", HelpName = "DIR" };
        var fact = new Option<string[]>("--fact") { Description = "Reads only the file of this fact, or of this kind such as customer where a mapping says into; may be repeated.", HelpName = "NAME" };
        var mended = new Option<string>("--mended")
        {
            Description = "Reads this file, such as mended rejects, through the mapping of the one --fact instead of its own file.", HelpName = "FILE",
        };
        var dry = new Option<bool>("--dry-run") { Description = "Writes neither the report nor rejected rows." };
        var rejects = new Option<string>("--rejects") { Description = "Writes rejected rows as they are to files in this folder, to be mended.", HelpName = "DIR" };
        var id = new Option<string>("--id") { Description = "Names the import into the CRM of the workspace, to revert it by; the time of day without it.", HelpName = "NAME" };
        var revert = new Option<string>("--revert") { Description = "Takes the import of that name into the CRM back, and does nothing else.", HelpName = "NAME" };
        Option<string> format = CommonOptions.Format("text", "json");
        var command = new Command("import", $"Reads every file through its mapping; writes what was found to {ReportsFolder}/{ReportFile}. Files whose mappings say 'into' fill the CRM of the workspace.")
        {
            folder, data, fact, mended, dry, rejects, id, revert, format,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            host,
            new Request
            {
                Folder = parsed.GetRequiredValue(folder),
                Data = parsed.GetValue(data),
                Facts = parsed.GetValue(fact) ?? [],
                Mended = parsed.GetValue(mended),
                IsDryRun = parsed.GetValue(dry),
                Rejects = parsed.GetValue(rejects),
                AsJson = parsed.GetValue(format) == "json",
                Id = parsed.GetValue(id),
                Revert = parsed.GetValue(revert),
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ToolHost host, Request request, CancellationToken cancellationToken)
    {
        string folder = WorkspaceAccess.ExistingFolder(host, request.Folder);
        if (string.IsNullOrWhiteSpace(request.Revert ?? "x") || string.IsNullOrWhiteSpace(request.Id ?? "x"))
        {
            throw ToolException.BadUse($"{(request.Id is null ? "--revert" : "--id")} needs the name of an import, such as 20250801-093000.");
        }

        if (request.Revert is { } reverted)
        {
            return await StoreImport.RevertAsync(host, request.Folder, reverted, request.IsDryRun, request.AsJson, cancellationToken);
        }

        if (await WorkspaceAccess.OpenAsync(host, folder, request.Data, request.AsJson, withWarnings: true) is not { } workspace)
        {
            return ExitCode.Findings;
        }

        IReadOnlyList<string> filled = [.. workspace.Sources.Select(s => s.Schema.Name), .. workspace.Imports.Select(i => i.Mapping.Into!.Concept)];
        if (request.Facts.FirstOrDefault(f => !filled.Contains(f)) is { } unknown)
        {
            throw ToolException.BadUse($"--fact: {(workspace.Model.Facts.ContainsKey(unknown) ? "no mapping fills" : "no fact is called")} '{unknown}'. {Suggestion.Mend(unknown, filled)}");
        }

        if (request.Mended is not null && request.Facts.Length != 1)
        {
            throw ToolException.BadUse("--mended needs the fact whose rows the file holds: add one --fact NAME.");
        }

        string? rejects = request.Rejects is null || request.IsDryRun ? null : host.PathOf(request.Rejects);
        if (rejects is not null)
        {
            MakeFolder(request.Rejects!, rejects);
        }

        bool fillsStore = request.Mended is null && workspace.Imports.Any(i => IsWanted(i.Mapping.Into!.Concept));
        if (fillsStore)
        {
            int stored = await StoreImport.RunAsync(host, request.Folder, request.Id, request.IsDryRun, rejects, IsWanted, request.AsJson, cancellationToken);
            if (!workspace.Sources.Any(s => IsWanted(s.Schema.Name)) || stored != ExitCode.Ok)
            {
                return stored;
            }
        }

        IReadOnlyCollection<string>? facts = request.Facts.Length == 0 ? null : request.Facts;
        WorkspaceFacts? rows = request.Mended is not null ? null : await FactLoader.ReadAsync(host, workspace, facts, Options, cancellationToken);
        IReadOnlyList<ImportReport> loaded = rows?.Reports ?? [await ReadMendedAsync(host, workspace, request, Options, cancellationToken)];
        IReadOnlyList<DanglingReference> dangling = rows?.FindDanglingReferences() ?? [];
        string report = ToolJson.Write(json => ImportOutput.WriteReport(json, host, loaded, dangling));
        if (!request.IsDryRun)
        {
            Directory.CreateDirectory(Path.Combine(folder, ReportsFolder));
            await File.WriteAllTextAsync(Path.Combine(folder, ReportsFolder, ReportFile), report, cancellationToken);
        }

        if (request.AsJson)
        {
            await host.Output.WriteAsync(report);
        }
        else
        {
            await ImportOutput.PrintAsync(host, folder, loaded, dangling);
            await host.Output.WriteLineAsync(
                request.IsDryRun ? "Dry run: nothing was written." : $"Report: {host.Shown(Path.Combine(folder, ReportsFolder, ReportFile))}");
        }

        foreach (ImportReport read in loaded.Where(_ => rejects is not null && request.Mended is null))
        {
            await TellOfOldRejectsAsync(host, read, Path.Combine(rejects!, RejectsName(workspace.Sources.First(s => s.Schema.Name == read.Fact))));
        }

        return CodeOf(loaded);

        bool IsWanted(string fact) => request.Facts.Length == 0 || request.Facts.Contains(fact, StringComparer.Ordinal);

        ImportOptions Options(WorkspaceSource source) => new()
        {
            IsDryRun = request.IsDryRun, RejectsPath = rejects is null ? null : Path.Combine(rejects, RejectsName(source)),
        };
    }

    private static async Task<ImportReport> ReadMendedAsync(
        ToolHost host, Workspace workspace, Request request, Func<WorkspaceSource, ImportOptions> options, CancellationToken cancellationToken)
    {
        string path = host.PathOf(request.Mended!);
        if (!File.Exists(path))
        {
            throw ToolException.Environment($"--mended: there is no file '{request.Mended}'.");
        }

        WorkspaceSource source = workspace.Sources.FirstOrDefault(s => s.Schema.Name == request.Facts[0])
            ?? throw ToolException.BadUse($"--mended: no mapping fills the fact '{request.Facts[0]}'.");
        string relative = Path.GetRelativePath(workspace.Folder, path).Replace('\\', '/');
        string name = relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path : relative;
        ImportResult result = await CsvImporter.RunAsync(
            new CsvFactSource(source.Mapping, () => File.OpenRead(path), name, options(source)), progress: null, cancellationToken);
        return result.Report;
    }

    private static async Task TellOfOldRejectsAsync(ToolHost host, ImportReport report, string place)
    {
        if (File.Exists(place) && report.RejectsPath != place)
        {
            await host.Error.WriteLineAsync(report.RejectsPath is { } other
                ? $"{host.Shown(place)} holds other rows, perhaps mended ones, and was left as it is; these are in {host.Shown(other)}."
                : $"{host.Shown(place)} is from an earlier run; this one rejected no row of {report.Source}.");
        }
    }

    private static void MakeFolder(string typed, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ToolException.Environment(File.Exists(folder) ? $"--rejects '{typed}' is a file. Name a folder."
                : $"--rejects {typed}: the folder cannot be made. Name one in which you may write.");
        }
    }

    private static int CodeOf(IReadOnlyList<ImportReport> loaded) =>
        loaded.Any(r => r.CountsByCode.ContainsKey(ImportCodes.CannotRead)) ? ExitCode.Environment
        : loaded.All(r => r.IsUsable) && loaded.All(r => r.Rejected == 0) ? ExitCode.Ok : ExitCode.Findings;

    // orders.csv.gz -> orders.rejects.csv
    private static string RejectsName(WorkspaceSource source)
    {
        string name = Path.GetFileName(source.DataFile);
        name = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return $"{Path.GetFileNameWithoutExtension(name)}.rejects{Path.GetExtension(name)}";
    }

    private sealed class Request
    {
        public required string Folder { get; init; }

        public required string? Data { get; init; }

        public required string[] Facts { get; init; }

        public required string? Mended { get; init; }

        public required bool IsDryRun { get; init; }

        public required string? Rejects { get; init; }

        public required bool AsJson { get; init; }

        public required string? Id { get; init; }

        public required string? Revert { get; init; }
    }
}
