using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Objectives;

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
    /// <summary>Options that leave out empty lists and parts that hold nothing.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    public static JsonTypeInfo<PlanDocument> Document { get; } = (JsonTypeInfo<PlanDocument>)Options.GetTypeInfo(typeof(PlanDocument));

    public static string Write(JsonNode node) => node.ToJsonString(Options) + "\n";

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(PlanDocumentJson.Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, NewLine = "\n",
            TypeInfoResolver = ((IJsonTypeInfoResolver)PlanDocumentJson.Default).WithAddedModifier(LeaveOutEmptyLists),
        };
        options.MakeReadOnly();
        return options;
    }

    private static void LeaveOutEmptyLists(JsonTypeInfo info)
    {
        foreach (JsonPropertyInfo property in info.Properties.Where(p => typeof(System.Collections.IEnumerable).IsAssignableFrom(p.PropertyType) && p.PropertyType != typeof(string)))
        {
            property.ShouldSerialize = (_, value) => value is System.Collections.IEnumerable items && items.GetEnumerator().MoveNext();
        }
    }
}
