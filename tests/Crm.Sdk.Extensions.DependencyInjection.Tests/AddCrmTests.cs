using Crm.Sdk.Customers;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Storage;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Crm.Sdk.Extensions.DependencyInjection.Tests;

public sealed class AddCrmTests
{
    [Fact]
    public async Task A_CRM_is_registered_once_whole_and_of_one_lifetime()
    {
        await using ServiceProvider services = Build(s => s.AddCrm(o => o.Currency = "EUR").UseInMemory());

        var crm = services.GetRequiredService<CrmRuntime>();
        crm.Store.Should().BeSameAs(services.GetRequiredService<ICrmStore>()).And.BeOfType<InMemoryCrmStore>();
        crm.Store.Schema.Should().BeSameAs(services.GetRequiredService<CrmSchema>());
        services.GetRequiredService<CrmModel>().Facts.Should().ContainKey("customer");
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CrmRuntime>().Should().BeSameAs(crm);
    }

    [Fact]
    public async Task What_is_committed_is_found_and_counted()
    {
        await using ServiceProvider services = Build(s => s.AddCrm(o => (o.Currency, o.Definitions) = ("EUR", "metric customers = count(customer)")).UseInMemory());
        var crm = services.GetRequiredService<CrmRuntime>();
        await crm.OpenAsync();
        await using (CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann")))
        {
            session.Customers.Add(Customer.Register(session.NewId<CustomerId>(), "Ada", CustomerKind.Person, session.Now));
            await session.CommitAsync();
        }

        var engine = new Crm.Sdk.Evaluation.MetricEngine(services.GetRequiredService<CrmModel>(), await crm.LoadFactsAsync(TenantId.Single));

        (await engine.EvaluateAsync(new() { Metrics = ["customers"], Now = SystemClock.Instance.GetCurrentInstant() })).Find("customers")!.Value.Should().Be((Rational)1);
    }

    [Fact]
    public async Task The_calendar_of_the_host_is_the_one_that_is_asked_by()
    {
        await using ServiceProvider services = Build(s => s.AddCrm(o => (o.Currency, o.Calendar) = ("EUR", CalendarScheme.Nrf)).UseInMemory());

        services.GetRequiredService<ReportingCalendar>().Scheme.Should().BeSameAs(CalendarScheme.Nrf);
    }

    [Fact]
    public async Task Called_twice_it_adds_nothing_twice_and_both_configurations_apply()
    {
        var services = new ServiceCollection();
        services.AddCrm(o => o.Currency = "EUR").UseInMemory();
        int count = services.Count(d => d.ServiceType.Assembly != typeof(IConfigureOptions<>).Assembly);

        services.AddCrm(o => o.FiscalStartMonth = 4);

        services.Count(d => d.ServiceType.Assembly != typeof(IConfigureOptions<>).Assembly).Should().Be(count);
        services.Count(d => d.ServiceType == typeof(IValidateOptions<CrmOptions>) && d.ImplementationType?.Assembly == typeof(CrmOptions).Assembly).Should().Be(1);
        await using ServiceProvider provider = services.BuildServiceProvider(Strict);
        provider.GetRequiredService<IStartupValidator>().Validate();
        provider.GetRequiredService<CrmRuntime>().Store.Should().BeOfType<InMemoryCrmStore>("the store that was chosen stays");
        (provider.GetRequiredService<ReportingCalendar>().FiscalStartMonth, provider.GetRequiredService<CrmSchema>().Settings.Currency.Code).Should().Be((4, "EUR"));
    }

    [Fact]
    public async Task The_last_store_that_is_said_counts()
    {
        InMemoryCrmStore? made = null;
        await using ServiceProvider services = Build(s => s.AddCrm(o => o.Currency = "EUR").UseInMemory().UseStore((_, schema) => made = new InMemoryCrmStore(schema)));

        services.GetRequiredService<CrmRuntime>().Store.Should().BeSameAs(made);
        services.GetServices<ICrmStore>().Should().ContainSingle();
    }

    [Fact]
    public async Task Without_a_store_the_mend_is_told()
    {
        await using ServiceProvider services = Build(s => s.AddCrm(o => o.Currency = "EUR"));

        FluentActions.Invoking(() => services.GetRequiredService<CrmRuntime>()).Should().Throw<InvalidOperationException>().WithMessage("CRM0001: no store is chosen.*.UseSqlite(\"crm.db\")*.UseInMemory()*");
        services.GetRequiredService<CrmModel>().Should().NotBeNull("definitions need no store");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_hosts_clock_and_ids_stay_in_whichever_order_they_are_registered(bool before)
    {
        var services = new ServiceCollection();
        var host = new Fixed();
        void Host() => services.AddSingleton<IClock>(host).AddSingleton<IIdGenerator>(host);
        if (before)
        {
            Host();
        }

        services.AddCrm(o => o.Currency = "EUR").UseInMemory();
        if (!before)
        {
            Host();
        }

        await using ServiceProvider provider = services.BuildServiceProvider(Strict);
        await using CrmSession session = provider.GetRequiredService<CrmRuntime>().OpenSession(TenantId.Single, ActorRef.User("ann"));

        (session.Now, session.NewId<CustomerId>().Value).Should().Be((Fixed.Now, Fixed.Id));
    }

    [Fact]
    public async Task The_calendar_is_that_of_the_options()
    {
        await using ServiceProvider services = Build(s => s.AddCrm(o => (o.Currency, o.TimeZone, o.FiscalStartMonth) = ("EUR", "Europe/Berlin", 7)).UseInMemory());

        var calendar = services.GetRequiredService<ReportingCalendar>();
        (calendar.Zone.Id, calendar.FiscalStartMonth).Should().Be(("Europe/Berlin", 7));
    }

    [Fact]
    public async Task It_works_without_a_container()
    {
        var options = new CrmOptions { Currency = "EUR" };
        await using var crm = new CrmRuntime(new InMemoryCrmStore(options.CreateSchema()));
        await crm.OpenAsync();
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.System("job"));
        session.Customers.Add(Customer.Register(session.NewId<CustomerId>(), "Ada", CustomerKind.Person, session.Now));

        (await session.CommitAsync())!.Position.Should().Be(1);
    }

    private static ServiceProviderOptions Strict => new() { ValidateOnBuild = true, ValidateScopes = true };

    private static ServiceProvider Build(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        configure(services);
        return services.BuildServiceProvider(Strict);
    }

    private sealed class Fixed : IClock, IIdGenerator
    {
        public static readonly Instant Now = Instant.FromUtc(2026, 4, 1, 12, 0);

        public static readonly Guid Id = new("01234567-89ab-7def-8123-456789abcdef");

        public Instant GetCurrentInstant() => Now;

        public Guid Next() => Id;
    }
}
