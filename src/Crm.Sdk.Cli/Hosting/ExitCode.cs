namespace Crm.Sdk.Cli.Hosting;

/// <summary>What the tool tells its caller.</summary>
public static class ExitCode
{
    /// <summary>All is well; warnings may have been printed.</summary>
    public const int Ok = 0;

    /// <summary>The definitions, mappings, data or the question have errors, which were printed.</summary>
    public const int Findings = 1;

    /// <summary>The command line is wrong.</summary>
    public const int BadUse = 2;

    /// <summary>Something outside is in the way: a file that is missing or may not be read or written.</summary>
    public const int Environment = 3;

    /// <summary>The tool itself has a fault.</summary>
    public const int Fault = 70;

    /// <summary>The user ended the command.</summary>
    public const int Cancelled = 130;
}
