using System.CommandLine;
using System.Reflection;
using Crm.Sdk.Cli.Hosting;

namespace Crm.Sdk.Cli.Commands;

/// <summary><c>crm new FOLDER</c>: a workspace with sample data that answers at once.</summary>
internal static class NewCommand
{
    private const string Prefix = "Starter/";

    public static Command Create(ToolHost host)
    {
        var folder = new Argument<string>("FOLDER") { Description = "The folder to make; it must not exist or be empty." };
        var command = new Command("new", "Makes a workspace with sample data.") { folder };
        command.SetAction((parsed, cancellationToken) => RunAsync(host, parsed.GetRequiredValue(folder), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ToolHost host, string typed, CancellationToken cancellationToken)
    {
        string folder = host.PathOf(typed);
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw ToolException.BadUse($"'{typed}' is there already and not empty. Name another folder; nothing was written.");
        }

        Assembly assembly = typeof(NewCommand).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            string file = name[Prefix.Length..].Replace('\\', '/');
            string path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using Stream source = assembly.GetManifestResourceStream(name)!;
            await using var target = new FileStream(path, FileMode.CreateNew);
            await source.CopyToAsync(target, cancellationToken);
            await host.Output.WriteLineAsync($"  {file}");
        }

        string shown = host.Shown(folder);
        await host.Output.WriteLineAsync($"""
            Made a workspace in {shown}. Next:
              crm check {Quoted(shown)}
              crm evaluate --folder {Quoted(shown)} --from 2025 --to 2025 --grain quarter
            """);
        return ExitCode.Ok;
    }

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
}
