using System.Globalization;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Files;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Import.Targets;

/// <summary>One row of a file, read and converted: what it says of each field, and whether it says anything at all.</summary>
/// <remarks>
/// A field that the mapping does not fill is left as it is; one that it fills with nothing is emptied. That is why every reading takes
/// what stands otherwise.
/// </remarks>
internal sealed class ImportRecord(BoundMapping mapping, FactBatch batch, int row, RowPlace place, ReferenceBook references)
{
    public RowPlace Place { get; } = place;

    public bool Has(string field) => mapping.IsMapped(field);

    /// <summary>The text of a field; null when there is none.</summary>
    public string? Text(string field) => Column(field) is TextColumn column ? column[row] : null;

    public string? Text(string field, string? otherwise) => Has(field) ? Text(field) : otherwise;

    /// <summary>The text of a field that must not be empty.</summary>
    public string Required(string field, string? otherwise = null) =>
        Text(field, otherwise) is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw Missing(field);

    /// <summary>The number of a field in storage form; null when there is none.</summary>
    public long? Number(string field) => Column(field) is NumberColumn column && !column.IsNull(row) ? column.Values[row] : null;

    public long? Number(string field, long? otherwise) => Has(field) ? Number(field) : otherwise;

    public Instant? Instant(string field) => Number(field) is { } value ? StorageForm.ToInstant(value) : null;

    /// <summary>When something happened. A cell that should say it and is empty is no answer: the time of the import would be a false one that nobody sees.</summary>
    public Instant Moment(string field, Instant otherwise) => Instant(field) ?? (Has(field) ? throw Missing(field) : otherwise);

    public LocalDate? Date(string field, LocalDate? otherwise) =>
        !Has(field) ? otherwise : Number(field) is { } value ? StorageForm.ToDate(value) : null;

    public Money? Money(string field, Money? otherwise) =>
        !Has(field) ? otherwise : Number(field) is { } value ? new Money(value, mapping.Schema.Find(field)!.Type.Currency!) : null;

    /// <summary>The value of an enumeration, in letters of either case; what stands otherwise when the row has none.</summary>
    public T Choice<T>(string field, T otherwise)
        where T : struct, Enum
    {
        if (Text(field) is not { } text)
        {
            return otherwise;
        }

        string[] names = Enum.GetNames<T>();
        return Array.Find(names, n => string.Equals(n, text, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<T>(name)
            : throw new ImportRefusal(
                ImportCodes.UnknownWord, field, $"{Excerpt.Of(text)} is no '{field}'.", $"{Suggestion.Mend(text, names)} Mend the row, or map the word with \"values\" of columns.{field}.") { Place = Place };
    }

    /// <summary>The id of the aggregate to which a field leads.</summary>
    public Guid? Reference(string field, Guid? otherwise)
    {
        if (!Has(field))
        {
            return otherwise;
        }

        if (Text(field) is not { } text)
        {
            return null;
        }

        string concept = mapping.Schema.Find(field)!.Type.Target!;
        IReadOnlyList<string> sources = mapping.Mapping.Into!.SourcesOf(field);
        string where = string.Join(", ", sources);
        return references.Find(concept, sources, text) switch
        {
            [var id] => id,
            [] => throw new ImportRefusal(
                ImportCodes.UnresolvedReference, field, $"No {concept} is called {Excerpt.Of(text)} in '{where}'.",
                $"Import it first, mend the row, or name the source of '{field}' in \"references\".") { Place = Place },
            _ => throw new ImportRefusal(
                ImportCodes.AmbiguousReference, field, $"{Excerpt.Of(text)} is the name of more than one {concept} in the sources {where}.",
                $"Name one source for '{field}' in \"references\".") { Place = Place },
        };
    }

    /// <summary>Refuses a row that says something else of a field that no command can change.</summary>
    public void MustBe(string field, object? known, object? told)
    {
        if (Has(field) && told is not null && !Equals(known, told))
        {
            string was = known is null ? "nothing" : known is IEntityId ? "another one" : Shown(known);
            throw new ImportRefusal(
                ImportCodes.CannotChange, field, $"'{field}' is {was} and cannot become {Shown(told is IEntityId ? Text(field)! : told)}: it says what happened.",
                $"Mend the row, or leave '{field}' out of the mapping of this file.") { Place = Place };
        }
    }

    public ImportRefusal Missing(string field) => new(
        ImportCodes.MissingValue, field, $"The row has no '{field}', which is needed.", Has(field) ? "Mend the row, or set \"default\" in the mapping." : $"Map '{field}' to a column.") { Place = Place };

    private static string Shown(object value) => Excerpt.Of(string.Create(CultureInfo.InvariantCulture, $"{value}"));

    private FactColumn? Column(string field) => Has(field) ? batch.Columns[mapping.Schema.OrdinalOf(field)] : null;
}
