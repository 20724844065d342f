using Crm.Sdk.Cli.Hosting;
using NodaTime;

namespace Crm.Sdk.Cli.Tests;

/// <summary>A folder of its own, and commands that are run in it in process.</summary>
public sealed class ToolRun : IDisposable
{
    /// <summary>Creates the folder.</summary>
    public ToolRun() => Folder = Directory.CreateTempSubdirectory("crm-cli-").FullName;

    /// <summary>The current folder of commands.</summary>
    public string Folder { get; }

    /// <summary>What the latest command printed to its output, with line feeds.</summary>
    public string Output { get; private set; } = "";

    /// <summary>What the latest command told besides, with line feeds.</summary>
    public string Error { get; private set; } = "";

    /// <summary>A folder with the sample workspace in <c>shop</c>.</summary>
    public static async Task<ToolRun> WithShopAsync()
    {
        var run = new ToolRun();
        (await run.CrmAsync("new", "shop")).Should().Be(ExitCode.Ok);
        return run;
    }

    /// <summary>Runs a command.</summary>
    public Task<int> CrmAsync(params string[] args) => CrmAsync(new RunOptions(), args);

    /// <summary>Runs a command with colours, or with a token that is cancelled.</summary>
    public async Task<int> CrmAsync(RunOptions options, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = new ToolHost
        {
            Output = output, Error = error, Folder = Folder, Clock = new FixedClock(), ColoursOutput = options.Colours,
        };
        int code = await CrmTool.RunAsync(args, host, options.CancellationToken);
        Output = output.ToString().ReplaceLineEndings("\n");
        Error = error.ToString().ReplaceLineEndings("\n");
        return code;
    }

    /// <summary>The text of a file below the folder.</summary>
    public string Read(string path) => File.ReadAllText(Path.Combine(Folder, path)).ReplaceLineEndings("\n");

    /// <summary>Writes a file below the folder.</summary>
    public void Write(string path, string text)
    {
        string file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Changes a file below the folder; what is replaced must be there.</summary>
    public void Change(string path, string what, string with)
    {
        string text = Read(path);
        text.Should().Contain(what);
        Write(path, text.Replace(what, with, StringComparison.Ordinal));
    }

    /// <summary>The files below the folder, relative to it, in order.</summary>
    public IEnumerable<string> Files() => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private sealed class FixedClock : IClock
    {
        public Instant GetCurrentInstant() => Instant.FromUtc(2025, 8, 10, 10, 30);
    }
}

/// <summary>How a command is run, where it matters.</summary>
public sealed class RunOptions
{
    /// <summary>Whether its output is a terminal with colours.</summary>
    public bool Colours { get; init; }

    /// <summary>Ends the command.</summary>
    public CancellationToken CancellationToken { get; init; }
}
