using System.Text.Json;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Output;

/// <summary>Writes findings for other programs.</summary>
internal static class FindingJson
{
    /// <summary>The format of the JSON of a command that findings stopped.</summary>
    public const string Format = "crm-findings/1";

    /// <summary>Writes the member <c>findings</c>. What is not known of a place is null.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Finding> findings)
    {
        json.WriteStartArray("findings");
        foreach (Finding finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("code", finding.Code);
            json.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
            json.WriteString("message", finding.Message);
            json.WriteString("mend", finding.Mend);
            json.WriteString("source", finding.Place.Source);
            json.WriteString("path", finding.Place.Path);
            Number(json, "line", finding.Place.Line);
            Number(json, "column", finding.Place.Column);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
