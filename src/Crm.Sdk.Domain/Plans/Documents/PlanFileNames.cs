using Crm.Sdk.Validation;

namespace Crm.Sdk.Plans.Documents;

/// <summary>What is said of a name in the directory of a plan that is none of a plan's.</summary>
internal static class PlanFileNames
{
    private static readonly string[] Folders = ["business", "objectives", "text"];

    private static readonly string[] Files = [PlanFiles.Head, .. PlanPart.All.Select(p => $"{p.Name}.json"), "revisions.json"];

    /// <summary>The message and the mend; a folder ends in <c>/</c>.</summary>
    public static (string Message, string Mend) Unknown(string name)
    {
        if (name.EndsWith('/'))
        {
            string folder = name[..^1];
            return ($"A plan has no folder '{folder}'.", folder.Contains('/', StringComparison.Ordinal) ? $"Files stand in {folder.Split('/')[0]}/ itself." : Near(folder, Folders, "", "Keep it elsewhere; a plan has business/, objectives/ and text/."));
        }

        string message = $"A plan has no file '{name}'.", ending = Path.GetExtension(name);
        string[] parts = name.Split('/');
        return (message, parts switch
        {
            _ when ending is ".yaml" or ".yml" => "PlanYaml of Crm.Sdk.Interchange reads YAML, and so does the tool crm; PlanFiles reads JSON.",
            ["text", var file] => $"Texts are Markdown: text/{Path.GetFileNameWithoutExtension(file)}.md.",
            ["objectives" or "business", var file] => $"It would be {parts[0]}/{Path.GetFileNameWithoutExtension(file)}.json; else keep it elsewhere.",
            [var folder, var file] => Near(folder, Folders, $"/{file}", "Keep it elsewhere."),
            [_] => Near(name, Files, "", "Keep it elsewhere, or, in a section's own words, as text/SECTION.md."),
            _ => "Keep it elsewhere.",
        });
    }

    private static string Near(string name, string[] known, string rest, string otherwise) =>
        Suggestion.DidYouMean(Suggestion.For(name, known) is { } near ? near + rest : null, otherwise);
}
