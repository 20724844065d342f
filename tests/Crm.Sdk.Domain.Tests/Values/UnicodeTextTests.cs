using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Values;

/// <summary>JSON writes a replacement for half a surrogate pair, so that the log would tell another text than the row.</summary>
public sealed class UnicodeTextTests
{
    // Data in attributes would be well-formed: the compiler writes them as UTF-8.
    public static TheoryData<string> Halves => ["\uD83D", "a\uDE00b", "\uDE00\uD83D", "\U0001F600\uD83D"];

    [Theory]
    [MemberData(nameof(Halves))]
    public async Task Half_a_surrogate_pair_is_refused_before_it_is_stored(string text)
    {
        Action external = () => _ = new ExternalId("erp", text), personal = () => PersonalText.Of(text);
        external.Should().Throw<ArgumentException>().WithMessage("*half a surrogate pair*");
        personal.Should().Throw<ArgumentException>().WithMessage("*half a surrogate pair*");
        await using var crm = new CrmRuntime(new InMemoryCrmStore(StandardSchema.Create("EUR")));
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        var customer = Customer.Register(session.NewId<CustomerId>(), "Ann \U0001F600", CustomerKind.Person, Instant.FromUnixTimeSeconds(0));
        customer.AssignTo(text, Instant.FromUnixTimeSeconds(0));
        session.Customers.Add(customer);

        Func<Task> commit = async () => await session.CommitAsync();

        await commit.Should().ThrowAsync<ArgumentException>().WithMessage("*half a surrogate pair*");
    }
}
