using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <content>Each, names over entities, and names of metrics.</content>
internal sealed partial class ExpressionBinder
{
    private BoundExpression? BindEach(AggregateExpression aggregate, EachExpression each, BindingContext context)
    {
        if (context.Level != Level.Metric)
        {
            return ErrorAtUse(context, each, BindingFindings.WrongLevel, "'each' cannot stand inside a condition or inside another 'each'.",
                "Put an aggregate there, or ask the two questions apart.");
        }

        if (BindEntity(each.Entity, context) is not { } entity)
        {
            return null;
        }

        var aggregates = new List<BoundAggregate>();
        BindingContext inner = context with { Level = Level.Entity, Fact = entity, Aggregates = aggregates, Role = context.Role ?? aggregate.By };
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
            return Error(context, each.Value!, BindingFindings.TypeMismatch, $"'{Word(aggregate.Kind)}' does not take {value.Type}.", MendOperand(value.Type));
        }

        if (aggregates.Count == 0)
        {
            string rows = aggregate.Kind == AggregateKind.Count ? entity.Name : $"{entity}.{FirstMeasure(entity)}";
            return Error(context, each, BindingFindings.EachWithoutAggregate, "Nothing in this 'each' is aggregated.",
                $"Use the rows themselves: {Word(aggregate.Kind)}({rows} where …).");
        }

        if (aggregates.Exists(a => a.Moment is not null))
        {
            BoundFrame start = context.Frame.With(FrameWindow.Opening, 0, DurationUnit.Days);
            aggregates.ForEach(a => a.Grouping = start);
        }

        if (aggregate.Kind == AggregateKind.Sum
            && value is BoundBinary { Operator: BinaryOperator.Divide, Left: not BoundLiteral, Right: not BoundLiteral } or BoundAggregate { Kind: AggregateKind.Avg or AggregateKind.Percentile })
        {
            log.Warn(context.Document, aggregate.Span, BindingFindings.SumOfAverages, $"Shares and averages of each {entity} are added up here, and their sum means nothing.",
                "Write avg or median of them, or divide the sums of all.");
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
            Error(context, name, BindingFindings.NotAnEntity, $"'{entity}' is declared as {(entity.Schema.Shape == FactShape.Snapshot ? "a" : "an")} {CrmGrammar.ShapeWords[(int)entity.Schema.Shape]}, and an entity is needed here.",
                $"Declare it 'entity' if other facts refer to it.");
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
        bool attribute = name.Version is null && NameResolver.Field(entity, name.Parts[first]) is not null;
        bool metric = definitions.IsMetric(name.FullName);
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
            : facts.HasFailed(entity, name.Parts[first]) ? null
            : Error(context, name, BindingFindings.UnknownField, $"'{entity}' has no attribute '{name.FullName}', and no metric is called so.",
                Suggestion.Mend(name.FullName, NameResolver.FieldNames(entity).Concat(definitions.Metrics.Keys)));
    }

    private BoundExpression? BindMetricName(NameExpression name, BindingContext context)
    {
        string full = name.FullName;
        if (definitions.Versions.ContainsKey(full))
        {
            if (context.IsOfSegment)
            {
                return ErrorAtUse(context, name, BindingFindings.VersionWithoutPeriod, $"'{full}' has versions, and a segment has no period that says which is in force.",
                    $"Name one: {string.Join(", ", definitions.Versions[full].Select(v => v.Label))}.");
            }

            full = definitions.LabelInForce(full, context.Day);
        }
        else if (name.Version is not null && !definitions.Metrics.ContainsKey(full) && definitions.IsMetric(name.Path))
        {
            return Error(context, name, BindingFindings.UnknownVersion, $"'{name.Path}' has no version {name.Version}.",
                definitions.Versions.TryGetValue(name.Path, out var known) ? $"Known here: {string.Join(", ", known.Select(v => v.Label))}." : "It is declared without versions; leave the number out.");
        }

        if (!definitions.Metrics.TryGetValue(full, out var metric))
        {
            bool rows = facts.Find(name.Parts[0]) is not null || definitions.IsRows(name.Parts[0]);
            return rows
                ? Error(context, name, BindingFindings.WrongLevel, $"'{full}' speaks of rows, and a metric needs an aggregate of them.",
                    $"Write {(name.Parts.Count > 1 && IsAdditive(name) ? "for example sum" : "count")}({full}).")
                : Error(context, name, BindingFindings.UnknownMetric, $"No metric is called '{full}'.",
                    definitions.Metrics.Keys.Except(context.Resolving, StringComparer.Ordinal).Any()
                        ? Suggestion.Mend(full, definitions.Metrics.Keys.Except(context.Resolving, StringComparer.Ordinal)) : $"Declare it, as in: metric {full} = ….");
        }

        return WithValues(name, full, metric.Declaration, [], context) is { } declaration ? BindMetricValue(name, full, full, (declaration, metric.Document), context) : null;
    }

    // The formula of a metric, where it is used.
    private BoundExpression? BindMetricValue(
        Expression name, string full, string shown, (MetricDeclaration Declaration, CrmDocument Document) metric, BindingContext context)
    {
        if (context.Resolving.Contains(full, StringComparer.Ordinal))
        {
            return Error(context, name, BindingFindings.Circle, $"'{full}' is defined by itself: {string.Join(" > ", context.Resolving.Append(full))}.",
                "Define one of them without the others.");
        }

        if (definitions.TooLarge.Contains(full))
        {
            definitions.TooLarge.UnionWith(context.Resolving.Take(1));
            return null;
        }

        if (context.Resolving.Count > Definitions.MaxDepth)
        {
            return TooLarge(context, name, $"Metrics stand on metrics more than {Definitions.MaxDepth} deep here.", "Define it more directly.");
        }

        context.Lineage.Add($"metric: {shown}");
        return Bind(metric.Declaration.Value, context with
        {
            Document = metric.Document, Resolving = [.. context.Resolving, full], AllowsDivision = true, Use = context.Use ?? (context.Document, name),
            Maturities = MaturitiesOf(metric.Declaration, context.Maturities),
            Exclusions = [.. context.Exclusions, .. metric.Declaration.Exclusions.Select(e => (metric.Document, e))],
        });
    }

    // Whether the path ends at something that can be added up.
    private bool IsAdditive(NameExpression name)
    {
        BoundFact? fact = facts.Find(name.Parts[0]) ?? definitions.ResolveSet(name.Parts[0], this, facts)?.Fact;
        return name.Parts.Count == 2 && fact is not null && NameResolver.Field(fact, name.Parts[1]) is { Type.IsAdditive: true };
    }

    // What is wrong only because a metric is used inside an 'each' or a segment is said where it is used.
    private BoundExpression? ErrorAtUse(BindingContext context, SyntaxNode node, string code, string message, string mend)
    {
        (CrmDocument document, SyntaxNode use) = context.Use ?? (context.Document, node);
        log.Error(document, use.Span, code, message, mend);
        return null;
    }
}
