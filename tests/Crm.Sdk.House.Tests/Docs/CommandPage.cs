using System.Text.RegularExpressions;
using Crm.Sdk.Cli;
using Crm.Sdk.Cli.Hosting;
using NodaTime;

namespace Crm.Sdk.House.Tests.Docs;

/// <summary>
/// Follows a page as a reader does: makes the files whose fences have a title, and runs the <c>crm</c> commands of its <c>sh</c>
/// fences, all in one folder that is empty at first. Other commands are passed over.
/// </summary>
internal sealed partial class CommandPage(MarkdownPage page, string folder)
{
    private const string FromSource = "dotnet run --project src/Crm.Sdk.Cli -- ";

    private readonly string _root = folder;
    private string _folder = folder;

    /// <summary>Whether a page has something to follow.</summary>
    public static bool IsOne(MarkdownPage page) => page.Blocks.Any(b => b.Language == "sh" && b.Text.Split('\n').Any(line => Command(line) is not null));

    /// <summary>Follows the page to its end.</summary>
    /// <returns>For each fence with commands what they printed, and what the page shows directly below, or null; a failure that no page shows is a text too.</returns>
    public async Task<IReadOnlyList<(int Line, string Printed, string? Shown)>> FollowAsync()
    {
        var outcomes = new List<(int, string, string?)>();
        foreach (var block in page.Blocks)
        {
            if (Title().Match(block.Arguments) is { Success: true } title)
            {
                var file = Path.Combine(_root, title.Groups["path"].Value);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await File.WriteAllTextAsync(file, block.Text + "\n");
            }
            else if (block.Language == "sh")
            {
                var output = new StringWriter { NewLine = "\n" };
                var code = 0;
                foreach (var line in block.Text.Split('\n'))
                {
                    code = Math.Max(code, await RunAsync(line, output));
                }

                if (block.Output is not null || code != 0)
                {
                    outcomes.Add((block.Line, output.ToString().ReplaceLineEndings("\n").Trim('\n'), block.Output));
                }
            }
        }

        return outcomes;
    }

    private async Task<int> RunAsync(string line, TextWriter output)
    {
        if (line.StartsWith("cd ", StringComparison.Ordinal) && Directory.Exists(Path.Combine(_folder, line[3..])))
        {
            _folder = Path.Combine(_folder, line[3..]);
        }

        var host = new ToolHost { Output = output, Error = output, Folder = _folder, Clock = new Clock() };
        return Command(line) is { } command ? await CrmTool.RunAsync([.. Argument().Matches(command).Select(m => m.Value.Trim('"'))], host) : 0;
    }

    private static string? Command(string line) =>
        line.StartsWith("crm ", StringComparison.Ordinal) ? line[4..]
        : line.StartsWith(FromSource, StringComparison.Ordinal) ? line[FromSource.Length..] : null;

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Argument();

    [GeneratedRegex("^title=\"(?<path>[^\"]+)\"$", RegexOptions.ExplicitCapture)]
    private static partial Regex Title();

    private sealed class Clock : IClock
    {
        public Instant GetCurrentInstant() => Instant.FromUtc(2026, 6, 1, 0, 0);
    }
}
