using System.Collections.Frozen;
using System.Globalization;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Import.Mapping;

/// <summary>A mapping that fits its fact or kind of aggregate. Immutable; made by <see cref="ImportMapping.Bind"/>.</summary>
public sealed class BoundMapping
{
    private readonly FrozenSet<string> _mapped;

    internal BoundMapping(ImportMapping mapping, FactSchema schema, IReadOnlyList<BoundColumn> columns)
    {
        Mapping = mapping;
        Schema = schema;
        Columns = columns;
        _mapped = columns.Select(c => c.Field.Name).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The mapping.</summary>
    public ImportMapping Mapping { get; }

    /// <summary>The fact.</summary>
    public FactSchema Schema { get; }

    internal IReadOnlyList<BoundColumn> Columns { get; }

    /// <summary>Whether the mapping fills a field.</summary>
    internal bool IsMapped(string field) => _mapped.Contains(field);

    /// <summary>Looks for the columns that the mapping uses in the header of a file.</summary>
    /// <param name="header">The names in the header; spaces around them do not count.</param>
    /// <param name="source">What findings call the file.</param>
    /// <returns>An error for each used column that is missing or stands twice.</returns>
    public IReadOnlyList<Finding> CheckHeader(IReadOnlyList<string> header, string? source = null)
    {
        ArgumentNullException.ThrowIfNull(header);
        var names = header.Select(n => n.Trim()).ToArray();
        var findings = new List<Finding>();
        if (OtherDelimiter(names, source) is { } finding)
        {
            return [finding];
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string column in Columns.SelectMany(c => c.Mapping.Columns).Where(seen.Add))
        {
            int[] places = [.. Enumerable.Range(0, names.Length).Where(i => names[i] == column.Trim())];
            if (places.Length == 0)
            {
                findings.Add(new Finding(
                    ImportCodes.UnknownColumn,
                    FindingSeverity.Error,
                    $"The file has no column '{column}', which the mapping uses.",
                    Suggestion.Mend(column, names),
                    new FindingPlace { Source = source, Line = 1, Path = column }));
            }
            else if (places.Length > 1)
            {
                string where = string.Join(", ", places.Select(p => (p + 1).ToString(CultureInfo.InvariantCulture)));
                findings.Add(new Finding(
                    ImportCodes.ColumnTwice,
                    FindingSeverity.Error,
                    $"The header holds '{column}' more than once (fields {where}), so the mapping cannot tell which is meant.",
                    "Rename all but one of them in the file.",
                    new FindingPlace { Source = source, Line = 1, Column = places[1] + 1, Path = column }));
            }
        }

        return findings;
    }

    // A header of one field that holds another usual delimiter was written with that one.
    private Finding? OtherDelimiter(string[] names, string? source)
    {
        char other = names.Length == 1 && Columns.Any(c => c.Mapping.Columns.Any(n => n.Trim() != names[0]))
            ? names[0].FirstOrDefault(c => c is ';' or ',' or '\t' or '|')
            : '\0';
        return other == '\0' ? null : new Finding(
            ImportCodes.UnknownColumn,
            FindingSeverity.Error,
            $"The header is a single field: is the delimiter '{(other == '\t' ? "\\t" : other.ToString())}' rather than '{Mapping.Delimiter}'?",
            "Set \"delimiter\" in the mapping.",
            new FindingPlace { Source = source, Line = 1 });
    }
}
