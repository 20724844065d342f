using System.CommandLine;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Interchange.Plans;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Plans;

/// <summary>A plan as a directory of files, each JSON or YAML; texts are Markdown.</summary>
internal sealed class PlanFolder(ToolHost host, string folder)
{
    /// <summary>The name of the directory in a workspace.</summary>
    public const string Name = "plan";

    private const string Json = ".json";

    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    private static readonly string[] Yaml = [".yaml", ".yml"];

    private IReadOnlyDictionary<string, string>? _seen;

    public string Folder { get; } = folder;

    /// <summary>Whether there is a plan.</summary>
    public bool Exists => FileOf(PlanFiles.Head) is not null;

    /// <summary>Whether there is anything that a plan is made of, with or without a head.</summary>
    public bool HasFiles => PlanTexts.Names(Folder).Count > 0;

    /// <summary>The states in which it and a CRM were the same.</summary>
    public PlanStateMarks States => PlanStateMarks.Read(Folder);

    /// <summary>The workspace as an argument, as <c>crm check FOLDER</c> has it; <c>--folder</c> says the same.</summary>
    public static Argument<string?> Place() => new("FOLDER") { Description = "The folder of the workspace, as --folder.", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>The workspace that is meant.</summary>
    /// <exception cref="ToolException">Two are named.</exception>
    public static string Typed(ParseResult parsed, Argument<string?> place, Option<string> folder) =>
        parsed.GetValue(place) is not { } typed ? parsed.GetRequiredValue(folder)
        : parsed.GetResult(folder) is { Implicit: false } ? throw ToolException.BadUse($"name the workspace once: '{typed}', or --folder {parsed.GetRequiredValue(folder)}.") : typed;

    public static PlanFolder Of(ToolHost host, string workspace) => new(host, Path.Combine(host.PathOf(workspace), Name));

    /// <summary>Reads the plan; what stands in the way are findings. Rendered pages, backups and hidden files are left alone, all else must be of the plan.</summary>
    /// <exception cref="ToolException">There is no plan.</exception>
    public Checked<PlanDocument> Read() => Exists ? Read(Nothing)
        : HasFiles ? throw ToolException.Environment($"{PlanFiles.Head} is missing in {host.Shown(Folder)}, though other files of a plan are there. Put it back, or let 'crm plan export' write it where a CRM has the plan.")
        : throw ToolException.Environment($"there is no plan in {host.Shown(Folder)}. 'crm plan new' begins one; 'crm plan export' writes one of the CRM of the workspace there.");

    /// <summary>Reads the files together with others that may be missing in the directory.</summary>
    public Checked<PlanDocument> Read(IReadOnlyDictionary<string, string> otherwise)
    {
        PlanTexts read = PlanTexts.Read(Folder);
        _seen ??= read.Texts;
        var texts = read.Texts.ToDictionary();
        foreach ((string name, string text) in otherwise.Where(o => FileOf(o.Key) is null))
        {
            texts[name] = text;
        }

        Checked<PlanDocument> plan = PlanYaml.Read(texts);
        return read.Findings.Count == 0 ? plan : new Checked<PlanDocument>(null, [.. read.Findings, .. plan.Findings.Where(f => read.Findings.All(r => r.Place.Source != f.Place.Source))]);
    }

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

    public void Print(TextWriter output, IReadOnlyList<Finding> findings, bool colours) => Printer.Print(output, Named(findings), colours);

    /// <summary>The same findings with the lines and columns of their places.</summary>
    public IReadOnlyList<Finding> WithLines(IReadOnlyList<Finding> findings) => Printer.WithLines(Named(findings));

    // The domain names the files of a plan as JSON; here a part may be YAML.
    private List<Finding> Named(IReadOnlyList<Finding> findings) => [.. findings.Select(f => f.Place.Source is { } source && FileOf(source) is { } file && file != source
        ? new Finding(f.Code, f.Severity, f.Message, f.Mend, new FindingPlace { Source = file, Path = f.Place.Path, Span = f.Place.Span, Line = f.Place.Line, Column = f.Place.Column }) : f)];

    private FindingPrinter Printer => new(host, Folder, PlanFiles.SpanOf);

    /// <summary>Refuses where a file of the plan cannot be written.</summary>
    /// <exception cref="ToolException">One cannot.</exception>
    public void CheckWritable() => StagedFiles.CheckWritable(host, Folder, PlanTexts.Names(Folder).Where(PlanTexts.IsOfAPlan));

    /// <summary>Writes the files of a plan in place of those that there are: all, or none. Files that say the same already are left as people wrote them.</summary>
    /// <param name="document">The plan.</param>
    /// <param name="keepsFormer">Whether what is replaced or taken away stays as <c>NAME.bak</c>.</param>
    /// <returns>The files that were written or taken away, each with a sign.</returns>
    /// <exception cref="ToolException">A file cannot be written; nothing was changed.</exception>
    public IReadOnlyList<string> Write(PlanDocument document, bool keepsFormer = false)
    {
        // Two commands at once, or an editor that saves meanwhile: what was not read is not written over.
        if (_seen is { } seen && PlanTexts.Read(Folder).Texts is var now && (now.Count != seen.Count || now.Any(f => seen.GetValueOrDefault(f.Key) != f.Value)))
        {
            throw ToolException.Environment($"the files in {host.Shown(Folder)} were changed by somebody else meanwhile. Run the command again; nothing was written.");
        }

        IReadOnlyDictionary<string, string> files = PlanFiles.Write(document), before = Exists && Read(Nothing).Value is { } there ? PlanFiles.Write(there) : Nothing;
        Lazy<IReadOnlyDictionary<string, string>> yaml = new(() => PlanYaml.Write(document));
        bool isYaml = FileOf(PlanFiles.Head) is { } head && PlanTexts.IsYaml(head);
        var staged = new StagedFiles(host, Folder);
        var touched = new List<string>();
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, string text) in files)
        {
            string? present = FileOf(name);
            string file = present ?? (isYaml && IsJson(name) ? Path.ChangeExtension(name, Yaml[0]) : name);
            kept.Add(file);
            string content = PlanTexts.IsYaml(file) ? yaml.Value[Path.ChangeExtension(name, Yaml[0])] : text;
            if (present is null || (before.GetValueOrDefault(name) != text && File.ReadAllText(Path.Combine(Folder, file)) != content))
            {
                staged.Write(file, content);
                touched.Add($"{(present is null ? '+' : '~')} {file}");
            }
        }

        foreach (string gone in PlanTexts.Names(Folder).Where(f => PlanTexts.IsOfAPlan(f) && !kept.Contains(f)))
        {
            staged.Remove(gone);
            touched.Add($"- {gone}");
        }

        Directory.CreateDirectory(Folder);
        staged.Commit(keepsFormer);
        _seen = null;
        return touched;
    }

    /// <summary>The files of the directory whose content differs from what a plan would have there.</summary>
    public IReadOnlyList<string> DifferingFrom(PlanDocument document, PlanDocument there)
    {
        IReadOnlyDictionary<string, string> files = PlanFiles.Write(document), own = PlanFiles.Write(there);
        return [.. own.Where(o => o.Key != "revisions.json" && files.GetValueOrDefault(o.Key) != o.Value).Select(o => FileOf(o.Key) ?? o.Key)
            .Concat(files.Keys.Where(f => !own.ContainsKey(f) && f != "revisions.json").Select(f => $"{f} (not here)"))];
    }

    // The file that holds a part: JSON, or YAML in its place.
    private string? FileOf(string name) => new[] { name }.Concat(IsJson(name) ? Yaml.Select(y => Path.ChangeExtension(name, y)) : []).FirstOrDefault(f => File.Exists(Path.Combine(Folder, f)));

    private static bool IsJson(string name) => name.EndsWith(Json, StringComparison.Ordinal);
}
