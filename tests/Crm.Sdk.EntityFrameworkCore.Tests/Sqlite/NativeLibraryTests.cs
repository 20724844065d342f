using System.Reflection;
using System.Runtime.Loader;
using Crm.Sdk.EntityFrameworkCore.Sqlite;
using Crm.Sdk.Storage;

namespace Crm.Sdk.EntityFrameworkCore.Tests.Sqlite;

public sealed class NativeLibraryTests
{
    /// <summary>A host that lacks the native library once got a plain System.Exception about SQLitePCL.raw.SetProvider().</summary>
    [Fact]
    public async Task A_host_without_the_native_library_is_told_by_a_typed_error_what_it_lacks()
    {
        using var file = new StoreFile();
        var host = new HostWithoutSqlite();
        await using ICrmStore store = host.Store(file.Path);

        Func<Task> open = async () => await store.OpenAsync();

        CrmStorageException e = (await open.Should().ThrowAsync<CrmStorageException>()).Which;
        e.Message.Should().Contain("SQLitePCLRaw.bundle_e_sqlite3");
        e.IsTransient.Should().BeFalse();
        e.InnerException.Should().NotBeNull();
    }

    /// <summary>Loads the store and its driver a second time, beside a bundle that cannot be found.</summary>
    private sealed class HostWithoutSqlite() : AssemblyLoadContext("a host without SQLite")
    {
        private static readonly string[] Own = ["Crm.Sdk.EntityFrameworkCore.Sqlite", "Microsoft.Data.Sqlite", "SQLitePCLRaw.core"];

        public ICrmStore Store(string path)
        {
            Assembly adapter = LoadFromAssemblyPath(PathOf(Own[0]));
            Type options = adapter.GetType(typeof(SqliteStoreOptions).FullName!, throwOnError: true)!;
            object given = Activator.CreateInstance(options)!;
            options.GetProperty(nameof(SqliteStoreOptions.Path))!.SetValue(given, path);
            return (ICrmStore)Activator.CreateInstance(adapter.GetType(typeof(SqliteCrmStore).FullName!, throwOnError: true)!, StoreFile.Schema(), given)!;
        }

        protected override Assembly? Load(AssemblyName name) =>
            Own.Contains(name.Name) ? LoadFromAssemblyPath(PathOf(name.Name!))
            : name.Name is "SQLitePCLRaw.batteries_v2" ? throw new FileNotFoundException("It is not there.", name.Name)
            : null;

        private static string PathOf(string assembly) => Path.Combine(AppContext.BaseDirectory, assembly + ".dll");
    }
}
