using Crm.Sdk.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Sdk.Extensions.DependencyInjection;

/// <summary>What <c>AddCrm</c> gives: stores and other packages add their verbs to it.</summary>
public interface ICrmBuilder
{
    /// <summary>The container's services.</summary>
    IServiceCollection Services { get; }
}

/// <summary>The verbs that need no other package.</summary>
public static class CrmBuilderExtensions
{
    extension(ICrmBuilder builder)
    {
        /// <summary>Keeps everything in the memory of the process.</summary>
        public ICrmBuilder UseInMemory() => builder.UseStore((_, schema) => new InMemoryCrmStore(schema));

        /// <summary>Keeps everything in a store of the host's making; the last one said counts.</summary>
        /// <param name="create">Makes the store for a schema.</param>
        public ICrmBuilder UseStore(Func<IServiceProvider, CrmSchema, ICrmStore> create)
        {
            ArgumentNullException.ThrowIfNull(create);
            builder.Services.Replace(ServiceDescriptor.Singleton(services => create(services, services.GetRequiredService<CrmSchema>())));
            return builder;
        }
    }
}

/// <summary>The services of a container.</summary>
internal sealed class CrmBuilder(IServiceCollection services) : ICrmBuilder
{
    public IServiceCollection Services { get; } = services;
}
