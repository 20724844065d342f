namespace Crm.Sdk.TestKit;

/// <summary>Real data with known answers, in <c>../shared/data</c> beside the checkout. It is not part of the repository.</summary>
public static class SharedData
{
    /// <summary>The folder that holds one folder per data set, whether or not it exists.</summary>
    public static string Folder { get; } = Path.GetFullPath(RepositoryRoot.Combine("..", "shared", "data"));

    /// <summary>Whether the data is here.</summary>
    public static bool IsPresent => Directory.Exists(Folder);

    /// <summary>The path of a file or folder of the data, for example <c>PathOf("cdnow", "README.md")</c>.</summary>
    /// <exception cref="FileNotFoundException">Nothing is there.</exception>
    public static string PathOf(params string[] parts)
    {
        var path = Path.Combine([Folder, .. parts]);
        return Path.Exists(path) ? path : throw new FileNotFoundException("The shared data has no such file.", path);
    }

    internal static string? ReasonToSkip => IsPresent ? null : "needs ../shared/data beside the checkout";
}
