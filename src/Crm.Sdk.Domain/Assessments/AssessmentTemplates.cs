using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Sdk.Assessments;

/// <summary>The questions that the SDK ships: how an organisation deals with customers today, and whether it can carry out a strategy.</summary>
/// <remarks>A plan may have templates of its own beside them or in their place.</remarks>
public static class AssessmentTemplates
{
    private const string Resource = "Crm.Sdk.Assessments.templates.json";

    private static readonly Lazy<IReadOnlyList<AssessmentTemplate>> Shipped = new(Load);

    /// <summary>The key of the questions on data, interactions, collaboration and tools.</summary>
    public const string Practice = "crm-practice";

    /// <summary>The key of the questions on the capability to carry out a strategy: data, processes, readiness for technology.</summary>
    public const string Capability = "crm-capability";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<AssessmentTemplate> Standard => Shipped.Value;

    /// <summary>A template by its key; those of a plan come before those of the SDK; null when there is none.</summary>
    /// <param name="part">The part that may have templates of its own; null for none.</param>
    /// <param name="key">The key.</param>
    /// <param name="version">The version that is preferred, where there are several; null for the first.</param>
    public static AssessmentTemplate? Find(AssessmentPart? part, string key, int? version = null)
    {
        List<AssessmentTemplate> found = [.. (part?.Templates ?? []).Concat(Standard).Where(t => t.Key == key)];
        return found.Find(t => t.Version == version) ?? found.FirstOrDefault();
    }

    private static IReadOnlyList<AssessmentTemplate> Load()
    {
        using Stream stream = typeof(AssessmentTemplates).Assembly.GetManifestResourceStream(Resource)!;
        return JsonSerializer.Deserialize(stream, AssessmentJson.Default.IReadOnlyListAssessmentTemplate)!;
    }
}

/// <summary>Generated JSON of templates.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(IReadOnlyList<AssessmentTemplate>))]
internal sealed partial class AssessmentJson : JsonSerializerContext;
