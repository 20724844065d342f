using Crm.Sdk.Attributes;
using Crm.Sdk.Customers;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;

namespace Crm.Sdk.Domain.Tests.Storage;

public sealed class CrmSessionTests : IAsyncDisposable
{
    private static readonly AttributeDefinition<long> Size = AttributeDefinition.Integer("size");
    private static readonly AttributeDefinition<string> Nickname = AttributeDefinition.Text("nickname", isPersonal: true);

    private readonly CrmRuntime _crm = new(new InMemoryCrmStore(StandardSchema.Create("EUR", new AttributeRegistry().Add("customer", Size, Nickname))));

    public ValueTask DisposeAsync() => _crm.DisposeAsync();

    [Fact]
    public async Task An_aggregate_is_one_object_in_a_session_however_it_is_asked_for()
    {
        Customer added = await AnnAsync();
        await using CrmSession session = Session();

        Customer? found = await session.Customers.FindAsync(added.Id);

        found.Should().NotBeSameAs(added);
        (await session.Customers.FindAsync(added.Id)).Should().BeSameAs(found);
        (await session.Customers.ListAsync(_ => { })).Should().ContainSingle().Which.Should().BeSameAs(found);
        (await session.Customers.FindAsync(new ExternalId("erp", "7"))).Should().BeSameAs(found);
    }

    [Fact]
    public async Task What_is_new_is_found_by_its_id_before_the_commit_and_listed_after_it()
    {
        await using CrmSession session = Session();
        var customer = Customer.Register(session.NewId<CustomerId>(), "Ann", CustomerKind.Person, session.Now);
        session.Customers.Add(customer);

        (await session.Customers.FindAsync(customer.Id)).Should().BeSameAs(customer);
        (await session.Customers.ListAsync(_ => { })).Should().BeEmpty();
        await session.CommitAsync();
        (await session.Customers.ListAsync(_ => { })).Should().ContainSingle().Which.Should().BeSameAs(customer);
        customer.PendingEvents.Should().BeEmpty();
        customer.Version.Should().Be(1);
    }

    [Fact]
    public async Task What_is_in_a_session_is_not_added_again()
    {
        Customer ann = await AnnAsync();
        await using CrmSession session = Session();
        Customer loaded = (await session.Customers.FindAsync(ann.Id))!;

        session.Customers.Invoking(c => c.Add(loaded)).Should().Throw<InvalidOperationException>().WithMessage("*in a session already*");
    }

    [Fact]
    public async Task What_was_read_for_reading_is_not_changed()
    {
        await AnnAsync();
        await using CrmSession session = Session();
        await foreach (Customer customer in session.Customers.ReadAsync(Specification<Customer>.Of(_ => { })))
        {
            customer.Invoking(c => c.Rename("Bob", session.Now)).Should().Throw<InvalidOperationException>().WithMessage("*FindAsync or ListAsync*");
        }

        (await session.CommitAsync()).Should().BeNull();
    }

    [Fact]
    public async Task An_attribute_that_is_not_registered_is_refused_and_nothing_is_written()
    {
        await using CrmSession session = Session();
        New(session).Set(AttributeDefinition.Text("unknown"), "x", session.Now);

        await session.Invoking(s => s.CommitAsync().AsTask()).Should().ThrowAsync<InvalidOperationException>().WithMessage("'unknown' is no attribute of customer; register it*");
        (await Session().Customers.ListAsync(_ => { })).Should().BeEmpty();
    }

    [Fact]
    public async Task An_attribute_that_is_set_through_another_definition_is_refused()
    {
        await using CrmSession session = Session();
        Customer ann = New(session);

        ann.Set(AttributeDefinition.Text("size"), "big", session.Now);
        await session.Invoking(s => s.CommitAsync().AsTask()).Should().ThrowAsync<InvalidOperationException>().WithMessage("'size' of customer is registered as int*");

        ann.Set(Size, 5, session.Now);
        ann.Set(AttributeDefinition.Text("nickname"), "Annie", session.Now);
        await using CrmSession other = Session();
        New(other).Set(AttributeDefinition.Text("nickname"), "Annie", other.Now);
        await other.Invoking(s => s.CommitAsync().AsTask()).Should().ThrowAsync<InvalidOperationException>().WithMessage("'nickname' of customer is registered as text, personal*");
    }

    [Fact]
    public async Task A_concept_that_the_schema_does_not_have_is_refused_by_name()
    {
        await using var crm = new CrmRuntime(new InMemoryCrmStore(new CrmSchema([Customer.Concept], Currency.Get("EUR"))));
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));

        session.Invoking(s => s.Contacts).Should().Throw<ArgumentException>().WithMessage("*no concept 'contact'*");
    }

    [Fact]
    public void A_schema_has_every_concept_once_and_all_that_they_refer_to()
    {
        FluentActions.Invoking(() => new CrmSchema([Contact.Concept], Currency.Get("EUR"))).Should().Throw<ArgumentException>().WithMessage("*'contact.customer_id' refers to 'customer'*");
        FluentActions.Invoking(() => new CrmSchema([Customer.Concept, Customer.Concept], Currency.Get("EUR"))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => StandardSchema.Create("EUR", new AttributeRegistry().Add("customer", AttributeDefinition.Text("owner")))).Should().Throw<ArgumentException>().WithMessage("*'owner' twice*");
    }

    [Fact]
    public async Task A_page_must_say_how_many_are_wanted()
    {
        await using CrmSession session = Session();

        await session.Customers.Invoking(c => c.PageAsync(Specification<Customer>.Of(_ => { })).AsTask()).Should().ThrowAsync<ArgumentException>().WithMessage("*say Take*");
    }

    private CrmSession Session() => _crm.OpenSession(TenantId.Single, ActorRef.User("ann"));

    private static Customer New(CrmSession session)
    {
        var customer = Customer.Register(session.NewId<CustomerId>(), "Ann", CustomerKind.Person, session.Now);
        session.Customers.Add(customer);
        return customer;
    }

    private async Task<Customer> AnnAsync()
    {
        await using CrmSession session = Session();
        Customer ann = New(session);
        ann.Identify(new ExternalId("erp", "7"), session.Now);
        await session.CommitAsync();
        return ann;
    }
}
