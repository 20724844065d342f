using System.Globalization;
using Crm.Sdk.Facts;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Writes trees as canonical JSON. Each object's properties are written in the order of their names; a default is left out.</summary>
internal static class JsonWriting
{
    public static void Write(JsonText json, Declaration declaration)
    {
        json.BeginObject();
        switch (declaration)
        {
            case FactDeclaration fact:
                WriteFact(json, fact);
                break;
            case SetDeclaration set:
                json.String("by", set.By);
                json.String("kind", "set");
                json.String("name", set.Name);
                json.String("of", set.Of.FullName);
                Write(json, "where", set.Where);
                break;
            case SegmentDeclaration segment:
                json.String("entity", segment.Entity.FullName);
                json.String("kind", "segment");
                json.String("name", segment.Name);
                json.String("title", segment.Title);
                Write(json, "where", segment.Where);
                break;
            case FunnelDeclaration funnel:
                JourneyWriting.Write(json, funnel);
                break;
            case CohortDeclaration cohort:
                JourneyWriting.Write(json, cohort);
                break;
            case AttributionDeclaration attribution:
                JourneyWriting.Write(json, attribution);
                break;
            case MetricDeclaration metric:
                MetricWriting.Write(json, metric);
                break;
            case TargetDeclaration target:
                TargetWriting.Write(json, target);
                break;
            case CalendarDeclaration calendar:
                CalendarWriting.Write(json, calendar);
                break;
            default:
                throw new ArgumentException($"There is no JSON for a {declaration.GetType().Name}.", nameof(declaration));
        }

        json.EndObject();
    }

    public static void Write(JsonText json, Expression expression)
    {
        json.BeginObject();
        switch (expression)
        {
            case NumberLiteral number:
                json.String("kind", "number");
                json.String("value", number.Value.ToString());
                break;
            case TextLiteral text:
                json.String("kind", "text");
                json.String("value", text.Value);
                break;
            case BooleanLiteral truth:
                json.String("kind", "bool");
                json.Boolean("value", truth.Value);
                break;
            case DateLiteral date:
                json.String("kind", "date");
                json.String("value", DayOf(date.Value));
                break;
            case DurationLiteral duration:
                json.Number("count", duration.Count);
                json.String("kind", "duration");
                json.String("unit", CrmGrammar.Units.First(u => u.Unit == duration.Unit).Many);
                break;
            case NameExpression name:
                json.String("kind", "name");
                json.String("name", name.Path);
                MetricWriting.WriteVersion(json, name.Version);
                break;
            case UnaryExpression unary:
                json.String("kind", unary.Operator == UnaryOperator.Not ? "not" : "negate");
                Write(json, "operand", unary.Operand);
                break;
            case BinaryExpression binary:
                json.String("kind", "binary");
                Write(json, "left", binary.Left);
                json.String("operator", CrmGrammar.Operators.First(o => o.Operator == binary.Operator).Symbol);
                Write(json, "right", binary.Right);
                break;
            default:
                WriteCompound(json, expression);
                break;
        }

        json.EndObject();
    }

    private static void WriteCompound(JsonText json, Expression expression)
    {
        switch (expression)
        {
            case InExpression among:
                Write(json, "items", among.Items);
                json.String("kind", "in");
                Write(json, "operand", among.Operand);
                break;
            case BetweenExpression between:
                Write(json, "high", between.High);
                json.String("kind", "between");
                Write(json, "low", between.Low);
                Write(json, "operand", between.Operand);
                break;
            case IsNullExpression isNull:
                json.String("kind", "isNull");
                Write(json, "operand", isNull.Operand);
                break;
            case CallExpression call:
                Write(json, "arguments", call.Arguments);
                json.String("function", call.Function);
                json.String("kind", "call");
                break;
            case MethodExpression method:
                Write(json, "arguments", method.Arguments);
                json.String("kind", "method");
                json.String("method", method.Method);
                Write(json, "operand", method.Operand);
                break;
            case OverExpression over:
                json.Flag("dropping", over.IsDropping);
                json.String("kind", "over");
                Write(json, "operand", over.Operand);
                if (over.Dimensions.Count > 0)
                {
                    Write(json, "per", over.Dimensions);
                }

                break;
            case MetricCallExpression call:
                Write(json, "arguments", call.Arguments);
                json.String("kind", "metricCall");
                json.String("metric", call.Metric.FullName);
                break;
            case ConversionExpression conversion:
                json.String("at", CrmGrammar.Policies.First(p => p.Policy == conversion.At).Word);
                json.String("currency", conversion.Currency);
                json.String("day", conversion.Day is { } day ? DayOf(day) : null);
                json.String("kind", "conversion");
                Write(json, "operand", conversion.Operand);
                json.String("round", conversion.RoundsLines ? "line" : null);
                json.String("using", conversion.Using);
                if (conversion.Within > 0)
                {
                    json.Number("within", conversion.Within);
                }

                break;
            case ReadingExpression reading:
                json.String("at", CrmGrammar.Readings.First(r => r.Reading == reading.Reading).Word);
                json.String("kind", "reading");
                Write(json, "operand", reading.Operand);
                break;
            case AggregateExpression aggregate:
                json.String("aggregate", CrmGrammar.Aggregates.First(a => a.Kind == aggregate.Kind).Name);
                Write(json, "at", aggregate.At);
                json.String("by", aggregate.By);
                Write(json, "ended", aggregate.Ended);
                json.String("kind", "aggregate");
                json.String("method", aggregate.Method == PercentileMethod.Nearest ? "nearest" : null);
                Write(json, "operand", aggregate.Operand);
                json.String("share", aggregate.Kind == AggregateKind.Lifetime && aggregate.Probability == new Rational(1, 2) ? null : aggregate.Probability?.ToString());
                Write(json, "where", aggregate.Where);
                break;
            case StageConversionExpression conversion:
                json.Flag("backwardIgnored", conversion.IgnoresBackward);
                json.String("by", conversion.By);
                json.Flag("firstOnly", conversion.IsFirstOnly);
                StageWriting.Write(json, "from", conversion.From);
                json.String("kind", "stages");
                json.Flag("skipsExcluded", conversion.ExcludesSkips);
                json.String("stage", conversion.Stage.FullName);
                if (conversion.Through.Count > 0)
                {
                    json.Property("through");
                    json.BeginArray();
                    foreach (Expression stage in conversion.Through)
                    {
                        StageWriting.Write(json, stage);
                    }

                    json.EndArray();
                }

                StageWriting.Write(json, "to", conversion.To);
                Write(json, "where", conversion.Where);
                break;
            case EachExpression each:
                json.String("entity", each.Entity.FullName);
                json.Flag("includingEmpty", each.IncludingEmpty);
                json.String("kind", "each");
                Write(json, "value", each.Value);
                Write(json, "where", each.Where);
                break;
            case FilteredExpression filtered:
                json.String("by", filtered.By);
                json.String("kind", "filtered");
                Write(json, "operand", filtered.Operand);
                Write(json, "where", filtered.Where);
                break;
            default:
                throw new ArgumentException($"There is no JSON for a {expression.GetType().Name}.", nameof(expression));
        }
    }

    internal static string DayOf(LocalDate day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-{day.Month:00}-{day.Day:00}");

    private static void WriteFact(JsonText json, FactDeclaration fact)
    {
        if (fact.Fields.Count > 0)
        {
            json.Property("fields");
            json.BeginArray();
            foreach (FieldDeclaration field in fact.Fields)
            {
                WriteField(json, field);
            }

            json.EndArray();
        }

        json.Property("key");
        json.BeginObject();
        IntervalDeclaration? interval = fact.Interval;
        DataType? time = interval?.From.Type ?? fact.Snapshot?.At.Type;
        json.String("at", fact.Snapshot?.At.Name);
        json.String("from", interval?.From.Name);
        json.String("name", fact.Key.Name);
        json.Flag("overlapping", interval is { MayOverlap: true });
        if (fact.Snapshot is { Parts.Count: > 0 } snapshot)
        {
            json.Property("parts");
            json.BeginArray();
            foreach (NameExpression part in snapshot.Parts)
            {
                json.String(part.FullName);
            }

            json.EndArray();
        }

        json.String("to", time is not null && fact.Key.Type.Target != fact.Key.Name ? fact.Key.Type.Target : null);
        json.String("type", time is not null ? (time.Kind == DataKind.Date ? "date" : null) : fact.Key.Type.Kind == DataKind.Text ? null : fact.Key.Type.ToString());
        json.String("until", interval?.To.Name);
        json.EndObject();
        json.String("kind", "fact");
        json.String("name", fact.Name);
        json.String("shape", CrmGrammar.ShapeWords[(int)fact.Shape]);
    }

    private static void WriteField(JsonText json, FieldDeclaration field)
    {
        bool isReference = field.Role == FieldRole.Reference;
        json.BeginObject();
        json.Flag("default", field.IsDefault);
        json.Flag("fold", field.FoldsCase);
        json.Flag("history", field.HasHistory);
        json.String("kept", field.History?.FullName);
        json.String("kind", field.Role switch
        {
            FieldRole.Time => "time",
            FieldRole.Reference => "ref",
            FieldRole.Dimension => "dim",
            FieldRole.Measure => "measure",
            _ => throw new ArgumentException($"'{field.Name}' is a key among the fields.", nameof(field)),
        });
        json.String("name", field.Name);
        json.Flag("planned", field.IsPlanned);
        json.String("reading", field.GroupsByNow ? "now" : null);
        json.String("to", isReference && field.Type.Target != field.Name ? field.Type.Target : null);
        json.String("type", isReference ? null : field.Type.ToString());
        Write(json, "value", field.Value);
        json.EndObject();
    }

    /// <summary>Writes a property, unless there is nothing.</summary>
    public static void Write(JsonText json, string name, Expression? expression)
    {
        if (expression is not null)
        {
            json.Property(name);
            Write(json, expression);
        }
    }

    private static void Write(JsonText json, string name, IReadOnlyList<Expression> expressions)
    {
        json.Property(name);
        json.BeginArray();
        foreach (Expression expression in expressions)
        {
            Write(json, expression);
        }

        json.EndArray();
    }
}
