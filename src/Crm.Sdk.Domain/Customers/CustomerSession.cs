using Crm.Sdk.Storage;

namespace Crm.Sdk.Customers;

/// <summary>Customers and contacts in a session.</summary>
public static class CustomerSession
{
    extension(CrmSession session)
    {
        /// <summary>All customers of the tenant.</summary>
        public AggregateSet<Customer, CustomerId> Customers => session.Set<Customer, CustomerId>();

        /// <summary>All contacts of the tenant.</summary>
        public AggregateSet<Contact, ContactId> Contacts => session.Set<Contact, ContactId>();
    }
}
