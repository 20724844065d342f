using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Language.Binding;

/// <content>Declarations of snapshots.</content>
internal sealed partial class ModelBinder
{
    /// <summary>What tells apart the rows of a snapshot, whose time is added to the fields; null after a finding.</summary>
    private FactSnapshot? Snapshot(CrmDocument document, FactDeclaration declaration, SnapshotDeclaration taken, HashSet<string> names, List<FactField> fields)
    {
        if (!names.Add(taken.At.Name))
        {
            _log.Error(document, taken.At.Span, BindingFindings.DuplicateName, $"'{declaration.Name}' declares '{taken.At.Name}' twice.", "The key of a snapshot declares its entity and its time.");
            return null;
        }

        if (fields.Find(f => f.IsDefault) is { } odd)
        {
            _log.Error(document, declaration.Fields.First(f => f.Name == odd.Name).Span, BindingFindings.SnapshotWithoutReading,
                $"'{declaration.Name}' is a snapshot and has no default time.", "Drop 'default': aggregates say how they read it, such as 'at end', or 'by' a time.");
            return null;
        }

        var parts = new HashSet<string>(StringComparer.Ordinal);
        foreach (NameExpression part in taken.Parts)
        {
            FactField? field = fields.Find(f => f.Name == part.FullName);
            string? problem = !parts.Add(part.FullName) ? "it stands there twice"
                : part.FullName == declaration.Key.Name || part.FullName == taken.At.Name ? "it belongs to it already"
                : declaration.Fields.Any(f => f.Name == part.FullName && f.Value is not null) ? "it is derived"
                : field is null ? "there is no such field"
                : field.Role == FieldRole.Measure ? "it is a measure" : null;
            if (problem is not null)
            {
                _log.Error(document, part.Span, BindingFindings.SnapshotKey, $"'{part.FullName}' cannot belong to the key of '{declaration.Name}': {problem}.",
                    $"Name stored references, dimensions or times: {string.Join(", ", fields.Where(f => f.Role is not FieldRole.Measure && f.Name != declaration.Key.Name).Select(f => f.Name).DefaultIfEmpty("there are none"))}.");
                return null;
            }
        }

        fields.Insert(1, Stored(taken.At));
        return new FactSnapshot(declaration.Key.Name, taken.At.Name, [.. taken.Parts.Select(p => p.FullName)]);
    }
}
