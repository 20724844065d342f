using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <content>Metrics with parameters.</content>
internal sealed partial class ExpressionBinder
{
    private BoundExpression? BindMetricCall(MetricCallExpression call, BindingContext context)
    {
        string full = call.Metric.FullName;
        if (IsOfAttribution(call))
        {
            return BindOfAttribution(call, context);
        }

        if (!definitions.Metrics.TryGetValue(full, out var metric))
        {
            string mend = MendOfRows(call.Metric.Parts) is { } ofRows ? ofRows : Suggestion.For(call.Metric.Parts[^1], CrmGrammar.Operations) is { } operation
                ? $"Did you mean '.{operation}'?"
                : Suggestion.Mend(full, definitions.Metrics.Where(m => m.Value.Declaration.Parameters.Count > 0).Select(m => m.Key));
            return Error(context, call.Metric, BindingFindings.UnknownMetric, $"No metric is called '{full}', and there is no such operation.", mend);
        }

        if (context.Level == Level.Row)
        {
            return Error(context, call, BindingFindings.WrongLevel, $"'{full}' is a metric, and this is asked of a row.", "Use it in a metric, or in a condition of 'each'.");
        }

        return WithValues(call, full, metric.Declaration, call.Arguments, context) is { } declaration
            ? BindMetricValue(call, full, CrmPrinter.Print(call), (declaration, metric.Document), context) : null;
    }

    /// <summary>A metric with literals for its parameters; null after a finding.</summary>
    private MetricDeclaration? WithValues(Expression use, string full, MetricDeclaration declaration, IReadOnlyList<Expression> arguments, BindingContext context)
    {
        IReadOnlyList<ParameterDeclaration> parameters = declaration.Parameters;
        int needed = parameters.Count(p => p.Default is null);
        if (arguments.Count > parameters.Count || arguments.Count < needed)
        {
            string count = needed == parameters.Count ? $"{needed}" : $"{needed} to {parameters.Count}";
            Error(context, use, BindingFindings.WrongParameters,
                $"'{full}' takes {count} {(count == "1" ? "value" : "values")}, not {arguments.Count}.",
                parameters.Count == 0 ? $"Write {full} without parentheses." : $"Write {Usage(full, parameters)}.");
            return null;
        }

        var values = new Dictionary<string, Expression>(StringComparer.Ordinal);
        for (int i = 0; i < parameters.Count; i++)
        {
            Expression value = i < arguments.Count ? arguments[i] : parameters[i].Default!;
            if (!IsOf(value, parameters[i].Type))
            {
                Error(context, value.Span.Length > 0 ? value : use, BindingFindings.WrongParameters,
                    $"'{parameters[i].Name}' of '{full}' is a literal of type {parameters[i].Type}.", $"Write {Usage(full, parameters)}.");
                return null;
            }

            values[parameters[i].Name] = value;
        }

        return parameters.Count == 0 ? declaration : new ParameterSubstitution(values).Apply(declaration);
    }

    /// <summary>Whether a literal is of a type.</summary>
    public static bool IsOf(Expression value, DataType type) => (value, type.Kind) switch
    {
        (TextLiteral, DataKind.Text) or (BooleanLiteral, DataKind.Boolean) or (DateLiteral, DataKind.Date) or (DurationLiteral, DataKind.Duration) => true,
        (NumberLiteral number, DataKind.Integer or DataKind.Decimal) => number.Value.TryGetScale(out int scale) && scale <= type.Scale,
        _ => false,
    };

    private static string Usage(string full, IReadOnlyList<ParameterDeclaration> parameters) =>
        $"{full}({string.Join(", ", parameters.Select(p => CrmPrinter.Print(p.Default ?? Sample(p.Type))))})";

    /// <summary>Some literal of a type.</summary>
    public static Expression Sample(DataType type) => type.Kind switch
    {
        DataKind.Boolean => new BooleanLiteral { Value = true },
        DataKind.Date => new DateLiteral { Value = new NodaTime.LocalDate(2026, 1, 1) },
        DataKind.Duration => new DurationLiteral { Count = 1, Unit = DurationUnit.Days },
        DataKind.Integer or DataKind.Decimal => new NumberLiteral { Value = 1 },
        _ => new TextLiteral { Value = "\u2026", IsSample = true },
    };
}
