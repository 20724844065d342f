using Crm.Sdk.Interchange.Findings;
using Crm.Sdk.Interchange.MetricFlow.Reading;
using Crm.Sdk.Interchange.Sql;
using Crm.Sdk.Interchange.Yaml;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Interchange.MetricFlow;

/// <summary>A metric while it is made.</summary>
internal sealed class MetricDraft
{
    public required string Name { get; init; }

    public required YamlPlace Place { get; init; }

    public string? Title { get; init; }

    public required Expression Value { get; init; }

    /// <summary>The facts whose rows it speaks of, to which filters of other metrics are handed on.</summary>
    public required IReadOnlyList<FactDraft> Facts { get; init; }

    /// <summary>The way of a conversion.</summary>
    public FunnelDeclaration? Funnel { get; init; }
}

/// <summary>Makes metrics.</summary>
internal sealed partial class MetricBuilder(FactBook book, MeasureBuilder measures, FilterBuilder filters)
{
    private readonly Dictionary<string, MetricSource> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MetricDraft?> _metrics = new(StringComparer.Ordinal);
    private readonly HashSet<string> _resolving = new(StringComparer.Ordinal);
    private YamlPlace? _emptySum;

    private FindingLog Log => book.Log;

    /// <summary>The metrics in the order in which files have them, those of measures first.</summary>
    public List<MetricDraft> Build(IReadOnlyList<MetricSource> metrics)
    {
        foreach (MetricSource metric in metrics)
        {
            if (MetricFlowNames.Check(metric.Name, "A metric", Log) && !_sources.TryAdd(metric.Name.Value, metric))
            {
                Log.Error(InterchangeCodes.NameTwice, metric.Place, $"Two metrics are called '{metric}'; the first counts.", "Give this one another name.");
            }
        }

        var built = new List<MetricDraft>();
        foreach (MeasureDraft measure in measures.All.Where(m => m.Source.CreatesMetric && !_sources.ContainsKey(m.Source.Name.Value)))
        {
            if (MetricFlowNames.Check(measure.Source.Name, "A metric", Log))
            {
                var draft = new MetricDraft
                {
                    Name = measure.Source.Name.Value, Place = measure.Source.Place, Title = MetricFlowNames.Title(measure.Source.Label), Value = Value(measure, null, null), Facts = [measure.Fact],
                };
                _metrics.Add(draft.Name, draft);
                built.Add(draft);
                if (measure.IsLast)
                {
                    _ofLastRows.Add(draft.Name, [measure]);
                }
            }
        }

        foreach (string name in _sources.Keys)
        {
            if (Resolve(name) is { } draft)
            {
                built.Add(draft);
            }
        }

        if (_emptySum is { } place)
        {
            Log.Inform(InterchangeCodes.EmptySum, place, "A sum or a count of no rows is 0 here, with the flag 'empty' on its cell, and missing in MetricFlow: so for this metric and others of this import.",
                "Set MetricFlowOptions.EmptySums to Missing to have it missing here too.");
        }

        return built;
    }

    private MetricDraft? Resolve(string name)
    {
        if (_metrics.TryGetValue(name, out MetricDraft? known))
        {
            return known;
        }

        MetricSource source = _sources[name];
        if (!_resolving.Add(name) || _resolving.Count > 32)
        {
            Log.Error(InterchangeCodes.UnknownInput, source.Place, $"'{name}' stands on itself, or on more than 32 metrics that stand on each other.", "Break the circle.");
            return null;
        }

        MetricDraft? draft = source.Type switch
        {
            "simple" => Simple(source),
            "ratio" => Ratio(source),
            "derived" => Derived(source),
            "cumulative" => Cumulative(source),
            _ => Conversion(source),
        };
        _resolving.Remove(name);
        _metrics[name] = draft;
        return draft;
    }

    private static MetricDraft Draft(MetricSource source, Expression value, IEnumerable<FactDraft> facts, FunnelDeclaration? funnel = null) => new()
    {
        Name = source.Name.Value, Place = source.Place, Title = MetricFlowNames.Title(source.Label), Value = value, Facts = [.. facts.Distinct()], Funnel = funnel,
    };

    private MetricDraft? Missing(MetricSource source, string what)
    {
        Log.Error(InterchangeCodes.MissingProperty, source.Place, $"The {source.Type} metric '{source}' has no '{what}'. It is not imported.", $"Write its '{what}'.");
        return null;
    }

    private MetricDraft? Simple(MetricSource source)
    {
        if (source.Measure is not { } input)
        {
            return Missing(source, "measure");
        }

        TellTimeSpine(input);
        return InputOf(input, source.Filters, source.ToString()) is { } made ? Draft(source, made.Value, made.Facts) : null;
    }

    private MetricDraft? Ratio(MetricSource source)
    {
        if (source.Numerator is null || source.Denominator is null)
        {
            return Missing(source, source.Numerator is null ? "numerator" : "denominator");
        }

        var above = InputOf(source.Numerator, source.Filters, source.ToString());
        var below = InputOf(source.Denominator, source.Filters, source.ToString());
        return above is { } a && below is { } b ? Draft(source, Trees.Binary(BinaryOperator.Divide, a.Value, b.Value), [.. a.Facts, .. b.Facts]) : null;
    }

    private MetricDraft? Derived(MetricSource source)
    {
        if (source.Expression is not { } expression)
        {
            return Missing(source, "expr");
        }

        var scope = new InputScope();
        bool isWhole = true;
        foreach (InputSource input in source.Inputs)
        {
            if (InputOf(input, source.Filters, source.ToString()) is { } made)
            {
                scope.Inputs[(input.Alias ?? input.Name).Value] = made;
            }
            else
            {
                isWhole = false;
            }
        }

        if (!isWhole)
        {
            return null;
        }

        string problem;
        if (SqlParser.Read(expression.Value, out problem) is { } sql)
        {
            try
            {
                Expression value = new SqlTranslator(scope, book.Options.QuotientScale).Translate(sql);
                return scope.Used.Count > 0 ? Draft(source, value, scope.Used) : throw new SqlProblemException("it names no metric");
            }
            catch (SqlProblemException e)
            {
                problem = e.Message;
            }
        }

        Log.Error(InterchangeCodes.UnreadSql, expression.Place, $"The formula of '{source}' is not read: {problem}. It is not imported.", "Write it with + - * /, coalesce, round, abs and case … else.");
        return null;
    }

    private MetricDraft? Cumulative(MetricSource source)
    {
        if (source.Measure is not { } input)
        {
            return Missing(source, "measure");
        }

        if (source is { Window: not null, GrainToDate: not null })
        {
            Log.Error(InterchangeCodes.Window, source.GrainToDate.Place, $"'{source}' has a window and a grain to date. It is not imported.", "Keep one of the two.");
            return null;
        }

        if (source.Window is { Unit: null or < DurationUnit.Days } window)
        {
            Log.Error(InterchangeCodes.Window, window.Text.Place, $"A window of '{window.Text.Value}' has no counterpart, so '{source}' is not imported.", "Windows are of days, weeks, months, quarters or years.");
            return null;
        }

        string? level = source.GrainToDate?.Value.ToLowerInvariant();
        if (level is not (null or "week" or "month" or "quarter" or "year"))
        {
            Log.Error(InterchangeCodes.Window, source.GrainToDate!.Place, $"To date of '{level}' has no counterpart, so '{source}' is not imported.", "Periods to date are weeks, months, quarters or years.");
            return null;
        }

        TellTimeSpine(input);
        if (InputOf(input, source.Filters, source.ToString(), Windowed) is not { } made)
        {
            return null;
        }

        TellPeriodAggregation(source);
        if (source.Window is { Unit: >= DurationUnit.Months } months)
        {
            Log.Warn(InterchangeCodes.Window, months.Text.Place,
                $"A window of '{months.Text.Value}' is counted back from the end of the shown day here, and from the day itself in MetricFlow: where months differ in length, the two begin up to three days apart.",
                "Windows of days and weeks agree.");
        }

        return Draft(source, made.Value, made.Facts);

        Expression Windowed(Expression value) => source.Window is { } w ? Trees.Method(value, "trailing", Trees.Duration(w.Count, w.Unit!.Value))
            : level is not null ? Trees.Method(value, "toDate", Trees.Name(level))
            : Trees.Method(value, "allTime");
    }

    private void TellPeriodAggregation(MetricSource source)
    {
        PeriodAggregation how = source.PeriodAggregation?.Value.ToLowerInvariant() switch
        {
            "first" => PeriodAggregation.First,
            "last" => PeriodAggregation.Last,
            "average" => PeriodAggregation.Average,
            _ => book.Options.DefaultPeriodAggregation,
        };
        if (how != PeriodAggregation.Last)
        {
            Log.Warn(InterchangeCodes.PeriodAggregation, (source.PeriodAggregation ?? source.Name).Place,
                $"'{source}' is read at the end of each period here; MetricFlow shows {(how == PeriodAggregation.First ? "the value of the first day" : "the average of the days")} of a period that is longer than a day.",
                "By days both agree. Write period_agg: last to have the same by longer periods.");
        }
    }

    private void TellTimeSpine(InputSource input)
    {
        if (input.TimeSpine is { } place)
        {
            Log.Inform(InterchangeCodes.LeftOut, place, "'join_to_timespine' has no counterpart: a question shows all periods of its range anyway.", "");
        }
    }

    // What a measure gives, with the conditions of its use; a missing value is filled behind the window.
    private Expression Value(MeasureDraft measure, Expression? where, Rational? fill, Func<Expression, Expression>? window = null)
    {
        bool isMissing = measure.IsSumLike && (book.Options.EmptySums == EmptySum.Missing || fill is { IsZero: false });
        Expression value = isMissing ? measure.MissingWhenEmpty(where) : measure.Aggregate(where);
        if (measure.IsSumLike && !isMissing && fill is null)
        {
            _emptySum ??= measure.Source.Place;
        }

        value = window is null ? measure.Read(value) : window(value);
        return fill is { } number ? Trees.Call("orElse", value, Trees.Number(number)) : value;
    }

    // A metric or a measure with the conditions and the offset of its use; null after a finding.
    private (Expression Value, IReadOnlyList<FactDraft> Facts)? InputOf(InputSource input, IReadOnlyList<YamlScalar> outer, string of, Func<Expression, Expression>? window = null)
    {
        string name = input.Name.Value, what = $"'{of}'";
        IEnumerable<YamlScalar> conditions = [.. input.Filters, .. outer];
        (Expression Value, IReadOnlyList<FactDraft> Facts)? made;
        bool isMeasure = input.IsMeasure && (measures.IsKnown(name) || name == of);
        if (!isMeasure && (_sources.ContainsKey(name) || _metrics.ContainsKey(name)))
        {
            made = MetricOf(input, conditions, what);
            if (made is not null && _ofLastRows.TryGetValue(name, out List<MeasureDraft>? lasting) && !TryTakeLastRows(lasting, input, conditions, of, window is not null))
            {
                return null;
            }

            made = made is { } m ? (Filled(window is null ? m.Value : window(m.Value), input), m.Facts) : null;
        }
        else if (measures.Find(name) is { } measure)
        {
            made = filters.TryBuild(conditions, measure.Fact, what, out Expression? where) ? (Value(measure, where, input.Fill?.Value, window), [measure.Fact]) : null;
            if (made is not null && measure.IsLast && !TryTakeLastRows([measure], input, conditions, of, window is not null))
            {
                return null;
            }
        }
        else
        {
            Log.Error(InterchangeCodes.UnknownInput, input.Place, measures.IsKnown(name) ? $"{what} stands on the measure '{name}', which was not imported." : $"{what} stands on the {(input.IsMeasure ? "measure" : "metric")} '{name}', which is not defined or cannot be read.",
                measures.IsKnown(name) ? "Mend that first." : Suggestion.Mend(name, _sources.Keys.Where(n => !input.IsMeasure || n != of).Concat(measures.Names)));
            return null;
        }

        return made is null ? null : Offset(input, made.Value, what);
    }

    private static Expression Filled(Expression value, InputSource input) => input.Fill is { } fill ? Trees.Call("orElse", value, Trees.Number(fill.Value)) : value;

    private (Expression Value, IReadOnlyList<FactDraft> Facts)? MetricOf(InputSource input, IEnumerable<YamlScalar> conditions, string what)
    {
        string name = input.Name.Value;
        if (Resolve(name) is not { } metric)
        {
            Log.Error(InterchangeCodes.UnknownInput, input.Place, $"{what} stands on '{name}', which was not imported.", "Mend that first.");
            return null;
        }

        Expression? where = null;
        string? first = null;
        foreach (FactDraft fact in metric.Facts)
        {
            if (!filters.TryBuild(conditions, fact, what, out Expression? condition))
            {
                return null;
            }

            string text = condition is null ? "" : CrmPrinter.Print(condition);
            if (first is not null && text != first)
            {
                Log.Error(InterchangeCodes.FilterNotHandedOn, input.Place, $"The filter says '{first}' of '{metric.Facts[0].Name}' and '{text}' of '{fact.Name}', and '{name}' stands on both. {what} is not imported.",
                    "Filter the metrics of each fact on their own.");
                return null;
            }

            (where, first) = (condition, text);
        }

        return (Trees.Where(Trees.Name(name), where), metric.Facts);
    }

    private (Expression Value, IReadOnlyList<FactDraft> Facts)? Offset(InputSource input, (Expression Value, IReadOnlyList<FactDraft> Facts) made, string what)
    {
        if (input.OffsetToGrain is { } grain)
        {
            Log.Error(InterchangeCodes.OffsetToGrain, grain.Place, $"The value at the beginning of a {grain.Value} has no counterpart, so {what} is not imported.",
                "A metric to date is .toDate(month); a whole period before is offset_window.");
            return null;
        }

        if (input.Offset is not { } offset)
        {
            return made;
        }

        if (offset.Unit is null or < DurationUnit.Days)
        {
            Log.Error(InterchangeCodes.Window, offset.Text.Place, $"An offset of '{offset.Text.Value}' has no counterpart, so {what} is not imported.", "Offsets are of days, weeks, months, quarters or years.");
            return null;
        }

        Expression[] arguments = [Trees.Duration(offset.Count, offset.Unit.Value), .. book.Options.Offsets == OffsetComparison.Full ? [Trees.Name("full")] : Array.Empty<Expression>()];
        return (Trees.Method(made.Value, "prior", arguments), made.Facts);
    }

    /// <summary>The inputs of a derived metric, in its formula.</summary>
    private sealed class InputScope : SqlScope
    {
        public Dictionary<string, (Expression Value, IReadOnlyList<FactDraft> Facts)> Inputs { get; } = new(StringComparer.Ordinal);

        public List<FactDraft> Used { get; } = [];

        public override bool IsOverRows => false;

        public override Expression Column(SqlColumn column)
        {
            if (!Inputs.TryGetValue(column.Name, out var input))
            {
                throw new SqlProblemException($"'{column.Name}' is none of its metrics");
            }

            Used.AddRange(input.Facts);
            return input.Value;
        }
    }
}
