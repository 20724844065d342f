namespace Crm.Sdk.Cli.Hosting;

/// <summary>Ends a command with a sentence for its user and an exit code.</summary>
internal sealed class ToolException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public static ToolException BadUse(string message) => new(Hosting.ExitCode.BadUse, message);

    public static ToolException Findings(string message) => new(Hosting.ExitCode.Findings, message);

    public static ToolException Environment(string message) => new(Hosting.ExitCode.Environment, message);
}
