using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Evaluation.Planning;

/// <summary>Writes row expressions much as the language does, for people who read a plan.</summary>
internal static class ExpressionText
{
    /// <summary>The expression in words of the language.</summary>
    public static string Of(BoundExpression expression) => expression switch
    {
        BoundLiteral l => Literal(l),
        BoundField f => string.Join('.', f.Path.Where(p => p.AsOf is null).Select(p => p.From.Fields[p.Ordinal].Name).Append(f.Field.Name))
            + (f.Path.Count > 0 && f.Path[^1].AsOf is { } asOf ? $" {asOf}" : ""),
        BoundJourneyValue or BoundNow => expression.ToString()!,
        BoundStay => "time in the period",
        BoundStageValue s => s.ToString(),
        BoundHistoryValue h => $"{char.ToLowerInvariant(h.Question.ToString()[0])}{h.Question.ToString()[1..]}({string.Join(", ", new[] { h.History.Name + (h.Filter is null ? "" : $" where {Of(h.Filter)}") }.Concat(new[] { h.From, h.To }.OfType<BoundExpression>().Select(Of)))})",
        BoundPart p => $"part({Of(p.Amount)})",
        BoundUnary u => u.Operator == UnaryOperator.Not ? $"not {Inner(u.Operand)}" : $"-{Inner(u.Operand)}",
        BoundBinary b => $"{Inner(b.Left)} {Word(b.Operator)} {Inner(b.Right)}",
        BoundIn i => $"{Inner(i.Operand)} in ({string.Join(", ", i.Items.Select(Literal))})",
        BoundIsNull n => $"{Inner(n.Operand)} is null",
        BoundCall { Function: BoundFunction.Round } c => $"round({Of(c.Arguments[0])}, {c.Type.Scale})",
        BoundCall c => $"{char.ToLowerInvariant(c.Function.ToString()[0])}{c.Function.ToString()[1..]}({string.Join(", ", c.Arguments.Select(Of))})",
        BoundConverted c => $"({Of(c.Operand)} {c.Conversion})",
        BoundAggregate a => Aggregate(a),
        _ => "…",
    };

    private static string Aggregate(BoundAggregate a)
    {
        string operand = a.Operand is null ? a.Fact.Name : $"{a.Fact.Name}.{Of(a.Operand)}";
        return $"{char.ToLowerInvariant(a.Kind.ToString()[0])}{a.Kind.ToString()[1..]}({operand}{(a.Filter is null ? "" : $" where {Of(a.Filter)}")})";
    }

    private static string Inner(BoundExpression expression) =>
        expression is BoundBinary { Operator: not (BinaryOperator.And or BinaryOperator.Or) } b && b.Type.Kind == DataKind.Boolean || expression is not BoundBinary
            ? Of(expression)
            : $"({Of(expression)})";

    private static string Literal(BoundLiteral literal) => literal.Type.Kind switch
    {
        DataKind.Text => $"'{literal.Text!.Replace("'", "''", StringComparison.Ordinal)}'",
        DataKind.Boolean => literal.Number.IsZero ? "false" : "true",
        DataKind.Date => NodaTime.Text.LocalDatePattern.Iso.Format(Facts.StorageForm.ToDate((long)literal.Number.Numerator)),
        DataKind.Duration => $"{literal.Number / Facts.StorageForm.MicrosecondsPerDay} days",
        _ => literal.Number.ToString(),
    };

    private static string Word(BinaryOperator op) => op switch
    {
        BinaryOperator.Or => "or",
        BinaryOperator.And => "and",
        BinaryOperator.Equal => "=",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Starts => "starts",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        _ => "/",
    };
}
