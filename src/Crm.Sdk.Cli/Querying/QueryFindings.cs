using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Querying;

/// <summary>Tells findings about a query in the words of the command line.</summary>
internal static class QueryFindings
{
    /// <summary>The findings with options instead of the properties of a query as their places.</summary>
    public static IReadOnlyList<Finding> AsOptions(IReadOnlyList<Finding> findings) =>
    [
        .. findings.Select(f => new Finding(f.Code, f.Severity, f.Message, f.Mend, f.Place.Path is { } path ? new FindingPlace { Path = Option(path) } : f.Place)),
    ];

    private static string Option(string path) => path switch
    {
        "metrics" => "METRIC",
        "segments" => "--segment",
        "knownAt" => "--known-at",
        _ => "--" + path,
    };
}
