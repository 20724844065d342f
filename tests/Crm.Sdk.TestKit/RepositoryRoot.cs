namespace Crm.Sdk.TestKit;

/// <summary>The checkout from which the tests were built: the nearest folder upwards that holds the solution.</summary>
public static class RepositoryRoot
{
    private const string Solution = "Crm.Sdk.sln";

    /// <summary>The full path of the checkout.</summary>
    public static string Path { get; } = Find();

    /// <summary>A path inside the checkout, from parts that are relative to its root.</summary>
    public static string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>A path of the checkout as people write it: relative to the root, with forward slashes.</summary>
    public static string Relative(string path) => System.IO.Path.GetRelativePath(Path, path).Replace('\\', '/');

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, Solution)))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds {Solution}.");
    }
}
