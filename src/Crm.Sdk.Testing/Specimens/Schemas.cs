using Crm.Sdk.Attributes;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Testing.Specimens;

/// <summary>Attributes of every type, and the schemas in which cases play.</summary>
internal static class Schemas
{
    public static AttributeDefinition<string> Motto { get; } = AttributeDefinition.Text("motto");

    public static AttributeDefinition<string> Nickname { get; } = AttributeDefinition.Text("nickname", isPersonal: true);

    public static AttributeDefinition<bool> Vip { get; } = AttributeDefinition.Flag("vip");

    public static AttributeDefinition<long> Size { get; } = AttributeDefinition.Integer("size");

    public static AttributeDefinition<decimal> Rating { get; } = AttributeDefinition.Decimal("rating", 4);

    public static AttributeDefinition<LocalDate> Since { get; } = AttributeDefinition.Date("since");

    public static AttributeDefinition<Instant> SeenAt { get; } = AttributeDefinition.Instant("seen_at");

    private static AttributeDefinition[] All => [Motto, Nickname, Vip, Size, Rating, Since, SeenAt];

    /// <summary>The concepts of the SDK, which every store keeps, with attributes of customers.</summary>
    public static CrmSchema Standard() => StandardSchema.Create("EUR", new AttributeRegistry().Add("customer", All));

    /// <summary>The concept of the kit as well.</summary>
    public static CrmSchema WithSpecimens() =>
        new([.. StandardSchema.Concepts, Specimen.Concept], Currency.Get("EUR"), new AttributeRegistry().Add("customer", All).Add("specimen", All));
}
