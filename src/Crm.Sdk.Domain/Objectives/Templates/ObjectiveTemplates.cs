using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Sdk.Objectives.Templates;

/// <summary>Templates of objectives: those that are shipped, and those of a host's file of the same form.</summary>
public static class ObjectiveTemplates
{
    private const string Shipped = "objective-templates.json";

    private static readonly Lazy<IReadOnlyList<ObjectiveTemplate>> Own = new(() =>
    {
        using Stream stream = typeof(ObjectiveTemplates).Assembly.GetManifestResourceStream(Shipped) ?? throw new InvalidOperationException($"{Shipped} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd());
    });

    /// <summary>The shipped ones: more customers who stay within a year, more satisfaction within six months, more revenue from those there are within a quarter.</summary>
    public static IReadOnlyList<ObjectiveTemplate> Standard => Own.Value;

    /// <summary>Reads templates.</summary>
    /// <param name="json">A list of templates, in the form in which <see cref="Write"/> writes them.</param>
    /// <exception cref="FormatException">The text is no such list, or two templates have the same key; the message says where.</exception>
    public static IReadOnlyList<ObjectiveTemplate> Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            List<ObjectiveTemplate> templates = JsonSerializer.Deserialize(json, ObjectiveTemplateJson.Default.ListObjectiveTemplate) ?? [];
            return templates.GroupBy(t => t.Key).FirstOrDefault(g => g.Count() > 1) is { } twice ? throw new FormatException($"Two templates are called '{twice.Key}'.") : templates;
        }
        catch (JsonException e)
        {
            throw new FormatException($"This is no list of templates: {e.Message}", e);
        }
    }

    /// <summary>Writes templates as a list that <see cref="Read"/> reads.</summary>
    public static string Write(IReadOnlyList<ObjectiveTemplate> templates)
    {
        ArgumentNullException.ThrowIfNull(templates);
        return JsonSerializer.Serialize([.. templates], ObjectiveTemplateJson.Default.ListObjectiveTemplate);
    }
}

/// <summary>Generated JSON of templates.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true, NewLine = "\n", RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(List<ObjectiveTemplate>))]
internal sealed partial class ObjectiveTemplateJson : JsonSerializerContext;
