using Crm.Sdk.Interchange.Findings;
using Crm.Sdk.Interchange.MetricFlow.Reading;
using Crm.Sdk.Interchange.Yaml;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Interchange.MetricFlow;

/// <content>Conversions become funnels of two steps.</content>
internal sealed partial class MetricBuilder
{
    private MetricDraft? Conversion(MetricSource source)
    {
        if (source.Conversion is not { } parameters)
        {
            return Missing(source, "conversion_type_params");
        }

        if (parameters.Base is null || parameters.Conversion is null || parameters.Entity is null)
        {
            return Missing(source, parameters.Base is null ? "base_measure" : parameters.Conversion is null ? "conversion_measure" : "entity");
        }

        if (parameters.Constants is { } constants)
        {
            return Refused(source, constants, "a conversion with the same properties as its beginning has no counterpart", "Make an entity of the two together, such as customer and product, and let it go the way.");
        }

        if (parameters.Window is { Unit: null or > DurationUnit.Weeks } window)
        {
            Log.Error(InterchangeCodes.Window, window.Text.Place, $"A way of '{window.Text.Value}' has no counterpart, so '{source}' is not imported.", "A way takes seconds to weeks, such as 30 days.");
            return null;
        }

        if (!book.Options.ImportConversions)
        {
            return Refused(source, source.Place, "conversions are counted in another way here, and the options say to leave them out", "Set MetricFlowOptions.ImportConversions.");
        }

        return Way(source, parameters, parameters.Base, parameters.Conversion, parameters.Entity);
    }

    private MetricDraft? Refused(MetricSource source, YamlPlace at, string why, string mend)
    {
        Log.Error(InterchangeCodes.Conversion, at, $"'{source}' is not imported: {why}.", mend);
        return null;
    }

    private MetricDraft? Way(MetricSource source, ConversionSource parameters, InputSource from, InputSource to, YamlScalar walker)
    {
        if (MeasureOf(source, from) is not { } begin || MeasureOf(source, to) is not { } end)
        {
            return null;
        }

        if (!book.Owners.TryGetValue(walker.Value, out FactDraft? entity))
        {
            return Refused(source, walker.Place, $"no model has an entity '{walker.Value}'", "Name an entity of both models.");
        }

        bool isDistinct = IsDistinct(begin, walker.Value) && IsDistinct(end, walker.Value);
        if (!isDistinct && (begin.Kind != AggregateKind.Count || end.Kind != AggregateKind.Count))
        {
            return Refused(source, begin.Kind != AggregateKind.Count ? from.Place : to.Place, "only rows can go a way, or different entities where both measures count them", "Use measures that count rows.");
        }

        string what = $"'{source}'";
        if (!filters.TryBuild([.. from.Filters, .. source.Filters], begin.Fact, what, out Expression? first) || !filters.TryBuild(to.Filters, end.Fact, what, out Expression? second))
        {
            return null;
        }

        if (source.Filters.Count > 0)
        {
            Log.Warn(InterchangeCodes.FilterNotHandedOn, source.Filters[0].Place, $"The filter of {what} is that of the rows with which a way begins.", "Filter the other measure itself where it is meant.");
        }

        foreach (InputSource input in new[] { from, to })
        {
            TellTimeSpine(input);
            if (input.Fill is { } fill)
            {
                Log.Warn(InterchangeCodes.LeftOut, fill.Place, $"'fill_nulls_with' of a measure of {what} is left out: of ways that began 0 are converted, and where none began there is no rate.", "");
            }
        }

        var funnel = new FunnelDeclaration
        {
            Name = source.Name.Value + "_way", Entity = Trees.Name(entity.Name), Steps = [Step(begin, first), Step(end, second)],
            Within = parameters.Window is { Unit: { } unit } window ? Trees.Duration(window.Count, unit) : null,
        };
        if (book.Find(funnel.Name) is not null)
        {
            return Refused(source, source.Place, $"its way would be called '{funnel.Name}', and a fact is", "Give it another name.");
        }

        TellCounting(source, isDistinct ? walker.Value : null);
        return Draft(source, Rate(funnel.Name, parameters.IsCount, isDistinct ? Trees.Name(funnel.Name, begin.Fact.Elements[walker.Value].Name) : null), [begin.Fact], funnel);
    }

    private void TellCounting(MetricSource source, string? entity)
    {
        if (entity is null)
        {
            Log.Warn(InterchangeCodes.ConversionCount, source.Place,
                $"'{source}' counts converted beginnings here, each once. MetricFlow counts conversions, each for the last beginning before it: two of one beginning count twice there, two beginnings of one conversion once.",
                "The two agree where each beginning has at most one conversion and the other way round (dbt-labs/metricflow#2068).");
            return;
        }

        Log.Warn(InterchangeCodes.ConversionCount, source.Place,
            $"'{source}' counts each {entity} that converts in every period and member in which it began here; MetricFlow only in those of the last beginning before the conversion.",
            $"Over all periods, and where each {entity} begins once, the two agree.");
    }

    private MeasureDraft? MeasureOf(MetricSource source, InputSource input)
    {
        string name = input.Name.Value;
        if (measures.Find(name) is { } measure)
        {
            return measure;
        }

        // A newer form names simple metrics.
        if (_sources.TryGetValue(name, out MetricSource? metric) && metric is { Type: "simple", Filters.Count: 0, Measure: { Filters.Count: 0 } of } && measures.Find(of.Name.Value) is { } behind)
        {
            return behind;
        }

        Log.Error(InterchangeCodes.UnknownInput, input.Place, $"'{source}' stands on '{name}', which is no measure that was imported.", Validation.Suggestion.Mend(name, measures.All.Select(m => m.Source.Name.Value)));
        return null;
    }

    private static bool IsDistinct(MeasureDraft measure, string entity) => measure.Kind == AggregateKind.Distinct && measure.Fact.Elements.TryGetValue(entity, out FieldDraft? field)
        && measure.Operand is NameExpression { Parts: [_, var name] } && name == field.Name;

    // A count of values is one of the rows that have one.
    private static StepExpression Step(MeasureDraft measure, Expression? where)
    {
        Expression? hasValue = measure is { Kind: AggregateKind.Count, Operand: { } operand } && operand is NameExpression { Parts: [_, var field] } && field != measure.Fact.Key!.Name
            ? new UnaryExpression { Operator = UnaryOperator.Not, Operand = new IsNullExpression { Operand = Trees.Name(field) } }
            : null;
        return new StepExpression { Of = Trees.Name(measure.Fact.Name), Where = Trees.And([measure.Where, hasValue, where]), By = measure.By };
    }

    private static Expression Rate(string funnel, bool isCount, NameExpression? entity)
    {
        if (entity is null && !isCount)
        {
            return Trees.Method(Trees.Name(funnel), "conversion");
        }

        Expression reached = Trees.Binary(BinaryOperator.GreaterOrEqual, Trees.Name(funnel, "reached"), Trees.Number(new Rational(2, 1)));
        AggregateKind kind = entity is null ? AggregateKind.Count : AggregateKind.Distinct;
        Expression operand = entity ?? Trees.Name(funnel), converted = Trees.Aggregate(kind, operand, reached, null);
        return isCount ? converted : Trees.Binary(BinaryOperator.Divide, converted, Trees.Aggregate(kind, operand, null, null));
    }
}
