using System.Text.RegularExpressions;

namespace Crm.Sdk.House.Tests.Docs;

/// <summary>Writes the code of regions into the pages that show them.</summary>
internal static partial class ShownCode
{
    /// <summary>Brings every page of <c>docs/</c> and the README up to date. What names no region is left as it is, for a test to find.</summary>
    public static void Refresh(string repository)
    {
        foreach (var file in RepositoryFiles.Under(Path.Combine(repository, "docs"), "*.md").Append(Path.Combine(repository, "README.md")).Where(File.Exists))
        {
            var text = File.ReadAllText(file);
            var fresh = Text(text, repository, Path.GetDirectoryName(file)!);
            if (fresh != text)
            {
                File.WriteAllText(file, fresh);
            }
        }
    }

    /// <summary>The text of a page with the code of its regions as it is now. A region that is only named gets its code.</summary>
    /// <param name="text">The text.</param>
    /// <param name="repository">The root of the checkout.</param>
    /// <param name="folder">The folder of the page.</param>
    public static string Text(string text, string repository, string folder)
    {
        text = Named().Replace(text, m => Block(
            Path.GetRelativePath(repository, Path.GetFullPath(Path.Combine(folder, m.Groups["path"].Value))).Replace('\\', '/'),
            m.Groups["region"].Value, m.Groups["language"].Value, m.Value, repository));
        return Shown().Replace(text, m => Block(m.Groups["path"].Value, m.Groups["region"].Value, m.Groups["language"].Value, m.Value, repository));
    }

    private static string Block(string path, string region, string language, string former, string repository)
    {
        var file = Path.Combine(repository, path);
        return File.Exists(file) && SourceRegion.Find(file, region) is [var only] ? $"<!-- {path}#{region} -->\n```{language}\n{only}\n```" : former;
    }

    [GeneratedRegex(@"^\[!code-(?<language>\w+)\[[^\]]*\]\((?<path>[^)#?\s]+)#(?<region>[\w.-]+)\)\]$", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Named();

    [GeneratedRegex(@"^<!-- (?<path>[^#\s]+)#(?<region>[\w.-]+) -->\n```(?<language>csharp|crm)\n(.*\n)*?```$", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Shown();
}
