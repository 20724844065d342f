using Crm.Sdk.Attributes;
using Crm.Sdk.Customers;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;

namespace Crm.Sdk.Domain.Tests.Storage;

public sealed class UnknownAttributeTests
{
    /// <summary>A key that was mistyped once found nothing, without a word.</summary>
    [Fact]
    public async Task A_condition_on_an_attribute_that_is_not_registered_is_refused_with_the_one_that_was_meant()
    {
        CrmSchema schema = StandardSchema.Create("EUR", new AttributeRegistry().Add("customer", AttributeDefinition.Integer("seats")));
        await using var crm = new CrmRuntime(new InMemoryCrmStore(schema));
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.System("test"));
        Specification<Customer> wrong = Specification<Customer>.Of(q => q.Where(c => c.Name == "x" || !((long?)c.Attributes["seatz"] > 5)));
        Specification<Customer> right = Specification<Customer>.Of(q => q.Where(c => (long?)c.Attributes["seats"] > 5));

        Func<Task> list = async () => await session.Customers.ListAsync(wrong);
        Func<Task> count = async () => await session.Customers.CountAsync(wrong);

        (await list.Should().ThrowAsync<ArgumentException>()).Which.Message.Should().Contain("'customer' has no attribute 'seatz'").And.Contain("Did you mean 'seats'?");
        await count.Should().ThrowAsync<ArgumentException>();
        (await session.Customers.CountAsync(right)).Should().Be(0);
    }
}
