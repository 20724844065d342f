using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <content>Currencies of amounts, and parameters of metrics.</content>
internal sealed partial class ModelBinder
{
    private const string MendCurrency = "Name a text dimension of the same fact, without history, that holds codes of ISO 4217.";

    private static string? CurrencyProblem(DataType type, FactSchema schema) =>
        type.CurrencyField is not { } name || schema.Find(name) is { Role: FieldRole.Dimension, Type.Kind: DataKind.Text, HasHistory: false } ? null
        : $"'{name}', in which the currency should stand, is no plain text dimension of '{schema.Name}'.";

    private void CheckCurrencies(CrmDocument document, FactDeclaration declaration)
    {
        foreach (FieldDeclaration field in declaration.Fields)
        {
            if (_facts.Find(declaration.Name) is { } fact && CurrencyProblem(field.Type, fact.Schema) is { } problem)
            {
                _log.Error(document, field.Span, BindingFindings.BadCurrencyField, problem, MendCurrency);
            }
        }
    }

    // The metric with the values that stand where none are given, and some literal where one has to be.
    private MetricDeclaration? WithValues(MetricDeclaration declaration, CrmDocument document)
    {
        if (declaration.Parameters.Count == 0)
        {
            return declaration;
        }

        var values = new Dictionary<string, Expression>(StringComparer.Ordinal);
        bool hasDefault = false, isRight = true;
        string last = declaration.Name.Split('.')[^1];
        if (last == declaration.Name || CrmGrammar.Operations.Contains(last))
        {
            isRight = Bad(declaration.NameSpan, last == declaration.Name ? $"'{declaration.Name}' has parameters and no dot in its name." : $"'{last}' is an operation of the language.",
                last == declaration.Name ? $"Write for example sales.{declaration.Name}: what is called without a dot is a function of the language." : "Give the metric another name.");
        }

        foreach (ParameterDeclaration parameter in declaration.Parameters)
        {
            if (!values.TryAdd(parameter.Name, parameter.Default ?? ExpressionBinder.Sample(parameter.Type)))
            {
                isRight = Bad(parameter.Span, $"'{declaration.Name}' has two parameters '{parameter.Name}'.", "Give one of the two another name.");
            }
            else if (parameter.Default is { } value && !ExpressionBinder.IsOf(value, parameter.Type))
            {
                isRight = Bad(value.Span.Length > 0 ? value.Span : parameter.Span, $"'{parameter.Name}' is of type {parameter.Type}, and this is not.", "Write a literal of that type.");
            }
            else if (parameter.Default is null && hasDefault)
            {
                isRight = Bad(parameter.Span, $"'{parameter.Name}' has to be given, and one before it has not.", "Put those that may be left out last.");
            }

            hasDefault |= parameter.Default is not null;
        }

        return isRight ? new ParameterSubstitution(values).Apply(declaration) : null;

        bool Bad(TextSpan span, string message, string mend)
        {
            _log.Error(document, span, BindingFindings.BadParameter, message, mend);
            return false;
        }
    }
}
