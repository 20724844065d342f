using Crm.Sdk.Facts;
using Crm.Sdk.Interchange.Findings;
using Crm.Sdk.Interchange.MetricFlow.Reading;
using Crm.Sdk.Interchange.Sql;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Interchange.MetricFlow;

/// <summary>A measure as an aggregate over the rows of its fact.</summary>
internal sealed class MeasureDraft
{
    public required MeasureSource Source { get; init; }

    public required FactDraft Fact { get; init; }

    public required AggregateKind Kind { get; init; }

    /// <summary>What is aggregated; null for rows.</summary>
    public Expression? Operand { get; init; }

    public Expression? Where { get; init; }

    /// <summary>The time, where it is not that of the fact.</summary>
    public string? By { get; init; }

    /// <summary>Whether only the last rows of a period count: of each thing its own, or those of the last day.</summary>
    public bool IsLast => Source.NonAdditive is not null;

    /// <summary>Whether each thing has a last row of its own.</summary>
    public bool IsByThing => Source.NonAdditive is { Groupings.Count: > 0 };

    /// <summary>The value, of the rows that stand for a period.</summary>
    public Expression Read(Expression value) =>
        !IsLast ? value : IsByThing ? Trees.Method(value, "carry", Trees.Name("period")) : Trees.Method(value, "exact");

    /// <summary>Whether it is never missing: the sum of nothing is 0.</summary>
    public bool IsSumLike => Kind is AggregateKind.Sum or AggregateKind.Count;

    /// <summary>The aggregate with one more condition.</summary>
    public AggregateExpression Aggregate(Expression? where) => Aggregate(Kind, where);

    /// <summary>The same value, but missing when no row contributes.</summary>
    public Expression MissingWhenEmpty(Expression? where) => Kind switch
    {
        AggregateKind.Sum => Trees.Binary(BinaryOperator.Multiply, Aggregate(AggregateKind.Avg, where), Aggregate(AggregateKind.Count, where)),
        AggregateKind.Count => Trees.Binary(BinaryOperator.Multiply, Aggregate(where), Trees.Binary(BinaryOperator.Divide, Aggregate(where), Aggregate(where))),
        _ => Aggregate(where),
    };

    private AggregateExpression Aggregate(AggregateKind kind, Expression? where) => new()
    {
        Kind = kind, Operand = Operand ?? Trees.Name(Fact.Name), Where = Trees.And([Where, where]), By = By,
        Probability = kind == AggregateKind.Percentile ? Source.Percentile : null, Method = Source.IsDiscrete && kind == AggregateKind.Percentile ? PercentileMethod.Nearest : PercentileMethod.Linear,
    };
}

/// <summary>Makes aggregates of measures.</summary>
internal sealed class MeasureBuilder(FactBook book, FactBuilder facts, SnapshotBuilder snapshots)
{
    private readonly Dictionary<string, MeasureDraft?> _measures = new(StringComparer.Ordinal);

    /// <summary>The names of all measures, imported or not.</summary>
    public IEnumerable<string> Names => _measures.Keys;

    public IEnumerable<MeasureDraft> All => _measures.Values.OfType<MeasureDraft>();

    public bool IsKnown(string name) => _measures.ContainsKey(name);

    public MeasureDraft? Find(string name) => _measures.GetValueOrDefault(name);

    public void Build()
    {
        foreach (FactDraft fact in book.Facts.ToList())
        {
            foreach (MeasureSource measure in fact.Source?.Measures ?? [])
            {
                if (_measures.ContainsKey(measure.Name.Value))
                {
                    book.Log.Error(InterchangeCodes.NameTwice, measure.Place, $"Two measures are called '{measure}'; the first counts.", "Give this one another name.");
                }
                else
                {
                    _measures.Add(measure.Name.Value, Build(fact, measure));
                }
            }
        }
    }

    private static AggregateKind KindOf(MeasureSource measure) => measure.Aggregate switch
    {
        "sum" => AggregateKind.Sum,
        "average" or "avg" => AggregateKind.Avg,
        "min" => AggregateKind.Min,
        "max" => AggregateKind.Max,
        "median" => AggregateKind.Median,
        "percentile" => AggregateKind.Percentile,
        "count_distinct" => AggregateKind.Distinct,
        _ => AggregateKind.Count,
    };

    private MeasureDraft? Build(FactDraft fact, MeasureSource measure)
    {
        if (snapshots.IsRefused(measure))
        {
            return null;
        }

        if (!TryTime(fact, measure, out string? by) || !IsPercentileRight(measure))
        {
            return null;
        }

        // Of a snapshot each aggregate says how it is read: the last rows, or by a time.
        if (fact.Snapshot is { } snapshot)
        {
            by = measure.NonAdditive is not null ? null : by ?? fact.DefaultTime ?? snapshot.At.Name;
        }

        if (measure.Aggregate == "count" && measure.Expression is null)
        {
            book.Log.Error(InterchangeCodes.MissingProperty, measure.Place, $"'{measure}' counts, and does not say what.", "Write its 'expr', such as 1 for rows.");
            return null;
        }

        var expression = measure.Expression ?? measure.Name;
        var scope = new ColumnScope(fact, isQualified: true, expression.Place);
        var conditions = new ColumnScope(fact, isQualified: false, expression.Place);
        string problem;
        string? column = FactBuilder.ColumnOf(measure.Expression, measure.Name);
        if ((column is null ? SqlParser.Read(expression.Value, out problem) : Column(column, out problem)) is { } sql)
        {
            try
            {
                MeasureDraft draft = Read(fact, measure, by, sql, new SqlTranslator(scope, book.Options.QuotientScale), new SqlTranslator(conditions, book.Options.QuotientScale));
                facts.TellRounded(scope, expression.Place, measure.Name.Value);
                facts.TellRounded(conditions, expression.Place, measure.Name.Value);
                return draft;
            }
            catch (SqlProblemException e)
            {
                problem = e.Message;
                scope.Undo();
                conditions.Undo();
            }
        }

        return Unread(fact, measure, by, expression, problem);
    }

    private static SqlColumn Column(string name, out string problem)
    {
        problem = "";
        return new SqlColumn(name);
    }

    private static MeasureDraft Read(FactDraft fact, MeasureSource measure, string? by, SqlNode sql, SqlTranslator rows, SqlTranslator conditions)
    {
        AggregateKind kind = KindOf(measure);
        if (measure.Aggregate == "sum_boolean")
        {
            return new MeasureDraft { Source = measure, Fact = fact, Kind = kind, Where = conditions.Condition(sql), By = by };
        }

        // `case when c then x end` aggregates x of some rows.
        Expression? where = null;
        if (sql is SqlCase { Otherwise: null, Branches: [var (when, then)] })
        {
            where = conditions.Condition(when);
            sql = then;
        }

        bool isRows = (kind == AggregateKind.Count && sql is SqlNumber or SqlText or SqlBoolean or SqlStar) || (kind == AggregateKind.Sum && sql is SqlNumber { Value: var one } && one == Rational.One);
        if (isRows)
        {
            return new MeasureDraft { Source = measure, Fact = fact, Kind = AggregateKind.Count, Where = where, By = by };
        }

        Expression operand = kind is AggregateKind.Count or AggregateKind.Distinct ? rows.Translate(sql) : rows.Hinted(sql, DataKind.Decimal);
        return operand is NumberLiteral or TextLiteral or BooleanLiteral or DateLiteral
            ? throw new SqlProblemException("a constant has no rows to aggregate")
            : new MeasureDraft { Source = measure, Fact = fact, Kind = kind, Operand = operand, Where = where, By = by };
    }

    private MeasureDraft? Unread(FactDraft fact, MeasureSource measure, string? by, Yaml.YamlScalar expression, string problem)
    {
        if (book.Options.UnreadExpressions == UnreadExpression.LeaveOut || !MetricFlowNames.IsName(measure.Name.Value))
        {
            book.Log.Error(InterchangeCodes.UnreadSql, expression.Place, $"The SQL of the measure '{measure}' is not read: {problem}. It is not imported.", "Give it a column of its own.");
            return null;
        }

        string name = fact.FreeName(measure.Name.Value);
        book.Log.Warn(InterchangeCodes.FieldToFill, expression.Place, $"The SQL of the measure '{measure}' is not read: {problem}.",
            $"Fill the field '{fact.Name}.{name}' with what it gives: {MetricFlowNames.Clip(expression.Value)}");
        AggregateKind kind = KindOf(measure);
        var field = fact.Add(new FieldDraft { Name = name, Column = expression.Value, Place = expression.Place });
        field.Hint(measure.Aggregate == "sum_boolean" ? DataKind.Boolean : kind is AggregateKind.Count or AggregateKind.Distinct ? DataKind.Text : DataKind.Decimal);
        return measure.Aggregate == "sum_boolean"
            ? new MeasureDraft { Source = measure, Fact = fact, Kind = kind, Where = Trees.Name(name), By = by }
            : new MeasureDraft { Source = measure, Fact = fact, Kind = kind, Operand = Trees.Name(fact.Name, name), By = by };
    }

    private bool TryTime(FactDraft fact, MeasureSource measure, out string? by)
    {
        by = null;
        if (measure.Time is not { } time)
        {
            string[] times = fact.DefaultTime is null ? [.. fact.Fields.Where(f => f.Role == FieldRole.Time).Select(f => f.Name)] : [];
            const string mend = "Write 'agg_time_dimension', or a default of the model.";
            switch (times.Length)
            {
                case 0 when fact.DefaultTime is null:
                    book.Log.Warn(InterchangeCodes.MissingProperty, measure.Place, $"'{measure}' has no time dimension, so it belongs to no period.", mend);
                    break;
                case 1:
                    book.Log.Warn(InterchangeCodes.MissingProperty, measure.Place, $"'{measure}' names no time dimension, and goes by '{times[0]}', the only one.", mend);
                    break;
                case > 1:
                    book.Log.Error(InterchangeCodes.MissingProperty, measure.Place, $"'{measure}' names no time dimension, and '{fact.Source}' has several. It is not imported.", mend);
                    return false;
            }

            return true;
        }

        bool isTime = fact.Source!.Dimensions.Any(d => d.IsTime && d.Name.Value == time.Value);
        if (!isTime || !fact.Elements.TryGetValue(time.Value, out FieldDraft? field))
        {
            book.Log.Error(InterchangeCodes.UnknownInput, time.Place, $"'{fact.Source}' has no time dimension '{time.Value}', so '{measure}' is not imported.", "Name one of its time dimensions.");
            return false;
        }

        by = field.Name == fact.DefaultTime ? null : field.Name;
        return true;
    }

    private bool IsPercentileRight(MeasureSource measure)
    {
        if (measure.Aggregate != "percentile")
        {
            return true;
        }

        if (measure.Percentile is not { } share || share < Rational.Zero || share > Rational.One || !(share * 10_000).IsInteger)
        {
            book.Log.Error(InterchangeCodes.Percentile, measure.Place, $"'{measure}' needs a 'percentile' of 0 to 1 in steps of 1/10000. It is not imported.", "Write it among 'agg_params', such as 0.9.");
            return false;
        }

        if (measure.Approximate is { } place)
        {
            book.Log.Inform(InterchangeCodes.Percentile, place, $"The percentile of '{measure}' is exact here.", "");
        }

        return true;
    }
}
