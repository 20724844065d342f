using Crm.Sdk.Language.Binding;
using Crm.Sdk.Storage;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Crm.Sdk.Extensions.DependencyInjection;

/// <summary>Registers a CRM with a container.</summary>
public static class CrmServiceCollectionExtensions
{
    /// <summary>
    /// Registers a CRM: <see cref="CrmRuntime"/>, <see cref="CrmSchema"/>, <see cref="CrmModel"/> and <see cref="ReportingCalendar"/>,
    /// one of each. Say where it is kept with a verb on what it returns, such as <c>UseSqlite</c> or <c>UseInMemory</c>.
    /// </summary>
    /// <remarks>Called twice it adds nothing twice; both configurations apply. What the host has registered (a clock, an id generator) stays.</remarks>
    /// <param name="services">The container's services.</param>
    /// <param name="configure">Says what the host decides.</param>
    public static ICrmBuilder AddCrm(this IServiceCollection services, Action<CrmOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        OptionsBuilder<CrmOptions> options = services.AddOptions<CrmOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CrmOptions>, CrmOptionsValidator>());
        services.TryAddSingleton<IClock>(SystemClock.Instance);
        services.TryAddSingleton<IIdGenerator>(p => new TimeOrderedIds(p.GetRequiredService<IClock>()));
        services.TryAddSingleton(p => p.GetRequiredService<IOptions<CrmOptions>>().Value.CreateSchema());
        services.TryAddSingleton(p => CrmModel.Parse(p.GetRequiredService<IOptions<CrmOptions>>().Value.Definitions, p.GetRequiredService<CrmSchema>().Facts).ThrowIfInvalid());
        services.TryAddSingleton(p => Calendar(p.GetRequiredService<IOptions<CrmOptions>>().Value));
        services.TryAddSingleton<ICrmStore>(_ => throw new InvalidOperationException(
            "CRM0001: no store is chosen. Say where the CRM is kept: services.AddCrm(...).UseSqlite(\"crm.db\"), or .UseInMemory() for tests."));
        services.TryAddSingleton(p => new CrmRuntime(p.GetRequiredService<ICrmStore>(), p.GetRequiredService<IClock>(), p.GetRequiredService<IIdGenerator>()));
        return new CrmBuilder(services);
    }

    private static ReportingCalendar Calendar(CrmOptions options) =>
        new(DateTimeZoneProviders.Tzdb[options.TimeZone], options.Calendar ?? CalendarScheme.Gregorian(options.FiscalStartMonth));
}
