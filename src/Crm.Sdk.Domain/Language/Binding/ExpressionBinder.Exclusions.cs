using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Language.Binding;

/// <content>Rows that metrics leave out.</content>
internal sealed partial class ExpressionBinder
{
    private readonly HashSet<ExclusionClause> _used = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether an exclusion was applied to the rows of some aggregate.</summary>
    public bool IsUsed(ExclusionClause clause) => _used.Contains(clause);

    /// <summary>The fact in front of the first field of an exclusion; null when there is none.</summary>
    public BoundFact? FactOf(ExclusionClause clause) =>
        Names(clause.Where).FirstOrDefault(n => n.Parts.Count > 1) is { } name ? facts.Find(name.Parts[0]) : null;

    // Those that speak of rows of the fact at hand; a row without an answer is not left out.
    private bool TryBindExclusions(
        AggregateExpression aggregate, Subject subject, BoundTimeRole? role, BindingContext row, BindingContext context, out IReadOnlyList<BoundExclusion> exclusions)
    {
        var bound = new List<BoundExclusion>();
        exclusions = bound;
        for (int rank = 0; rank < context.Exclusions.Count; rank++)
        {
            (CrmDocument document, ExclusionClause clause) = context.Exclusions[rank];
            if (!ReferenceEquals(FactOf(clause), subject.Fact))
            {
                continue;
            }

            _used.Add(clause);
            BoundExpression? condition = BindCondition(clause.Where, row with { Document = document, Alias = subject.Fact.Name, Journey = null });
            if (condition is null || !TryPlace(aggregate, subject.Fact, role, context, ref condition))
            {
                return false;
            }

            context.Lineage.Add($"left out: {clause.Name}");
            bound.Add(new BoundExclusion(clause.Name, condition!, rank));
        }

        return true;
    }
}
