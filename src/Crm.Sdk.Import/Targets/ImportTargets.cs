using Crm.Sdk.Facts;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Storage;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Import.Targets;

/// <summary>The concepts whose aggregates can be imported.</summary>
internal static class ImportTargets
{
    private static readonly ImportTarget Pipelines = new PipelineTarget();

    /// <summary>All of them; those to which others refer come first.</summary>
    public static IReadOnlyList<ImportTarget> All { get; } =
        [new CustomerTarget(), new ContactTarget(), new ProductTarget(), new OpportunityTarget(), new SalesOrderTarget(), new InteractionTarget()];

    /// <summary>The target of a concept; null when it cannot be imported.</summary>
    public static ImportTarget? Find(string concept) => All.FirstOrDefault(t => t.Concept.Name == concept);

    /// <summary>The target of a concept whose aggregates an import may have touched; null when there is none.</summary>
    public static ImportTarget? FindTouched(string concept) => concept == Pipelines.Concept.Name ? Pipelines : Find(concept);

    /// <summary>Holds a mapping against the concept that it names.</summary>
    public static Checked<BoundMapping> Bind(ImportMapping mapping, CrmSchema schema)
    {
        var findings = new List<Finding>();
        if (mapping.Into is not { } into)
        {
            findings.Add(Error(mapping, ImportCodes.NotIntoAggregates, "fact", $"The mapping fills the fact '{mapping.Fact}'; its rows become no aggregates.", "Write \"into\" and a kind of aggregate instead of \"fact\"."));
            return new Checked<BoundMapping>(null, findings);
        }

        if (Find(into.Concept) is not { } target || schema.Find(into.Concept) != target.Concept)
        {
            findings.Add(Error(mapping, ImportCodes.UnknownConcept, "into", $"There is no '{into.Concept}' that rows can become.", Suggestion.Mend(into.Concept, All.Select(t => t.Concept.Name))));
            return new Checked<BoundMapping>(null, findings);
        }

        FactSchema fields = target.SchemaOf(into.Currency ?? schema.Settings.Currency, schema.Settings.Attributes.Of(into.Concept));
        Checked<BoundMapping> bound = mapping.Bind(fields);
        findings.AddRange(bound.Findings);
        CheckSettings(mapping, into, target, fields.Fields, findings);
        return new Checked<BoundMapping>(bound.Value, findings);
    }

    private static void CheckSettings(ImportMapping mapping, AggregateMapping into, ImportTarget target, IReadOnlyList<FactField> fields, List<Finding> findings)
    {
        if (into.Currency is null && fields.FirstOrDefault(f => f.Type.Kind == DataKind.Money && mapping.Columns.Any(c => c.Field == f.Name)) is { } amount)
        {
            findings.Add(Error(mapping, ImportCodes.MissingProperty, "currency", $"'{amount.Name}' is an amount, and nothing says in which currency.", "Add \"currency\" with an ISO 4217 code."));
        }

        string[] references = [.. fields.Where(f => f.Role == FieldRole.Reference).Select(f => f.Name)];
        foreach (string field in into.References.Keys.Except(references, StringComparer.Ordinal))
        {
            findings.Add(Error(mapping, ImportCodes.UnknownField, $"references.{field}", $"'{field}' of '{into.Concept}' refers to nothing.", Suggestion.Mend(field, references)));
        }

        if (target.NeedsPipeline && into.Pipeline is null)
        {
            findings.Add(Error(mapping, ImportCodes.MissingProperty, "pipeline", $"Every '{into.Concept}' is in a pipeline, and the mapping names none.", "Add \"pipeline\" with its key and its stages."));
        }
        else if (!target.NeedsPipeline && into.Pipeline is not null)
        {
            findings.Add(Error(mapping, ImportCodes.OptionDoesNotFit, "pipeline", $"'pipeline' means nothing for '{into.Concept}'.", "Leave it out."));
        }

        if (target.TakesSeveralRows && mapping.Columns.All(c => c.Field != Field.Id))
        {
            findings.Add(Error(mapping, ImportCodes.KeyNotMapped, "columns", $"Nothing fills '{Field.Id}', by which rows of one '{into.Concept}' belong together.", "Map it to a column."));
        }
    }

    private static Finding Error(ImportMapping mapping, string code, string path, string message, string mend) =>
        new(code, FindingSeverity.Error, message, mend, new FindingPlace { Source = mapping.Source, Path = path });
}
