using Crm.Sdk.Extensions.DependencyInjection;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite;

/// <summary>The verb of this store.</summary>
public static class SqliteCrmBuilderExtensions
{
    extension(ICrmBuilder builder)
    {
        /// <summary>Keeps everything in a SQLite file, which is made when it is not there.</summary>
        /// <param name="path">The path of the file; its folder must exist.</param>
        public ICrmBuilder UseSqlite(string path) => builder.UseSqlite(new SqliteStoreOptions { Path = path });

        /// <summary>Keeps everything in a SQLite file.</summary>
        /// <param name="options">Where it lies and how it is opened.</param>
        public ICrmBuilder UseSqlite(SqliteStoreOptions options)
        {
            ArgumentNullException.ThrowIfNull(options);
            return builder.UseStore((_, schema) => new SqliteCrmStore(schema, options));
        }
    }
}
