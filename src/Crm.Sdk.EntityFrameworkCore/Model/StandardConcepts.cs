using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;

namespace Crm.Sdk.EntityFrameworkCore.Model;

/// <summary>The concepts of the SDK, for which the migrations of every store have tables.</summary>
public static class StandardConcepts
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Concept> All { get; } = [Customer.Concept];
}
