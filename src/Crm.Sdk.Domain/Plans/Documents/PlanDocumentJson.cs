using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans.Parts;

namespace Crm.Sdk.Plans.Documents;

/// <summary>Generated JSON of plan documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true,
    RespectNullableAnnotations = true, Converters = [typeof(InstantConverter), typeof(LocalDateConverter), typeof(MoneyConverter), typeof(RationalConverter)])]
[JsonSerializable(typeof(PlanDocument))]
internal sealed partial class PlanDocumentJson : JsonSerializerContext;

/// <summary>How plan documents are written where people read and change them: nothing that says nothing, one item a line.</summary>
internal static class PlanForm
{
    /// <summary>Options that leave out what says nothing: empty lists, what is not so, and where things stand as long as nobody has moved them.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    public static JsonTypeInfo<PlanDocument> Document { get; } = (JsonTypeInfo<PlanDocument>)Options.GetTypeInfo(typeof(PlanDocument));

    public static string Write(JsonNode node) => node.ToJsonString(Options) + "\n";

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(PlanDocumentJson.Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, NewLine = "\n",
            TypeInfoResolver = ((IJsonTypeInfoResolver)PlanDocumentJson.Default).WithAddedModifier(LeaveOutNothing),
        };
        options.MakeReadOnly();
        return options;
    }

    private static void LeaveOutNothing(JsonTypeInfo info)
    {
        foreach (JsonPropertyInfo property in info.Properties.Where(p => !p.IsRequired))
        {
            if (property.PropertyType == typeof(bool) || (property.PropertyType.IsEnum && property.PropertyType != typeof(PlanState) && property.Name is "state" or "status"))
            {
                property.ShouldSerialize = (_, value) => value is not (false or SectionStatus.Draft or ObjectiveState.Draft or RiskState.Open);
            }
            else if (property.PropertyType == typeof(ObjectiveEvidence))
            {
                property.ShouldSerialize = (_, value) => value is ObjectiveEvidence evidence && evidence != new ObjectiveEvidence();
            }
        }

        foreach (JsonPropertyInfo property in info.Properties.Where(p => typeof(System.Collections.IEnumerable).IsAssignableFrom(p.PropertyType) && p.PropertyType != typeof(string)))
        {
            property.ShouldSerialize = (_, value) => value is System.Collections.IEnumerable items && items.GetEnumerator().MoveNext();
        }
    }
}
