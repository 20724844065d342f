using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <content>Aggregates, each, and names of metrics.</content>
internal sealed partial class ExpressionBinder
{
    private BoundExpression? BindAggregate(AggregateExpression aggregate, BindingContext context)
    {
        if (context.Level == Level.Row)
        {
            return Error(context, aggregate, BindingFindings.WrongLevel, "An aggregate cannot stand over a single row.",
                "Use it in a metric, or in a condition of a segment or of 'each'.");
        }

        if (aggregate.Operand is EachExpression each)
        {
            return BindEach(aggregate, each, context);
        }

        if (SubjectOf(aggregate, context) is not { } subject)
        {
            return null;
        }

        bool wholeRows = aggregate.Operand is NameExpression { Parts.Count: 1 } name && name.Parts[0] == subject.Name;
        var row = new BindingContext
        {
            Document = context.Document, Level = Level.Row, Fact = subject.Fact, Alias = subject.Name, Lineage = context.Lineage,
        };
        BoundExpression? operand = null;
        if (wholeRows && aggregate.Kind != AggregateKind.Count)
        {
            return Error(context, aggregate.Operand, BindingFindings.WrongLevel, $"'{subject.Name}' names rows, and this aggregate needs a value of each.",
                $"Write for example {Word(aggregate.Kind)}({subject.Name}.{FirstMeasure(subject.Fact)}).");
        }

        if (!wholeRows && (operand = Bind(aggregate.Operand, row)) is null)
        {
            return null;
        }

        if (operand is not null && !Takes(aggregate.Kind, operand.Type))
        {
            return Error(context, aggregate.Operand, BindingFindings.TypeMismatch, $"'{Word(aggregate.Kind)}' does not take {operand.Type}.",
                operand.Type.IsTextual ? "Texts can be counted: count or distinct." : "");
        }

        if (!TryBindFilters(aggregate, subject, row, context, out BoundExpression? filter)
            || !TryBindRole(aggregate, subject, context, out BoundTimeRole? role)
            || !TryBindEntityPath(aggregate, subject.Fact, context, out IReadOnlyList<BoundReference>? entityPath))
        {
            return null;
        }

        (AggregateKind kind, int probability) = Normalized(aggregate);
        DataType type = kind is AggregateKind.Count or AggregateKind.Distinct ? DataType.Number : TypeRules.Aggregated(operand!.Type);
        var bound = new BoundAggregate(type, kind, subject.Fact, operand, filter, role, probability, aggregate.Method, entityPath);
        context.Aggregates?.Add(bound);
        return bound;
    }

    private static (AggregateKind Kind, int Probability) Normalized(AggregateExpression aggregate) => aggregate.Kind switch
    {
        AggregateKind.Median => (AggregateKind.Percentile, 5_000),
        AggregateKind.Percentile => (AggregateKind.Percentile, (int)((aggregate.Probability ?? Rational.Zero) * 10_000).ToScaled(0)),
        AggregateKind other => (other, 0),
    };

    private static string Word(AggregateKind kind) => kind.ToString().ToLowerInvariant();

    private static string FirstMeasure(BoundFact fact) =>
        fact.Schema.Fields.FirstOrDefault(f => f.Role == FieldRole.Measure)?.Name ?? fact.Schema.Key.Name;

    private static bool Takes(AggregateKind kind, DataType type) => kind switch
    {
        AggregateKind.Count or AggregateKind.Distinct => true,
        AggregateKind.Min or AggregateKind.Max => type.IsAdditive || type.Kind is DataKind.Date or DataKind.Instant,
        _ => type.IsAdditive,
    };

    // The fact is that of the first path, in reading order, whose head names a fact or a set.
    private Subject? SubjectOf(AggregateExpression aggregate, BindingContext context)
    {
        foreach (NameExpression name in Names(aggregate.Operand))
        {
            if (definitions.ResolveSet(name.Parts[0], this, facts) is { } set)
            {
                context.Lineage.Add($"set: {name.Parts[0]}");
                return set;
            }

            if (definitions.Sets.ContainsKey(name.Parts[0]))
            {
                return null;
            }

            if (facts.Find(name.Parts[0]) is { } fact)
            {
                return new Subject(fact.Name, fact, null, null);
            }
        }

        NameExpression? first = Names(aggregate.Operand).FirstOrDefault();
        var known = facts.All.Keys.Concat(definitions.Sets.Keys);
        if (first is not null && (first.Parts.Count > 1 || aggregate.Kind == AggregateKind.Count || definitions.Metrics.ContainsKey(first.FullName)))
        {
            Error(context, first, BindingFindings.UnknownFact, $"No fact or set is called '{first.Parts[0]}'.", Suggestion.Mend(first.Parts[0], known));
        }
        else
        {
            string field = first?.FullName ?? "x";
            var owners = facts.All.Values.Where(f => NameResolver.FieldNames(f).Contains(field, StringComparer.Ordinal)).Select(f => $"{f.Name}.{field}");
            Error(context, aggregate.Operand, BindingFindings.NoSubject, "This does not say of which fact the rows are.",
                $"Write the fact before the field: {string.Join(" or ", owners.DefaultIfEmpty($"order.{field}"))}.");
        }

        return null;
    }

    private static IEnumerable<NameExpression> Names(Expression expression) => expression switch
    {
        NameExpression n => [n],
        UnaryExpression u => Names(u.Operand),
        BinaryExpression b => Names(b.Left).Concat(Names(b.Right)),
        InExpression i => Names(i.Operand),
        BetweenExpression b => Names(b.Operand).Concat(Names(b.Low)).Concat(Names(b.High)),
        IsNullExpression n => Names(n.Operand),
        CallExpression c => c.Arguments.SelectMany(Names),
        ReadingExpression r => Names(r.Operand),
        _ => [],
    };

    private bool TryBindFilters(
        AggregateExpression aggregate, Subject subject, BindingContext row, BindingContext context, out BoundExpression? filter)
    {
        filter = subject.Filter;
        var conditions = context.Filters.Select(f => (f.Where, row with { Document = f.Document })).ToList();
        if (aggregate.Where is not null)
        {
            conditions.Insert(0, (aggregate.Where, row));
        }

        foreach ((Expression where, BindingContext at) in conditions)
        {
            if (BindCondition(where, at) is not { } bound)
            {
                return false;
            }

            filter = filter is null ? bound : new BoundBinary(DataType.Boolean, BinaryOperator.And, filter, bound);
            if (Contradictions.Find(filter) is { } problem)
            {
                Error(at, where, BindingFindings.Contradiction, $"Together with the filters around it no row can meet this condition: {problem}.",
                    "Drop one of them.");
                return false;
            }
        }

        return true;
    }

    private bool TryBindRole(AggregateExpression aggregate, Subject subject, BindingContext context, out BoundTimeRole? role)
    {
        string? name = context.Role ?? aggregate.By ?? subject.Role;
        BoundFact fact = subject.Fact;
        foreach (string waiting in facts.Deferred(fact).ToList())
        {
            ResolveDerived(fact, waiting, aggregate, context);
        }

        if (name is not null)
        {
            role = fact.Roles.FirstOrDefault(r => r.Name == name);
            if (role is null)
            {
                Error(context, aggregate, BindingFindings.UnknownRole, $"'{fact}' has no time role '{name}'.",
                    Suggestion.Mend(name, fact.Roles.Select(r => r.Name)));
                return false;
            }
        }
        else
        {
            role = fact.DefaultRole;
            if (role is null && fact.Roles.Count > 1)
            {
                Error(context, aggregate, BindingFindings.AmbiguousRole, $"'{fact}' has several time roles and no default.",
                    $"Say which one places a row in a period: {string.Join(" or ", fact.Roles.Select(r => "by " + r.Name))}.");
                return false;
            }
        }

        if (role is not null)
        {
            context.Lineage.Add($"time: {fact.Name}.{role.Name}{(name is null ? " (default)" : "")}");
        }

        return true;
    }

    private bool TryBindEntityPath(
        AggregateExpression aggregate, BoundFact fact, BindingContext context, out IReadOnlyList<BoundReference>? path)
    {
        path = null;
        if (context.Level != Level.Entity)
        {
            return true;
        }

        var paths = NameResolver.Paths(facts, fact, context.Fact!);
        if (paths.Count == 1)
        {
            path = paths[0];
            return true;
        }

        Error(context, aggregate, paths.Count == 0 ? BindingFindings.NoPath : BindingFindings.AmbiguousPath,
            paths.Count == 0 ? $"Rows of '{fact}' do not lead to '{context.Fact}'." : $"Rows of '{fact}' lead to '{context.Fact}' in several ways.",
            paths.Count == 0
                ? $"Add a reference to '{context.Fact}' to '{fact}'."
                : $"Name one of the references '{context.Fact!.Name}': {string.Join(", ", paths.Select(p => NameResolver.Describe(fact, p)))}.");
        return false;
    }

    private BoundExpression? BindEach(AggregateExpression aggregate, EachExpression each, BindingContext context)
    {
        if (context.Level != Level.Metric)
        {
            return Error(context, each, BindingFindings.WrongLevel, "'each' cannot stand inside a condition or inside another 'each'.",
                "Give the inner one a metric of its own.");
        }

        if (BindEntity(each.Entity, context) is not { } entity)
        {
            return null;
        }

        var aggregates = new List<BoundAggregate>();
        BindingContext inner = context with { Level = Level.Entity, Fact = entity, Aggregates = aggregates };
        BoundExpression? value = each.Value is null ? null : Bind(each.Value, inner);
        BoundExpression? condition = each.Where is null ? null : BindCondition(each.Where, inner);
        if ((each.Value is not null && value is null) || (each.Where is not null && condition is null))
        {
            return null;
        }

        if (value is null && aggregate.Kind != AggregateKind.Count)
        {
            return Error(context, aggregate, BindingFindings.WrongArguments, $"'{Word(aggregate.Kind)}' needs a value of each {entity}.",
                $"Write {Word(aggregate.Kind)}(each {entity} : value).");
        }

        if (value is not null && !Takes(aggregate.Kind, value.Type))
        {
            return Error(context, each.Value!, BindingFindings.TypeMismatch, $"'{Word(aggregate.Kind)}' does not take {value.Type}.", "");
        }

        if (aggregates.Count == 0)
        {
            return Error(context, each, BindingFindings.EachWithoutAggregate, "Nothing in this 'each' is aggregated.",
                $"Use the rows themselves: {Word(aggregate.Kind)}({entity} where …).");
        }

        (AggregateKind kind, int probability) = Normalized(aggregate);
        DataType type = kind is AggregateKind.Count or AggregateKind.Distinct ? DataType.Number : TypeRules.Aggregated(value!.Type);
        return new BoundEach(type, kind, entity, each.IncludingEmpty, value, condition, aggregates, probability, aggregate.Method);
    }

    /// <summary>The entity of that name, or null after a finding.</summary>
    public BoundFact? BindEntity(NameExpression name, BindingContext context)
    {
        if (facts.Find(name.FullName) is not { } entity)
        {
            Error(context, name, BindingFindings.UnknownFact, $"No entity is called '{name.FullName}'.",
                Suggestion.Mend(name.FullName, facts.All.Values.Where(f => f.Schema.Shape == FactShape.Entity).Select(f => f.Name)));
            return null;
        }

        if (entity.Schema.Shape != FactShape.Entity)
        {
            Error(context, name, BindingFindings.NotAnEntity, $"'{entity}' is declared as event, and an entity is needed here.",
                $"Declare it so if its rows last: fact {entity} entity key ….");
            return null;
        }

        return entity;
    }

    private BoundExpression? BindFiltered(FilteredExpression filtered, BindingContext context)
    {
        if (context.Level == Level.Row)
        {
            return Error(context, filtered, BindingFindings.WrongLevel, "'where' and 'by' belong to aggregates and metrics.", "");
        }

        BindingContext inner = context with
        {
            Filters = filtered.Where is null ? context.Filters : [.. context.Filters, new OuterFilter(context.Document, filtered.Where)],
            Role = context.Role ?? filtered.By,
        };
        return Bind(filtered.Operand, inner);
    }

    private BoundExpression? BindEntityName(NameExpression name, BindingContext context)
    {
        BoundFact entity = context.Fact!;
        int first = name.Parts.Count > 1 && name.Parts[0] == entity.Name ? 1 : 0;
        ResolveDerived(entity, name.Parts[first], name, context);
        bool attribute = NameResolver.Field(entity, name.Parts[first]) is not null;
        bool metric = definitions.Metrics.ContainsKey(name.FullName);
        if (attribute && metric)
        {
            return Error(context, name, BindingFindings.AmbiguousName, $"'{name.FullName}' is an attribute of '{entity}' and a metric.",
                $"Write {entity}.{name.FullName} for the attribute, or rename the metric.");
        }

        if (attribute)
        {
            return BindPath(name, context);
        }

        return metric ? BindMetricName(name, context)
            : Error(context, name, BindingFindings.UnknownField, $"'{entity}' has no attribute '{name.FullName}', and no metric is called so.",
                Suggestion.Mend(name.FullName, NameResolver.FieldNames(entity).Concat(definitions.Metrics.Keys)));
    }

    private BoundExpression? BindMetricName(NameExpression name, BindingContext context)
    {
        string full = name.FullName;
        if (!definitions.Metrics.TryGetValue(full, out var metric))
        {
            bool rows = facts.Find(name.Parts[0]) is not null || definitions.Sets.ContainsKey(name.Parts[0]);
            return rows
                ? Error(context, name, BindingFindings.WrongLevel, $"'{full}' speaks of rows, and a metric needs an aggregate of them.",
                    name.Parts.Count == 1 ? $"Write count({full})." : $"Write for example sum({full}).")
                : Error(context, name, BindingFindings.UnknownMetric, $"No metric is called '{full}'.", Suggestion.Mend(full, definitions.Metrics.Keys));
        }

        if (context.Resolving.Contains(full, StringComparer.Ordinal))
        {
            return Error(context, name, BindingFindings.Circle, $"'{full}' is defined by itself: {string.Join(" > ", context.Resolving.Append(full))}.",
                "Break the circle.");
        }

        if (context.Resolving.Count >= Definitions.MaxDepth)
        {
            return Error(context, name, BindingFindings.TooLarge, $"Metrics stand on metrics more than {Definitions.MaxDepth} deep here.", "Define it more directly.");
        }

        context.Lineage.Add($"metric: {full}");
        return Bind(metric.Declaration.Value, context with
        {
            Document = metric.Document, Resolving = [.. context.Resolving, full], AllowsDivision = true,
        });
    }
}
