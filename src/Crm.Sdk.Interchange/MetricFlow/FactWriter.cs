using Crm.Sdk.Facts;
using Crm.Sdk.Interchange.Findings;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Interchange.MetricFlow;

/// <summary>Gives the fields of a fact their types, and declares it.</summary>
internal static class FactWriter
{
    private static readonly FieldRole[] Order = [FieldRole.Time, FieldRole.Reference, FieldRole.Dimension, FieldRole.Measure];

    public static FactDeclaration Declare(FactDraft fact, FactBook book)
    {
        SetTypes(fact, book);
        if (fact.Snapshot is { } snapshot)
        {
            IEnumerable<FieldDeclaration> key = fact.KeylessAt is null ? [Field(fact.Key!, FieldRole.Dimension)] : [];
            IEnumerable<FieldDeclaration> others = fact.Fields.Where(f => f != snapshot.Things[0] && f != snapshot.At).Select(f => Field(f, RoleOf(f), isDefault: false));
            return new FactDeclaration
            {
                Name = fact.Name, Shape = FactShape.Snapshot, Key = Field(snapshot.Things[0], FieldRole.Reference),
                Snapshot = new SnapshotDeclaration { At = Field(snapshot.At, FieldRole.Time, isDefault: false), Parts = [.. snapshot.Things.Skip(1).Select(p => Trees.Name(p.Name))] },
                Fields = [.. others.Concat(key).OrderBy(f => Array.IndexOf(Order, f.Role)).ThenBy(f => f.Value is not null)],
            };
        }

        return new FactDeclaration
        {
            Name = fact.Name, Shape = fact.IsEntity ? FactShape.Entity : FactShape.Event, Key = Field(fact.Key!, FieldRole.Key),
            Fields = [.. fact.Fields.Select(f => Field(f, RoleOf(f))).OrderBy(f => Array.IndexOf(Order, f.Role)).ThenBy(f => f.Value is not null)],
        };
    }

    private static FieldRole RoleOf(FieldDraft field) => field.Role ?? (field.Type!.IsAdditive ? FieldRole.Measure : FieldRole.Dimension);

    private static FieldDeclaration Field(FieldDraft field, FieldRole role, bool isDefault = true) => new()
    {
        Name = field.Name, Role = role, Type = field.Type!, IsDefault = field.IsDefault && isDefault, Value = field.Value,
    };

    private static void SetTypes(FactDraft fact, FactBook book)
    {
        var assumed = new List<string>();
        foreach (FieldDraft field in fact.Fields.Where(f => f.Value is null))
        {
            if (field.Role != FieldRole.Reference && book.Options.Types.TryGetValue($"{fact.Name}.{field.Name}", out DataType? said) && IsPossible(said, field.Role))
            {
                field.Type = said;
            }
            else if (field.Type is null)
            {
                field.Type = TypeInference.OfStored(field, book.Options.NumberType);
                assumed.Add($"{field.Name} {field.Type}");
            }
        }

        // Derived fields may stand on each other; each pass knows one more.
        List<FieldDraft> derived = [.. fact.Fields.Where(f => f.Value is not null)];
        for (int pass = 0; pass <= derived.Count; pass++)
        {
            foreach (FieldDraft field in derived.Where(f => f.Type is null))
            {
                field.Type = TypeInference.Of(field.Value!, fact);
            }
        }

        foreach (FieldDraft field in derived)
        {
            field.Type ??= DataType.Text;
        }

        if (assumed.Count > 0)
        {
            book.Log.Inform(InterchangeCodes.AssumedTypes, fact.Place, $"MetricFlow does not say types. Assumed for '{fact.Name}': {string.Join(", ", assumed)}.",
                $"Say others in MetricFlowOptions.Types, under names such as {fact.Name}.{assumed[0].Split(' ')[0]}.");
        }
    }

    private static bool IsPossible(DataType type, FieldRole? role) => type.Kind is not (DataKind.Reference or DataKind.Number) && (role != FieldRole.Time || type.Kind is DataKind.Date or DataKind.Instant);
}
