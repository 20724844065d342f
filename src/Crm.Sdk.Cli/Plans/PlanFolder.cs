using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Plans;

/// <summary>A plan as a directory of files.</summary>
internal sealed class PlanFolder(ToolHost host, string folder)
{
    /// <summary>The name of the directory in a workspace.</summary>
    public const string Name = "plan";

    private static readonly string[] Folders = ["", "objectives", "business", "text"];

    public string Folder { get; } = folder;

    /// <summary>Whether there is a plan.</summary>
    public bool Exists => File.Exists(Path.Combine(Folder, PlanFiles.Head));

    /// <summary>Whether there is anything that a plan is made of, with or without a head.</summary>
    public bool HasFiles => Files().Any();

    public static PlanFolder Of(ToolHost host, string workspace) => new(host, Path.Combine(host.PathOf(workspace), Name));

    /// <summary>Reads the plan; what stands in the way are findings. Rendered pages and files of other kinds are left alone.</summary>
    /// <exception cref="ToolException">There is no plan.</exception>
    public Checked<PlanDocument> Read() => Exists
        ? PlanFiles.Read(Files().ToDictionary(f => f, f => File.ReadAllText(Path.Combine(Folder, f)), StringComparer.Ordinal))
        : throw ToolException.Environment($"there is no plan in {host.Shown(Folder)}. 'crm plan new' begins one; 'crm plan export' writes one of the CRM of the workspace there.");

    /// <summary>Reads the plan, or prints what stands in the way.</summary>
    /// <exception cref="ToolException">There is no plan, or findings stand in the way.</exception>
    public PlanDocument ReadOrStop()
    {
        Checked<PlanDocument> read = Read();
        if (read.Value is { } document)
        {
            return document;
        }

        Print(host.Error, read.Findings, host.ColoursError);
        throw ToolException.Findings("the plan cannot be used until that is mended.");
    }

    public void Print(TextWriter output, IReadOnlyList<Finding> findings, bool colours) => Printer.Print(output, findings, colours);

    /// <summary>The same findings with the lines and columns of their places.</summary>
    public IReadOnlyList<Finding> WithLines(IReadOnlyList<Finding> findings) => Printer.WithLines(findings);

    private FindingPrinter Printer => new(host, Folder, PlanFiles.SpanOf);

    /// <summary>Writes the files of a plan in place of those that there are. Files that differ in nothing are left as they are.</summary>
    /// <returns>The files that were written or taken away, each with a sign.</returns>
    public IReadOnlyList<string> Write(PlanDocument document)
    {
        IReadOnlyDictionary<string, string> files = PlanFiles.Write(document);
        var touched = new List<string>();
        foreach ((string name, string text) in files)
        {
            string path = Path.Combine(Folder, name);
            bool isNew = !File.Exists(path);
            if (!isNew && File.ReadAllText(path) == text)
            {
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            touched.Add($"{(isNew ? '+' : '~')} {name}");
        }

        foreach (string gone in Files().Where(f => !files.ContainsKey(f)).ToList())
        {
            File.Delete(Path.Combine(Folder, gone));
            touched.Add($"- {gone}");
        }

        return touched;
    }

    private IEnumerable<string> Files() => Folders
        .Select(f => (Short: f, Path: Path.Combine(Folder, f))).Where(f => Directory.Exists(f.Path))
        .SelectMany(f => Directory.EnumerateFiles(f.Path, f.Short == "text" ? "*.md" : "*.json").Select(p => f.Short.Length == 0 ? Path.GetFileName(p) : $"{f.Short}/{Path.GetFileName(p)}"))
        .Order(StringComparer.Ordinal);
}
