using Crm.Sdk.Storage;

namespace Crm.Sdk.Orders;

/// <summary>Products and orders in a session.</summary>
public static class OrderSession
{
    extension(CrmSession session)
    {
        /// <summary>All products of the tenant.</summary>
        public AggregateSet<Product, ProductId> Products => session.Set<Product, ProductId>();

        /// <summary>All orders of the tenant.</summary>
        public AggregateSet<SalesOrder, SalesOrderId> Orders => session.Set<SalesOrder, SalesOrderId>();
    }
}
