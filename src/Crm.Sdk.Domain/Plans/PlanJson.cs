using System.Text.Json.Serialization;
using Crm.Sdk.Aggregates;

namespace Crm.Sdk.Plans;

/// <summary>Generated JSON of the events and of the parts of the state.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true,
    RespectNullableAnnotations = true, Converters = [typeof(InstantConverter), typeof(LocalDateConverter), typeof(MoneyConverter)])]
[JsonSerializable(typeof(PlanDrafted))]
[JsonSerializable(typeof(PlanSectionWritten))]
[JsonSerializable(typeof(PlanScoped))]
[JsonSerializable(typeof(PlanReviewSet))]
[JsonSerializable(typeof(PlanReviewed))]
[JsonSerializable(typeof(PlanRestated))]
[JsonSerializable(typeof(PlanContentRevised))]
[JsonSerializable(typeof(PlanSectionAssigned))]
[JsonSerializable(typeof(PlanSectionSubmitted))]
[JsonSerializable(typeof(PlanSectionApproved))]
[JsonSerializable(typeof(PlanSectionWaived))]
[JsonSerializable(typeof(PlanSubmitted))]
[JsonSerializable(typeof(PlanPublished))]
[JsonSerializable(typeof(PlanRetired))]
[JsonSerializable(typeof(PlanTakenOver))]
[JsonSerializable(typeof(PlanContent))]
[JsonSerializable(typeof(PlanBody))]
[JsonSerializable(typeof(List<SectionState>))]
[JsonSerializable(typeof(List<PlanRevision>))]
[JsonSerializable(typeof(Parts.RiskRegister))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(List<PlanText>))]
[JsonSerializable(typeof(List<PlanReview>))]
internal sealed partial class PlanJson : JsonSerializerContext;
