using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.Sdk.Aggregates;
using Crm.Sdk.EntityFrameworkCore.Model;
using Crm.Sdk.EntityFrameworkCore.Sqlite.Connections;

namespace Crm.Sdk.EntityFrameworkCore.Sqlite.Migrations;

/// <summary>Reads what a file keeps of the schema that it was last opened with.</summary>
internal static partial class SettingsReader
{
    /// <summary>Where the currency and the attributes of the last opening are kept.</summary>
    public const string Key = "settings";

    /// <summary>The currency and the attributes of the last opening.</summary>
    /// <param name="settings">What is kept of them; null in a file that was written before they were.</param>
    /// <param name="facts">The facts that are kept, whose amounts have the currency.</param>
    /// <param name="attributes">All attributes that the file has ever known; null for none.</param>
    /// <param name="failures">Names the file.</param>
    /// <returns>Null in a file written before they were kept, none of whose facts has amounts.</returns>
    public static FactSettings? Read(string? settings, string facts, string? attributes, SqliteFailures failures)
    {
        try
        {
            return (settings ?? FromSignatures(facts, attributes)) is { } text ? SettingsText.Read(text) : null;
        }
        catch (FormatException e)
        {
            throw failures.Damaged($"keeps settings that nobody can read, so it was changed by something else than the SDK ({e.Message}). Restore it from a backup.", e);
        }
    }

    private static string? FromSignatures(string facts, string? attributes)
    {
        Match money = Money().Match(facts);
        var byConcept = JsonDocument.Parse(attributes ?? "{}").RootElement.EnumerateObject()
            .Select(a => (Names: a.Name.Split('.', 2), Type: a.Value.GetString()!)).GroupBy(a => a.Names[0], StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToDictionary(a => a.Names[1], a => a.Type, StringComparer.Ordinal), StringComparer.Ordinal);
        return !money.Success ? null : JsonSerializer.Serialize(new { currency = money.Groups["code"].Value, attributes = byConcept });
    }

    [GeneratedRegex("money\\((?<code>[A-Z]{3})", RegexOptions.ExplicitCapture)]
    private static partial Regex Money();
}
