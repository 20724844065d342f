using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Syntax;

/// <summary>A parameter of a metric: <c>i text</c> or <c>days int = 30</c>.</summary>
public sealed class ParameterDeclaration : SyntaxNode
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The type: text, bool, int, decimal, duration or date.</summary>
    public required DataType Type { get; init; }

    /// <summary>The literal that stands where none is given; null when one has to be.</summary>
    public Expression? Default { get; init; }
}

/// <summary>A metric with values for its parameters: <c>sales.stage_conversion('new', 'won')</c>.</summary>
public sealed class MetricCallExpression : Expression
{
    /// <summary>The metric; its name has a dot, so that it is told from the functions of the language.</summary>
    public required NameExpression Metric { get; init; }

    /// <summary>The values in the order of the parameters: literals, or parameters of the metric in which the call stands.</summary>
    public required IReadOnlyList<Expression> Arguments { get; init; }
}
