using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Plans.Documents;

/// <summary>
/// A plan as files that people read, change, compare and merge: a small JSON file for each part and each objective, Markdown for what
/// people wrote. Names are relative to the plan's directory, with <c>/</c>.
/// </summary>
/// <remarks>
/// <c>plan.json</c> is the head, <c>charter.json</c>, <c>budget.json</c> and so on are the parts, <c>objectives/KEY.json</c> and
/// <c>business/KEY.json</c> the objectives, <c>text/SECTION.md</c> the texts, <c>revisions.json</c> how all came to be. Objectives refer
/// to business objectives by their keys. What is written is read back the same.
/// </remarks>
public static class PlanFiles
{
    /// <summary>The version of the form, in the head.</summary>
    public const string Format = "crm-plan/1";

    /// <summary>The head of a plan.</summary>
    public const string Head = "plan.json";

    private const string Revisions = "revisions.json";
    private const string ObjectiveFolder = "objectives/";
    private const string BusinessFolder = "business/";
    private const string TextFolder = "text/";

    /// <summary>The files of a plan by their names, in the order of the names.</summary>
    public static IReadOnlyDictionary<string, string> Write(PlanDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        JsonObject root = JsonSerializer.SerializeToNode(document, PlanForm.Document)!.AsObject(), plan = root["plan"]!.AsObject(), content = Take(plan, "content") as JsonObject ?? [];
        PlanKeys keys = PlanKeys.Of(content, root);
        foreach (JsonObject text in Objects(Take(plan, "texts")))
        {
            files[$"{TextFolder}{(string?)text["section"]}.md"] = WithEnd((string?)text["markdown"] ?? "");
        }

        foreach (JsonObject business in Objects(root["business"]))
        {
            keys.ToKey(business, "parent");
            files[$"{BusinessFolder}{keys.NameOf(business, "business")}.json"] = PlanForm.Write(business.DeepClone());
        }

        foreach (JsonObject objective in Objects(root["objectives"]))
        {
            var file = new JsonObject { ["id"] = Take(objective, "id") };
            string name = keys.NameOf(file, "objectives");
            JsonObject body = objective["objective"]!.AsObject(), own = Take(body, "plan")!.AsObject();
            keys.ToKeys(own, "serves");
            foreach ((string property, JsonNode? value) in own.Concat(body).ToList())
            {
                file[property] = value?.DeepClone();
            }

            files[$"{ObjectiveFolder}{name}.json"] = PlanForm.Write(file);
        }

        keys.TakeIds(content);
        foreach ((string part, JsonNode? value) in content)
        {
            files[$"{part}.json"] = PlanForm.Write(value!.DeepClone());
        }

        if (Take(plan, "revisions") is JsonArray { Count: > 0 } revisions)
        {
            files[Revisions] = PlanForm.Write(revisions);
        }

        var head = new JsonObject { ["format"] = Format, ["id"] = Take(root, "id") };
        foreach ((string property, JsonNode? value) in plan)
        {
            head[property] = value?.DeepClone();
        }

        files[Head] = PlanForm.Write(head);
        return files;
    }

    /// <summary>Reads the files of a plan.</summary>
    /// <param name="files">The texts of the files by their names; others than those of a plan are findings, so that a misspelt name is seen. The name of a folder ends in <c>/</c>.</param>
    public static Checked<PlanDocument> Read(IReadOnlyDictionary<string, string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var reader = new PlanFileReader(files);
        return reader.Read();
    }

    /// <summary>Where in the text of a file stands what a finding of a plan is about.</summary>
    /// <param name="text">The text of the file that <see cref="FindingPlace.Source"/> names, as JSON.</param>
    /// <param name="path">The <see cref="FindingPlace.Path"/>, such as <c>actions[call].owner</c>.</param>
    /// <returns>The name of the property, or the first character of the item, or of what is nearest around it; null when nothing is, or when the text is no JSON.</returns>
    public static TextSpan? SpanOf(string text, string path)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(path);
        return PlanFilePlace.Find(text, path);
    }

    /// <summary>
    /// The form of the files as JSON Schema (draft 2020-12): under <c>$defs</c> one for the head (<c>plan</c>), for each part by its name,
    /// for <c>objective</c> and for <c>business</c>. A file may name it with <c>$schema</c>.
    /// </summary>
    public static string Schema() => PlanForm.Write(PlanSchemaText.Create());

    /// <summary>The id of something that has none in its file: always the same for the same plan and key.</summary>
    internal static Guid IdOf(string plan, string folder, string key)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{plan}/{folder}/{key}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    internal static JsonNode? Take(JsonObject o, string name)
    {
        if (o.TryGetPropertyValue(name, out JsonNode? value))
        {
            o.Remove(name);
        }

        return value;
    }

    internal static IEnumerable<JsonObject> Objects(JsonNode? node) => (node as JsonArray ?? []).OfType<JsonObject>();

    // Markdown without a last line end is what editors complain about; one is added here and taken away when it is read.
    private static string WithEnd(string markdown) => markdown + "\n";
}
