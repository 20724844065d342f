using NodaTime;

namespace Crm.Sdk.Cli.Hosting;

/// <summary>What a command of the tool reaches of the outside: where it writes, where it stands, what time it is.</summary>
public sealed class ToolHost
{
    /// <summary>Results go here.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>What people are told besides results goes here: findings that stand in the way, warnings, progress.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>The current folder, against which paths on the command line are resolved.</summary>
    public required string Folder { get; init; }

    /// <summary>The clock.</summary>
    public required IClock Clock { get; init; }

    /// <summary>Whether results may be coloured.</summary>
    public bool ColoursOutput { get; init; }

    /// <summary>Whether messages may be coloured, and progress shown.</summary>
    public bool ColoursError { get; init; }

    /// <summary>The console of the process; without colours and progress where it is redirected or <c>NO_COLOR</c> is set.</summary>
    public static ToolHost OfProcess()
    {
        bool plain = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new ToolHost
        {
            Output = Console.Out,
            Error = Console.Error,
            Folder = Environment.CurrentDirectory,
            Clock = SystemClock.Instance,
            ColoursOutput = !plain && !Console.IsOutputRedirected,
            ColoursError = !plain && !Console.IsErrorRedirected,
        };
    }

    /// <summary>The full path of a path as it was typed.</summary>
    internal string PathOf(string typed) => Path.GetFullPath(typed, Folder);

    /// <summary>A path as people read it here: relative to the current folder when it lies below, with forward slashes.</summary>
    internal string Shown(string path)
    {
        string relative = Path.GetRelativePath(Folder, path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path : relative.Replace('\\', '/');
    }
}
