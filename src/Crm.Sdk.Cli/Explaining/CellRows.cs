using System.Globalization;
using System.Text;
using System.Text.Json;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Explanations;
using Crm.Sdk.Language.Interpretation;

namespace Crm.Sdk.Cli.Explaining;

/// <summary>Lists the rows of a cell: a few and counts, or all.</summary>
/// <param name="explanation">The rows.</param>
/// <param name="all">Whether every row is listed, with what it brings, and every other one with its reason.</param>
internal sealed class CellRows(CellExplanation explanation, bool all)
{
    private const int Few = 8;

    /// <summary>The rows for people.</summary>
    public string Text()
    {
        var text = new StringBuilder("\nMade of\n");
        foreach (CellInput input in explanation.Inputs)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {input.Text}{Place(input)}: {Words.Count(input.Rows.Count, "row")}\n");
            if (all)
            {
                foreach (ContributingRow row in input.Rows)
                {
                    text.Append($"    {row.Key}{Value(input, row)}{(row.Entity is null || row.Entity == row.Key ? "" : $", {row.Entity}")}\n");
                }
            }
            else if (input.Rows.Count > 0)
            {
                string more = input.Rows.Count > Few ? string.Create(CultureInfo.InvariantCulture, $" and {input.Rows.Count - Few} more") : "";
                text.Append($"    {string.Join(", ", input.Rows.Take(Few).Select(r => r.Key))}{more}\n");
            }

            if (input.Excluded.Count > 0)
            {
                text.Append($"    without {string.Join(", ", input.Excluded.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Value}: {ExcludedRow.Words(e.Key)}")))}\n");
            }

            if (all)
            {
                foreach (ExcludedRow row in input.ExcludedRows())
                {
                    text.Append($"    not {row.Key}: {ExcludedRow.Words(row.Reason)}\n");
                }
            }
        }

        return text.Append(all || explanation.Inputs.All(i => i.Rows.Count <= Few && i.Excluded.Count == 0) ? "" : "  --all lists every row.\n").ToString();
    }

    /// <summary>The rows for other programs, as the property <c>inputs</c>.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartArray("inputs");
        foreach (CellInput input in explanation.Inputs)
        {
            json.WriteStartObject();
            json.WriteString("aggregate", input.Text);
            json.WriteString("fact", input.Aggregate.Fact.Name);
            json.WriteNumber("rows", input.Rows.Count);
            json.WriteStartObject("excluded");
            foreach ((ExclusionReason reason, long count) in input.Excluded)
            {
                json.WriteNumber(Code(reason), count);
            }

            json.WriteEndObject();
            if (all)
            {
                WriteRows(json, input);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRows(Utf8JsonWriter json, CellInput input)
    {
        json.WriteStartArray("contributing");
        foreach (ContributingRow row in input.Rows)
        {
            json.WriteStartObject();
            json.WriteString("key", row.Key);
            json.WriteString("value", row.Value.IsNull ? null : Shown(row.Value));
            json.WriteString("entity", row.Entity);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("others");
        foreach (ExcludedRow row in input.ExcludedRows())
        {
            json.WriteStartObject();
            json.WriteString("key", row.Key);
            json.WriteString("reason", Code(row.Reason));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // The members at which it is read, where they are not those of the cell.
    private string Place(CellInput input) => input.Members.SequenceEqual(explanation.Members) ? ""
        : $" at {string.Join(", ", input.Members.Zip(explanation.Members).Where(m => m.First != m.Second).Select(m => m.First.Label))}";

    private static string Value(CellInput input, ContributingRow row) => input.Aggregate.Operand is null ? "" : $": {(row.Value.IsNull ? CellFormat.Missing : Shown(row.Value))}";

    private static string Shown(Value value) => value.Text ?? value.Number.ToString();

    private static string Code(ExclusionReason reason)
    {
        string name = reason.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
