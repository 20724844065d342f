using Crm.Sdk.Aggregates;
using Crm.Sdk.Attributes;
using Crm.Sdk.Customers;
using Crm.Sdk.Values;
using FsCheck.Xunit;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Customers;

public sealed class CustomerTests
{
    private static readonly Instant At = Instant.FromUtc(2026, 1, 1, 9, 0);
    private static readonly CustomerId Id = new(new Guid(1, 0, 0, new byte[8]));
    private static readonly CustomerId Other = new(new Guid(2, 0, 0, new byte[8]));
    private static readonly AttributeDefinition<string> Nickname = AttributeDefinition.Text("nickname", isPersonal: true);
    private static readonly AttributeDefinition<long> Size = AttributeDefinition.Integer("size");

    private static readonly Action<Customer>[] Commands =
    [
        c => c.Rename("Bob", At), c => c.Rename("Ann", At), c => c.Reach("e", null, At), c => c.Reach(null, "p", At), c => c.Describe("steel", "DE", At), c => c.Describe(null, null, At),
        c => c.AssignTo("x", At), c => c.AssignTo(null, At), c => c.MoveTo(LifecycleStage.Active, At), c => c.MoveTo(LifecycleStage.Former, At), c => c.PlaceUnder(Other, At),
        c => c.PlaceUnder(null, At), c => c.Identify(new ExternalId("erp", "7"), At), c => c.Identify(new ExternalId("erp", "8"), At), c => c.Identify(new ExternalId("shop", "7"), At),
        c => c.Set(Nickname, "n", At), c => c.Set(Size, 5, At), c => c.Clear(Size, At), c => c.Archive(At), c => c.Restore(At),
    ];

    [Fact]
    public void A_customer_begins_as_a_prospect_with_one_event()
    {
        Customer customer = Ann();

        (customer.Id, customer.Key, customer.Name, customer.Kind, customer.Stage, customer.RegisteredAt, customer.Version)
            .Should().Be((Id, Id.Value, "Ann", CustomerKind.Person, LifecycleStage.Prospect, At, 0));
        customer.PendingEvents.Should().Equal(new CustomerRegistered { OccurredAt = At, Name = PersonalText.Of("Ann")!, Kind = CustomerKind.Person });
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void A_name_is_never_empty(string? name)
    {
        FluentActions.Invoking(() => Customer.Register(Id, name!, CustomerKind.Person, At)).Should().Throw<ArgumentException>();
        Ann().Invoking(c => c.Rename(name!, At)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void An_empty_id_names_nobody() =>
        FluentActions.Invoking(() => Customer.Register(default, "Ann", CustomerKind.Person, At)).Should().Throw<ArgumentException>().WithMessage("*empty id*");

    [Fact]
    public void A_customer_is_no_part_of_itself() => Ann().Invoking(c => c.PlaceUnder(Id, At)).Should().Throw<ArgumentException>();

    [Property(MaxTest = 200)]
    public bool A_command_that_changes_nothing_raises_nothing(byte[] commands)
    {
        Customer customer = After(commands);
        foreach (Action<Customer> command in Commands)
        {
            if (!Does(customer, command))
            {
                continue;
            }

            int events = customer.PendingEvents.Count;
            command(customer);
            if (customer.PendingEvents.Count != events)
            {
                return false;
            }
        }

        return true;
    }

    [Property(MaxTest = 200)]
    public bool Its_events_make_what_it_is(byte[] commands)
    {
        Customer customer = After(commands);

        Aggregate replayed = Customer.Concept.Replay(Id.Value, customer.PendingEvents);

        return Same(Customer.Concept.ToRow(customer), Customer.Concept.ToRow(replayed)) && replayed.Version == customer.PendingEvents.Count && replayed.PendingEvents.Count == 0;
    }

    [Property(MaxTest = 200)]
    public bool A_row_gives_it_back(byte[] commands)
    {
        Row row = Customer.Concept.ToRow(After(commands));

        return Same(row, Customer.Concept.ToRow(Customer.Concept.FromRow(row)));
    }

    [Property]
    public bool Its_events_come_back_from_the_log(byte[] commands) => After(commands).PendingEvents.All(e =>
    {
        EventType type = Customer.Concept.EventOf(e);
        string json = type.Write(e, out IReadOnlyList<string?> texts);
        return type.Read(json, texts) == e && Customer.Concept.FindEvent(type.Name) == type;
    });

    [Fact]
    public void An_archived_customer_refuses_every_change_but_its_restoration()
    {
        Customer customer = Ann();
        customer.Archive(At);

        foreach (Action<Customer> change in (Action<Customer>[])
            [c => c.Rename("Bob", At), c => c.AssignTo("x", At), c => c.Set(Size, 5, At), c => c.Identify(new ExternalId("erp", "7"), At), c => c.PlaceUnder(Other, At)])
        {
            customer.Invoking(change).Should().Throw<InvalidOperationException>().WithMessage("*archived; restore it first*");
        }

        customer.Archive(At);
        customer.PendingEvents.Should().HaveCount(2);
        customer.Restore(At);
        customer.Rename("Bob", At);
        customer.Name.Should().Be("Bob");
    }

    [Fact]
    public void An_external_id_of_one_source_replaces_the_one_before()
    {
        Customer customer = Ann();
        customer.Identify(new ExternalId("erp", "7"), At);
        customer.Identify(new ExternalId("shop", "1"), At);
        customer.Identify(new ExternalId("erp", "8"), At);

        customer.ExternalIds.Should().Equal(new ExternalId("shop", "1"), new ExternalId("erp", "8"));
        customer.IdIn("erp").Should().Be(new ExternalId("erp", "8"));
        customer.IdIn("web").Should().BeNull();
    }

    [Fact]
    public void A_row_of_another_concept_is_refused() =>
        FluentActions.Invoking(() => Contact.Concept.FromRow(Customer.Concept.ToRow(Ann()))).Should().Throw<ArgumentException>().WithMessage("*'customer', not of 'contact'*");

    private static Customer Ann() => Customer.Register(Id, "Ann", CustomerKind.Person, At);

    private static Customer After(byte[] commands)
    {
        Customer customer = Ann();
        foreach (byte command in commands)
        {
            Does(customer, Commands[command % Commands.Length]);
        }

        return customer;
    }

    private static bool Does(Customer customer, Action<Customer> command)
    {
        try
        {
            command(customer);
            return true;
        }
        catch (InvalidOperationException) when (customer.IsArchived)
        {
            return false;
        }
    }

    private static bool Same(Row a, Row b) =>
        (a.Id, a.Version, a.IsArchived) == (b.Id, b.Version, b.IsArchived) && a.Attributes.Equals(b.Attributes) && a.Values.SequenceEqual(b.Values) && a.ExternalIds.SequenceEqual(b.ExternalIds);
}
