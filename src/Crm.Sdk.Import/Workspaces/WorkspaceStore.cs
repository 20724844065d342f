using Crm.Sdk.Aggregates;
using Crm.Sdk.Attributes;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;

namespace Crm.Sdk.Import.Workspaces;

/// <summary>The CRM of a workspace: a database file beside <c>crm.json</c>, whose facts definitions can use without declaring them.</summary>
public sealed class WorkspaceStore
{
    /// <summary>The name of the database file in the folder.</summary>
    public const string FileName = "crm.db";

    private static readonly Dictionary<string, Func<string, AttributeDefinition>> Types = new(StringComparer.Ordinal)
    {
        ["text"] = key => AttributeDefinition.Text(key),
        ["personal"] = key => AttributeDefinition.Text(key, isPersonal: true),
        ["flag"] = AttributeDefinition.Flag,
        ["integer"] = AttributeDefinition.Integer,
        ["decimal"] = key => AttributeDefinition.Decimal(key, 2),
        ["date"] = AttributeDefinition.Date,
        ["instant"] = AttributeDefinition.Instant,
    };

    private WorkspaceStore(CrmSchema schema) => Schema = schema;

    /// <summary>What the database holds.</summary>
    public CrmSchema Schema { get; }

    internal static WorkspaceStore? Read(ObjectCursor cursor, FactSettings? kept)
    {
        string? code = cursor.Text("currency") ?? (cursor.Has("currency") ? null : kept?.Currency.Code);
        if (code is null)
        {
            cursor.Missing("currency", "Name the currency in which facts have amounts, such as \"EUR\".");
        }
        else if (Currency.Find(code) is null)
        {
            cursor.NotAllowed("currency", code, "Write an ISO 4217 code such as \"EUR\".");
            code = null;
        }
        else if (kept is not null && kept.Currency.Code != code)
        {
            cursor.Report(WorkspaceCodes.OtherCurrency, "currency", $"The amounts in {FileName} are in {kept.Currency}, not in {code}.", $"Write \"{kept.Currency}\", or leave the currency out.");
            code = kept.Currency.Code;
        }

        var attributes = new List<(string Concept, AttributeDefinition Attribute)>();
        if (cursor.Object("attributes") is { } concepts)
        {
            foreach (string concept in concepts.Names)
            {
                if (StandardSchema.Concepts.All(c => c.Name != concept))
                {
                    concepts.NotAllowed(concept, concept, $"Attributes can be added to {string.Join(", ", StandardSchema.Concepts.Select(c => c.Name))}.");
                }
                else if (concepts.Object(concept) is { } keys)
                {
                    ReadAttributes(keys, concept, attributes);
                }
            }

            concepts.Finish();
        }

        // What the program that writes the file has declared is there as well: without it, its facts would be others.
        foreach (Concept concept in kept is null ? [] : StandardSchema.Concepts)
        {
            attributes.AddRange(kept!.Attributes.Of(concept.Name).Where(k => !attributes.Exists(a => a.Concept == concept.Name && a.Attribute.Key == k.Key)).Select(k => (concept.Name, k)));
        }

        cursor.Finish();
        return code is null ? null : new WorkspaceStore(SchemaOf(code, attributes));
    }

    private static CrmSchema SchemaOf(string currency, IEnumerable<(string Concept, AttributeDefinition Attribute)> attributes)
    {
        var registry = new AttributeRegistry();
        foreach ((string concept, AttributeDefinition attribute) in attributes)
        {
            registry.Add(concept, attribute);
        }

        return StandardSchema.Create(currency, registry);
    }

    private static void ReadAttributes(ObjectCursor keys, string concept, List<(string Concept, AttributeDefinition Attribute)> attributes)
    {
        foreach (string key in keys.Names)
        {
            if (keys.Word(key, [.. Types.Keys]) is not { } type)
            {
                continue;
            }

            try
            {
                // One that clashes with a field of the concept's facts is told here, by its key.
                AttributeDefinition attribute = Types[type](key);
                _ = SchemaOf("EUR", [.. attributes, (concept, attribute)]);
                attributes.Add((concept, attribute));
            }
            catch (ArgumentException e)
            {
                keys.NotAllowed(key, key, e.Message);
            }
        }

        keys.Finish();
    }
}
