using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Crm.Sdk.Facts;
using Crm.Sdk.Validation;
using NodaTime.Text;

namespace Crm.Sdk.Evaluation.Execution;

/// <summary>Looks whether a snapshot has at most one row of each thing pictured at one time.</summary>
internal static class SnapshotGuard
{
    private const string Twice = "CRM3034";
    private const int MostRows = 3;
    private static readonly ConditionalWeakTable<FactTable, string[]> Known = [];

    /// <summary>What is wrong with the rows of a table; looked at once for each table.</summary>
    public static IEnumerable<Finding> Check(FactTable table, FactSnapshot snapshot, string path)
    {
        string[] twice = Known.GetValue(table, t => [.. Repeated(t, snapshot)]);
        if (twice.Length > 0)
        {
            string named = string.Join(", ", twice.Take(MostRows)) + (twice.Length > MostRows ? ", …" : "");
            yield return new Finding(Twice, FindingSeverity.Error,
                $"Of '{table.Schema}' {(twice.Length == 1 ? "a snapshot was" : $"{twice.Length} snapshots were")} taken more than once: {named}.",
                "Keep one row of each; what else tells such rows apart belongs to the key: key account, currency at day date.", new FindingPlace { Path = path });
        }
    }

    // In the order in which they stand in the table, each once.
    private static IEnumerable<string> Repeated(FactTable table, FactSnapshot snapshot)
    {
        FactSchema schema = table.Schema;
        int entity = schema.OrdinalOf(snapshot.Entity), at = schema.OrdinalOf(snapshot.At);
        int[] ordinals = [entity, .. snapshot.Parts.Select(schema.OrdinalOf), at];
        var seen = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (FactBatch batch in table.Batches)
        {
            for (int row = 0; row < batch.Count; row++)
            {
                if (batch.Columns[entity].IsNull(row) || batch.Columns[at].IsNull(row))
                {
                    continue;
                }

                string key = KeyOf(batch, row, ordinals);
                if (seen.TryGetValue(key, out bool isTold))
                {
                    if (!isTold)
                    {
                        yield return Named(batch, row, ordinals);
                    }

                    seen[key] = true;
                }
                else
                {
                    seen.Add(key, false);
                }
            }
        }
    }

    private static string KeyOf(FactBatch batch, int row, int[] ordinals)
    {
        var key = new StringBuilder();
        foreach (int ordinal in ordinals)
        {
            string? value = Value(batch, row, ordinal);
            key.Append(value?.Length ?? -1).Append(':').Append(value);
        }

        return key.ToString();
    }

    private static string? Value(FactBatch batch, int row, int ordinal) => batch.Columns[ordinal] switch
    {
        var column when column.IsNull(row) => null,
        TextColumn texts => texts[row],
        var numbers => ((NumberColumn)numbers).Values[row].ToString(CultureInfo.InvariantCulture),
    };

    private static string Named(FactBatch batch, int row, int[] ordinals) =>
        $"{string.Join(" ", ordinals.SkipLast(1).Select(o => $"'{Shown(batch, row, o)}'"))} of {Shown(batch, row, ordinals[^1])}";

    private static string? Shown(FactBatch batch, int row, int ordinal) => batch.Columns[ordinal].IsNull(row) ? "" : batch.Schema.Fields[ordinal].Type.Kind switch
    {
        Values.DataKind.Date => LocalDatePattern.Iso.Format(StorageForm.ToDate(((NumberColumn)batch.Columns[ordinal]).Values[row])),
        Values.DataKind.Instant => InstantPattern.ExtendedIso.Format(StorageForm.ToInstant(((NumberColumn)batch.Columns[ordinal]).Values[row])),
        _ => Value(batch, row, ordinal),
    };
}
