using Crm.Sdk.Interchange.Findings;
using Crm.Sdk.Interchange.Yaml;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Interchange.MetricFlow;

/// <summary>Prints definitions, reads them back and binds them; what does not bind is taken out, with a finding.</summary>
internal sealed class BindCheck(FindingLog log)
{
    private const int MostCharacters = 1_048_576, MostDeclarations = 10_000;

    public CrmDocument Check(List<(Declaration Declaration, YamlPlace Place)> declared)
    {
        while (true)
        {
            List<string> texts = [.. declared.Select(d => CrmPrinter.Print(d.Declaration) + "\n")];
            string text = string.Join('\n', texts);
            if (text.Length > MostCharacters || declared.Count > MostDeclarations)
            {
                TakeOutTail(declared);
                continue;
            }

            Checked<CrmDocument> document = CrmParser.Parse(text);
            List<Finding> problems = [.. document.Findings.Where(f => f.Severity == FindingSeverity.Error)];
            if (document.Value is { } read)
            {
                problems = [.. CrmModel.Bind([read]).Findings.Where(f => f.Severity == FindingSeverity.Error)];
                if (problems.Count == 0)
                {
                    return read;
                }
            }

            TakeOut(declared, texts, problems);
        }
    }

    // A document has a limit; what goes beyond it is said of each.
    private void TakeOutTail(List<(Declaration Declaration, YamlPlace Place)> declared)
    {
        int kept = declared.Count * 9 / 10;
        foreach ((Declaration declaration, YamlPlace place) in declared.Skip(kept))
        {
            log.Error(InterchangeCodes.DoesNotBind, place, $"'{declaration.Name}' does not fit: a document holds {MostDeclarations} definitions and {MostCharacters} characters.", "Import fewer files at once.");
        }

        declared.RemoveRange(kept, declared.Count - kept);
    }

    // Each declaration is a paragraph, so the line says which one is meant. The first problem of each is told.
    private void TakeOut(List<(Declaration Declaration, YamlPlace Place)> declared, List<string> texts, List<Finding> problems)
    {
        var starts = new int[declared.Count];
        for (int i = 0, line = 1; i < declared.Count; i++)
        {
            starts[i] = line;
            line += texts[i].Count(c => c == '\n') + 1;
        }

        var wrong = problems.Select(p => (At: IndexOf(starts, p.Place.Line ?? 1), Problem: p)).GroupBy(p => p.At).OrderByDescending(g => g.Key);
        foreach (var group in wrong)
        {
            (Declaration declaration, YamlPlace place) = declared[group.Key];
            if (declaration is FactDeclaration fact && WithoutFields(fact, place, starts[group.Key], group.Select(g => g.Problem)) is { } rest)
            {
                declared[group.Key] = (rest, place);
                continue;
            }

            Finding problem = group.First().Problem;
            log.Error(InterchangeCodes.DoesNotBind, place, $"What was made of '{declaration.Name}' does not bind, and is not imported: {problem.Message}", problem.Mend);
            declared.RemoveAt(group.Key);
        }
    }

    private static int IndexOf(int[] starts, int line)
    {
        int found = Array.BinarySearch(starts, line);
        return Math.Max(found >= 0 ? found : ~found - 1, 0);
    }

    private FactDeclaration? WithoutFields(FactDeclaration fact, YamlPlace place, int start, IEnumerable<Finding> problems)
    {
        var wrong = problems.Select(p => (Field: fact.Fields.ElementAtOrDefault((p.Place.Line ?? start) - start - 1), Problem: p)).Where(p => p.Field is not null).DistinctBy(p => p.Field).ToList();
        foreach ((FieldDeclaration? field, Finding problem) in wrong)
        {
            log.Error(InterchangeCodes.DoesNotBind, place, $"The field '{fact.Name}.{field!.Name}' does not bind, and is left out with what stands on it: {problem.Message}", problem.Mend);
        }

        return wrong.Count == 0 ? null : new FactDeclaration
        {
            Name = fact.Name, Shape = fact.Shape, Key = fact.Key, Fields = [.. fact.Fields.Where(f => wrong.TrueForAll(w => w.Field != f))],
        };
    }
}
