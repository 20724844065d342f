using Crm.Sdk.DataGovernance;

namespace Crm.Sdk.Plans.Analysis;

/// <summary>Data that is needed and is not there: requirements minus assets.</summary>
public sealed record DataGap
{
    /// <summary>What it is needed for.</summary>
    public required DataRequirement Requirement { get; init; }

    /// <summary>The field that no asset has.</summary>
    public required DataElementSpec Element { get; init; }

    /// <summary>Those of the requirement's sources from which an asset comes already, so that the field might be had there.</summary>
    public required IReadOnlyList<DataSource> Sources { get; init; }

    /// <summary>
    /// The gaps of a plan, in its order. An asset has a field when it names it as <c>fact.field</c>, or names the field and is of that
    /// fact; case does not matter.
    /// </summary>
    public static IReadOnlyList<DataGap> Of(DataManagementPlan data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var there = data.Assets.SelectMany(a => a.Elements.SelectMany(e => new[] { e, a.Fact is null ? e : $"{a.Fact}.{e}" })).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. data.Requirements.SelectMany(requirement => requirement.Elements.Where(e => !there.Contains(e.Name)).Select(element => new DataGap
            {
                Requirement = requirement, Element = element, Sources = [.. data.Sources.Where(s => requirement.Sources.Contains(s.Key) && data.Assets.Any(a => a.Source == s.Key))],
            })),
        ];
    }
}
