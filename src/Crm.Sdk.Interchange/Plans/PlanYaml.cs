using System.Text.Json.Nodes;
using Crm.Sdk.Interchange.Yaml;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Interchange.Plans;

/// <summary>The files of a plan as YAML: the same files and names as JSON, for people who would rather write that.</summary>
/// <remarks>What is written is read back the same. Texts over several lines stand as such; texts that YAML would take for a number or a word stand in quotes.</remarks>
public static class PlanYaml
{
    private const string NotYaml = "CRM6210";
    private const string Json = ".json";
    private const string Ending = ".yaml";

    /// <summary>The files of a plan by their names, in the order of the names.</summary>
    public static IReadOnlyDictionary<string, string> Write(PlanDocument document)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string text) in PlanFiles.Write(document))
        {
            bool isJson = name.EndsWith(Json, StringComparison.Ordinal);
            files[isJson ? name[..^Json.Length] + Ending : name] = isJson ? YamlWriter.Write(JsonNode.Parse(text)!) : text;
        }

        return files;
    }

    /// <summary>Reads the files of a plan; some may be JSON and others YAML.</summary>
    /// <param name="files">The texts of the files by their names; those of YAML end in <c>.yaml</c> or <c>.yml</c>.</param>
    public static Checked<PlanDocument> Read(IReadOnlyDictionary<string, string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var findings = new List<Finding>();
        foreach ((string name, string text) in files)
        {
            bool isYaml = Path.GetExtension(name) is ".yaml" or ".yml";
            string plain = isYaml ? Path.ChangeExtension(name, Json) : name;
            if (!texts.TryAdd(plain, isYaml ? ToJson(name, text, findings) : text))
            {
                findings.Add(Problem(name, null, $"'{name}' and '{names[plain]}' say the same thing twice.", "Keep one of them."));
            }

            names[plain] = name;
        }

        if (findings.Count > 0)
        {
            return new Checked<PlanDocument>(null, findings);
        }

        Checked<PlanDocument> read = PlanFiles.Read(texts);
        return new Checked<PlanDocument>(read.Value, [.. read.Findings.Select(f => new Finding(f.Code, f.Severity, Own(f.Message), Own(f.Mend), new FindingPlace
        {
            Source = f.Place.Source is { } source ? names.GetValueOrDefault(source, source) : null, Path = f.Place.Path, Line = f.Place.Line, Column = f.Place.Column,
        }))]);

        // Findings speak of the files that people have.
        string Own(string sentence)
        {
            foreach ((string plain, string name) in names.Where(n => n.Key != n.Value))
            {
                sentence = sentence.Replace($"'{plain}'", $"'{name}'", StringComparison.Ordinal);
            }

            return sentence;
        }
    }

    private static string ToJson(string name, string text, List<Finding> findings)
    {
        (IReadOnlyList<YamlNode> documents, YamlPlace at, string? problem) = YamlReader.Read(text, name);
        if (problem is not null || documents.Count > 1)
        {
            findings.Add(Problem(name, problem is null ? null : at, $"The file is no YAML of one document: {problem ?? "there are several"}.", ""));
            return "";
        }

        if (documents.Count == 0)
        {
            // Nothing but comments is a part with nothing in it; nothing at all is a file that broke off, as in JSON.
            return string.IsNullOrWhiteSpace(text) ? "" : "// nothing";
        }

        if (YamlValues.Twice(documents[0]) is { } twice)
        {
            findings.Add(Problem(name, twice.Place, $"The name '{twice.Value}' stands twice in one place.", "Take one of them out."));
            return "";
        }

        return YamlValues.ToJson(documents[0])?.ToJsonString() ?? "// nothing";
    }

    private static Finding Problem(string name, YamlPlace? at, string message, string mend) =>
        new(NotYaml, FindingSeverity.Error, message, mend, new FindingPlace { Source = name, Line = at?.Line, Column = at?.Column });
}
