using System.Globalization;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Conversion;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Import.Mapping;

/// <summary>Holds a mapping against the declaration of its fact.</summary>
internal sealed class MappingBinder(ImportMapping mapping, FactSchema schema)
{
    private readonly List<Finding> _findings = [];

    public Checked<BoundMapping> Bind()
    {
        if (mapping.Fact != schema.Name)
        {
            Error(ImportCodes.OtherFact, "fact", $"The mapping is for the fact '{mapping.Fact}', not for '{schema.Name}'.", "");
        }

        var columns = new List<BoundColumn>();
        foreach (ColumnMapping column in mapping.Columns)
        {
            if (schema.Find(column.Field) is { } field)
            {
                columns.Add(Column(column, field));
            }
            else
            {
                Error(
                    ImportCodes.UnknownField,
                    PathOf(column),
                    $"{(mapping.Into is null ? "The fact" : "The import of")} '{schema.Name}' has no field '{column.Field}'.",
                    Suggestion.Mend(column.Field, schema.Fields.Select(f => f.Name)));
            }
        }

        foreach (FactField field in schema.Fields.Where(f => mapping.Columns.All(c => c.Field != f.Name)))
        {
            if (schema is { HasOwnKey: false, Snapshot: { } snapshot } && KeyOf(snapshot).Contains(field.Name))
            {
                Error(ImportCodes.KeyNotMapped, "columns", $"Nothing fills '{field.Name}', which belongs to the key of '{schema.Name}'.", "Map it to a column.");
            }
            else if (field.Role == FieldRole.Key)
            {
                Error(ImportCodes.KeyNotMapped, "columns", $"Nothing fills '{field.Name}', the key of '{schema.Name}'.", "Map it to a column, or to {\"rowNumber\": true}.");
            }
            else if (mapping.Into is null)
            {
                var place = new FindingPlace { Source = mapping.Source, Path = "columns" };
                _findings.Add(new Finding(ImportCodes.FieldNotMapped, FindingSeverity.Warning, $"Nothing fills '{field.Name}': it stays null.", "", place));
            }
        }

        if (schema is { HasOwnKey: false, Snapshot: null })
        {
            Error(ImportCodes.KeyNotMapped, "columns", $"The rows of the interval '{schema.Name}' have no key of their own, and rows of a file are told apart by theirs.",
                "Keep the states as facts of aggregates, or give the table to the engine as it is.");
        }

        return new Checked<BoundMapping>(new BoundMapping(mapping, schema, columns), _findings);
    }

    /// <summary>The names of the fields by which the rows of a snapshot are told apart.</summary>
    internal static IReadOnlyList<string> KeyOf(FactSnapshot snapshot) => [snapshot.Entity, .. snapshot.Parts, snapshot.At];

    private static string PathOf(ColumnMapping column, string? option = null) => $"columns.{column.Field}{(option is null ? "" : "." + option)}";

    private static bool Fits(string option, DataKind kind) => option switch
    {
        "dates" => kind is DataKind.Date or DataKind.Instant,
        "zone" => kind is DataKind.Instant,
        "booleans" => kind is DataKind.Boolean,
        "unit" => kind is DataKind.Duration,
        _ => IsNumber(kind),
    };

    private static bool IsNumber(DataKind kind) => kind is DataKind.Integer or DataKind.Decimal or DataKind.Money or DataKind.Duration;

    private static long MicrosecondsIn(string? unit) => unit switch
    {
        "days" => StorageForm.MicrosecondsPerDay,
        "hours" => 3_600_000_000,
        "minutes" => 60_000_000,
        _ => 1_000_000,
    };

    private static CellParser? ParserOf(ColumnMapping column, DataType type, NumberFormat numbers, int round) => type.Kind switch
    {
        DataKind.Boolean when ReferenceEquals(numbers, NumberFormat.Plain) => new BooleanParser(["true"], ["false"]),
        DataKind.Boolean => new BooleanParser(column.Format.WhenTrue, column.Format.WhenFalse),
        DataKind.Duration => new DurationParser(numbers, MicrosecondsIn(column.Unit), round),
        DataKind.Instant => new InstantParser(column.Format.Dates, column.Format.Zone),
        DataKind.Date => new DateParser(column.Format.Dates),
        _ => type.IsTextual ? null : new NumberParser(numbers, type.Scale, round),
    };

    private BoundColumn Column(ColumnMapping column, FactField field)
    {
        CheckOptions(column, field);
        CellParser? parser = ParserOf(column, field.Type, column.Format.Numbers, column.Round ?? -1);
        CellParser? json = ParserOf(column, field.Type, NumberFormat.Plain, -1);
        (string? constantText, long? constant) = Value(column, "constant", column.Constant, parser, json, field);
        (string? defaultText, long? otherwise) = Value(column, "default", column.Default, parser, json, field);
        long least = (IsNumber(field.Type.Kind) ? Value(column, "min", column.Min, parser, json, field).Number : null) ?? long.MinValue;
        long most = (IsNumber(field.Type.Kind) ? Value(column, "max", column.Max, parser, json, field).Number : null) ?? long.MaxValue;
        if (least > most)
        {
            Error(ImportCodes.SettingsConflict, PathOf(column, "min"), "The least value is above the greatest.", "Exchange \"min\" and \"max\".");
        }

        return new BoundColumn(column, field, schema.OrdinalOf(field.Name), parser)
        {
            ConstantText = constantText,
            ConstantNumber = constant,
            DefaultText = defaultText,
            DefaultNumber = otherwise,
            Least = least,
            Most = most,
        };
    }

    private void CheckOptions(ColumnMapping column, FactField field)
    {
        DataType type = field.Type;
        foreach (string option in column.Given.Where(o => !Fits(o, type.Kind)))
        {
            Error(ImportCodes.OptionDoesNotFit, PathOf(column, option), $"'{option}' means nothing for '{field.Name}', which is of type {type}.", "Leave it out.");
        }

        if (column.Source == ColumnSource.RowNumber && !type.IsTextual && type.Kind != DataKind.Integer)
        {
            Error(ImportCodes.OptionDoesNotFit, PathOf(column, "rowNumber"), $"A row number cannot fill '{field.Name}', which is of type {type}.", "");
        }

        if (type.Kind == DataKind.Duration && column.Unit is null && !column.Given.Contains("unit", StringComparer.Ordinal) && column.Source != ColumnSource.RowNumber)
        {
            const string Mend = "Add \"unit\": \"days\", \"hours\", \"minutes\" or \"seconds\".";
            Error(ImportCodes.MissingProperty, PathOf(column, "unit"), $"'{field.Name}' is a duration, and nothing says in which unit.", Mend);
        }

        if (column.Round > type.Scale && type.Kind is DataKind.Integer or DataKind.Decimal or DataKind.Money)
        {
            string scale = type.Scale.ToString(CultureInfo.InvariantCulture);
            Error(ImportCodes.OptionDoesNotFit, PathOf(column, "round"), $"'{field.Name}' keeps {scale} decimal places, fewer than it is rounded to.", $"Write {scale} or less.");
        }

        if ((column.Min ?? column.Max) is null && column.Given.Contains("outside", StringComparer.Ordinal))
        {
            Error(ImportCodes.MissingProperty, PathOf(column, "outside"), "'outside' needs a range.", "Add \"min\", \"max\" or both.");
        }
    }

    private (string? Text, long? Number) Value(ColumnMapping column, string option, Literal? literal, CellParser? parser, CellParser? json, FactField field)
    {
        if (literal is null)
        {
            return (null, null);
        }

        if (parser is null)
        {
            return (field.FoldsCase ? StorageForm.Fold(literal.Text) : literal.Text, null);
        }

        CellParser reader = literal.IsJson ? json! : parser;
        bool misplaced = literal.IsJson && (field.Type.Kind is DataKind.Date or DataKind.Instant
            || (field.Type.Kind == DataKind.Boolean) != literal.Text is "true" or "false");
        if (!misplaced && reader.Parse(literal.Text, out long value) == CellProblem.None)
        {
            return (null, value);
        }

        Error(ImportCodes.BadMappingValue, PathOf(column, option), $"'{literal.Text}' is not a value of '{field.Name}', which is of type {field.Type}.", "");
        return (null, null);
    }

    private void Error(string code, string path, string message, string mend) =>
        _findings.Add(new Finding(code, FindingSeverity.Error, message, mend, new FindingPlace { Source = mapping.Source, Path = path }));
}
