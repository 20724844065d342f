using System.Globalization;
using System.Text;
using Crm.Sdk.Facts;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Writes trees of the definition language as text, in one canonical way.</summary>
/// <remarks>
/// One declaration to a paragraph, the fields of a fact one to a line, parentheses only where the tree needs them, a name between
/// backticks where it would be read as a keyword. Reading the text gives the same tree but for its spans; comments are not kept.
/// </remarks>
public static class CrmPrinter
{
    /// <summary>Writes a document; one without declarations gives the empty text, any other ends with a line feed.</summary>
    /// <exception cref="ArgumentException">The tree was built by hand and holds what no text says, such as a name with a space.</exception>
    public static string Print(CrmDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return string.Join('\n', document.Declarations.Select(d => Print(d) + "\n"));
    }

    /// <summary>Writes one declaration, without a line feed at its end.</summary>
    /// <exception cref="ArgumentException">The tree was built by hand and holds what no text says, such as a name with a space.</exception>
    public static string Print(Declaration declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        var text = new StringBuilder();
        var expressions = new ExpressionPrinter(text);
        switch (declaration)
        {
            case FactDeclaration fact:
                WriteFact(text, expressions, fact);
                break;
            case SetDeclaration set:
                text.Append("set ").Append(ExpressionPrinter.Name(set.Name)).Append(" = ");
                expressions.WritePath(set.Of);
                expressions.WriteClauses(set.Where, set.By);
                break;
            case SegmentDeclaration segment:
                text.Append("segment ").Append(ExpressionPrinter.Name(segment.Name)).Append(Title(segment.Title)).Append(" = ");
                text.Append(ExpressionPrinter.Name(segment.Entity.FullName));
                expressions.WriteClauses(segment.Where, by: null);
                break;
            case FunnelDeclaration funnel:
                JourneyWriting.Write(text, expressions, funnel);
                break;
            case CohortDeclaration cohort:
                JourneyWriting.Write(text, expressions, cohort);
                break;
            case AttributionDeclaration attribution:
                JourneyWriting.Write(text, expressions, attribution);
                break;
            case MetricDeclaration metric:
                WriteMetric(text, expressions, metric);
                break;
            case TargetDeclaration target:
                TargetWriting.Write(text, expressions, target, Title(target.Title));
                break;
            case CalendarDeclaration calendar:
                WriteCalendar(text, calendar);
                break;
            default:
                throw new ArgumentException($"There is no text for a {declaration.GetType().Name}.", nameof(declaration));
        }

        return text.ToString();
    }

    /// <summary>Writes an expression on one line.</summary>
    /// <exception cref="ArgumentException">The tree was built by hand and holds what no text says, such as a name with a space.</exception>
    public static string Print(Expression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var text = new StringBuilder();
        new ExpressionPrinter(text).WriteFiltered(expression);
        return text.ToString();
    }

    private static void WriteFact(StringBuilder text, ExpressionPrinter expressions, FactDeclaration fact)
    {
        text.Append("fact ").Append(ExpressionPrinter.Name(fact.Name));
        text.Append(' ').Append(CrmGrammar.ShapeWords[(int)fact.Shape]).Append(" key ").Append(ExpressionPrinter.Name(fact.Key.Name));
        WriteKey(text, fact);
        foreach (FieldDeclaration field in fact.Fields)
        {
            WriteField(text, expressions, field);
        }

        text.Append('}');
    }

    private static void WriteKey(StringBuilder text, FactDeclaration fact)
    {
        if ((fact.Interval is not null) != (fact.Shape == FactShape.Interval))
        {
            throw new ArgumentException($"'{fact.Name}' is an interval without its ends, or has ends and is none.", nameof(fact));
        }

        if ((fact.Snapshot is not null) != (fact.Shape == FactShape.Snapshot))
        {
            throw new ArgumentException($"'{fact.Name}' is a snapshot without its time, or has one and is none.", nameof(fact));
        }

        if (fact.Shape >= FactShape.Interval)
        {
            text.Append(fact.Key.Type.Target != fact.Key.Name ? $" to {ExpressionPrinter.Name(fact.Key.Type.Target ?? "")}" : "");
        }

        if (fact.Snapshot is { } snapshot)
        {
            text.Append(string.Concat(snapshot.Parts.Select(p => $", {ExpressionPrinter.Name(p.FullName)}")));
            text.Append(" at ").Append(ExpressionPrinter.Name(snapshot.At.Name)).Append(snapshot.At.Type.Kind == DataKind.Date ? " date" : "");
        }

        if (fact.Interval is { } interval)
        {
            text.Append(" from ").Append(ExpressionPrinter.Name(interval.From.Name)).Append(interval.From.Type.Kind == DataKind.Date ? " date" : "");
            text.Append(" to ").Append(ExpressionPrinter.Name(interval.To.Name)).Append(interval.MayOverlap ? " overlapping" : "");
        }

        text.Append(fact.Key.Type.Kind == DataKind.Integer ? " int {\n" : " {\n");
    }

    private static void WriteField(StringBuilder text, ExpressionPrinter expressions, FieldDeclaration field)
    {
        string keyword = field.Role switch
        {
            FieldRole.Time => "time",
            FieldRole.Reference => "ref",
            FieldRole.Dimension => "dim",
            FieldRole.Measure => "measure",
            _ => throw new ArgumentException($"'{field.Name}' is a key among the fields.", nameof(field)),
        };
        text.Append("  ").Append(keyword).Append(' ').Append(ExpressionPrinter.Name(field.Name));
        if (field.Role != FieldRole.Reference)
        {
            text.Append(' ').Append(field.Type);
        }
        else if (field.Type.Target != field.Name)
        {
            text.Append(" to ").Append(ExpressionPrinter.Name(field.Type.Target ?? ""));
        }

        text.Append(field.FoldsCase ? " fold" : "").Append(field.HasHistory ? " history" : "");
        if (field.History is { } history)
        {
            // What could be read as the next modifier, field or declaration is set apart.
            bool isWord = CrmGrammar.DimensionModifiers.Concat(CrmGrammar.StopWords).Contains(history.Parts[0], StringComparer.Ordinal);
            text.Append(' ').Append(isWord ? $"`{ExpressionPrinter.Name(history.Parts[0])}`" : ExpressionPrinter.Name(history.Parts[0]));
            text.Append(string.Concat(history.Parts.Skip(1).Select(p => $".{ExpressionPrinter.Name(p)}")));
        }

        text.Append(field.GroupsByNow ? " default now" : "");
        if (field.Value is not null)
        {
            text.Append(" = ");
            expressions.Write(field.Value, Level.Or);
        }

        text.Append(field.IsDefault ? " default" : "").Append(field.IsPlanned ? " planned" : "").Append('\n');
    }

    private static void WriteMetric(StringBuilder text, ExpressionPrinter expressions, MetricDeclaration metric)
    {
        text.Append("metric ").AppendJoin('.', metric.Name.Split('.').Select(ExpressionPrinter.Name));
        ExpressionPrinter.WriteVersion(text, metric.Version);
        WriteParameters(text, expressions, metric.Parameters);
        text.Append(Title(metric.Title));
        if (metric.From is not null)
        {
            text.Append(" from ");
            expressions.Write(metric.From, Level.Postfix);
        }

        text.Append(" = ");
        expressions.WriteFiltered(metric.Value);
        if (metric.Unit is not null)
        {
            text.Append(" unit ").Append(ExpressionPrinter.Name(metric.Unit));
        }

        text.Append(metric.Better switch { Direction.Up => " better up", Direction.Down => " better down", _ => "" });
        if (metric.Minimum != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" minimum {metric.Minimum}");
        }

        if (metric.Mature is not null)
        {
            text.Append(" mature ");
            expressions.Write(metric.Mature, Level.Postfix);
        }

        foreach (ExclusionClause exclusion in metric.Exclusions)
        {
            text.Append(" exclude").Append(Title(exclusion.Name)).Append(' ');
            expressions.Write(exclusion.Where, Level.Or);
        }

        if (metric.Confidence is { } level)
        {
            text.Append(CultureInfo.InvariantCulture, $" confidence {level * 100} %");
        }
    }

    private static void WriteParameters(StringBuilder text, ExpressionPrinter expressions, IReadOnlyList<ParameterDeclaration> parameters)
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            text.Append(i == 0 ? "(" : ", ").Append(ExpressionPrinter.Name(parameters[i].Name)).Append(' ').Append(parameters[i].Type);
            if (parameters[i].Default is { } value)
            {
                text.Append(" = ");
                expressions.Write(value, Level.Or);
            }
        }

        text.Append(parameters.Count > 0 ? ")" : "");
    }

    private static void WriteCalendar(StringBuilder text, CalendarDeclaration calendar)
    {
        text.Append("calendar ").Append(ExpressionPrinter.Name(calendar.Name)).Append(" zone ");
        new ExpressionPrinter(text).Write(new TextLiteral { Value = calendar.Zone }, Level.Or);
        text.Append(" {\n");
        foreach (var group in calendar.Week.GroupBy(d => string.Join(' ', d.Hours), StringComparer.Ordinal))
        {
            text.Append("  ").AppendJoin(' ', group.Select(d => CrmGrammar.WeekdayWords[(int)d.Day - 1])).Append(' ').Append(group.Key).Append('\n');
        }

        foreach (HolidayHours day in calendar.Holidays)
        {
            text.Append("  holiday ").Append(DayOf(day.Date)).Append(day.Hours.Count > 0 ? " " : "").AppendJoin(' ', day.Hours).Append('\n');
        }

        foreach (CalendarEvent one in calendar.Events)
        {
            text.Append("  event ").Append(ExpressionPrinter.Name(one.Name)).Append(' ')
                .AppendJoin(", ", one.Days.Select(d => d.First == d.Last ? DayOf(d.First) : $"{DayOf(d.First)} to {DayOf(d.Last)}")).Append('\n');
        }

        text.Append('}');
    }

    private static string DayOf(LocalDate day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-{day.Month:00}-{day.Day:00}");

    private static string Title(string? title)
    {
        if (title is null)
        {
            return "";
        }

        return CrmLexer.CanQuote(title)
            ? $" \"{title.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : throw new ArgumentException("A title holds a control character or half of a character.", nameof(title));
    }
}
