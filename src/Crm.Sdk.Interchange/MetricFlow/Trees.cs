using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Interchange.MetricFlow;

/// <summary>Makes nodes of the language.</summary>
internal static class Trees
{
    public static NameExpression Name(params string[] parts) => new() { Parts = parts };

    public static NumberLiteral Number(Rational value) => new() { Value = value };

    public static BinaryExpression Binary(BinaryOperator op, Expression left, Expression right) => new() { Operator = op, Left = left, Right = right };

    public static CallExpression Call(string function, params Expression[] arguments) => new() { Function = function, Arguments = arguments };

    public static MethodExpression Method(Expression operand, string method, params Expression[] arguments) => new() { Operand = operand, Method = method, Arguments = arguments };

    public static AggregateExpression Aggregate(AggregateKind kind, Expression operand, Expression? where, string? by) => new() { Kind = kind, Operand = operand, Where = where, By = by };

    public static Expression? And(IEnumerable<Expression?> conditions) =>
        conditions.OfType<Expression>().Aggregate((Expression?)null, (all, one) => all is null ? one : Binary(BinaryOperator.And, all, one));

    public static Expression Where(Expression operand, Expression? where) => where is null ? operand : new FilteredExpression { Operand = operand, Where = where };

    public static DurationLiteral Duration(long count, DurationUnit unit) => new() { Count = count, Unit = unit };
}
