using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using NodaTime;

namespace Crm.Sdk.Samples.Docs;

/// <summary>Cases of a host, with the definitions of the page about business hours.</summary>
public static class SupportDesk
{
    /// <summary>A case of the host.</summary>
    internal sealed record Case(int Id, Instant Opened, Instant? Resolved);

    /// <summary>How a case becomes a row.</summary>
    internal static FactMapping<Case> Mapping { get; } =
        FactSchema.For<Case>("case").Key(c => c.Id).Time("opened", c => c.Opened, isDefault: true).Time("resolved", c => c.Resolved).Build();

    /// <summary>The definitions.</summary>
    public static CrmModel Model { get; } = CrmModel.Parse(BusinessHoursPage.Definitions, Mapping.Schema).ThrowIfInvalid();
}
