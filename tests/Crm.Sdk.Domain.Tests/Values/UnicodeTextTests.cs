using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Values;

/// <summary>JSON writes a replacement for half a surrogate pair, so that the log would tell another text than the row.</summary>
public sealed class UnicodeTextTests
{
    // Not as data of a theory: neither metadata nor the runner would hand such texts on.
    private static readonly string[] Halves = ["\uD83D", "a\uDE00b", "\uDE00\uD83D", "\U0001F600\uD83D"];

    [Fact]
    public async Task Half_a_surrogate_pair_is_refused_before_it_is_stored()
    {
        Instant at = Instant.FromUnixTimeSeconds(0);
        await using var crm = new CrmRuntime(new InMemoryCrmStore(StandardSchema.Create("EUR")));
        foreach (string text in Halves)
        {
            Action external = () => _ = new ExternalId("erp", text), personal = () => PersonalText.Of(text);
            external.Should().Throw<ArgumentException>().WithMessage("*half a surrogate pair*");
            personal.Should().Throw<ArgumentException>().WithMessage("*half a surrogate pair*");
            await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
            var customer = Customer.Register(session.NewId<CustomerId>(), "Ann \U0001F600", CustomerKind.Person, at);
            customer.AssignTo(text, at);
            session.Customers.Add(customer);
            Func<Task> commit = async () => await session.CommitAsync();
            await commit.Should().ThrowAsync<ArgumentException>().WithMessage("*half a surrogate pair*");
        }
    }
}
