using System.CommandLine;

namespace Crm.Sdk.Cli.Hosting;

/// <summary>The words by which a command is called, such as <c>plan apply</c>.</summary>
internal static class CommandPath
{
    /// <summary>The words, without the name of the tool; with one more when it is given.</summary>
    public static string Of(Command command, params string[] more) =>
        string.Join(' ', command is RootCommand ? more : [.. command.Parents.OfType<Command>().Take(1).Select(p => Of(p)).Where(p => p.Length > 0), command.Name, .. more]);
}
