using System.Globalization;
using Crm.Sdk.Import.Files;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Import;

/// <summary>Words what is wrong with a row.</summary>
internal sealed class RowFindings(string source, string[] header)
{
    /// <summary>A record that is longer than the limit.</summary>
    public Finding TooLong(CsvRecords record) => Make(
        record,
        ImportCodes.TooLong,
        record.LongField,
        LongField.Message,
        LongField.Mend);

    /// <summary>A record that ends inside quotes.</summary>
    public Finding Unclosed(CsvRecords record) => Make(
        record,
        ImportCodes.UnclosedQuote,
        record.UnclosedField,
        "The file ends inside a quoted field: it is cut short, or a quote is not closed.",
        "Close the quote, or fetch the file again.");

    /// <summary>A record with too few or too many fields.</summary>
    public Finding Ragged(CsvRecords record)
    {
        bool isShort = record.Count < header.Length;
        string message = string.Create(
            CultureInfo.InvariantCulture,
            $"The row has {record.Count} {(record.Count == 1 ? "field" : "fields")}, the header {header.Length}.");
        return Make(
            record,
            isShort ? ImportCodes.TooFewFields : ImportCodes.TooManyFields,
            isShort ? record.Count + 1 : header.Length + 1,
            message,
            isShort ? "Add the missing fields, or quote a field that holds a line end." : "Remove the extra fields, or quote a field that holds the delimiter.");
    }

    /// <summary>A value that cannot be used.</summary>
    public Finding Cell(CsvRecords record, string code, CellReader cell)
    {
        BoundColumn column = cell.Column;
        string text = Excerpt.Of(cell.Text);
        string name = column.Field.Name;
        string type = column.Field.Type.ToString();
        string scale = column.Field.Type.Scale.ToString(CultureInfo.InvariantCulture);
        string path = $"columns.{name}";
        (string message, string mend) = code switch
        {
            ImportCodes.TooLong => LongField,
            ImportCodes.StrayQuote => ($"{text} goes on after its closing quote.", "Double the quotes inside a quoted field."),
            ImportCodes.BadBytes => ($"{text} holds bytes that are no text in the declared encoding.", "Set \"encoding\" in the mapping to that of the file, such as windows-1252."),
            ImportCodes.NulCharacter => ($"{text} holds a NUL character.", "Remove it, or set \"encoding\" in the mapping to that of the file, such as utf-16."),
            ImportCodes.NotANumber => ($"{text} is not a number for '{name}' ({type}).", $"Mend the row, or set \"decimal\", \"group\" or \"nulls\" of {path} to how the file writes numbers."),
            ImportCodes.TooManyDecimals => ($"{text} has more decimal places than '{name}' ({type}) keeps.", $"Mend the row, or set \"round\" of {path}."),
            ImportCodes.NumberTooLarge => ($"{text} is too large for '{name}' ({type}).", scale == "0" ? "Mend the row." : "Mend the row, or declare the field with fewer decimal places."),
            ImportCodes.OutsideRange => ($"{text} is outside the range that the mapping allows for '{name}'.", $"Mend the row, or set \"outside\": \"null\" of {path}."),
            ImportCodes.NotADate => ($"{text} is no date that '{name}' ({type}) can take, or names a day that does not exist.", $"Mend the row, or add its pattern to \"dates\" of {path}."),
            ImportCodes.SkippedTime => ($"The clocks of {column.Mapping.Format.Zone.Id} skipped {text}.", $"Mend the row, or set \"zone\" of {path} to where the times were written."),
            ImportCodes.NotABoolean => ($"{text} is neither a word for true nor one for false.", $"Mend the row, or add the word to \"booleans\" of {path}."),
            ImportCodes.MissingKey => ($"The row has no '{name}', which {(column.Field.Role == Facts.FieldRole.Key ? "is its key" : "belongs to its key")}.", "Give it one; a row without a key cannot be told from others."),
            _ => ($"An earlier row has the {(column.Field.Role == Facts.FieldRole.Key ? $"key {text}" : $"same key and '{name}' {text}")}.", "Remove one of them, or set \"onDuplicateKey\": \"keepFirst\" in the mapping."),
        };
        return Make(record, code, cell.Place, message, mend);
    }

    private static (string Message, string Mend) LongField => (
        "The field, or the row, is longer than the import allows.",
        "Look for a quote that is not closed, or raise the limit on the length of a field.");

    private Finding Make(CsvRecords record, string code, int? field, string message, string mend) => new(
        code,
        FindingSeverity.Error,
        message,
        mend,
        new FindingPlace { Source = source, Line = record.Line, Column = field, Path = field <= header.Length ? header[field.Value - 1] : null });
}
