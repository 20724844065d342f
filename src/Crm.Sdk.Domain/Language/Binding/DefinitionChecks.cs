using Crm.Sdk.Language.Syntax;

namespace Crm.Sdk.Language.Binding;

/// <summary>Looks at definitions that bind for what was probably not meant. All it finds are warnings and information.</summary>
internal sealed class DefinitionChecks(FindingLog log)
{
    /// <summary>Whether what a metric calls a share of something has rows above that are not below.</summary>
    public void CheckPopulations(MetricDeclaration metric, CrmDocument document, BoundExpression value)
    {
        if (metric.Unit != "percent" || RatioOf(value) is not { } ratio)
        {
            return;
        }

        (string? problem, string mend) = (ratio.Left, ratio.Right) switch
        {
            (BoundAggregate above, BoundAggregate below) when Counts(above, below) => Problem(above, below),
            (BoundEach above, BoundEach below) when ReferenceEquals(above.Entity, below.Entity) && above.Kind == AggregateKind.Count && below.Kind == AggregateKind.Count
                && Implications.FirstNotImplied(above.Condition, below.Condition) is not null =>
                ($"Above are counted {above.Entity} rows that are not among those below: what is asked of them below is not asked above.", Share),
            _ => (null, ""),
        };
        if (problem is not null)
        {
            log.Warn(document, metric.Value.Span, BindingFindings.OtherPopulation, problem, mend);
        }
    }

    /// <summary>Tells of sets, funnels, cohorts and calendars that nothing uses.</summary>
    /// <param name="declared">What was declared.</param>
    /// <param name="lineages">What metrics and segments stand on, as their lineage says it.</param>
    public void CheckOrphans(IEnumerable<(CrmDocument Document, Declaration Declaration)> declared, IReadOnlySet<string> lineages)
    {
        if (lineages.Count == 0)
        {
            return;
        }

        foreach ((CrmDocument document, Declaration declaration) in declared)
        {
            (string What, string Kind)? use = declaration switch
            {
                SetDeclaration => ($"set: {declaration.Name}", "set"),
                FunnelDeclaration => ($"set: {declaration.Name}", "funnel"),
                CohortDeclaration => ($"set: {declaration.Name}", "cohort"),
                AttributionDeclaration => ($"attribution: {declaration.Name}", "attribution"),
                CalendarDeclaration => ($"calendar: {declaration.Name}", "calendar"),
                _ => null,
            };
            if (use is { } one && !lineages.Contains(one.What))
            {
                log.Inform(document, declaration.NameSpan, BindingFindings.Orphan, $"No metric and no segment uses the {one.Kind} '{declaration.Name}'.", "Use it, or drop it.");
            }
        }
    }

    private const string Share = "Ask above for all that is asked below, or leave out 'unit percent': the value can exceed 100 %.";

    private static BoundBinary? RatioOf(BoundExpression value) => value switch
    {
        BoundBinary { Operator: BinaryOperator.Divide } ratio => ratio,
        BoundBinary { Operator: BinaryOperator.Multiply, Left: BoundLiteral, Right: var right } => RatioOf(right),
        BoundBinary { Operator: BinaryOperator.Multiply, Right: BoundLiteral, Left: var left } => RatioOf(left),
        _ => null,
    };

    private static bool Counts(BoundAggregate above, BoundAggregate below) => above.Kind == below.Kind && ReferenceEquals(above.Fact, below.Fact)
        && above.Kind is AggregateKind.Count or AggregateKind.Sum or AggregateKind.Distinct && Implications.AreSame(above.Operand, below.Operand)
        && above.Frame.ToString() == below.Frame.ToString();

    private static (string? Problem, string Mend) Problem(BoundAggregate above, BoundAggregate below) =>
        above.Role?.Name != below.Role?.Name
            ? ($"Rows of '{above.Fact}' are placed by '{above.Role?.Name}' above and by '{below.Role?.Name}' below: those above are not some of those below.",
                "Place both by one time, or leave out 'unit percent': the value can exceed 100 %.")
        : Implications.FirstNotImplied(above.Filter, below.Filter) is not null
            ? ($"Above are rows of '{above.Fact}' that are not among those below: a condition below does not hold above.", Share)
        : (null, "");
}
