namespace Crm.Sdk.House.Tests;

/// <summary>The files that people wrote: everything in a folder but what a build, a test run or a tool makes.</summary>
internal static class RepositoryFiles
{
    private static readonly HashSet<string> Made = ["bin", "obj", ".git", ".vs", ".idea", "TestResults", "artifacts"];

    public static IEnumerable<string> Under(string folder, string pattern = "*")
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        // A linked worktree has a file named .git, a clone a folder.
        var here = Directory.EnumerateFiles(folder, pattern).Where(IsWritten);
        var below = Directory.EnumerateDirectories(folder).Where(IsWritten).SelectMany(d => Under(d, pattern));
        return here.Concat(below).Order(StringComparer.Ordinal);
    }

    private static bool IsWritten(string path) => !Made.Contains(Path.GetFileName(path));
}
