using Crm.Sdk.Aggregates;
using Crm.Sdk.Attributes;
using Crm.Sdk.Customers;
using Crm.Sdk.Interactions;
using Crm.Sdk.Objectives;
using Crm.Sdk.Orders;
using Crm.Sdk.Plans;
using Crm.Sdk.Sales;
using Crm.Sdk.Segments;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;

namespace Crm.Sdk;

/// <summary>The concepts of the SDK, in one place: what a database of ours has tables for.</summary>
public static class StandardSchema
{
    /// <summary>The kinds of aggregates.</summary>
    public static IReadOnlyList<Concept> Concepts { get; } =
    [
        Customer.Concept, Contact.Concept, Interaction.Concept, Pipeline.Concept, Opportunity.Concept, Product.Concept, SalesOrder.Concept,
        Segment.Concept, BusinessObjective.Concept, SmartObjective.Concept, CrmPlan.Concept,
    ];

    /// <summary>A schema of these concepts.</summary>
    /// <param name="currency">The ISO 4217 code of the currency in which facts have amounts.</param>
    /// <param name="attributes">The host's attributes; null for none.</param>
    /// <exception cref="ArgumentException">The code is no currency, or an attribute clashes with a field.</exception>
    public static CrmSchema Create(string currency, AttributeRegistry? attributes = null) => new(Concepts, Currency.Get(currency), attributes);
}
