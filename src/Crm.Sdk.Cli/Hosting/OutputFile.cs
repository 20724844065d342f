using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Plans.Documents;

namespace Crm.Sdk.Cli.Hosting;

/// <summary>The file that <c>--output</c> names: never one that a workspace is made of, and with an ending of the format.</summary>
internal sealed class OutputFile
{
    private static readonly Dictionary<string, string[]> Endings = new(StringComparer.Ordinal)
    {
        ["html"] = [".html", ".htm"], ["markdown"] = [".md", ".markdown", ".txt"], ["docx"] = [".docx"], ["json"] = [".json"], ["csv"] = [".csv", ".txt"],
        ["text"] = [".txt", ".text", ".log"], ["table"] = [".txt", ".text", ".log"],
    };

    /// <summary>The pages that a plan's directory may hold beside its files.</summary>
    public static readonly string[] Pages = ["plan.html", "plan.md", "plan.docx"];

    /// <summary>A directory with one of these is a plan.</summary>
    private static readonly string[] Heads = [PlanFiles.Head, "plan.yaml", "plan.yml"];

    private readonly ToolHost _host;
    private readonly string _typed;
    private readonly string _path;

    private OutputFile(ToolHost host, string typed)
    {
        _host = host;
        _typed = typed;
        _path = host.PathOf(typed);
    }

    /// <summary>The file as it was typed, once it is known that it may be written.</summary>
    /// <param name="host">The tool.</param>
    /// <param name="workspace">The workspace of which the answer is.</param>
    /// <param name="typed">The file; null for the output of the process.</param>
    /// <param name="format">The format of the answer.</param>
    /// <exception cref="ToolException">The file is a source of a workspace, or its ending says another format.</exception>
    public static OutputFile? Of(ToolHost host, Workspace workspace, string? typed, string format)
    {
        if (typed is null)
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(typed))
        {
            throw ToolException.BadUse("--output needs the name of a file.");
        }

        var file = new OutputFile(host, typed);
        // Both where it stands and where a link leads to.
        foreach (string path in new[] { file._path, Resolved(file._path) }.Distinct(StringComparer.Ordinal))
        {
            if (SourceAt(path, workspace) is { } what)
            {
                throw ToolException.BadUse($"--output {typed} is {what}; an answer would take its place. Name another file. Nothing was written.");
            }
        }

        string ending = Path.GetExtension(typed).ToLowerInvariant();
        string[] fitting = Endings[format];
        return ending.Length == 0 || fitting.Contains(ending, StringComparer.Ordinal) ? file
            : throw ToolException.BadUse($"--output {typed} does not look like {format}. Let it end in {string.Join(" or ", fitting)}, or choose another --format. Nothing was written.");
    }

    /// <summary>Writes a text to the file, or to the output of the process where there is none.</summary>
    /// <exception cref="ToolException">The file cannot be written.</exception>
    public static Task WriteAsync(ToolHost host, OutputFile? file, string text, CancellationToken cancellationToken) =>
        file is null ? host.Output.WriteAsync(text) : file.WriteAsync(path => File.WriteAllTextAsync(path, text, cancellationToken));

    /// <summary>Writes the file, and says so.</summary>
    /// <exception cref="ToolException">The file cannot be written.</exception>
    public async Task WriteAsync(Func<string, Task> write)
    {
        try
        {
            await write(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ToolException.Environment(
                Directory.Exists(_path) ? $"--output '{_typed}' is a folder. Name a file in it."
                : !Directory.Exists(Path.GetDirectoryName(_path)) ? $"--output {_typed}: its folder does not exist. Make it, or name another."
                : $"--output {_typed} cannot be written. Close it where it is open, or name a file that you may write.");
        }

        await _host.Error.WriteLineAsync($"Written to {_host.Shown(_path)}.");
    }

    private static string? SourceAt(string path, Workspace workspace)
    {
        string name = Path.GetFileName(path);
        for (string? folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (folder == workspace.Folder || File.Exists(Path.Combine(folder, Workspace.FileName)))
            {
                if (InWorkspace(Path.GetRelativePath(folder, path).Replace('\\', '/')) is { } what)
                {
                    return what;
                }
            }
            else if (Array.Exists(Heads, head => File.Exists(Path.Combine(folder, head))) && !(folder == Path.GetDirectoryName(path) && Pages.Contains(name)))
            {
                return "in the directory of a plan";
            }
        }

        bool isRead = workspace.Sources.SelectMany(s => s.DataFiles).Concat(workspace.Imports.SelectMany(i => i.DataFiles)).Concat(workspace.Rates.Select(r => r.File)).Contains(path, StringComparer.Ordinal);
        return isRead ? "a file that the workspace reads"
            : IsBelow(path, workspace.DataFolder) && !IsBelow(workspace.Folder, workspace.DataFolder) && workspace.Folder != workspace.DataFolder && File.Exists(path) ? "a file of the data folder"
            : IsDatabase(path) ? "a database" : null;
    }

    // Letter case does not count: on some disks it names the same file.
    private static string? InWorkspace(string relative)
    {
        string[] parts = relative.ToLowerInvariant().Split('/');
        return parts switch
        {
            [Workspace.FileName] => "the settings of a workspace",
            [var file] when file == WorkspaceStore.FileName || file.StartsWith(WorkspaceStore.FileName + "-", StringComparison.Ordinal) => "the CRM of a workspace",
            [Workspace.DefinitionsFolderName, _, ..] => "among the definitions of a workspace",
            [Workspace.MappingsFolderName, _, ..] => "among the mappings of a workspace",
            ["plan", var file] when Pages.Contains(file) => null,
            ["plan", _, ..] => "in the directory of a plan",
            _ => null,
        };
    }

    private static bool IsBelow(string path, string folder) => path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static bool IsDatabase(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                return false;
            }

            byte[] start = new byte[15];
            using FileStream file = File.OpenRead(path);
            return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.AsSpan().SequenceEqual("SQLite format 3"u8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Resolved(string path)
    {
        try
        {
            if (Path.GetDirectoryName(path) is not { } parent)
            {
                return path;
            }

            string folder = Directory.Exists(parent) ? Directory.ResolveLinkTarget(parent, returnFinalTarget: true)?.FullName ?? parent : parent;
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.Combine(folder, Path.GetFileName(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }
}
