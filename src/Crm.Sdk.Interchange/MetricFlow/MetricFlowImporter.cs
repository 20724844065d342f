using Crm.Sdk.Facts;
using Crm.Sdk.Interchange.Findings;
using Crm.Sdk.Interchange.MetricFlow.Reading;
using Crm.Sdk.Interchange.Yaml;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Interchange.MetricFlow;

/// <summary>Makes facts and metrics of the language of the semantic models and metrics of MetricFlow.</summary>
/// <remarks>
/// Every text gives an outcome, never an exception. What cannot be said in the language, or means something else there, is a
/// finding with the place in the YAML; nothing is left out silently. The same files give the same definitions.
/// </remarks>
public static class MetricFlowImporter
{
    /// <summary>Reads one file.</summary>
    /// <param name="yaml">Its text.</param>
    /// <param name="options">How the two languages meet where they differ; null for the defaults.</param>
    public static MetricFlowImport Import(string yaml, MetricFlowOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        return Import([(null, yaml)], options ?? new MetricFlowOptions());
    }

    /// <summary>Reads files that belong together: what one defines, the others may name.</summary>
    /// <param name="files">The files, in the order in which definitions are to be printed.</param>
    /// <param name="options">How the two languages meet where they differ; null for the defaults.</param>
    public static MetricFlowImport Import(IReadOnlyList<MetricFlowFile> files, MetricFlowOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Import([.. files.Select(f => ((string?)f.Name, f.Yaml))], options ?? new MetricFlowOptions());
    }

    private static MetricFlowImport Import(IReadOnlyList<(string? Name, string Yaml)> files, MetricFlowOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.QuotientScale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.QuotientScale, DataType.MaxScale);
        var log = new FindingLog();
        var reader = new FileReader(log);
        foreach ((string? name, string yaml) in files)
        {
            reader.Read(yaml, name);
        }

        var book = new FactBook(log, options);
        var facts = new FactBuilder(book);
        facts.Build(reader.Models, [.. reader.Metrics.Select(m => m.Conversion?.Entity).OfType<YamlScalar>()]);
        var snapshots = new SnapshotBuilder(book);
        snapshots.Build();
        facts.TellKeyless();
        var measures = new MeasureBuilder(book, facts, snapshots);
        measures.Build();
        List<MetricDraft> metrics = new MetricBuilder(book, measures, new FilterBuilder(book)).Build(reader.Metrics);
        foreach (SavedQuerySource query in reader.SavedQueries)
        {
            log.Warn(InterchangeCodes.SavedQuery, query.Place, $"The saved query '{query}' is no definition, and is left out.", $"Ask it of the engine, for the metrics {MetricFlowNames.Clip(string.Join(", ", query.Metrics))}.");
        }

        var declared = new List<(Declaration, YamlPlace)>();
        declared.AddRange(book.Facts.Select(f => ((Declaration)FactWriter.Declare(f, book), f.Place)));
        declared.AddRange(metrics.Where(m => m.Funnel is not null).Select(m => ((Declaration)m.Funnel!, m.Place)));
        declared.AddRange(metrics.Select(m => ((Declaration)new MetricDeclaration { Name = m.Name, Title = m.Title, Value = m.Value }, m.Place)));
        CrmDocument document = new BindCheck(log).Check(declared);
        return new MetricFlowImport
        {
            Document = document, Findings = log.InOrder([.. files.Select(f => f.Name)]), Columns = [.. Columns(book, document)],
        };
    }

    private static IEnumerable<MetricFlowColumn> Columns(FactBook book, CrmDocument document) =>
        from fact in document.Declarations.OfType<FactDeclaration>()
        let draft = book.Find(fact.Name)
        where draft.Source is not null
        from field in fact.Fields.Prepend(fact.Key).Concat(fact.Snapshot is { } snapshot ? [snapshot.At] : [])
        let column = draft.AllFields.First(f => f.Name == field.Name).Column
        where column is not null
        select new MetricFlowColumn { Model = draft.Source!.Name.Value, Fact = fact.Name, Field = field.Name, Column = column };
}
