using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Values;

public sealed class IdentityTests
{
    [Fact]
    public void Ids_rise_strictly_also_when_the_clock_stands_still_or_goes_back()
    {
        var clock = new Clock();
        var ids = new TimeOrderedIds(clock, new Random(1));
        var given = new List<Guid>();
        foreach (int step in (int[])[0, 0, 1, -5000, 0, 3, -1, 100_000, -100_000])
        {
            clock.Now += Duration.FromMilliseconds(step);
            given.AddRange(Enumerable.Range(0, 3000).Select(_ => ids.Next()));
        }

        given.Zip(given.Skip(1)).Should().OnlyContain(p => p.First.CompareTo(p.Second) < 0);
        given.Select(g => g.ToString("D")).Should().BeInAscendingOrder(StringComparer.Ordinal);
        given.Should().OnlyContain(g => g.Version == 7 && g.Variant >= 8 && g.Variant <= 11);
    }

    [Fact]
    public void An_id_begins_with_the_millisecond()
    {
        var clock = new Clock();

        Guid id = new TimeOrderedIds(clock).Next();

        Convert.ToInt64(id.ToString("N")[..12], 16).Should().Be(clock.Now.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task Threads_never_get_one_id_twice()
    {
        var ids = new TimeOrderedIds(new Clock());

        Guid[][] given = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 5000).Select(_ => ids.Next()).ToArray())));

        given.SelectMany(g => g).Should().OnlyHaveUniqueItems();
        given.Should().OnlyContain(g => g.Zip(g.Skip(1)).All(p => p.First.CompareTo(p.Second) < 0));
    }

    [Theory]
    [InlineData("user:ann", ActorKind.User, "ann")]
    [InlineData("SYSTEM:import:7", ActorKind.System, "import:7")]
    [InlineData("agent: x", ActorKind.Agent, " x")]
    public void An_actor_is_read_from_its_text(string text, ActorKind kind, string name)
    {
        var actor = ActorRef.Parse(text);

        (actor.Kind, actor.Name).Should().Be((kind, name));
        ActorRef.Parse(actor.ToString()).Should().Be(actor);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData(":ann")]
    [InlineData("user:")]
    [InlineData("user:  ")]
    [InlineData("1:ann")]
    [InlineData("7:ann")]
    [InlineData("user,system:ann")]
    [InlineData(" user:ann")]
    [InlineData("robot:ann")]
    public void What_is_no_actor_is_refused_by_name(string text) =>
        FluentActions.Invoking(() => ActorRef.Parse(text)).Should().Throw<FormatException>().WithMessage($"'{text}' is no actor; write user:NAME*");

    [Fact]
    public void Actors_are_equal_when_kind_and_name_are()
    {
        ActorRef.User("ann").Should().Be(ActorRef.User("ann")).And.NotBe(ActorRef.System("ann")).And.NotBe(ActorRef.User("Ann"));
        FluentActions.Invoking(() => ActorRef.Agent(" ")).Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData("erp", "7", true)]
    [InlineData("erp-2.main_x", "a:b c", true)]
    [InlineData("", "7", false)]
    [InlineData("erp", "", false)]
    [InlineData("e r p", "7", false)]
    [InlineData("erp:x", "7", false)]
    public void An_external_id_has_a_source_that_is_a_name_and_a_value(string source, string value, bool isGood)
    {
        Action create = () => _ = new ExternalId(source, value);

        if (isGood)
        {
            create.Should().NotThrow();
            new ExternalId(source, value).ToString().Should().Be($"{source}:{value}");
        }
        else
        {
            create.Should().Throw<ArgumentException>();
        }
    }

    [Fact]
    public void External_ids_are_equal_letter_by_letter() =>
        new ExternalId("erp", "a").Should().Be(new ExternalId("erp", "a")).And.NotBe(new ExternalId("erp", "A")).And.NotBe(new ExternalId("ERP", "a"));

    private sealed class Clock : IClock
    {
        public Instant Now { get; set; } = Instant.FromUtc(2026, 1, 1, 0, 0);

        public Instant GetCurrentInstant() => Now;
    }
}
