using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Querying;

/// <summary>Tells findings about a query in the words of the command line.</summary>
internal static class QueryFindings
{
    /// <summary>The part of a query that holds tables of rates, which are no option: the settings of the workspace declare them.</summary>
    public const string Rates = "rates";

    /// <summary>The findings with options instead of the properties of a query as their places.</summary>
    public static IReadOnlyList<Finding> AsOptions(IReadOnlyList<Finding> findings) =>
    [
        .. findings.Select(f => f.Place is { Path: Rates, Source: null } ? OfRates(f) : new Finding(f.Code, f.Severity, f.Message, f.Mend, f.Place is { Path: { } path, Source: null } ? new FindingPlace { Path = Option(path) } : f.Place)),
    ];

    private static Finding OfRates(Finding finding) => new(
        finding.Code, finding.Severity, finding.Message,
        finding.Mend.StartsWith("There are", StringComparison.Ordinal) || finding.Mend.StartsWith("It has", StringComparison.Ordinal) ? finding.Mend
            : $"Declare it in {Workspace.FileName}: \"rates\": [{{ \"name\": \"ecb\", \"file\": \"data/ecb.csv\", \"base\": \"EUR\" }}].",
        new FindingPlace { Source = Workspace.FileName, Path = Rates });

    private static string Option(string path) => path switch
    {
        "metrics" => "METRIC",
        "segments" => "--segment",
        "knownAt" or "atPosition" => "--known-at",
        _ => "--" + path,
    };
}
