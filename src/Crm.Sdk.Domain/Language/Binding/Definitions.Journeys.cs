using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <content>Funnels and cohorts.</content>
internal sealed partial class Definitions
{
    private readonly Dictionary<string, Subject?> _journeys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _walking = new(StringComparer.Ordinal);

    public Dictionary<string, (Declaration Declaration, CrmDocument Document)> Journeys { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a set, a funnel or a cohort is called so, right or wrong.</summary>
    public bool IsRows(string name) => Sets.ContainsKey(name) || Journeys.ContainsKey(name) || WrongAttributions.Contains(name);

    /// <summary>The attributions that could not be bound: what is wrong with them was said where they are declared.</summary>
    public HashSet<string> WrongAttributions { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of sets, funnels and cohorts.</summary>
    public IEnumerable<string> RowNames => Sets.Keys.Concat(Journeys.Keys);

    private Subject? ResolveJourney(string name, ExpressionBinder binder, CrmFacts facts)
    {
        if (!Journeys.TryGetValue(name, out var journey))
        {
            return null;
        }

        if (!_journeys.TryGetValue(name, out Subject? known))
        {
            if (!_walking.Add(name))
            {
                log.Error(journey.Document, journey.Declaration.NameSpan, BindingFindings.Circle, $"'{name}' is defined by itself.", "Start from a fact.");
                return null;
            }

            _journeys[name] = known = journey.Declaration switch
            {
                FunnelDeclaration funnel => BindFunnel(funnel, journey.Document, binder, facts),
                CohortDeclaration cohort => BindCohort(cohort, journey.Document, binder, facts),
                _ => throw new InvalidOperationException($"{journey.Declaration.GetType().Name} is no journey."),
            };
            _walking.Remove(name);
        }

        return known;
    }

    private Subject? BindFunnel(FunnelDeclaration funnel, CrmDocument document, ExpressionBinder binder, CrmFacts facts)
    {
        var lineage = new HashSet<string>(StringComparer.Ordinal);
        if (BindSteps(funnel.Entity, funnel.Steps, document, lineage, binder, facts) is not { } bound)
        {
            return null;
        }

        if (funnel is { Order: StepOrder.Any, IsPerStep: true })
        {
            log.Error(document, funnel.NameSpan, BindingFindings.WrongJourney, "In any order no step has one before it.", "Leave out 'per step'.");
            return null;
        }

        long? within = funnel.Within is { } length ? length.Count * ExpressionBinder.Microseconds(length.Unit) : null;
        if (within is { } time && bound.Steps[0].Role.IsDate)
        {
            if (time % StorageForm.MicrosecondsPerDay != 0)
            {
                log.Error(document, funnel.Within!.Span, BindingFindings.WrongJourney, "The steps have days, and this is no whole number of them.", "Write days or weeks.");
                return null;
            }

            within = time / StorageForm.MicrosecondsPerDay;
        }

        var journey = new BoundFunnel(funnel, bound.Entity, bound.Steps, within, CrmJson.Hash(funnel));
        return SubjectOf(journey, funnel.Anchor, lineage);
    }

    private Subject? BindCohort(CohortDeclaration cohort, CrmDocument document, ExpressionBinder binder, CrmFacts facts)
    {
        var lineage = new HashSet<string>(StringComparer.Ordinal);
        return BindSteps(cohort.Entity, [cohort.Start, cohort.Return], document, lineage, binder, facts) is { } bound
            ? SubjectOf(new BoundCohort(cohort, bound.Entity, bound.Steps, CrmJson.Hash(cohort)), FunnelAnchor.FirstEver, lineage)
            : null;
    }

    private static Subject SubjectOf(BoundJourney journey, FunnelAnchor chosen, HashSet<string> lineage)
    {
        BoundStep first = journey.Steps[0];

        // A row without a time or an entity begins nothing: whether it is the first is unknown.
        var begins = new BoundJourneyValue(DataType.Boolean, journey, JourneyQuestion.IsFirst, 0, 0);
        BoundExpression anchor = chosen switch
        {
            FunnelAnchor.FirstEver => begins,
            FunnelAnchor.FirstInPeriod => new BoundJourneyValue(DataType.Boolean, journey, JourneyQuestion.IsFirstInPeriod, 0, 0),
            FunnelAnchor.Best => new BoundJourneyValue(DataType.Boolean, journey, JourneyQuestion.IsBest, 0, 0),
            _ => new BoundUnary(UnaryOperator.Not, new BoundIsNull(begins)),
        };
        BoundExpression filter = first.Filter is null ? anchor : new BoundBinary(DataType.Boolean, BinaryOperator.And, first.Filter, anchor);

        return new Subject(journey.Name, first.Fact, filter, first.Role.Name, 1, lineage, journey);
    }

    private (BoundFact Entity, IReadOnlyList<BoundStep> Steps)? BindSteps(
        NameExpression entityName, IReadOnlyList<StepExpression> steps, CrmDocument document, HashSet<string> lineage, ExpressionBinder binder, CrmFacts facts)
    {
        var context = new BindingContext { Document = document, Level = Level.Row, Lineage = lineage };
        if (binder.BindEntity(entityName, context) is not { } entity)
        {
            return null;
        }

        var bound = new List<BoundStep>();
        foreach (StepExpression step in steps)
        {
            if (BindStep(step, entity, context, binder, facts) is not { } one)
            {
                return null;
            }

            if (bound.Count > 0 && one.Role.IsDate != bound[0].Role.IsDate)
            {
                log.Error(document, step.Span, BindingFindings.WrongJourney,
                    $"'{one.Fact}.{one.Role}' holds {(one.Role.IsDate ? "days" : "instants")}, and the first step {(one.Role.IsDate ? "instants" : "days")}: which comes first is not known.",
                    "Use times of one kind.");
                return null;
            }

            if (bound.Find(s => ReferenceEquals(s.Fact, one.Fact) && s.Role.Name != one.Role.Name) is { } other)
            {
                log.Error(document, step.Span, BindingFindings.WrongJourney, $"'{one.Fact}' goes by '{other.Role}' in another step, and a row is at one place of the way only.",
                    "Let all steps of one fact go by one time, or count the rows by two times: count(deal by won) / count(deal by created).");
                return null;
            }

            bound.Add(one);
        }

        return (entity, bound);
    }

    private BoundStep? BindStep(StepExpression step, BoundFact entity, BindingContext context, ExpressionBinder binder, CrmFacts facts)
    {
        string of = step.Of.FullName;
        Subject? start = facts.Find(of) is { } fact ? new Subject(of, fact, null, null) : ResolveSet(of, binder, facts);
        if (start is null)
        {
            if (!IsRows(of))
            {
                log.Error(context.Document, step.Of.Span, BindingFindings.UnknownFact, $"No fact or set is called '{of}'.",
                    Suggestion.Mend(of, facts.All.Keys.Concat(RowNames)));
            }

            return null;
        }

        if (start.Fact.Attribution is not null)
        {
            log.Error(context.Document, step.Of.Span, BindingFindings.WrongJourney, $"Rows of '{of}' are shares of rows, and nothing happened that is one.", "Name the fact of what happened.");
            return null;
        }

        if (start.Journey is not null)
        {
            log.Error(context.Document, step.Of.Span, BindingFindings.WrongJourney, $"'{of}' is a funnel or a cohort itself.", "Name the fact or set that its first step has.");
            return null;
        }

        if (start.Fact.Schema.Snapshot is not null)
        {
            log.Error(context.Document, step.Of.Span, BindingFindings.WrongJourney, $"'{start.Fact}' shows the same things again and again, and a step happens once.",
                "Name a fact of what happened.");
            return null;
        }

        context.Lineage.UnionWith(start.Lineage);
        if (Sets.ContainsKey(of))
        {
            context.Lineage.Add($"set: {of}");
        }

        BoundExpression? filter = start.Filter;
        if (step.Where is not null)
        {
            if (binder.BindCondition(step.Where, context with { Fact = start.Fact, Alias = of }) is not { } where)
            {
                return null;
            }

            filter = filter is null ? where : new BoundBinary(DataType.Boolean, BinaryOperator.And, filter, where);
        }

        if (filter?.ReadsHistory() == true)
        {
            log.Error(context.Document, step.Span, BindingFindings.WrongJourney, "A step knows no time at which it could read an attribute with history.",
                "Read it now, or make it a field of the row.");
            return null;
        }

        string? name = step.By ?? start.Role;
        BoundTimeRole? role = name is null ? start.Fact.DefaultRole : start.Fact.Roles.FirstOrDefault(r => r.Name == name);
        if (role is null)
        {
            log.Error(context.Document, step.Span, name is null ? BindingFindings.AmbiguousRole : BindingFindings.UnknownRole,
                name is not null ? $"'{start.Fact}' has no time role '{name}'."
                    : start.Fact.Roles.Count == 0 ? $"'{start.Fact}' has no time." : $"'{start.Fact}' has several time roles and no default.",
                start.Fact.Roles.Count == 0 ? "A step happens at some time: declare a time of the fact." : $"Say which one: {string.Join(" or ", start.Fact.Roles.Select(r => "by " + r.Name))}.");
            return null;
        }

        context.Lineage.Add($"time: {start.Fact.Name}.{role.Name}");
        var paths = NameResolver.Paths(facts, start.Fact, entity);
        if (paths.Count != 1)
        {
            log.Error(context.Document, step.Span, paths.Count == 0 ? BindingFindings.NoPath : BindingFindings.AmbiguousPath,
                $"Rows of '{start.Fact}' lead to '{entity}' in {(paths.Count == 0 ? "no way" : "several ways")}.",
                paths.Count == 0 ? $"Add a reference to '{entity}' to '{start.Fact}'." : $"Give '{start.Fact}' a reference that is called '{entity}': it is the way that counts.");
            return null;
        }

        return new BoundStep(start.Fact, filter, role, paths[0]);
    }
}
