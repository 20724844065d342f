using Crm.Sdk.Interchange.Findings;
using Crm.Sdk.Interchange.Yaml;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Interchange.MetricFlow;

/// <summary>Prints definitions, reads them back and binds them; what does not bind is taken out, with a finding.</summary>
internal sealed class BindCheck(FindingLog log)
{
    public CrmDocument Check(List<(Declaration Declaration, YamlPlace Place)> declared)
    {
        while (true)
        {
            string text = CrmPrinter.Print(new CrmDocument { Declarations = [.. declared.Select(d => d.Declaration)] });
            Checked<CrmDocument> document = CrmParser.Parse(text);
            Finding? problem = document.Findings.FirstOrDefault(f => f.Severity == FindingSeverity.Error);
            if (document.Value is { } read)
            {
                problem = CrmModel.Bind([read]).Findings.FirstOrDefault(f => f.Severity == FindingSeverity.Error);
                if (problem is null)
                {
                    return read;
                }
            }

            TakeOut(declared, problem!);
        }
    }

    private void TakeOut(List<(Declaration Declaration, YamlPlace Place)> declared, Finding problem)
    {
        // One paragraph is one declaration, so the line says which it is.
        int at = 0, line = 1;
        for (; at < declared.Count - 1; at++)
        {
            int lines = CrmPrinter.Print(declared[at].Declaration).Count(c => c == '\n') + 2;
            if (problem.Place.Line is not { } wrong || wrong < line + lines)
            {
                break;
            }

            line += lines;
        }

        (Declaration declaration, YamlPlace place) = declared[at];
        if (declaration is FactDeclaration fact && problem.Place.Line - line - 1 is { } index && index >= 0 && index < fact.Fields.Count)
        {
            FieldDeclaration field = fact.Fields[index];
            log.Error(InterchangeCodes.DoesNotBind, place, $"The field '{fact.Name}.{field.Name}' does not bind, and is left out with what stands on it: {problem.Message}", problem.Mend);
            declared[at] = (new FactDeclaration { Name = fact.Name, Shape = fact.Shape, Key = fact.Key, Fields = [.. fact.Fields.Where(f => f != field)] }, place);
            return;
        }

        log.Error(InterchangeCodes.DoesNotBind, place, $"What was made of '{declaration.Name}' does not bind, and is not imported: {problem.Message}", problem.Mend);
        declared.RemoveAt(at);
    }
}
