using System.Globalization;
using System.Text;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <summary>Definitions, rows and questions about which two executors must agree.</summary>
/// <remarks>Plain data, so that a part of it can be left out while a failure is made smaller. Its text is enough to rebuild it by hand.</remarks>
public sealed record DifferentialCase
{
    /// <summary>The definitions, a line of text each.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>The rows.</summary>
    public required IReadOnlyList<CaseTable> Tables { get; init; }

    /// <summary>The questions, asked one after the other of the same executor.</summary>
    public required IReadOnlyList<MetricQuery> Queries { get; init; }

    /// <summary>The definitions as one text.</summary>
    public string Definitions => string.Join('\n', Lines);

    /// <summary>The definitions, bound, or null where they do not bind.</summary>
    public CrmModel? Model() => CrmModel.Parse(Definitions).Value;

    /// <summary>The rows as tables of the facts of the model; a fact without rows has an empty one.</summary>
    public FactSet Facts(CrmModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new FactSet(model.Facts.Values.Select(
            f => Tables.FirstOrDefault(t => t.Fact == f.Name)?.ToFactTable(f.Schema) ?? FactTable.Empty(f.Schema)));
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder(Definitions).Append('\n');
        foreach (CaseTable table in Tables)
        {
            text.Append('\n').Append(table);
        }

        foreach (MetricQuery query in Queries)
        {
            text.Append(CultureInfo.InvariantCulture, $"""

                ask {string.Join(", ", query.Metrics)} by [{string.Join(", ", query.By)}] segments [{string.Join(", ", query.Segments)}]
                    from {query.From:R} to {query.To:R} grain {query.Grain} zone {query.Calendar.Zone.Id} calendar {query.Calendar.Scheme} fiscal {query.Calendar.FiscalStartMonth} now {NodaTime.Text.InstantPattern.ExtendedIso.Format(query.Now)} rates {string.Join(", ", query.Rates)}
                """);
        }

        return text.ToString();
    }
}

/// <summary>The rows of one fact in a <see cref="DifferentialCase"/>.</summary>
public sealed record CaseTable
{
    /// <summary>The name of the fact.</summary>
    public required string Fact { get; init; }

    /// <summary>The names of the stored fields, in the order of the values of a row.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>The rows.</summary>
    public required IReadOnlyList<CaseBatch> Batches { get; init; }

    /// <summary>The table, in columns.</summary>
    public FactTable ToFactTable(FactSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var shared = schema.Fields.Select(_ => new TextDictionary()).ToArray();
        return new FactTable(schema, [.. Batches.Select(batch => new FactBatch(schema, [.. schema.Fields.Select((field, i) => Column(batch, field, shared[i]))]))]);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Fact} {string.Join(' ', Fields)}\n" + string.Concat(Batches.Select(b => b.ToString()));

    private FactColumn Column(CaseBatch batch, FactField field, TextDictionary shared)
    {
        int at = Fields.ToList().IndexOf(field.Name);
        object?[] values = [.. batch.Rows.Select(row => row[at])];
        return field.Type.IsTextual ? Texts(values, batch.SharesDictionary ? shared : Strange(batch.Rows.Count % 2 == 0)) : Numbers(values);
    }

    // Another numbering, and now and then a text that no row holds.
    private static TextDictionary Strange(bool hasMore)
    {
        var dictionary = new TextDictionary();
        dictionary.Add(hasMore ? "in no row" : null);
        return dictionary;
    }

    private static TextColumn Texts(object?[] values, TextDictionary dictionary) => new(dictionary, Array.ConvertAll(values, v => dictionary.Add((string?)v)));

    // Whatever stands at a null must not matter.
    private static NumberColumn Numbers(object?[] values) => new(
        [.. values.Select((v, row) => v is long number ? number : row % 2 == 0 ? long.MaxValue : 3)],
        Array.Exists(values, v => v is null) ? Array.ConvertAll(values, v => v is null) : null);
}

/// <summary>Some rows that arrive together.</summary>
public sealed record CaseBatch
{
    /// <summary>Whether its texts are numbered together with those of the other batches that share.</summary>
    public required bool SharesDictionary { get; init; }

    /// <summary>The rows; a value is a <see cref="long"/> in storage form, a text or null.</summary>
    public required IReadOnlyList<object?[]> Rows { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Concat(Rows.Select(r => $"  {string.Join(' ', r.Select(v => v switch { null => "-", string s => $"'{s}'", _ => Convert.ToString(v, CultureInfo.InvariantCulture) }))}\n"))
        + $"  -- {(SharesDictionary ? "shared" : "own")} dictionary\n";
}
