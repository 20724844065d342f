using System.Text;
using System.Text.Json;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Import.Mapping;

/// <summary>Says which columns of a CSV file fill which fields of one fact, or of one kind of aggregate, and how their texts are read.</summary>
/// <remarks>Immutable. Written as JSON by a person; <see cref="Bind"/> holds it against the declaration of the fact.</remarks>
public sealed class ImportMapping
{
    /// <summary>The format that <see cref="Parse"/> reads.</summary>
    public const string FormatName = "crm-mapping/1";

    private ImportMapping(string fact, IReadOnlyList<string> files, Encoding encoding, char delimiter, DuplicateKeyRule onDuplicateKey, IReadOnlyList<ColumnMapping> columns)
    {
        Fact = fact;
        Files = files;
        Encoding = encoding;
        Delimiter = delimiter;
        OnDuplicateKey = onDuplicateKey;
        Columns = columns;
    }

    /// <summary>The fact whose rows the file holds; for a mapping into aggregates, their kind.</summary>
    public string Fact { get; }

    /// <summary>What is said of the aggregates that the rows become; null when they become rows of a fact.</summary>
    public AggregateMapping? Into { get; private init; }

    /// <summary>The first of <see cref="Files"/>; null when the mapping names none.</summary>
    public string? File => Files.Count > 0 ? Files[0] : null;

    /// <summary>The files, relative to whatever the host chooses; read one after the other as one table.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>How the characters of the file are written; UTF-8 unless said.</summary>
    public Encoding Encoding { get; }

    /// <summary>The character between fields; a comma unless said.</summary>
    public char Delimiter { get; }

    /// <summary>What becomes of a row whose key is known already.</summary>
    public DuplicateKeyRule OnDuplicateKey { get; }

    /// <summary>How each field is filled, in the order of the mapping.</summary>
    public IReadOnlyList<ColumnMapping> Columns { get; }

    internal string? Source { get; private init; }

    /// <summary>Reads a mapping.</summary>
    /// <param name="json">The mapping as JSON; comments and trailing commas are allowed.</param>
    /// <param name="source">What findings call the text, such as the name of its file.</param>
    public static Checked<ImportMapping> Parse(string json, string? source = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        var findings = new List<Finding>();
        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            using JsonDocument document = JsonDocument.Parse(json, options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                ImportMapping? mapping = Read(new ObjectCursor(document.RootElement, source, "", findings), source);
                return new Checked<ImportMapping>(mapping, findings);
            }

            findings.Add(new Finding(
                ImportCodes.WrongKind, FindingSeverity.Error, "A mapping must be a JSON object.", "", new FindingPlace { Source = source }));
        }
        catch (JsonException e)
        {
            findings.Add(new Finding(
                ImportCodes.NotJson,
                FindingSeverity.Error,
                "The mapping is not JSON: " + (string.IsNullOrWhiteSpace(json) ? "the file is empty." : e.Message.Split(" LineNumber", 2)[0]),
                "",
                new FindingPlace { Source = source, Line = (int?)e.LineNumber + 1, Column = (int?)e.BytePositionInLine + 1 }));
        }

        return new Checked<ImportMapping>(null, findings);
    }

    /// <summary>Holds the mapping against a fact.</summary>
    /// <returns>The mapping ready for use; errors for what does not fit, a warning for each field that stays null.</returns>
    public Checked<BoundMapping> Bind(FactSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new MappingBinder(this, schema).Bind();
    }

    private static ImportMapping? Read(ObjectCursor root, string? source)
    {
        if (root.Text("format") is not { } format)
        {
            root.Report(ImportCodes.UnknownFormat, "format", "The mapping does not name its format.", $"Add \"format\": \"{FormatName}\".");
        }
        else if (format != FormatName)
        {
            root.Report(ImportCodes.UnknownFormat, "format", $"The format '{format}' is not known.", $"This version reads \"{FormatName}\".");
        }

        AggregateMapping? into = AggregateMappingReader.Read(root);
        string? fact = into?.Concept ?? root.Text("fact");
        if (root.Has("fact") && root.Has("into"))
        {
            root.Conflict("into", "The mapping names both a fact and a kind of aggregate.", "Keep \"fact\" or \"into\".");
        }
        else if (root.Has("fact"))
        {
            AggregateMappingReader.RefuseFor(root);
        }
        else if (!root.Has("into"))
        {
            root.Missing("fact", "Name the fact whose rows the file holds, or with \"into\" the kind of aggregate that they become.");
        }

        IReadOnlyList<string> files = root.Texts("file") ?? [];
        Encoding encoding = Encoding.UTF8;
        if (root.Text("encoding") is { } name)
        {
            encoding = TextEncodings.Find(name) ?? encoding;
            if (TextEncodings.Find(name) is null)
            {
                root.Report(ImportCodes.UnknownEncoding, "encoding", $"There is no encoding '{name}'.", Suggestion.Mend(name, TextEncodings.Names));
            }
        }

        char delimiter = root.Character("delimiter") ?? ',';
        DuplicateKeyRule rule = root.Word("onDuplicateKey", "reject", "keepFirst") == "keepFirst" ? DuplicateKeyRule.KeepFirst : DuplicateKeyRule.Reject;
        CellFormat cells = CellFormat.Read(root, CellFormat.Default);
        var columns = new List<ColumnMapping>();
        if (root.Object("columns") is { } fields)
        {
            foreach (string field in fields.Names.ToArray())
            {
                if (ColumnReader.Read(fields, field, cells) is { } column)
                {
                    columns.Add(column);
                }
            }
        }
        else if (!root.Has("columns"))
        {
            root.Missing("columns", "List the fields of the fact and the columns that fill them.");
        }

        root.Finish();
        return fact is null ? null : new ImportMapping(fact, files, encoding, delimiter, rule, columns) { Source = source, Into = into };
    }
}
