namespace Crm.Sdk.Language.Syntax;

/// <summary>Puts literals where the names of parameters stand.</summary>
internal sealed class ParameterSubstitution(IReadOnlyDictionary<string, Expression> values)
{
    /// <summary>The metric with a literal for each parameter, in its formula and in the rows that it leaves out.</summary>
    public MetricDeclaration Apply(MetricDeclaration metric) => new()
    {
        Name = metric.Name, NameSpan = metric.NameSpan, Title = metric.Title, Version = metric.Version, From = metric.From, Parameters = metric.Parameters,
        Value = Apply(metric.Value), Unit = metric.Unit, UnitSpan = metric.UnitSpan, Better = metric.Better, Minimum = metric.Minimum, Mature = metric.Mature,
        Exclusions = [.. metric.Exclusions.Select(e => new ExclusionClause { Name = e.Name, Where = Apply(e.Where), Span = e.Span })],
        Confidence = metric.Confidence, ConfidenceSpan = metric.ConfidenceSpan, Span = metric.Span,
    };

    /// <summary>The expression with a literal for each parameter; a parameter hides whatever else is called so.</summary>
    public Expression Apply(Expression expression) => expression switch
    {
        NameExpression { Parts: [var only], Version: null } name when values.TryGetValue(only, out Expression? value) => At(value, name),
        UnaryExpression u => new UnaryExpression { Operator = u.Operator, Operand = Apply(u.Operand), Span = u.Span },
        BinaryExpression b => new BinaryExpression { Operator = b.Operator, OperatorSpan = b.OperatorSpan, Left = Apply(b.Left), Right = Apply(b.Right), Span = b.Span },
        InExpression i => new InExpression { Operand = Apply(i.Operand), Items = i.Items, Span = i.Span },
        BetweenExpression b => new BetweenExpression { Operand = Apply(b.Operand), Low = Apply(b.Low), High = Apply(b.High), Span = b.Span },
        IsNullExpression n => new IsNullExpression { Operand = Apply(n.Operand), Span = n.Span },
        CallExpression c => new CallExpression { Function = c.Function, Arguments = Apply(c.Arguments), Span = c.Span },
        ReadingExpression r => new ReadingExpression { Operand = Apply(r.Operand), Reading = r.Reading, Span = r.Span },
        AggregateExpression a => new AggregateExpression
        {
            Kind = a.Kind, Operand = Apply(a.Operand), Probability = a.Probability, Ended = Maybe(a.Ended), At = Maybe(a.At), Method = a.Method,
            Where = Maybe(a.Where), By = a.By, Span = a.Span,
        },
        EachExpression e => new EachExpression { Entity = e.Entity, IncludingEmpty = e.IncludingEmpty, Value = Maybe(e.Value), Where = Maybe(e.Where), Span = e.Span },
        FilteredExpression f => new FilteredExpression { Operand = Apply(f.Operand), Where = Maybe(f.Where), By = f.By, Span = f.Span },
        MethodExpression m => new MethodExpression { Operand = Apply(m.Operand), Method = m.Method, MethodSpan = m.MethodSpan, Arguments = Apply(m.Arguments), Span = m.Span },
        OverExpression o => new OverExpression { Operand = Apply(o.Operand), IsDropping = o.IsDropping, Dimensions = o.Dimensions, Span = o.Span },
        ConversionExpression c => new ConversionExpression
        {
            Operand = Apply(c.Operand), Currency = c.Currency, At = c.At, Day = c.Day, Using = c.Using, Within = c.Within, RoundsLines = c.RoundsLines, Span = c.Span,
        },
        StageConversionExpression s => new StageConversionExpression
        {
            Stage = s.Stage, From = Apply(s.From), To = Apply(s.To), Through = Apply(s.Through), ExcludesSkips = s.ExcludesSkips, IgnoresBackward = s.IgnoresBackward,
            IsFirstOnly = s.IsFirstOnly, Where = Maybe(s.Where), By = s.By, Span = s.Span,
        },
        MetricCallExpression c => new MetricCallExpression { Metric = c.Metric, Arguments = Apply(c.Arguments), Span = c.Span },
        _ => expression,
    };

    private List<Expression> Apply(IReadOnlyList<Expression> expressions) => [.. expressions.Select(Apply)];

    private Expression? Maybe(Expression? expression) => expression is null ? null : Apply(expression);

    // What is wrong with a value is wrong where it is used.
    private static Expression At(Expression literal, NameExpression name) => literal switch
    {
        NumberLiteral n => new NumberLiteral { Value = n.Value, Span = name.Span },
        TextLiteral t => new TextLiteral { Value = t.Value, IsSample = t.IsSample, Span = name.Span },
        BooleanLiteral b => new BooleanLiteral { Value = b.Value, Span = name.Span },
        DateLiteral d => new DateLiteral { Value = d.Value, Span = name.Span },
        DurationLiteral d => new DurationLiteral { Count = d.Count, Unit = d.Unit, Span = name.Span },
        _ => literal,
    };
}
