using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Crm.Sdk.Cli.Commands;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Plans;
using Crm.Sdk.Cli.Stores;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli;

/// <summary>The tool <c>crm</c>.</summary>
public static class CrmTool
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="host">Where the command writes and stands.</param>
    /// <param name="cancellationToken">Ends the command early, as Ctrl-C does.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, ToolHost host, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(host);
        ParseResult parsed = CreateRoot(host).Parse(args);
        IReadOnlyList<string> mistakes = parsed.Action is HelpAction or ExamplesAction ? [] : Mistakes(parsed);
        if (mistakes.Count > 0)
        {
            foreach (string message in mistakes)
            {
                await host.Error.WriteLineAsync($"crm: {message}");
            }

            await host.Error.WriteLineAsync($"Run '{NameOf(parsed.CommandResult.Command)} --help' to see how it is used.");
            return ExitCode.BadUse;
        }

        try
        {
            var configuration = new InvocationConfiguration { Output = host.Output, Error = host.Error, EnableDefaultExceptionHandler = false };
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await host.Error.WriteLineAsync("crm: cancelled.");
            return ExitCode.Cancelled;
        }
        catch (ToolException e)
        {
            await host.Error.WriteLineAsync($"crm: {e.Message}");
            return e.ExitCode;
        }
        catch (InvalidDefinitionException e)
        {
            await host.Error.WriteLineAsync(e.Message);
            return ExitCode.Findings;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await host.Error.WriteLineAsync($"crm: {Sentence(host, e)}");
            return ExitCode.Environment;
        }
        catch (Exception e)
        {
            await host.Error.WriteLineAsync($"crm: this is a fault of the tool, not of your input. Please report it with these lines:\n{e}");
            return ExitCode.Fault;
        }
    }

    private static RootCommand CreateRoot(ToolHost host)
    {
        var root = new RootCommand("Checks, imports, evaluates and explains the metrics of a workspace: a folder of definitions, mappings and CSV files.")
        {
            NewCommand.Create(host), CheckCommand.Create(host), ImportCommand.Create(host), EvaluateCommand.Create(host), ExplainCommand.Create(host), DiffCommand.Create(host),
            ListCommand.Create(host), TargetsCommand.Create(host), SegmentsCommand.Create(host), CustomersCommand.Create(host), ObjectivesCommand.Create(host), PlanCommands.Create(host),
        };
        root.HelpName = "crm";
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
        {
            help.Action = new ExamplesAction((HelpAction)help.Action!);
        }

        return root;
    }

    // What looks like an option must not become the name of a metric or a folder.
    private static IReadOnlyList<string> Mistakes(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (command.Subcommands.Count > 0 && parsed.Errors.Count > 0 && !(parsed.UnmatchedTokens is [var sign, ..] && sign.StartsWith('-')))
        {
            var commands = command.Subcommands.Select(c => c.Name).ToList();
            return [parsed.UnmatchedTokens is [var first, ..] ? $"there is no command '{CommandPath.Of(command, first)}'. {Suggestion.Mend(first, commands)}"
                : $"name a command{(command is RootCommand ? "" : $" of '{CommandPath.Of(command)}'")}: {string.Join(", ", commands)}."];
        }

        var names = command.Options.Select(o => o.Name).ToList();
        var options = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value).Concat(parsed.UnmatchedTokens)
            .Where(t => t.StartsWith('-') && t.Length > 1).ToList();
        if (options.Count > 0)
        {
            return [.. options.Select(o => $"there is no option '{o}'. {Suggestion.Mend(o, names)}")];
        }


        return [.. parsed.Errors.Select(e => e.Message).Distinct(StringComparer.Ordinal)];
    }

    private static string NameOf(Command command) => command is RootCommand ? "crm" : $"crm {CommandPath.Of(command)}";

    private static string Sentence(ToolHost host, Exception e) => e switch
    {
        FileNotFoundException { FileName: { } file } => $"there is no file {host.Shown(file)}.",
        DirectoryNotFoundException => "a folder that is needed does not exist, or was taken away meanwhile.",
        _ => e.Message,
    };
}
