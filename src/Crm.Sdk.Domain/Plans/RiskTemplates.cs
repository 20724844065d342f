using System.Text.Json;
using Crm.Sdk.Plans.Parts;

namespace Crm.Sdk.Plans;

/// <summary>The risks that plans for CRM usually have, one of each category, to be taken into a register and changed. Shipped as data.</summary>
/// <remarks>Probabilities and impacts are where to begin, not findings. Nobody watches them yet, and none has a cost.</remarks>
public static class RiskTemplates
{
    private const string Resource = "Crm.Sdk.Plans.risks.json";

    private static readonly Lazy<IReadOnlyList<Risk>> Shipped = new(Load);

    /// <summary>The risks, in the order of their categories.</summary>
    public static IReadOnlyList<Risk> Standard => Shipped.Value;

    /// <summary>The usual risk of a category.</summary>
    public static Risk Of(RiskCategory category) => Standard.First(r => r.Category == category);

    private static IReadOnlyList<Risk> Load()
    {
        using Stream stream = typeof(RiskTemplates).Assembly.GetManifestResourceStream(Resource)!;
        return JsonSerializer.Deserialize(stream, PlanJson.Default.RiskRegister)!.Risks;
    }
}
