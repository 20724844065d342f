namespace Crm.Sdk.House.Tests.Docs;

/// <summary>The rules of the documentation in <c>docs/</c> of a checkout. Each finding is a line: file, line, what is wrong.</summary>
internal sealed class DocsCheck(string repository)
{
    private const int LongestInlineCode = 3;

    private static readonly Dictionary<string, string> Extensions = new() { ["csharp"] = ".cs", ["crm"] = ".crm" };

    private readonly string _docs = Path.Combine(repository, "docs");

    /// <summary>All pages of docs/.</summary>
    public IReadOnlyList<MarkdownPage> Pages { get; } = [.. RepositoryFiles.Under(Path.Combine(repository, "docs"), "*.md").Select(f => new MarkdownPage(f))];

    /// <summary>Every region that a page shows, with the output it promises; a test may run those that promise one.</summary>
    public IEnumerable<SnippetInclude> Includes => Pages.SelectMany(p => p.Includes.Concat(p.ShownIncludes(repository)));

    /// <summary>docfx.json and toc.yml exist, every entry leads somewhere, and every page but a change fragment is in a table of contents.</summary>
    public IEnumerable<string> TableOfContentsFindings()
    {
        var root = Path.Combine(_docs, "toc.yml");
        var entries = TableOfContents.Entries(root).ToList();
        var listed = entries.Select(e => e.Target).ToHashSet();
        var fragments = Path.Combine(_docs, "changes") + Path.DirectorySeparatorChar;
        return
        [
            .. new[] { Path.Combine(_docs, "docfx.json"), root }.Where(f => !File.Exists(f)).Select(f => $"{Relative(f)}: is missing"),
            .. entries.Where(e => !File.Exists(e.Target)).Select(e => $"{Relative(e.Toc)}:{e.Line}: {Relative(e.Target)} does not exist"),
            .. Pages.Select(p => p.File)
                .Where(f => !listed.Contains(f) && !f.StartsWith(fragments, StringComparison.Ordinal))
                .Select(f => $"{Relative(f)}: is in no toc.yml"),
        ];
    }

    /// <summary>Relative links and anchors lead somewhere, in docs/ and in every other Markdown file of the checkout.</summary>
    public IEnumerable<string> LinkFindings() =>
        from page in RepositoryFiles.Under(repository, "*.md").Select(f => new MarkdownPage(f))
        from link in page.Links
        let problem = LinkProblem(page, link.Target)
        where problem is not null
        select $"{Relative(page.File)}:{link.Line}: {link.Target} {problem}";

    /// <summary>Every include names a file of its language and a region in it that is closed, unique and not empty.</summary>
    public IEnumerable<string> SnippetFindings() =>
    [
        .. from page in Pages
           from line in page.MalformedIncludes
           select $"{Relative(page.File)}:{line}: an include is a paragraph of its own of the form [!code-csharp[](path/File.cs#region)]",
        .. from include in Includes
           let problem = SnippetProblem(include)
           where problem is not null
           select $"{Relative(include.Page)}:{include.Line}: {Relative(include.File)}#{include.Region} {problem}",
    ];

    private bool IsOfKinds(MarkdownPage page) =>
        new[] { "docs/articles/kinds/", "docs/articles/catalogue/" }.Any(folder => Relative(page.File).StartsWith(folder, StringComparison.Ordinal));

    /// <summary>A reader of the clone sees code only where the page holds it; only DocFX fills in a region that is named.</summary>
    public IEnumerable<string> UnseenFindings() =>
        from page in Pages
        from include in page.Includes
        select $"{Relative(page.File)}:{include.Line}: {Relative(include.File)}#{include.Region} is named, and its code is not there";

    /// <summary>Code that is longer than a glance comes from a file that is compiled, except on the pages of kinds and of the catalogue, whose blocks are run as tests.</summary>
    public IEnumerable<string> FenceFindings() =>
        from page in Pages
        from fence in page.Fences
        where (fence.Language is "csharp" or "cs" or "c#" || (fence.Language == "crm" && !IsOfKinds(page))) && fence.Length > LongestInlineCode
            && page.ShownIncludes(repository).All(i => i.Line != fence.Line)
        select $"{Relative(page.File)}:{fence.Line}: {fence.Length} lines of {fence.Language} belong in a file that is compiled, shown as a region";

    /// <summary>
    /// Code of the README, which no tool fills in: longer than a glance, it stands below a comment that names a region, as
    /// <c>&lt;!-- path/File.cs#region --&gt;</c>, and is its text.
    /// </summary>
    public IEnumerable<string> ReadmeFindings()
    {
        var readme = Path.Combine(repository, "README.md");
        return File.Exists(readme)
            ? from fence in new MarkdownPage(readme).CommentedFences
              where Extensions.ContainsKey(fence.Language)
              let problem = ReadmeProblem(fence.Comment, fence.Language, fence.Text)
              where problem is not null
              select $"README.md:{fence.Line}: {problem}"
            : ["README.md: is missing"];
    }

    /// <summary>Rows and settings below a comment that names a file, as <c>&lt;!-- path/rows.csv --&gt;</c>, are that file.</summary>
    public IEnumerable<string> FileFindings() =>
        from page in Pages
        from fence in page.CommentedFences
        where fence.Language is "csv" or "json" && fence.Comment is not null
        let file = Path.Combine(repository, fence.Comment!)
        where !File.Exists(file) || File.ReadAllText(file).TrimEnd('\n') != fence.Text
        select $"{Relative(page.File)}:{fence.Line}: is not {fence.Comment}";

    private string? ReadmeProblem(string? comment, string language, string text)
    {
        if (comment?.Split('#') is not [var path, var region])
        {
            return text.Split('\n').Length > LongestInlineCode ? "belongs in a file that is compiled, named in a comment above" : null;
        }

        var file = Path.Combine(repository, path);
        if (!File.Exists(file) || Path.GetExtension(file) != Extensions[language] || SourceRegion.Find(file, region) is not [var only])
        {
            return $"{comment} names no region";
        }

        return only == text ? null : $"is not the text of {comment}";
    }

    private static string? SnippetProblem(SnippetInclude include)
    {
        if (!Extensions.TryGetValue(include.Language, out var extension) || Path.GetExtension(include.File) != extension)
        {
            return $"is no file of the language {include.Language}";
        }

        if (!File.Exists(include.File))
        {
            return "does not exist";
        }

        return SourceRegion.Find(include.File, include.Region) switch
        {
            [] => "has no such closed region",
            [var only] => string.IsNullOrWhiteSpace(only) ? "is empty" : include.Text is null || include.Text == only ? null : "is not what the page shows",
            _ => "names more than one region",
        };
    }

    private string? LinkProblem(MarkdownPage page, string link)
    {
        if (Uri.TryCreate(link, UriKind.Absolute, out _) && !link.StartsWith('/'))
        {
            return null;
        }

        var (path, anchor) = link.Split('#', 2) is [var before, var after] ? (before, after) : (link, "");
        var target = Target(page.File, Uri.UnescapeDataString(path));
        if (!Path.Exists(target))
        {
            return "does not exist";
        }

        if (!target.StartsWith(repository, StringComparison.Ordinal))
        {
            return "leaves the repository";
        }

        return anchor.Length > 0 && Path.GetExtension(target) == ".md" && !new MarkdownPage(target).Anchors.Contains(anchor) ? "has no such anchor" : null;
    }

    private string Target(string page, string path) => path switch
    {
        "" => page,
        ['~', '/', .. var rest] => Path.GetFullPath(Path.Combine(_docs, rest)),
        _ => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, path)),
    };

    private string Relative(string path) => Path.GetRelativePath(repository, path).Replace('\\', '/');
}
