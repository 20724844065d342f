using System.Globalization;

namespace Crm.Sdk.Cli.Output;

/// <summary>Small pieces of sentences.</summary>
internal static class Words
{
    /// <summary>A count and its noun: <c>1 row</c>, <c>2 rows</c>.</summary>
    public static string Count(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
