using System.Text.Json;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Import.Mapping;

/// <summary>Reads what a mapping file says about one field.</summary>
internal static class ColumnReader
{
    private static readonly string[] Sources = ["column", "join", "constant", "rowNumber"];

    private static readonly string[] TypedOptions = ["dates", "zone", "decimal", "group", "booleans", "unit", "round", "min", "max", "outside"];

    /// <summary>Reads the property <paramref name="field"/> of <paramref name="columns"/>.</summary>
    public static ColumnMapping? Read(ObjectCursor columns, string field, CellFormat outer)
    {
        JsonElement value = columns.Any(field)!.Value;
        if (value.ValueKind == JsonValueKind.String)
        {
            return new ColumnMapping(field, ColumnSource.Column, [value.GetString()!], outer);
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            columns.WrongKind(field, "the name of a column or an object");
            return null;
        }

        ObjectCursor cursor = columns.Object(field)!;
        string[] named = [.. Sources.Where(cursor.Has)];
        if (named.Length != 1)
        {
            columns.Report(
                named.Length == 0 ? ImportCodes.MissingProperty : ImportCodes.SettingsConflict,
                field,
                named.Length == 0 ? $"Nothing says where '{field}' comes from." : $"'{field}' has several sources: {string.Join(", ", named)}.",
                $"Give it one of: {string.Join(", ", Sources)}.");
        }

        ColumnMapping? column = named.Length == 0 ? null : Of(cursor, field, named[0], outer);
        if (named.Length != 0)
        {
            cursor.Finish();
        }

        return column;
    }

    private static ColumnMapping? Of(ObjectCursor cursor, string field, string source, CellFormat outer)
    {
        string[] given = [.. TypedOptions.Where(o => cursor.Names.Contains(o, StringComparer.Ordinal))];
        switch (source)
        {
            case "rowNumber":
                if (cursor.Flag("rowNumber") == false)
                {
                    cursor.NotAllowed("rowNumber", "false", "Write true, or leave the field out.");
                }

                return new ColumnMapping(field, ColumnSource.RowNumber, [], outer);
            case "constant":
                return new ColumnMapping(field, ColumnSource.Constant, [], CellFormat.Read(cursor, outer))
                {
                    Constant = LiteralOf(cursor, "constant"),
                    Unit = Unit(cursor),
                    Given = given,
                };
            default:
                IReadOnlyList<string>? columns = source == "column" ? (cursor.Text("column") is { } one ? [one] : null) : cursor.Texts("join");
                if (columns is { Count: 0 })
                {
                    cursor.NotAllowed("join", "[]", "Name at least one column.");
                    columns = null;
                }

                var mapping = new ColumnMapping(field, source == "column" ? ColumnSource.Column : ColumnSource.Join, columns ?? [], CellFormat.Read(cursor, outer))
                {
                    Separator = source == "join" ? cursor.Text("separator") ?? " " : " ",
                    Values = Values(cursor),
                    Default = LiteralOf(cursor, "default"),
                    Start = cursor.Integer("start", 0, int.MaxValue) ?? 0,
                    Length = cursor.Integer("length", 1, int.MaxValue),
                    Round = cursor.Integer("round", 0, Crm.Sdk.Values.DataType.MaxScale),
                    Unit = Unit(cursor),
                    Min = Bound(cursor, "min"),
                    Max = Bound(cursor, "max"),
                    OutsideIsNull = cursor.Word("outside", "null", "reject") == "null",
                    Given = given,
                };
                return columns is null ? null : mapping;
        }
    }

    private static string? Unit(ObjectCursor cursor) => cursor.Word("unit", "days", "hours", "minutes", "seconds");

    private static Literal? LiteralOf(ObjectCursor cursor, string name)
    {
        switch (cursor.Any(name))
        {
            case null:
                return null;
            case { ValueKind: JsonValueKind.String } text:
                return new Literal(text.GetString()!, isJson: false);
            case { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } value:
                return new Literal(value.GetRawText(), isJson: true);
            default:
                cursor.WrongKind(name, "a text, a number, true or false");
                return null;
        }
    }

    private static Literal? Bound(ObjectCursor cursor, string name)
    {
        switch (cursor.Any(name))
        {
            case null:
                return null;
            case { ValueKind: JsonValueKind.Number } value:
                return new Literal(value.GetRawText(), isJson: true);
            default:
                cursor.WrongKind(name, "a number");
                return null;
        }
    }

    private static Dictionary<string, string?>? Values(ObjectCursor cursor)
    {
        if (cursor.Object("values") is not { } values)
        {
            return null;
        }

        var map = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (string from in values.Names.ToArray())
        {
            JsonElement to = values.Any(from)!.Value;
            if (to.ValueKind is JsonValueKind.Null or JsonValueKind.String)
            {
                map[from] = to.ValueKind == JsonValueKind.Null ? null : to.GetString();
            }
            else
            {
                values.WrongKind(from, "a text or null");
            }
        }

        return map;
    }
}
