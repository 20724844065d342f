namespace Crm.Sdk.EntityFrameworkCore.Sqlite;

/// <summary>What a store does about the tables of a file when it is opened. A file of a later version is refused in any case.</summary>
public enum MigrationPolicy
{
    /// <summary>Makes a new file and brings an older one up to date.</summary>
    Apply,

    /// <summary>
    /// Refuses a file that does not exist or is older, and changes nothing; the tables come by <see cref="SqliteTables.Script"/>. A file
    /// that cannot be written is opened to be read; commits to it fail. Where its folder allows no writing either, the file is read as it
    /// stands, without locks: for files that nobody writes meanwhile, such as those on a disk that is mounted to be read.
    /// </summary>
    Check,
}

/// <summary>Where a SQLite store lies and how it is opened.</summary>
/// <remarks>Give either <see cref="Path"/> or <see cref="ConnectionString"/>.</remarks>
public sealed class SqliteStoreOptions
{
    /// <summary>The path of the file; its folder must exist. Null when there is a connection string.</summary>
    public string? Path { get; init; }

    /// <summary>A connection string of Microsoft.Data.Sqlite, such as <c>Data Source=crm.db</c>. Null when there is a path. Files only: for a store in memory take <see cref="Storage.InMemoryCrmStore"/>.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>What is done about the tables when the store is opened.</summary>
    public MigrationPolicy Migrate { get; init; } = MigrationPolicy.Apply;

    /// <summary>
    /// Whether the opening may change the currency of a file that has content, or leave out attributes that have values. Its facts are
    /// then made anew, and programs that have it open get a <see cref="Storage.CrmSchemaException"/>; false unless said.
    /// </summary>
    public bool ReplaceFacts { get; init; }

    /// <summary>How long a call waits for a lock that another process holds before it fails as transient; five seconds unless said.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many connections for reading stay open between uses, 1 or more. More readings at once open more for the while.</summary>
    public int Readers { get; init; } = 4;
}
